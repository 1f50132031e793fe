import type { KeptLine } from '@assent/schema';
import { client } from '../api.ts';

/** A line of the list, and whether the permission still bears on its work. */
export interface ListedWork {
  readonly leaf: number;
  readonly sha256: string;
  readonly live: boolean;
}

/** What the registry takes in one question. */
const lookedUp = 5_000;

/** Every line of a permission's list, with what is still in force. */
export const readListed = async (index: number): Promise<ListedWork[]> => {
  const lines = await client.statements.lines.query({ index });
  const hashes = lines.map((line, leaf) => ({ leaf, sha256: (JSON.parse(line) as KeptLine).sha256 }));
  const listed: ListedWork[] = [];
  for (let from = 0; from < hashes.length; from += lookedUp) {
    const part = hashes.slice(from, from + lookedUp);
    const { works } = await client.works.lookUp.mutate({ works: part.map(({ sha256 }) => sha256) });
    listed.push(...part.map((one, at) => ({ ...one, live: works[at]?.live.includes(index) === true })));
  }
  return listed;
};
