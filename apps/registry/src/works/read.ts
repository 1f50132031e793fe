import type { WorkStateLine } from '@assent/schema';
import { sql } from 'kysely';
import { readReleases } from '../datasets/read.ts';
import type { Registry } from '../registry.ts';
import { type EntrySummary, summarise } from '../statements/read.ts';

/** Everything that was said about one work, and who uses it. */
export interface WorkAnswer {
  readonly sha256: string;
  readonly known: boolean;
  /** What is live now: every claim, and every grant that still bears on it. */
  readonly line: WorkStateLine | undefined;
  /** Statements whose list names the work, and those that ended one of them, oldest first. */
  readonly statements: readonly EntrySummary[];
  readonly datasets: readonly {
    readonly release: number;
    readonly title: string;
    readonly version: string;
    readonly dataset: string;
  }[];
}

export const readWork = async (registry: Registry, sha256: string): Promise<WorkAnswer> => {
  const { rows } = await sql<{ index: number }>`
    select distinct statement as index from list_line where sha256 = decode(${sha256}, 'hex') order by statement`.execute(
    registry.db,
  );
  const naming = rows.map(({ index }) => index);
  const size = await registry.size();
  const { line, endings } = await registry.ledgers.use(size, (ledger) => ({
    line: ledger.workLine(sha256, registry.now()),
    endings: naming.flatMap((index) => ledger.endedBy(index)),
  }));
  const entries = await summarise(registry, [...new Set([...naming, ...endings])]);
  const datasets = await readReleases(
    registry,
    entries.filter(({ kind }) => kind === 'release').map(({ index }) => index),
  );
  return {
    sha256,
    known: line !== undefined,
    line,
    statements: entries.filter(({ kind }) => kind !== 'release'),
    datasets: datasets.map(({ release, manifest: { title, version, dataset } }) => ({
      release,
      title,
      version,
      dataset,
    })),
  };
};
