import { describe, expect, test } from 'vitest';
import { leafHash } from './hash.ts';
import { MultiproofMaker, MultiproofVerifier, proveMany } from './multiproof.ts';
import { MemoryTree } from './tree.ts';

const leaves = Array.from({ length: 11 }, (_, i) => leafHash(Uint8Array.of(i)));
const tree = new MemoryTree(leaves);
const forged = leafHash(Uint8Array.of(99));

const verifierOf = (proof: readonly Uint8Array[], size = leaves.length): MultiproofVerifier => {
  let at = 0;
  return new MultiproofVerifier(size, () => proof[at++]);
};
const proofOf = (...indices: number[]): Uint8Array[] => [...proveMany(indices, leaves.length, tree.read)];

/** The root that leaves, pushed in this order whatever `push` answers, lead to. */
const rootFrom = (proof: readonly Uint8Array[], pushed: readonly (readonly [number, Uint8Array])[], size?: number) => {
  const verifier = verifierOf(proof, size);
  const taken = pushed.map(([index, leaf]) => verifier.push(index, leaf));
  return { root: verifier.root(), taken };
};

const given = (...indices: number[]): [number, Uint8Array][] => indices.map((index) => [index, leaves[index]!]);

describe('a multiproof', () => {
  test('of some leaves leads to the root', () => {
    expect(rootFrom(proofOf(0, 3, 10), given(0, 3, 10))).toEqual({ root: tree.root(), taken: [true, true, true] });
  });

  test('of all leaves is empty', () => {
    const all = leaves.map((_, i) => i);
    expect(proofOf(...all)).toEqual([]);
    expect(rootFrom([], given(...all)).root).toEqual(tree.root());
  });

  test('made while the leaves stream by is the one made from the tree', () => {
    for (let size = 1; size <= leaves.length; size++) {
      const some = leaves.slice(0, size);
      for (let chosen = 1; chosen < 2 ** size; chosen += size < 8 ? 1 : 37) {
        const indices = some.flatMap((_, i) => ((chosen >> i) & 1 ? [i] : []));
        const maker = new MultiproofMaker(indices, size);
        const made = some.flatMap((leaf) => maker.push(leaf) ?? []);
        expect(made).toEqual([...proveMany(indices, size, new MemoryTree(some).read)]);
      }
    }
    expect(() => new MultiproofMaker([], 3)).toThrow(RangeError);
    expect(() => new MultiproofMaker([3], 3)).toThrow(RangeError);
  });

  test('says the same when it is asked again', () => {
    const verifier = verifierOf(proofOf(3));
    verifier.push(3, leaves[3]!);
    expect(verifier.root()).toEqual(tree.root());
    expect(verifier.root()).toEqual(tree.root());
  });

  test.each<readonly [string, readonly (readonly [number, Uint8Array])[]]>([
    ['a leaf given twice', [...given(3, 10), [10, leaves[10]!]]],
    ['another leaf after the last of the tree', [...given(3, 10), [10, forged]]],
    ['an earlier leaf after the last of the tree', [...given(3, 10), [4, forged]]],
    ['an earlier leaf', [...given(3), [2, leaves[2]!], ...given(10)]],
    ['a leaf that the proof does not speak of', given(3, 4, 10)],
    ['a leaf less', given(3)],
    ['no leaf', []],
    ['another leaf in its place', [[3, forged], ...given(10)]],
    ['a leaf under another index', [[2, leaves[3]!], ...given(10)]],
    ['a leaf beyond the tree', [...given(3, 10), [11, forged]]],
    ['a leaf far beyond the tree', [...given(3, 10), [2 ** 53, forged]]],
    ['a leaf before the tree', [[-1, forged], ...given(3, 10)]],
    ['a leaf between two', [[2.5, forged], ...given(3, 10)]],
    ['a leaf of 31 bytes', [...given(3), [10, leaves[10]!.subarray(1)]]],
  ])('with %s leads nowhere, though nobody looks at what push answers', (_, pushed) => {
    const { root } = rootFrom(proofOf(3, 10), pushed);
    expect(root === undefined || root.join() !== tree.root().join()).toBe(true);
  });

  test('is broken for good once a leaf was turned away', () => {
    const verifier = verifierOf(proofOf(3, 10));
    expect([verifier.push(3, leaves[3]!), verifier.push(2, leaves[2]!), verifier.push(10, leaves[10]!)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(verifier.root()).toBeUndefined();
  });

  test('takes no leaf after its root was asked for', () => {
    const verifier = verifierOf(proofOf(3));
    verifier.push(3, leaves[3]!);
    expect(verifier.root()).toEqual(tree.root());
    expect(verifier.push(4, forged)).toBe(false);
    expect(verifier.root()).toBeUndefined();
  });

  const proof = proofOf(3, 10);
  test.each<readonly [string, readonly Uint8Array[]]>([
    ['a hash less', proof.slice(0, -1)],
    ['a hash less at the beginning', proof.slice(1)],
    ['a hash more', [...proof, forged]],
    ['a hash more at the beginning', [forged, ...proof]],
    ['two hashes exchanged', [proof[1]!, proof[0]!, ...proof.slice(2)]],
    ['an empty hash', [...proof.slice(0, -1), new Uint8Array()]],
    ['a hash of 33 bytes', [...proof.slice(0, -1), Uint8Array.from([...proof.at(-1)!, 0])]],
    ['nothing', []],
  ])('with %s leads nowhere', (_, damaged) => {
    const { root } = rootFrom(damaged, given(3, 10));
    expect(root === undefined || root.join() !== tree.root().join()).toBe(true);
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53])('for a tree of %d leaves leads nowhere', (size) => {
    expect(rootFrom([], [[0, leaves[0]!]], size)).toEqual({ root: undefined, taken: [false] });
  });

  test.each<readonly [string, readonly number[], number]>([
    ['no leaves', [], 11],
    ['a leaf beyond the tree', [3, 11], 11],
    ['leaves out of order', [3, 2], 11],
    ['a leaf twice', [3, 3], 11],
    ['the last leaf twice', [10, 10], 11],
    ['a leaf before the tree', [-1], 11],
    ['a leaf of an empty tree', [0], 0],
  ])('of %s is not made', (_, indices, size) => {
    expect(() => [...proveMany(indices, size, tree.read)]).toThrow(RangeError);
  });

  test('of a leaf beyond the tree reads nothing first', () => {
    const read: number[] = [];
    const making = proveMany([3, 11], 11, (level, index) => {
      read.push(level);
      return tree.read(level, index);
    });
    expect(() => making.next()).toThrow('leaf 11 of 11');
    expect(read).toEqual([]);
  });
});
