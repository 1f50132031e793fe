import { decider } from '@assent/consent';
import { openManifest } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import type { Item, Manifest } from '@assent/schema';
import type { Registry } from '../registry.ts';
import { ownTrust } from './trust.ts';
import { readList } from '../log/stored-lines.ts';

/** A released dataset as the public pages show it. */
export interface DatasetSummary {
  readonly release: number;
  readonly manifestId: string;
  readonly manifest: Manifest;
  readonly loggedAt: number;
  /** Items whose holders do not allow the purpose any more, as of now. */
  readonly withdrawn: readonly string[];
}

/** Released datasets, newest first. */
export const listDatasets = async (registry: Registry, limit: number): Promise<DatasetSummary[]> => {
  const rows = await registry.db
    .selectFrom('manifest')
    .select('release')
    .orderBy('release', 'desc')
    .limit(limit)
    .execute();
  const released = await readReleases(
    registry,
    rows.map(({ release }) => release),
  );
  return Promise.all(released.toReversed().map((one) => withWithdrawn(registry, one)));
};

/** One released dataset, or `undefined` where that entry is none. */
export const readDataset = async (registry: Registry, release: number): Promise<DatasetSummary | undefined> => {
  const [one] = await readReleases(registry, [release]);
  return one === undefined ? undefined : withWithdrawn(registry, one);
};

const withWithdrawn = async (registry: Registry, one: Omit<DatasetSummary, 'withdrawn'>): Promise<DatasetSummary> => ({
  ...one,
  withdrawn: await withdrawnSince(registry, one.manifest, await readItems(registry, one.release)),
});

/** The manifests of releases, in the order of the log. */
export const readReleases = async (
  registry: Registry,
  releases: readonly number[],
): Promise<Omit<DatasetSummary, 'withdrawn'>[]> => {
  if (releases.length === 0) return [];
  const rows = await registry.db
    .selectFrom('manifest as m')
    .innerJoin('log_entry as e', 'e.index', 'm.release')
    .select(['m.release', 'm.id', 'm.envelope', 'e.logged_at'])
    .where('m.release', 'in', releases)
    .orderBy('m.release')
    .execute();
  return Promise.all(
    rows.map(async ({ release, id, envelope, logged_at: loggedAt }) => {
      const opened = await openManifest(envelope, node);
      if (!opened.ok) throw new Error(`the manifest of release ${release} is damaged`);
      return { release, manifestId: id, manifest: opened.value.statement, loggedAt };
    }),
  );
};

export const readItems = async (registry: Registry, release: number): Promise<Item[]> =>
  (await readList(registry.db, release)).map((line) => JSON.parse(line) as Item);

/** Which items of a dataset are no longer allowed for its purpose. */
const withdrawnSince = async (registry: Registry, manifest: Manifest, items: readonly Item[]): Promise<string[]> => {
  // A page that is read appends nothing: what is shown is as of this moment, not of a state.
  return registry.ledgers.use(await registry.size(), (ledger) => {
    const judge = decider(ledger, manifest.purpose, ownTrust(registry), registry.now());
    return items
      .filter(({ source, sha256 }) => source === 'consented' && judge(sha256).decision.verdict !== 'allow')
      .map(({ sha256 }) => sha256);
  });
};
