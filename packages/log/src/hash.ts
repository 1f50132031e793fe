import { sha256 } from '#sha256';

/** RFC 6962 §2.1: the prefix keeps a leaf of 64 bytes from being read as a node. */
const leafPrefix = 0x00;
const nodePrefix = 0x01;

/** Reused, so that a million leaves do not make a million copies to throw away. */
const leafInput = new Uint8Array(64 * 1024);

/** Hash of a leaf's data: `SHA-256(0x00 ‖ data)`. */
export const leafHash = (data: Uint8Array): Uint8Array => {
  const length = 1 + data.length;
  const input = length <= leafInput.length ? leafInput.subarray(0, length) : new Uint8Array(length);
  input[0] = leafPrefix;
  input.set(data, 1);
  return sha256(input);
};

const nodeInput = new Uint8Array(65);
nodeInput[0] = nodePrefix;

/** Hash of an inner node: `SHA-256(0x01 ‖ left ‖ right)`, each of 32 bytes. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => {
  // A shorter one would be hashed together with what the buffer held before.
  if (left.length !== 32 || right.length !== 32) throw new RangeError('a node joins two hashes of 32 bytes');
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return sha256(nodeInput);
};

/** Root of a tree without leaves: `SHA-256("")`. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array());

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/**
 * The largest power of two below `n` (n ≥ 2), where RFC 6962 splits a tree of `n` leaves.
 * Arithmetic, not bitwise, for what is beyond 2^31: indices go beyond 2^32.
 */
export const splitPoint = (n: number): number => {
  if (n <= 2 ** 31) return 2 ** (31 - Math.clz32(n - 1));
  let k = 2 ** 31;
  while (k * 2 < n) k *= 2;
  return k;
};
