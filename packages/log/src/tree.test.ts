import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { emptyRoot, equalBytes, leafHash, nodeHash, splitPoint } from './hash.ts';
import { MemoryTree, peakLevels, rangeHash, rootOf, TreeHasher } from './tree.ts';

const leaves = Array.from({ length: 13 }, (_, i) => leafHash(Uint8Array.of(i)));

describe('hashes', () => {
  test('are those of RFC 6962', () => {
    // SHA-256 of nothing, and of the byte 0x00: the empty tree, and a leaf without data.
    expect(bytesToHex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(bytesToHex(leafHash(new Uint8Array()))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(bytesToHex(nodeHash(leaves[0]!, leaves[1]!))).toBe(bytesToHex(rootOf(leaves.slice(0, 2))));
  });

  test('of nodes are over 32 bytes and 32 bytes, or a bug is at work', () => {
    expect(() => nodeHash(leaves[0]!, leaves[1]!.subarray(1))).toThrow(RangeError);
    expect(() => nodeHash(leaves[0]!.subarray(1), leaves[1]!)).toThrow(RangeError);
    expect(() => nodeHash(leaves[0]!, Uint8Array.from([...leaves[1]!, 0]))).toThrow(RangeError);
  });

  test('are not changed by the next one', () => {
    const first = nodeHash(leaves[0]!, leaves[1]!);
    const copy = Uint8Array.from(first);
    nodeHash(leaves[2]!, leaves[3]!);
    expect(first).toEqual(copy);
  });

  test('are equal when all bytes are', () => {
    expect(equalBytes(leaves[0]!, Uint8Array.from(leaves[0]!))).toBe(true);
    expect(equalBytes(leaves[0]!, leaves[0]!.with(31, leaves[0]![31]! ^ 1))).toBe(false);
    expect(equalBytes(leaves[0]!, leaves[0]!.subarray(1))).toBe(false);
  });
});

test.each([
  [2, 1],
  [3, 2],
  [4, 2],
  [5, 4],
  [8, 4],
  [9, 8],
  [2 ** 32, 2 ** 31],
  [2 ** 32 + 1, 2 ** 32],
  [Number.MAX_SAFE_INTEGER, 2 ** 52],
])('a tree of %d leaves splits at %d', (size, at) => {
  expect(splitPoint(size)).toBe(at);
});

test.each([
  [0, []],
  [1, [0]],
  [6, [2, 1]],
  [7, [2, 1, 0]],
  [2 ** 33 + 5, [33, 2, 0]],
])('a tree of %d leaves is made of perfect subtrees of levels %j', (size, levels) => {
  expect(peakLevels(size)).toEqual(levels);
});

describe('a tree', () => {
  test('that goes on from its perfect subtrees has the roots of one that began at the beginning', () => {
    for (let size = 0; size <= leaves.length; size++) {
      const begun = new TreeHasher();
      for (const leaf of leaves.slice(0, size)) begun.add(leaf);
      const resumed = TreeHasher.resume(size, begun.peaks);
      expect([resumed.size, bytesToHex(resumed.root())]).toEqual([size, bytesToHex(begun.root())]);
      for (const leaf of leaves.slice(size)) resumed.add(leaf);
      expect(bytesToHex(resumed.root())).toBe(bytesToHex(rootOf(leaves)));
    }
  });

  test('that goes on from too few or too many of them is a bug', () => {
    expect(() => TreeHasher.resume(3, [leaves[0]!])).toThrow('a tree of 3 leaves has 2 perfect subtrees');
    expect(() => TreeHasher.resume(3, leaves.slice(0, 3))).toThrow(RangeError);
  });

  test('tells of each perfect subtree once, as it is complete', () => {
    const told: string[] = [];
    const tree = new TreeHasher((level, index) => told.push(`${level}/${index}`));
    for (const leaf of leaves.slice(0, 4)) tree.add(leaf);
    expect(told).toEqual(['0/0', '0/1', '1/0', '0/2', '0/3', '1/1', '2/0']);
  });

  test('hashes data as leaves', () => {
    const tree = new TreeHasher();
    tree.addData(Uint8Array.of(0));
    expect(tree.root()).toEqual(leaves[0]);
  });

  test('kept in memory has the root of any range that is a subtree', () => {
    const tree = new MemoryTree(leaves);
    expect(rangeHash(8, 13, tree.read)).toEqual(rootOf(leaves.slice(8, 13)));
    expect(rangeHash(0, 13, tree.read)).toEqual(tree.root());
    expect(tree.size).toBe(13);
    expect(() => tree.read(0, 13)).toThrow(RangeError);
    expect(() => tree.read(9, 0)).toThrow(RangeError);
  });
});
