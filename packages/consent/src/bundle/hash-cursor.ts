import type { HashBatch, Promised } from '@assent/log';
import { concatBytes } from '@noble/hashes/utils.js';
import type { ProofIndexEntry } from './format.ts';
import { type BundleSource, readRange } from './source.ts';

/** Hashes that are read ahead of one that is asked for, where there is no reason for fewer. */
const readAhead = 2048;

/** The hashes of one section of `proofs.bin`, read ahead in small pieces: memory does not grow with the proof. */
export class HashCursor {
  readonly #source: BundleSource;
  readonly #name: string;
  readonly #end: number;
  /** What one leaf can use: at most two hashes a level, and the end of the tree one more. */
  readonly #most: number;
  #from: number;
  #buffer: Uint8Array;
  #at = 0;

  /** @param held all of the section's hashes, where they were read already. */
  constructor(source: BundleSource, name: string, { from, count, size }: ProofIndexEntry, held?: Uint8Array) {
    this.#source = source;
    this.#name = name;
    this.#end = from + count * 32;
    this.#from = held === undefined ? from : this.#end;
    this.#buffer = held ?? new Uint8Array();
    this.#most = (2 * Math.ceil(Math.log2(Math.max(2, size))) + 2) * 32;
  }

  get ready(): boolean {
    return this.#buffer.length - this.#at >= this.#most || this.#from === this.#end;
  }

  async fill(): Promise<void> {
    const to = Math.min(this.#end, this.#from + readAhead * 32);
    const piece = await readRange(this.#source, this.#name, this.#from, to);
    this.#buffer = concatBytes(this.#buffer.subarray(this.#at), piece);
    this.#at = 0;
    this.#from = to;
  }

  /** The next hash, for a batch. `undefined` after the last. */
  promise(batch: HashBatch): Promised | undefined {
    const at = this.#at;
    if (at + 32 > this.#buffer.length) return undefined;
    this.#at = at + 32;
    return batch.put(this.#buffer, at);
  }

  /** The next hash; valid until `fill`. `undefined` after the last. */
  readonly take = (): Uint8Array | undefined => {
    if (this.#at + 32 > this.#buffer.length) return undefined;
    const hash = this.#buffer.subarray(this.#at, this.#at + 32);
    this.#at += 32;
    return hash;
  };
}

/** Proofs of lists are short and many. As long as all of them are no more than this many bytes, one read holds them. */
const shelfRoom = 32 << 20;

/** Cursors over the sections of lists in `proofs.bin`: all read at once where that is little, each for itself where not. */
export const readListCursors = async (
  source: BundleSource,
  name: string,
  lists: readonly ProofIndexEntry[],
): Promise<(entry: ProofIndexEntry) => HashCursor> => {
  const begin = lists[0]?.from ?? 0;
  const end = lists.reduce((most, { from, count }) => Math.max(most, from + count * 32), begin);
  if (end - begin > shelfRoom) return (entry) => new HashCursor(source, name, entry);
  const all = await readRange(source, name, begin, end);
  return (entry) => {
    const from = entry.from - begin;
    return new HashCursor(source, name, entry, all.subarray(from, from + entry.count * 32));
  };
};
