import { type Dataset, lineageOf, reachedBy } from '@assent/consent';
import type { OnWithdraw, Receipt } from '@assent/schema';
import { client } from '../api.ts';

/** Up to here each work is asked for; beyond, each dataset is looked through. */
const fewWorks = 40;
/** Releases and receipts that are looked through, the newest. */
const newest = 200;

type Held = Map<number, Set<string>>;

const add = (held: Held, release: number, sha256: string): void => {
  const works = held.get(release);
  if (works === undefined) held.set(release, new Set([sha256]));
  else works.add(sha256);
};

const byWork = async (hashes: readonly string[]): Promise<Held> => {
  const held: Held = new Map();
  for (const sha256 of hashes)
    for (const { release } of (await client.works.read.query({ sha256 })).datasets) add(held, release, sha256);
  return held;
};

const byDataset = async (hashes: readonly string[]): Promise<Held> => {
  const wanted = new Set(hashes);
  const held: Held = new Map();
  for (const { release } of await client.datasets.list.query({ limit: 100 }))
    for (const { sha256 } of await client.datasets.items.query({ release }))
      if (wanted.has(sha256)) add(held, release, sha256);
  return held;
};

const readReceipts = async () => {
  const { entries } = await client.statements.list.query({ kind: 'receipt', limit: newest });
  return Promise.all(
    entries.map(async ({ index }) => {
      const { id, statement, receipt } = await client.statements.read.query({ index });
      return { index, id, statement: statement as Receipt, leafHash: receipt.leafHash };
    }),
  );
};

/** The released datasets that hold any of these works, and the models that teams say they trained from them. */
export const readReach = async (hashes: readonly string[], onWithdraw: OnWithdraw) => {
  const held = await (hashes.length <= fewWorks ? byWork : byDataset)(hashes);
  const [datasets, receipts] = await Promise.all([
    Promise.all(
      [...held].map(async ([release, works]): Promise<Dataset> => {
        const { manifestId, manifest } = await client.datasets.read.query({ release });
        // Through models behind synthetic items `assent lineage` looks; here, what holds the works themselves.
        return { id: manifestId, release, manifest, works, fittedOn: [] };
      }),
    ),
    held.size === 0 ? [] : readReceipts(),
  ]);
  datasets.sort((a, b) => b.release - a.release);
  return reachedBy(lineageOf(datasets, receipts), { works: new Set(hashes), onWithdraw, withdrawal: undefined });
};
