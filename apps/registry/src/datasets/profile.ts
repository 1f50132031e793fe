import { decider, meetTerritory, partiesIn, scopeOfWork, type DecidedWork } from '@assent/consent';
import { canonicalize, CodeName, Count, Name, type Scope, SemVer, Territory, Time, Use, uses } from '@assent/schema';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Registry } from '../registry.ts';
import { readItems, readReleases } from './read.ts';
import { Recent } from './recent.ts';
import { ownTrust } from './trust.ts';

/** What a dataset's works allow beyond what it was made for, and since when they are registered. */
export const ProfileAnswer = z.strictObject({
  /** As of the log's first so many entries. */
  size: Count,
  at: Time,
  /** Consented items. */
  consented: Count,
  /** For how many of them all holders allow a use. */
  uses: z.array(z.strictObject({ use: Use, items: Count })),
  /** Where its purpose is allowed, for how many items, most first. */
  territories: z.array(z.strictObject({ territory: Territory, items: Count })),
  /** When the permission that each item rests on was recorded: the first second of a day, and how many by its end. */
  since: z.array(z.strictObject({ at: Time, items: Count })),
  /** Why items are not allowed any more. */
  withdrawn: z.array(z.strictObject({ code: CodeName, items: Count })),
  /** Other datasets that hold some of these. */
  touched: z.array(z.strictObject({ release: Count, title: z.string(), dataset: Name, version: SemVer, items: Count })),
});
export type ProfileAnswer = z.infer<typeof ProfileAnswer>;

const shownTerritories = 12;
const shownTouched = 50;
/** Points of a curve. */
const mostDays = 400;
const day = 86_400;

const known = new WeakMap<Registry, Recent<ProfileAnswer | undefined>>();

/** A dataset's profile as of now, worked out once for each size of the log. */
export const readProfile = async (registry: Registry, release: number): Promise<ProfileAnswer | undefined> => {
  let recent = known.get(registry);
  if (recent === undefined) known.set(registry, (recent = new Recent(100)));
  const size = await registry.size();
  return recent.get(`${release} ${size}`, () => profile(registry, release, size));
};

const profile = async (registry: Registry, release: number, size: number): Promise<ProfileAnswer | undefined> => {
  const [one] = await readReleases(registry, [release]);
  if (one === undefined) return undefined;
  const items = (await readItems(registry, release)).filter(({ source }) => source === 'consented');
  const { purpose } = one.manifest;
  const at = registry.now();
  const allowed = new Map<Use, number>();
  const territories = new Map<string, number>();
  const grants = new Map<number, number>();
  const codes = new Map<z.infer<typeof CodeName>, number>();
  const gone: string[] = [];
  const add = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);
  await registry.ledgers.use(size, (ledger) => {
    const trust = ownTrust(registry);
    const judge = decider(ledger, purpose, trust, at);
    const parties = partiesIn(ledger, trust, at);
    // Works of which the same was said share one decision, so they share one scope.
    const scopes = new Map<DecidedWork, Scope>();
    for (const { sha256 } of items) {
      const decided = judge(sha256);
      let scope = scopes.get(decided);
      if (scope === undefined) scopes.set(decided, (scope = scopeOfWork(decided.evidence, parties, at)));
      for (const use of uses) if (scope[use] !== undefined) add(allowed, use);
      if (decided.decision.verdict === 'allow') {
        const where = purpose.uses.map((use) => scope[use]!.territory).reduce(meetTerritory);
        add(territories, canonicalize(where));
        const live = ledger.workLine(sha256, at)!.live.map(([index]) => index);
        add(grants, Math.max(...live));
      } else {
        gone.push(sha256);
        for (const code of new Set(decided.decision.reasons.map((reason) => reason.code))) add(codes, code);
      }
    }
  });
  const most = <K>([, a]: [K, number], [, b]: [K, number]): number => b - a;
  return {
    size,
    at,
    consented: items.length,
    uses: uses.map((use) => ({ use, items: allowed.get(use) ?? 0 })),
    territories: [...territories]
      .toSorted(most)
      .slice(0, shownTerritories)
      .map(([text, count]) => ({ territory: JSON.parse(text) as Territory, items: count })),
    since: await daysOf(registry, grants),
    withdrawn: [...codes].toSorted(most).map(([code, count]) => ({ code, items: count })),
    touched: await touchedBy(registry, release, gone),
  };
};

/** Days on which permissions were recorded, with what they added up to. */
const daysOf = async (
  registry: Registry,
  grants: ReadonlyMap<number, number>,
): Promise<{ at: number; items: number }[]> => {
  if (grants.size === 0) return [];
  const rows = await registry.db
    .selectFrom('log_entry')
    .select(['index', 'logged_at'])
    .where((where) => where('index', '=', where.fn.any(where.val([...grants.keys()]))))
    .orderBy('logged_at')
    .execute();
  const span = rows.at(-1)!.logged_at - rows[0]!.logged_at;
  const step = day * Math.max(1, Math.ceil(span / day / mostDays));
  const points = new Map<number, number>();
  let total = 0;
  for (const { index, logged_at: at } of rows) {
    total += grants.get(index)!;
    points.set(at - (at % step), total);
  }
  return [...points].map(([at, items]) => ({ at, items }));
};

/** Released datasets, but for one, that hold any of some works. */
const touchedBy = async (
  registry: Registry,
  release: number,
  works: readonly string[],
): Promise<ProfileAnswer['touched']> => {
  if (works.length === 0) return [];
  const { rows } = await sql<{ release: number; items: number }>`
    select m.release, count(*) as items
    from list_line l join manifest m on m.release = l.statement
    where l.sha256 = any(${works.map((work) => Buffer.from(work, 'hex'))}::bytea[]) and m.release <> ${release}
    group by m.release order by m.release desc limit ${shownTouched}`.execute(registry.db);
  const released = await readReleases(
    registry,
    rows.map((row) => row.release),
  );
  return rows.map((row) => {
    const { title, dataset, version } = released.find((one) => one.release === row.release)!.manifest;
    return { release: row.release, title, dataset, version, items: row.items };
  });
};
