import { toUtf8 } from '@assent/schema';
import { leafHash, MultiproofVerifier } from '@assent/log';
import { bytesToHex } from '@noble/hashes/utils.js';
import { files, HashCursor, type ProofIndexEntry } from './format.ts';
import type { BundleSource } from './source.ts';

/** A multiproof of lines that is checked while they stream by. */
export class StreamedProof {
  /** Leaves of the tree, as the proof says: whoever signed the root also signed how many, and has to be compared. */
  readonly size: number;
  readonly #cursor: HashCursor;
  readonly #verifier: MultiproofVerifier;

  constructor(source: BundleSource, entry: ProofIndexEntry) {
    this.size = entry.size;
    this.#cursor = new HashCursor(source, files.proofs, entry);
    this.#verifier = new MultiproofVerifier(entry.size, this.#cursor.take);
  }

  async push(leaf: number, line: string): Promise<void> {
    if (!this.#cursor.ready) await this.#cursor.fill();
    this.#verifier.push(leaf, leafHash(toUtf8(line)));
  }

  leadsTo(root: string): boolean {
    const computed = this.#verifier.root();
    return computed !== undefined && bytesToHex(computed) === root;
  }
}
