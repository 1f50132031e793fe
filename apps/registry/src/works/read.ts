import { accepted, Count, Name, type Result, SemVer, Sha256, WorkStateLine } from '@assent/schema';
import { sql } from 'kysely';
import { z } from 'zod';
import { readReleases } from '../datasets/read.ts';
import type { Registry } from '../registry.ts';
import { ledgerAt, momentOf } from '../statements/as-of.ts';
import { EntrySummary, summarise } from '../statements/read.ts';

/** Everything that was said about one work, and who uses it. */
export const WorkAnswer = z.strictObject({
  sha256: Sha256,
  /** As of the log's first so many entries. */
  size: Count,
  known: z.boolean(),
  /** What is live: every claim, and every grant that still bears on it. */
  line: WorkStateLine.optional(),
  /** Statements whose list names the work, and those that ended one of them, oldest first. */
  statements: z.array(EntrySummary),
  datasets: z.array(z.strictObject({ release: Count, title: z.string(), version: SemVer, dataset: Name })),
});
export type WorkAnswer = z.infer<typeof WorkAnswer>;

/** Which of many works are known. */
export const LookUpAnswer = z.strictObject({
  size: Count,
  works: z.array(
    z.strictObject({
      sha256: Sha256,
      known: z.boolean(),
      /** Log indices of the statements that bear on it now. */
      live: z.array(Count),
    }),
  ),
});
export type LookUpAnswer = z.infer<typeof LookUpAnswer>;

export const readWork = async (
  registry: Registry,
  sha256: string,
  asOf: number | undefined,
): Promise<Result<WorkAnswer>> => {
  const moment = await momentOf(registry, asOf);
  if (!moment.ok) return moment;
  const { size, at } = moment.value;
  const { rows } = await sql<{ index: number }>`
    select distinct statement as index from list_line
    where sha256 = decode(${sha256}, 'hex') and statement < ${size} order by statement`.execute(registry.db);
  const naming = rows.map(({ index }) => index);
  const { line, endings } = await ledgerAt(registry, moment.value, asOf === undefined, (ledger) => ({
    line: ledger.workLine(sha256, at),
    endings: naming.flatMap((index) => ledger.endedBy(index)),
  }));
  const entries = await summarise(registry, [...new Set([...naming, ...endings])]);
  const datasets = await readReleases(
    registry,
    entries.filter(({ kind }) => kind === 'release').map(({ index }) => index),
  );
  return accepted({
    sha256,
    size,
    known: line !== undefined,
    line,
    statements: entries.filter(({ kind }) => kind !== 'release'),
    datasets: datasets.map(({ release, manifest: { title, version, dataset } }) => ({
      release,
      title,
      version,
      dataset,
    })),
  });
};

/** What is known of many works, in the order in which they were asked for. */
export const lookUpWorks = async (registry: Registry, works: readonly string[]): Promise<LookUpAnswer> => {
  const size = await registry.size();
  const at = registry.now();
  return registry.ledgers.use(size, (ledger) => ({
    size,
    works: works.map((sha256) => {
      const line = ledger.workLine(sha256, at);
      return { sha256, known: line !== undefined, live: line?.live.map(([index]) => index) ?? [] };
    }),
  }));
};
