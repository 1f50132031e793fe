import { decider } from '@assent/consent';
import {
  accepted,
  type Code,
  CodeName,
  Count,
  type Item,
  refused,
  type Result,
  SemVer,
  Sha256,
  StatementId,
  Time,
} from '@assent/schema';
import { z } from 'zod';
import type { Registry } from '../registry.ts';
import { ledgerAt } from '../statements/as-of.ts';
import { type DatasetSummary, readItems, readReleases } from './read.ts';
import { Recent } from './recent.ts';
import { ownTrust } from './trust.ts';

/** How many of a team's releases are looked through for a dataset's versions, the newest. */
const lookedThrough = 500;
/** How many items a difference names; it counts all of them. */
const named = 100;

export const VersionsAnswer = z.array(
  z.strictObject({
    release: Count,
    manifestId: StatementId,
    version: SemVer,
    loggedAt: Time,
    counts: z.strictObject({ total: Count, consented: Count, synthetic: Count }),
  }),
);
export type VersionsAnswer = z.infer<typeof VersionsAnswer>;

type Release = Omit<DatasetSummary, 'withdrawn'>;

/** All versions of a dataset by who issued this one, newest first. `undefined` where there is no such release. */
export const readVersions = async (registry: Registry, release: number): Promise<VersionsAnswer | undefined> => {
  const [one] = await readReleases(registry, [release]);
  if (one === undefined) return undefined;
  const rows = await registry.db
    .selectFrom('manifest as m')
    .innerJoin('log_entry as e', 'e.index', 'm.release')
    .select('m.release')
    .where('e.iss', '=', one.manifest.iss)
    .orderBy('m.release', 'desc')
    .limit(lookedThrough)
    .execute();
  const all = await readReleases(
    registry,
    rows.map((row) => row.release),
  );
  return all
    .filter((other) => isSameDataset(one, other))
    .toReversed()
    .map(({ release: index, manifestId, manifest: { version, counts }, loggedAt }) => ({
      release: index,
      manifestId,
      version,
      loggedAt,
      counts: { total: counts.total, consented: counts.consented, synthetic: counts.synthetic },
    }));
};

/** A name is its issuer's: another's dataset of the same name is another dataset. */
const isSameDataset = (a: Release, b: Release): boolean =>
  a.manifest.iss === b.manifest.iss && a.manifest.dataset === b.manifest.dataset;

/** Why an item is in the later version and not in the earlier one. */
const Came = z.enum(['allowed_since', 'chosen_since', 'registered_since', 'synthetic']);
/** Why an item is in the earlier version alone: what keeps it out of the later one, or that it was not taken. */
const Went = z.union([CodeName, z.enum(['not_chosen', 'synthetic'])]);

const sideOf = <Why extends z.ZodType<string>>(why: Why) =>
  z.strictObject({
    count: Count,
    why: z.array(z.strictObject({ why, items: Count })),
    /** The first of them, ascending. */
    items: z.array(z.strictObject({ sha256: Sha256, why })),
  });

export const ChangesAnswer = z.strictObject({
  kept: Count,
  added: sideOf(Came),
  removed: sideOf(Went),
});
export type ChangesAnswer = z.infer<typeof ChangesAnswer>;

const known = new WeakMap<Registry, Recent<ChangesAnswer>>();

/** What changed from one version of a dataset to another, and why. Both are in the log, so it never changes. */
export const changesBetween = async (registry: Registry, from: number, to: number): Promise<Result<ChangesAnswer>> => {
  const found = await readReleases(registry, [...new Set([from, to])]);
  const [before, after] = [from, to].map((release) => found.find((one) => one.release === release));
  if (before === undefined || after === undefined) return refused('not_found', `releases ${from} and ${to}`);
  if (!isSameDataset(before, after)) return refused('not_found', 'these are not versions of one dataset');
  let recent = known.get(registry);
  if (recent === undefined) known.set(registry, (recent = new Recent(50)));
  return accepted(await recent.get(`${from} ${to}`, () => compare(registry, before, after)));
};

const compare = async (registry: Registry, before: Release, after: Release): Promise<ChangesAnswer> => {
  const [old, now] = [await readItems(registry, before.release), await readItems(registry, after.release)];
  const [inOld, inNow] = [new Set(old.map(({ sha256 }) => sha256)), new Set(now.map(({ sha256 }) => sha256))];
  const [gone, come] = [old.filter(({ sha256 }) => !inNow.has(sha256)), now.filter(({ sha256 }) => !inOld.has(sha256))];
  const went = await judgedAt(registry, after, gone, ({ isAllowed, codes }): readonly z.infer<typeof Went>[] =>
    isAllowed ? ['not_chosen'] : codes,
  );
  const came = await judgedAt(registry, before, come, ({ isAllowed, isKnown }): z.infer<typeof Came>[] => {
    if (!isKnown) return ['registered_since'];
    return [isAllowed ? 'chosen_since' : 'allowed_since'];
  });
  return { kept: now.length - come.length, added: sum(come, came), removed: sum(gone, went) };
};

interface Judged {
  readonly isKnown: boolean;
  readonly isAllowed: boolean;
  readonly codes: readonly Code[];
}

/** The reasons for each of some items, as of a version's own state and for its purpose. */
const judgedAt = async <Why extends string>(
  registry: Registry,
  { manifest: { purpose, asOf } }: Release,
  items: readonly Item[],
  reasons: (judged: Judged) => readonly Why[],
): Promise<Map<string, readonly (Why | 'synthetic')[]>> => {
  const consented = items.filter(({ source }) => source === 'consented');
  const why = new Map<string, readonly (Why | 'synthetic')[]>(items.map(({ sha256 }) => [sha256, ['synthetic']]));
  // The past is folded again only where somebody's consent has to be looked at there.
  if (consented.length === 0) return why;
  const { size, at } = asOf.state;
  await ledgerAt(registry, { size, at }, false, (ledger) => {
    const judge = decider(ledger, purpose, ownTrust(registry), at);
    for (const { sha256 } of consented) {
      const { decision } = judge(sha256);
      why.set(
        sha256,
        reasons({
          isKnown: ledger.work(sha256) !== undefined,
          isAllowed: decision.verdict === 'allow',
          codes: [...new Set(decision.reasons.map(({ code }) => code))],
        }),
      );
    }
  });
  return why;
};

const sum = <Why extends string>(items: readonly Item[], why: ReadonlyMap<string, readonly Why[]>) => {
  const counts = new Map<Why, number>();
  for (const reasons of why.values()) for (const one of reasons) counts.set(one, (counts.get(one) ?? 0) + 1);
  return {
    count: items.length,
    why: [...counts]
      .map(([one, count]) => ({ why: one, items: count }))
      .toSorted((a, b) => b.items - a.items || (a.why < b.why ? -1 : 1)),
    items: items.slice(0, named).map(({ sha256 }) => ({ sha256, why: why.get(sha256)![0]! })),
  };
};
