import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { HashBatch, type Promised } from './hash-batch.ts';
import { leafHash, nodeHash } from './hash.ts';
import { openLanes as portable } from './lanes-portable.ts';
import { openLanes as wasm } from './lanes-wasm.ts';
import { MultiproofWalk, proveMany } from './multiproof.ts';
import { CompactRange, MemoryTree, rootOf } from './tree.ts';

const dataOf = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 7 + length) & 0xff);

/** Four messages of as many blocks, as either hashes them. */
const four = (lanes: ReturnType<typeof wasm>, blocks: number, lengths: readonly number[]): string => {
  const memory = lanes.memory(lanes.free + 4 * blocks * 64 + 128);
  const at = lengths.map((_, i) => lanes.free + i * blocks * 64);
  lengths.forEach((length, i) => {
    memory.fill(0, at[i], at[i]! + blocks * 64);
    memory.set(dataOf(length, i), at[i]);
    memory[at[i]! + length] = 0x80;
    new DataView(memory.buffer).setUint32(at[i]! + blocks * 64 - 4, length * 8);
  });
  const out = lanes.free + 4 * blocks * 64;
  lanes.hash4(at[0]!, at[1]!, at[2]!, at[3]!, blocks, out, out + 32, out + 64, out + 96);
  return bytesToHex(memory.slice(out, out + 128));
};

describe('four lanes', () => {
  test('of WebAssembly and of JavaScript hash alike, at every length of up to three blocks', () => {
    const [fast, slow] = [wasm(), portable()];
    for (let blocks = 1; blocks <= 3; blocks++) {
      const longest = blocks * 64 - 9;
      for (let length = Math.max(0, longest - 63); length <= longest; length++) {
        const lengths = [length, longest, Math.max(0, longest - 63), length];
        expect(four(fast, blocks, lengths)).toBe(four(slow, blocks, lengths));
      }
    }
  });
});

describe('a batch', () => {
  test('hashes leaves and nodes as they are hashed one at a time, whatever their number and length', () => {
    const batch = new HashBatch();
    for (const length of [0, 1, 46, 47, 54, 55, 62, 63, 64, 118, 119, 1000, 65_535, 262_144, 2_000_000, 3]) {
      const data = dataOf(length);
      expect(bytesToHex(batch.read(batch.leaf(data)))).toBe(bytesToHex(leafHash(data)));
    }
    const [left, right] = [leafHash(dataOf(1)), leafHash(dataOf(2))];
    expect(batch.read(batch.node(batch.put(left), batch.put(right)))).toEqual(nodeHash(left, right));
  });

  test('takes a leaf out of other bytes, and copies it', () => {
    const batch = new HashBatch();
    const bytes = dataOf(300);
    const promised = [
      [10, 20],
      [100, 280],
    ].map(([from, to]) => [batch.leaf(bytes, from, to), leafHash(bytes.slice(from, to))] as const);
    bytes.fill(0);
    for (const [hash, expected] of promised) expect(batch.is(hash, expected)).toBe(true);
  });

  test.each([1, 2, 3, 4, 5, 7, 8, 100, 20_000])('has the root of %d leaves, in trees that grow in turns', (size) => {
    const batch = new HashBatch();
    const [one, other] = [new CompactRange(batch.node), new CompactRange(batch.node)];
    const leaves = Array.from({ length: size }, (_, i) => dataOf(40 + (i % 90), i));
    for (const leaf of leaves) {
      one.add(batch.leaf(leaf));
      other.add(batch.put(leafHash(leaf)));
    }
    expect([one.size, other.size]).toEqual([size, size]);
    const root = rootOf(leaves.map((leaf) => leafHash(leaf)));
    expect(batch.read(one.root()!)).toEqual(root);
    expect(batch.is(other.root()!, root)).toBe(true);
  });

  test('proves many leaves of many trees in turns', () => {
    const batch = new HashBatch();
    const trees = Array.from({ length: 40 }, (_, t) => {
      const leaves = Array.from({ length: 60 + t }, (_each, i) => dataOf(30 + (i % 70), t * 1000 + i));
      const tree = new MemoryTree(leaves.map((leaf) => leafHash(leaf)));
      const shown = leaves.flatMap((_leaf, i) => ((i * 7 + t) % 3 === 0 ? [i] : []));
      const proof = [...proveMany(shown, leaves.length, tree.read)];
      const take = (): Promised | undefined => {
        const hash = proof.shift();
        return hash === undefined ? undefined : batch.put(hash);
      };
      return { leaves, shown, root: tree.root(), walk: new MultiproofWalk(leaves.length, take, batch.node) };
    });
    for (let turn = 0; turn < 40; turn++)
      for (const { leaves, shown, walk } of trees) {
        const index = shown[turn];
        if (index !== undefined) expect(walk.push(index, batch.leaf(leaves[index]!))).toBe(true);
      }
    for (const { walk, root } of trees) expect(batch.is(walk.root()!, root)).toBe(true);
  });
});
