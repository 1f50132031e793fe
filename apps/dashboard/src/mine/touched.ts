import { client } from '../api.ts';

/** A released dataset that holds a work. */
export interface Touched {
  readonly release: number;
  readonly title: string;
  readonly version: string;
}

/** Up to here each work is asked for; beyond, each dataset is looked through. */
const fewWorks = 40;

const byWork = async (hashes: readonly string[]): Promise<Touched[]> => {
  const found = new Map<number, Touched>();
  for (const sha256 of hashes)
    for (const dataset of (await client.works.read.query({ sha256 })).datasets) found.set(dataset.release, dataset);
  return [...found.values()];
};

const byDataset = async (hashes: readonly string[]): Promise<Touched[]> => {
  const wanted = new Set(hashes);
  const found: Touched[] = [];
  for (const { release, manifest } of await client.datasets.list.query({ limit: 100 })) {
    const items = await client.datasets.items.query({ release });
    if (items.some(({ sha256 }) => wanted.has(sha256)))
      found.push({ release, title: manifest.title, version: manifest.version });
  }
  return found;
};

/** Which released datasets hold any of these works, newest first. */
export const readTouched = async (hashes: readonly string[]): Promise<Touched[]> =>
  (await (hashes.length <= fewWorks ? byWork : byDataset)(hashes)).toSorted((a, b) => b.release - a.release);
