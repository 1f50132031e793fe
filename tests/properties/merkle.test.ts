import {
  equalBytes,
  inclusionRoot,
  leafHash,
  MemoryTree,
  MultiproofVerifier,
  proveConsistency,
  proveInclusion,
  proveMany,
  rootOf,
  TreeHasher,
  verifyConsistency,
  verifyInclusion,
} from '@assent/log';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { damage } from './damage.ts';
import {
  consistencyShape,
  inclusionShape,
  multiproofShape,
  naiveConsistency,
  naiveLeafHash,
  naiveMultiproof,
  naivePath,
  naiveRoot,
} from './naive-merkle.ts';

/** Lists of data, each its own: equal leaves would let equal proofs pass for each other. */
const lists = (minLength: number, maxLength = 70): fc.Arbitrary<Uint8Array[]> =>
  fc.uniqueArray(fc.uint8Array({ maxLength: 70 }), { minLength, maxLength, selector: String, size: 'max' });

const treeOf = (data: readonly Uint8Array[]): MemoryTree => new MemoryTree(data.map(leafHash));

/** Some leaves of a list, ascending, at least one. */
const listAndChosen = lists(1).chain((data) =>
  fc.record({
    data: fc.constant(data),
    chosen: fc
      .uniqueArray(fc.nat(data.length - 1), { minLength: 1, maxLength: data.length, size: 'max' })
      .map((indices) => indices.toSorted((a, b) => a - b)),
  }),
);

/** What a multiproof leads to when these leaves are pushed. */
const rootFrom = (size: number, pushed: readonly (readonly [number, Uint8Array])[], proof: readonly Uint8Array[]) => {
  let at = 0;
  const verifier = new MultiproofVerifier(size, () => proof[at++]);
  for (const [index, leaf] of pushed) verifier.push(index, leaf);
  return verifier.root();
};

const leadsTo = (root: Uint8Array, computed: Uint8Array | undefined): boolean =>
  computed !== undefined && equalBytes(root, computed);

describe('the root', () => {
  test('of a list, as it streams by and from memory, is that of RFC 6962', () => {
    fc.assert(
      fc.property(lists(0, 130), (data) => {
        const expected = naiveRoot(data);
        const streamed = new TreeHasher();
        for (const one of data) streamed.addData(one);
        expect(data.map(leafHash)).toEqual(data.map(naiveLeafHash));
        expect(streamed.root()).toEqual(expected);
        expect(rootOf(data.map(leafHash))).toEqual(expected);
        expect(treeOf(data).root()).toEqual(expected);
      }),
    );
  });

  test('is the same when the tree is put down and taken up again anywhere', () => {
    fc.assert(
      fc.property(lists(0), fc.nat(70), (data, place) => {
        const hashes = data.map(leafHash);
        const at = Math.min(place, hashes.length);
        const begun = new TreeHasher();
        for (const hash of hashes.slice(0, at)) begun.add(hash);
        const resumed = TreeHasher.resume(at, begun.peaks);
        for (const hash of hashes.slice(at)) resumed.add(hash);
        expect(resumed.root()).toEqual(naiveRoot(data));
      }),
    );
  });
});

describe('an inclusion proof', () => {
  test('is that of RFC 6962, and verifies, for every leaf', () => {
    fc.assert(
      fc.property(lists(1), (data) => {
        const tree = treeOf(data);
        for (const index of data.keys()) {
          const proof = proveInclusion(index, data.length, tree.read);
          expect(proof).toEqual(naivePath(index, data));
          expect(verifyInclusion(leafHash(data[index]!), index, data.length, proof, tree.root())).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('damaged in any way is refused', () => {
    fc.assert(
      fc.property(listAndChosen, damage, ({ data, chosen }, harm) => {
        const [tree, index] = [treeOf(data), chosen[0]!];
        const damaged = harm(proveInclusion(index, data.length, tree.read));
        fc.pre(damaged !== undefined);
        expect(verifyInclusion(leafHash(data[index]!), index, data.length, damaged, tree.root())).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('of another leaf, or for another index, is refused', () => {
    fc.assert(
      fc.property(lists(2), fc.nat(), fc.nat(), (data, one, other) => {
        const [i, j] = [one % data.length, other % data.length];
        fc.pre(i !== j);
        const tree = treeOf(data);
        const proof = proveInclusion(i, data.length, tree.read);
        expect(verifyInclusion(leafHash(data[j]!), i, data.length, proof, tree.root())).toBe(false);
        expect(verifyInclusion(leafHash(data[i]!), j, data.length, proof, tree.root())).toBe(false);
        expect(verifyInclusion(leafHash(data[i]!), i + data.length, data.length, proof, tree.root())).toBe(false);
      }),
    );
  });

  test('for another size passes exactly where the tree has the same shape around the leaf', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(listAndChosen, fc.integer({ min: 0, max: 140 }), ({ data, chosen }, size) => {
        const [tree, index] = [treeOf(data), chosen[0]!];
        const proof = proveInclusion(index, data.length, tree.read);
        const passes = verifyInclusion(leafHash(data[index]!), index, size, proof, tree.root());
        expect(passes).toBe(size > index && inclusionShape(index, size) === inclusionShape(index, data.length));
        seen.add(passes);
      }),
      { numRuns: 500 },
    );
    expect(seen).toEqual(new Set([true, false]));
  });
});

describe('a consistency proof', () => {
  test('is that of RFC 6962, and verifies, between any two sizes', () => {
    fc.assert(
      fc.property(lists(0, 40), (data) => {
        const tree = treeOf(data);
        for (let from = 0; from <= data.length; from++) {
          const proof = proveConsistency(from, data.length, tree.read);
          expect(proof).toEqual(naiveConsistency(from, data));
          expect(verifyConsistency(from, data.length, naiveRoot(data.slice(0, from)), tree.root(), proof)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('damaged in any way is refused', () => {
    fc.assert(
      fc.property(lists(1), fc.nat(), damage, (data, place, harm) => {
        const [tree, from] = [treeOf(data), place % (data.length + 1)];
        const damaged = harm(proveConsistency(from, data.length, tree.read));
        fc.pre(damaged !== undefined);
        expect(verifyConsistency(from, data.length, naiveRoot(data.slice(0, from)), tree.root(), damaged)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('does not show a tree in which an old leaf was changed', () => {
    fc.assert(
      fc.property(lists(2), fc.nat(), fc.nat(), (data, place, other) => {
        const from = 1 + (place % (data.length - 1));
        const forked = data.with(other % from, Uint8Array.from([...data[other % from]!, 0]));
        const proof = proveConsistency(from, data.length, treeOf(forked).read);
        const [old, now] = [naiveRoot(data.slice(0, from)), naiveRoot(forked)];
        expect(verifyConsistency(from, data.length, old, now, proof)).toBe(false);
      }),
    );
  });

  test('for other sizes passes exactly where the two trees have the same shape', () => {
    const seen = new Set<boolean>();
    const sizes = fc.integer({ min: 1, max: 80 });
    fc.assert(
      fc.property(lists(2), fc.nat(), sizes, sizes, (data, place, a, b) => {
        const from = 1 + (place % (data.length - 1));
        const [tree, old] = [treeOf(data), naiveRoot(data.slice(0, from))];
        const proof = proveConsistency(from, data.length, tree.read);
        const [from2, to2] = [Math.min(a, b), Math.max(a, b)];
        const passes = verifyConsistency(from2, to2, old, tree.root(), proof);
        expect(passes).toBe(consistencyShape(from2, to2) === consistencyShape(from, data.length));
        expect(verifyConsistency(to2 + 1, from2, old, tree.root(), proof)).toBe(false);
        seen.add(passes);
      }),
      { numRuns: 1000 },
    );
    expect(seen).toEqual(new Set([true, false]));
  });
});

describe('a multiproof', () => {
  const given = (data: readonly Uint8Array[], indices: readonly number[]) =>
    indices.map((index) => [index, leafHash(data[index]!)] as const);

  test('is made of the largest subtrees without a chosen leaf, and leads to the root', () => {
    fc.assert(
      fc.property(listAndChosen, ({ data, chosen }) => {
        const tree = treeOf(data);
        const proof = [...proveMany(chosen, data.length, tree.read)];
        expect(proof).toEqual(naiveMultiproof(chosen, data));
        expect(rootFrom(data.length, given(data, chosen), proof)).toEqual(tree.root());
      }),
      { numRuns: 300 },
    );
  });

  test('of one leaf holds the hashes of its inclusion proof', () => {
    fc.assert(
      fc.property(listAndChosen, ({ data, chosen }) => {
        const [tree, index] = [treeOf(data), chosen[0]!];
        const single = proveInclusion(index, data.length, tree.read);
        expect([...proveMany([index], data.length, tree.read)].map(String).toSorted()).toEqual(
          single.map(String).toSorted(),
        );
      }),
    );
  });

  test('leads to the root exactly when each leaf’s own proof does', () => {
    const seen = new Set<boolean>();
    const forgeries = fc.array(fc.boolean(), { minLength: 70, maxLength: 70 });
    fc.assert(
      fc.property(listAndChosen, fc.boolean(), forgeries, ({ data, chosen }, honest, forged) => {
        const tree = treeOf(data);
        const pushed = chosen.map((index, i) => {
          const leaf = leafHash(data[index]!);
          return [index, !honest && forged[i] ? leafHash(leaf) : leaf] as const;
        });
        const singles = pushed.every(([index, leaf]) => {
          const proof = proveInclusion(index, data.length, tree.read);
          return leadsTo(tree.root(), inclusionRoot(leaf, index, data.length, proof));
        });
        const proof = [...proveMany(chosen, data.length, tree.read)];
        expect(leadsTo(tree.root(), rootFrom(data.length, pushed, proof))).toBe(singles);
        seen.add(singles);
      }),
      { numRuns: 300 },
    );
    expect(seen).toEqual(new Set([true, false]));
  });

  test('damaged in any way leads elsewhere, or nowhere', () => {
    fc.assert(
      fc.property(listAndChosen, damage, ({ data, chosen }, harm) => {
        const tree = treeOf(data);
        const damaged = harm([...proveMany(chosen, data.length, tree.read)]);
        fc.pre(damaged !== undefined);
        expect(leadsTo(tree.root(), rootFrom(data.length, given(data, chosen), damaged))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('does not speak of leaves left out, put in, moved or given twice', () => {
    fc.assert(
      fc.property(
        listAndChosen,
        fc.constantFrom('leave out', 'put in', 'move', 'double', 'append', 'prepend'),
        fc.nat(),
        fc.integer({ min: -2, max: 80 }),
        ({ data, chosen }, how, place, index) => {
          const tree = treeOf(data);
          const proof = [...proveMany(chosen, data.length, tree.read)];
          const honest = given(data, chosen);
          const at = place % honest.length;
          // The leaf that really stands there, or one that stands nowhere.
          const extra = [index, leafHash(data[index] ?? Uint8Array.of(1, 2, 3))] as const;
          const pushed = {
            'leave out': honest.toSpliced(at, 1),
            'put in': [...honest, extra].toSorted(([a], [b]) => a - b),
            move: honest.with(at, [index, honest[at]![1]]),
            double: honest.toSpliced(at, 0, honest[at]!),
            append: [...honest, extra],
            prepend: [extra, ...honest],
          }[how];
          fc.pre(pushed.map(String).join(';') !== honest.map(String).join(';'));
          expect(leadsTo(tree.root(), rootFrom(data.length, pushed, proof))).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('for another size passes exactly where the tree has the same shape around the leaves', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(listAndChosen, fc.integer({ min: 0, max: 140 }), ({ data, chosen }, size) => {
        const tree = treeOf(data);
        const proof = [...proveMany(chosen, data.length, tree.read)];
        const passes = leadsTo(tree.root(), rootFrom(size, given(data, chosen), proof));
        const fits = chosen.every((index) => index < size);
        expect(passes).toBe(fits && multiproofShape(chosen, size) === multiproofShape(chosen, data.length));
        seen.add(passes);
      }),
      { numRuns: 500 },
    );
    expect(seen).toEqual(new Set([true, false]));
  });

  test('of any hashes, for any pushes, ends without throwing', () => {
    const numbers = fc.oneof(
      fc.integer({ min: -2, max: 40 }),
      fc.maxSafeNat(),
      fc.double(),
      fc.constantFrom(2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32, 2 ** 32 - 1),
    );
    const hashes = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(
        numbers,
        fc.array(fc.tuple(numbers, hashes)),
        fc.array(hashes, { maxLength: 60 }),
        (size, pushed, proof) => {
          const root = rootFrom(size, pushed, proof);
          expect(root?.length ?? 32).toBe(32);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

test('no verifier throws on any numbers and hashes', () => {
  const numbers = fc.oneof(fc.integer(), fc.maxSafeNat(), fc.double());
  const hash = fc.uint8Array({ maxLength: 40 });
  const proof = fc.array(hash, { maxLength: 130 });
  fc.assert(
    fc.property(numbers, numbers, hash, hash, proof, (a, b, one, other, hashes) => {
      // Nothing so random is right, but a tree beside itself.
      const itself = Object.is(a, b) && hashes.length === 0 && equalBytes(one, other);
      expect(verifyInclusion(one, a, b, hashes, other)).toBe(false);
      expect(verifyConsistency(a, b, one, other, hashes) && !itself).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
