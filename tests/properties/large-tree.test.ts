import {
  leafHash,
  MultiproofVerifier,
  nodeHash,
  type NodeReader,
  proveConsistency,
  proveInclusion,
  proveMany,
  rangeHash,
  TreeHasher,
  peakLevels,
  verifyConsistency,
  verifyInclusion,
} from '@assent/log';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { naiveLeafHash } from './naive-merkle.ts';

/** More leaves than 32 bits count. */
const size = 2 ** 33 + 5;

const numbered = (index: number): Uint8Array => leafHash(new TextEncoder().encode(String(index)));

/** The one hash of a perfect subtree in which every leaf is the same. */
const plain: Uint8Array[] = [numbered(-1)];
for (let level = 1; level <= 53; level++) plain.push(nodeHash(plain[level - 1]!, plain[level - 1]!));

/** A tree of any size in which few leaves differ from the rest: its nodes are computed where they are asked for. */
const sparse = (special: readonly number[]): NodeReader => {
  const sorted = special.toSorted((a, b) => a - b);
  const read: NodeReader = (level, index) => {
    const width = 2 ** level;
    const inside = sorted.some((leaf) => leaf >= index * width && leaf < (index + 1) * width);
    if (!inside) return plain[level]!;
    if (level === 0) return numbered(index);
    return nodeHash(read(level - 1, index * 2), read(level - 1, index * 2 + 1));
  };
  return read;
};

/** The root of the first leaves of such a tree, split by BigInt arithmetic: no number is near its limit. */
const rootOfFirst = (count: number, special: readonly number[]): Uint8Array => {
  const over = (begin: bigint, end: bigint): Uint8Array => {
    const width = end - begin;
    const inside = special.some((leaf) => BigInt(leaf) >= begin && BigInt(leaf) < end);
    const level = width.toString(2).length - 1;
    if (!inside && width === 1n << BigInt(level)) return plain[level]!;
    if (width === 1n) return numbered(Number(begin));
    const half = 1n << BigInt((width - 1n).toString(2).length - 1);
    return nodeHash(over(begin, begin + half), over(begin + half, end));
  };
  return over(0n, BigInt(count));
};

const index = fc.oneof(
  fc.integer({ min: 0, max: size - 1 }),
  // Where 32 bits overflow, and at both ends.
  fc.constantFrom(
    0,
    1,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 32 + 1,
    2 ** 33 - 1,
    2 ** 33,
    size - 2,
    size - 1,
  ),
);
const indices = fc.uniqueArray(index, { minLength: 1, maxLength: 12 }).map((list) => list.toSorted((a, b) => a - b));

describe('a tree of 2^33 + 5 leaves', () => {
  test('has the root that arithmetic without limits gives it', () => {
    fc.assert(
      fc.property(indices, (special) => {
        expect(rangeHash(0, size, sparse(special))).toEqual(rootOfFirst(size, special));
      }),
    );
  });

  test('shows each leaf by a proof, and by none that is for a leaf 2^32 away', () => {
    fc.assert(
      fc.property(indices, (special) => {
        const read = sparse(special);
        const root = rootOfFirst(size, special);
        for (const leaf of special) {
          const proof = proveInclusion(leaf, size, read);
          expect(verifyInclusion(numbered(leaf), leaf, size, proof, root)).toBe(true);
          for (const other of [leaf + 2 ** 32, leaf - 2 ** 32, leaf % 2 ** 32, leaf ^ 0].filter(
            (one) => one !== leaf,
          )) {
            expect(verifyInclusion(numbered(leaf), other, size, proof, root)).toBe(false);
          }
        }
      }),
    );
  });

  test('shows many leaves by one proof', () => {
    fc.assert(
      fc.property(indices, (special) => {
        const proof = [...proveMany(special, size, sparse(special))];
        let at = 0;
        const verifier = new MultiproofVerifier(size, () => proof[at++]);
        expect(special.map((leaf) => verifier.push(leaf, numbered(leaf)))).toEqual(special.map(() => true));
        expect(verifier.root()).toEqual(rootOfFirst(size, special));
        // No more hashes than a path for each leaf.
        expect(proof.length).toBeLessThanOrEqual(special.length * 34);
      }),
    );
  });

  test('extends every smaller one of its leaves', () => {
    fc.assert(
      fc.property(indices, index, index, (special, a, b) => {
        const [from, to] = [Math.min(a, b) + 1, Math.max(a, b) + 1];
        const proof = proveConsistency(from, to, sparse(special));
        const [old, now] = [rootOfFirst(from, special), rootOfFirst(to, special)];
        expect(verifyConsistency(from, to, old, now, proof)).toBe(true);
        // A leaf of the old tree that differs in the new one.
        const forked = special.includes(from - 1)
          ? special.filter((leaf) => leaf !== from - 1)
          : [...special, from - 1];
        const forkedProof = proveConsistency(from, to, sparse(forked));
        expect(verifyConsistency(from, to, old, rootOfFirst(to, forked), forkedProof)).toBe(false);
      }),
    );
  });

  test('grows by leaves from where it was', () => {
    fc.assert(
      fc.property(indices, fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 20 }), (special, data) => {
        const read = sparse(special);
        let begin = 0;
        const peaks = peakLevels(size).map((level) => {
          const peak = read(level, begin / 2 ** level);
          begin += 2 ** level;
          return peak;
        });
        const nodes = new Map<string, Uint8Array>();
        const tree = TreeHasher.resume(size, peaks, (level, at, hash) => nodes.set(`${level}/${at}`, hash));
        expect(tree.root()).toEqual(rootOfFirst(size, special));
        for (const one of data) tree.addData(one);
        expect(tree.size).toBe(size + data.length);
        const grown: NodeReader = (level, at) => nodes.get(`${level}/${at}`) ?? read(level, at);
        expect(tree.root()).toEqual(rangeHash(0, tree.size, grown));
        for (const [i, one] of data.entries()) {
          const proof = proveInclusion(size + i, tree.size, grown);
          expect(verifyInclusion(naiveLeafHash(one), size + i, tree.size, proof, tree.root())).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('the largest tree that numbers can count shows its last leaf', () => {
  const largest = Number.MAX_SAFE_INTEGER;
  const special = [0, largest - 1];
  const proof = proveInclusion(largest - 1, largest, sparse(special));
  const root = rootOfFirst(largest, special);
  expect(verifyInclusion(numbered(largest - 1), largest - 1, largest, proof, root)).toBe(true);
  expect(verifyInclusion(numbered(largest - 1), largest, largest + 1, proof, root)).toBe(false);
});
