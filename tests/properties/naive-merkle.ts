import { createHash } from 'node:crypto';

/**
 * RFC 6962 §2.1 as it is written: recursive, over whole lists, with another SHA-256. What the streaming code has to
 * agree with.
 */
const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

const [leafPrefix, nodePrefix] = [Uint8Array.of(0), Uint8Array.of(1)];

/** "k is the largest power of two smaller than n". */
const largestPowerBelow = (n: number): number => {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
};

const halves = <T>(list: readonly T[]): [T[], T[]] => {
  const k = largestPowerBelow(list.length);
  return [list.slice(0, k), list.slice(k)];
};

export const naiveLeafHash = (data: Uint8Array): Uint8Array => sha256(leafPrefix, data);

/** MTH(D). */
export const naiveRoot = (data: readonly Uint8Array[]): Uint8Array => {
  if (data.length === 0) return sha256();
  if (data.length === 1) return naiveLeafHash(data[0]!);
  const [left, right] = halves(data);
  return sha256(nodePrefix, naiveRoot(left), naiveRoot(right));
};

/** PATH(m, D). */
export const naivePath = (m: number, data: readonly Uint8Array[]): Uint8Array[] => {
  if (data.length === 1) return [];
  const [left, right] = halves(data);
  return m < left.length
    ? [...naivePath(m, left), naiveRoot(right)]
    : [...naivePath(m - left.length, right), naiveRoot(left)];
};

/** SUBPROOF(m, D, b). */
const subproof = (m: number, data: readonly Uint8Array[], b: boolean): Uint8Array[] => {
  if (m === data.length) return b ? [] : [naiveRoot(data)];
  const [left, right] = halves(data);
  return m <= left.length
    ? [...subproof(m, left, b), naiveRoot(right)]
    : [...subproof(m - left.length, right, false), naiveRoot(left)];
};

/** PROOF(m, D). */
export const naiveConsistency = (m: number, data: readonly Uint8Array[]): Uint8Array[] =>
  m === 0 ? [] : subproof(m, data, true);

/** The largest subtrees without any of the chosen leaves, from the left. */
export const naiveMultiproof = (chosen: readonly number[], data: readonly Uint8Array[]): Uint8Array[] => {
  if (chosen.length === 0) return [naiveRoot(data)];
  if (data.length === 1) return [];
  const [left, right] = halves(data);
  const inRight = chosen.filter((index) => index >= left.length).map((index) => index - left.length);
  return [
    ...naiveMultiproof(
      chosen.filter((index) => index < left.length),
      left,
    ),
    ...naiveMultiproof(inRight, right),
  ];
};

/**
 * The steps by which a proof about a tree of `size` leaves is checked, without any hashes. A root does not say how many
 * leaves it is over: a proof made for one size verifies under another exactly where these steps are the same, which is
 * why a checkpoint signs both.
 */
export const inclusionShape = (index: number, size: number): string => {
  if (size === 1) return '';
  const k = largestPowerBelow(size);
  return index < k ? `${inclusionShape(index, k)}r` : `${inclusionShape(index - k, size - k)}l`;
};

export const consistencyShape = (from: number, to: number, whole = true): string => {
  if (from === to) return whole ? 'root' : 'seed';
  const k = largestPowerBelow(to);
  return from <= k ? `${consistencyShape(from, k, whole)}r` : `${consistencyShape(from - k, to - k, false)}l`;
};

export const multiproofShape = (chosen: readonly number[], size: number): string => {
  if (chosen.length === 0) return 'h';
  if (size === 1) return 'x';
  const k = largestPowerBelow(size);
  const [left, right] = [chosen.filter((index) => index < k), chosen.filter((index) => index >= k)];
  return `(${multiproofShape(left, k)}${multiproofShape(
    right.map((index) => index - k),
    size - k,
  )})`;
};
