import { describe, expect, test } from 'vitest';
import { emptyRoot, leafHash, nodeHash } from './hash.ts';
import { inclusionRoot, proveConsistency, proveInclusion, verifyConsistency, verifyInclusion } from './proof.ts';
import { MemoryTree, rootOf } from './tree.ts';

const leaves = Array.from({ length: 8 }, (_, i) => leafHash(Uint8Array.of(i)));
const tree = new MemoryTree(leaves);
const rootAt = (size: number): Uint8Array => rootOf(leaves.slice(0, size));
const other = leafHash(Uint8Array.of(99));
const text = (bytes: string): Uint8Array => new TextEncoder().encode(bytes);

describe('inclusion', () => {
  const proof = proveInclusion(2, 7, tree.read);
  const root = rootAt(7);

  test('of a leaf is shown by its path', () => {
    expect(verifyInclusion(leaves[2]!, 2, 7, proof, root)).toBe(true);
    expect(inclusionRoot(leaves[2]!, 2, 7, proof)).toEqual(root);
  });

  test('in a tree of one needs no hashes', () => {
    expect(verifyInclusion(other, 0, 1, [], other)).toBe(true);
    expect(verifyInclusion(other, 0, 1, [other], other)).toBe(false);
  });

  test.each<readonly [string, Parameters<typeof verifyInclusion>]>([
    ['another leaf', [other, 2, 7, proof, root]],
    ['another root', [leaves[2]!, 2, 7, proof, other]],
    ['another index', [leaves[2]!, 3, 7, proof, root]],
    ['the index of another subtree', [leaves[2]!, 0, 7, proof, root]],
    ['an index at the size', [leaves[2]!, 7, 7, proof, root]],
    ['an index beyond the size', [leaves[2]!, 2 ** 40, 7, proof, root]],
    ['a negative index', [leaves[2]!, -1, 7, proof, root]],
    ['an index between two', [leaves[2]!, 2.5, 7, proof, root]],
    ['an index that is no number', [leaves[2]!, Number.NaN, 7, proof, root]],
    ['a size of none', [leaves[2]!, 0, 0, [], emptyRoot()]],
    ['half the size', [leaves[2]!, 2, 3, proof, root]],
    ['twice the size', [leaves[2]!, 2, 14, proof, root]],
    ['a size beyond 2^53', [leaves[2]!, 2, 2 ** 53, proof, root]],
    ['no hashes', [leaves[2]!, 2, 7, [], root]],
    ['a hash less at the end', [leaves[2]!, 2, 7, proof.slice(0, -1), root]],
    ['a hash less at the beginning', [leaves[2]!, 2, 7, proof.slice(1), root]],
    ['a hash more at the end', [leaves[2]!, 2, 7, [...proof, root], root]],
    ['an empty hash more', [leaves[2]!, 2, 7, [...proof, new Uint8Array()], root]],
    ['a hash more at the beginning', [leaves[2]!, 2, 7, [root, ...proof], root]],
    ['hashes in another order', [leaves[2]!, 2, 7, proof.toReversed(), root]],
    ['a leaf of 31 bytes', [leaves[2]!.subarray(1), 2, 7, proof, root]],
    ['a root of 31 bytes', [leaves[2]!, 2, 7, proof, root.subarray(1)]],
    ['an empty root', [leaves[2]!, 2, 7, proof, new Uint8Array()]],
  ])('with %s is refused', (_, asked) => {
    expect(verifyInclusion(...asked)).toBe(false);
  });

  test('of a leaf that is a node written as data is refused', () => {
    // Without the prefixes, the 64 bytes under a node would be a leaf with the node's hash.
    const pair = Uint8Array.from([...leaves[0]!, ...leaves[1]!]);
    expect(leafHash(pair)).not.toEqual(nodeHash(leaves[0]!, leaves[1]!));
    expect(verifyInclusion(leafHash(pair), 0, 1, [], rootAt(2))).toBe(false);
  });

  test('of a last leaf that is doubled is refused', () => {
    // Trees that pair a lonely leaf with itself have one root for two lists.
    expect(rootOf([...leaves.slice(0, 3), leaves[2]!])).not.toEqual(rootAt(3));
  });

  test.each([
    [0, 0],
    [7, 7],
    [8, 7],
    [-1, 7],
    [0.5, 7],
  ])('of leaf %d of %d has no proof', (index, size) => {
    expect(() => proveInclusion(index, size, tree.read)).toThrow(RangeError);
  });
});

describe('consistency', () => {
  const proof = proveConsistency(3, 7, tree.read);
  const [root3, root7] = [rootAt(3), rootAt(7)];

  test('of a tree with an earlier one is shown', () => {
    expect(verifyConsistency(3, 7, root3, root7, proof)).toBe(true);
  });

  test.each<readonly [string, Parameters<typeof verifyConsistency>]>([
    ['another old root', [3, 7, other, root7, proof]],
    ['another new root', [3, 7, root3, other, proof]],
    ['the roots exchanged', [3, 7, root7, root3, proof]],
    ['a smaller old size', [2, 7, root3, root7, proof]],
    ['a larger old size', [4, 7, root3, root7, proof]],
    ['half the new size', [3, 3, root3, root7, proof]],
    ['twice the new size', [3, 14, root3, root7, proof]],
    ['the sizes exchanged', [7, 3, root7, root3, proof]],
    ['a negative size', [-1, 7, root3, root7, proof]],
    ['a size beyond 2^53', [3, 2 ** 53, root3, root7, proof]],
    ['no hashes', [3, 7, root3, root7, []]],
    ['no hashes, from a power of two', [4, 7, rootAt(4), root7, []]],
    ['a hash less', [3, 7, root3, root7, proof.slice(0, -1)]],
    ['a hash more', [3, 7, root3, root7, [...proof, root3]]],
    ['an empty hash more', [3, 7, root3, root7, [...proof, new Uint8Array()]]],
    ['a hash more at the beginning', [3, 7, root3, root7, [root3, ...proof]]],
    ['hashes in another order', [3, 7, root3, root7, proof.toReversed()]],
    ['a root of 31 bytes', [3, 7, root3.subarray(1), root7, proof]],
    ['a new root of 33 bytes', [3, 7, root3, Uint8Array.from([...root7, 0]), proof]],
  ])('with %s is refused', (_, asked) => {
    expect(verifyConsistency(...asked)).toBe(false);
  });

  test('of a tree with itself needs equal roots and no hashes', () => {
    expect(verifyConsistency(7, 7, root7, root7, [])).toBe(true);
    expect(verifyConsistency(7, 7, root7, other, [])).toBe(false);
    expect(verifyConsistency(7, 7, root7, root7, [root7])).toBe(false);
    // Vectors of transparency-dev/merkle: with nothing to hash, equal is equal, whatever it is.
    expect(verifyConsistency(1, 1, text('do not care'), text('do not care'), [])).toBe(true);
    expect(verifyConsistency(1, 1, text('do not care'), text('do not core'), [])).toBe(false);
  });

  test('with the empty tree needs its one root, and no hashes', () => {
    expect(verifyConsistency(0, 7, emptyRoot(), root7, [])).toBe(true);
    expect(verifyConsistency(0, 0, emptyRoot(), emptyRoot(), [])).toBe(true);
    expect(verifyConsistency(0, 7, other, root7, [])).toBe(false);
    expect(verifyConsistency(0, 7, emptyRoot(), root7, [root7])).toBe(false);
    expect(verifyConsistency(0, 7, emptyRoot(), root7.subarray(1), [])).toBe(false);
    expect(verifyConsistency(0, 0, emptyRoot(), other, [])).toBe(false);
    expect(verifyConsistency(0, 0, other, other, [])).toBe(false);
    expect(verifyConsistency(0, 0, text('do not care'), text('do not care'), [])).toBe(false);
  });

  test.each([
    [4, 3],
    [-1, 3],
    [0.5, 3],
  ])('from %d to %d has no proof', (from, to) => {
    expect(() => proveConsistency(from, to, tree.read)).toThrow(RangeError);
  });
});
