import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { BundleSource } from './source.ts';

/** A SHA-256 over bytes that come piece by piece, such as `createHash('sha256')` of `node:crypto`. */
interface RunningHash {
  update(piece: Uint8Array): unknown;
  digest(): Uint8Array;
}

export interface HashingOptions {
  /** Hashes whole files; a program that has a faster one than JavaScript's hands it in. They all give the same. */
  readonly openSha256?: (() => RunningHash) | undefined;
}

/** The hash of a whole file, hex. */
export const hashOf = async (source: BundleSource, name: string, { openSha256 }: HashingOptions): Promise<string> => {
  const hash = openSha256?.() ?? sha256.create();
  for await (const piece of source.read(name)) hash.update(piece);
  return bytesToHex(hash.digest());
};
