import { openManifest } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import type { Item, Manifest } from '@assent/schema';
import type { Registry } from '../registry.ts';
import { stateNow } from './assemble.ts';
import { decider } from './decisions.ts';
import { ownTrust } from './trust.ts';
import { readList } from '../log/ledgers.ts';

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
    .selectFrom('manifest as m')
    .innerJoin('log_entry as e', 'e.index', 'm.release')
    .select(['m.release', 'm.id', 'm.envelope', 'e.logged_at'])
    .orderBy('m.release', 'desc')
    .limit(limit)
    .execute();
  const datasets: DatasetSummary[] = [];
  for (const row of rows) {
    const opened = await openManifest(row.envelope, node);
    if (!opened.ok) throw new Error(`the manifest of release ${row.release} is damaged`);
    const manifest = opened.value.statement;
    const items = await readItems(registry, row.release);
    datasets.push({
      release: row.release,
      manifestId: row.id,
      manifest,
      loggedAt: row.logged_at,
      withdrawn: await withdrawnSince(registry, manifest, items),
    });
  }
  return datasets;
};

export const readItems = async (registry: Registry, release: number): Promise<Item[]> =>
  (await readList(registry.db, release)).map((line) => JSON.parse(line) as Item);

/** Which items of a dataset are no longer allowed for its purpose. */
const withdrawnSince = async (registry: Registry, manifest: Manifest, items: readonly Item[]): Promise<string[]> => {
  const state = await stateNow(registry);
  return registry.ledgers.use(state.size, (ledger) => {
    const judge = decider(ledger, manifest.purpose, ownTrust(registry), state.at);
    return items
      .filter(({ source, sha256 }) => source === 'consented' && judge(sha256).decision.verdict !== 'allow')
      .map(({ sha256 }) => sha256);
  });
};
