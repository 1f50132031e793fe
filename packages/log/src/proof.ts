import { emptyRoot, equalBytes, nodeHash, splitPoint } from './hash.ts';
import { type NodeReader, rangeHash } from './tree.ts';

/** Proofs from outside have at most as many hashes as a tree of 2^53 leaves is deep, twice. */
const isIndex = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** Inclusion proof of leaf `index` in the tree of `size` leaves (RFC 6962 §2.1.1), deepest hash first. */
export const proveInclusion = (index: number, size: number, read: NodeReader): Uint8Array[] => {
  if (!(isIndex(index) && index < size)) throw new RangeError(`leaf ${index} of ${size}`);
  const path: Uint8Array[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + splitPoint(end - begin);
    if (index < middle) {
      path.push(rangeHash(middle, end, read));
      end = middle;
    } else {
      path.push(rangeHash(begin, middle, read));
      begin = middle;
    }
  }
  return path.toReversed();
};

/** The root that an inclusion proof leads to (RFC 9162 §2.1.3.2), or `undefined` for a proof of the wrong length. */
export const inclusionRoot = (
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array | undefined => {
  if (!(isIndex(index) && isIndex(size) && index < size) || leaf.length !== 32) return undefined;
  if (proof.some((hash) => hash.length !== 32)) return undefined;
  let position = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (position % 2 === 1 || position === last) {
      root = nodeHash(sibling, root);
      // A right-most node without a sibling moves up unchanged until it has one.
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2);
        last = Math.floor(last / 2);
      }
    } else root = nodeHash(root, sibling);
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : undefined;
};

/** Whether leaf `index` with this hash is in the tree of that size and root. Never throws on input. */
export const verifyInclusion = (
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean => {
  const computed = inclusionRoot(leaf, index, size, proof);
  return computed !== undefined && equalBytes(computed, root);
};

/** Consistency proof from a tree of `size1` leaves to one of `size2` (RFC 6962 §2.1.2). Empty where nothing is to show. */
export const proveConsistency = (size1: number, size2: number, read: NodeReader): Uint8Array[] => {
  if (!(isIndex(size1) && isIndex(size2) && size1 <= size2)) throw new RangeError(`from ${size1} to ${size2}`);
  if (size1 === 0 || size1 === size2) return [];
  const proof: Uint8Array[] = [];
  let begin = 0;
  let end = size2;
  // Whether the old tree's root is still the left edge, which the verifier holds already.
  let whole = true;
  while (size1 !== end) {
    const middle = begin + splitPoint(end - begin);
    if (size1 <= middle) {
      proof.push(rangeHash(middle, end, read));
      end = middle;
    } else {
      proof.push(rangeHash(begin, middle, read));
      begin = middle;
      whole = false;
    }
  }
  if (!whole) proof.push(rangeHash(begin, end, read));
  return proof.toReversed();
};

/** Whether the tree of `size2` and `root2` begins with the tree of `size1` and `root1` (RFC 9162 §2.1.4.2). */
export const verifyConsistency = (
  size1: number,
  size2: number,
  root1: Uint8Array,
  root2: Uint8Array,
  proof: readonly Uint8Array[],
): boolean => {
  if (!(isIndex(size1) && isIndex(size2) && size1 <= size2)) return false;
  // Everything extends the empty tree, which has one root; RFC 6962 defines no proof from it, so the proof is empty.
  if (size1 === 0 && !equalBytes(root1, emptyRoot())) return false;
  // Nothing is hashed here, so nothing is said of the roots' length (a vector of transparency-dev/merkle has such a case).
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2);
  if (root1.length !== 32 || root2.length !== 32 || proof.some((hash) => hash.length !== 32)) return false;
  if (size1 === 0) return proof.length === 0;
  let position = size1 - 1;
  let last = size2 - 1;
  while (position % 2 === 1) {
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  let rest = proof;
  let old: Uint8Array;
  if (position === 0) old = root1;
  else {
    if (proof.length === 0) return false;
    old = proof[0]!;
    rest = proof.slice(1);
  }
  let current = old;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      old = nodeHash(sibling, old);
      current = nodeHash(sibling, current);
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2);
        last = Math.floor(last / 2);
      }
    } else current = nodeHash(current, sibling);
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(old, root1) && equalBytes(current, root2);
};
