import { type HashBatch, MultiproofWalk, type Promised } from '@assent/log';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { HashCursor } from './hash-cursor.ts';

/** A multiproof of leaves that is checked while they stream by. */
export class StreamedProof {
  /** Leaves of the tree, as the proof says: whoever signed the root also signed how many, and has to be compared. */
  readonly size: number;
  readonly #cursor: HashCursor;
  readonly #batch: HashBatch;
  readonly #walk: MultiproofWalk<Promised>;

  constructor(size: number, cursor: HashCursor, batch: HashBatch) {
    this.size = size;
    this.#cursor = cursor;
    this.#batch = batch;
    this.#walk = new MultiproofWalk(size, () => cursor.promise(batch), batch.node);
  }

  /** Whether the next leaf can be pushed: call `fill` before where not. */
  get ready(): boolean {
    return this.#cursor.ready;
  }

  fill(): Promise<void> {
    return this.#cursor.fill();
  }

  /** Whether it leads nowhere already. What is pushed then is not looked at, and need not be hashed. */
  get failed(): boolean {
    return this.#walk.failed;
  }

  push(leaf: number, hash: Promised): void {
    this.#walk.push(leaf, hash);
  }

  /** After the last leaf: where the proof leads, once; to be read later, so that the ends of many are computed together. */
  finish(): () => string | undefined {
    const root = this.#walk.root();
    return () => (root === undefined ? undefined : bytesToHex(this.#batch.read(root)));
  }
}
