import { concatBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { dataPath, encodeProofs, encodeStatementRecord, type ProofSection, readProofIndex } from './format.ts';
import { HashCursor } from './hash-cursor.ts';
import { memorySource } from './source.ts';

const hash = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const sections: readonly ProofSection[] = [
  { kind: 'log', statement: 0, size: 5, hashes: [hash(1), hash(2)] },
  { kind: 'works', statement: 3, size: 2, hashes: [] },
  { kind: 'works', statement: 2 ** 33, size: 7, hashes: [hash(3)] },
  { kind: 'state', statement: 0, size: 2 ** 40, hashes: [hash(4)] },
];
const index = (bytes: Uint8Array) => readProofIndex(memorySource(new Map([['proofs', bytes]])), 'proofs');
const codeOf = async (bytes: Uint8Array): Promise<string> => {
  const read = await index(bytes);
  return read.ok ? 'read' : read.refusal.code;
};
const headers = 20;
const header = 21;
/** Proofs with one byte of a section's header set. */
const withByte = (section: number, at: number, value: number): Uint8Array => {
  const bytes = encodeProofs(sections);
  bytes[headers + section * header + at] = value;
  return bytes;
};

describe('an index of proofs', () => {
  test('says where each section’s hashes are', async () => {
    const start = headers + 4 * header;
    expect(await index(encodeProofs(sections))).toEqual({
      ok: true,
      value: [
        { kind: 'log', statement: 0, size: 5, from: start, count: 2 },
        { kind: 'works', statement: 3, size: 2, from: start + 64, count: 0 },
        { kind: 'works', statement: 2 ** 33, size: 7, from: start + 64, count: 1 },
        { kind: 'state', statement: 0, size: 2 ** 40, from: start + 96, count: 1 },
      ],
    });
    expect(await codeOf(encodeProofs([]))).toBe('read');
  });

  test('is of a file that is there and ends where it says', async () => {
    const bytes = encodeProofs(sections);
    expect(await readProofIndex(memorySource(new Map()), 'proofs')).toMatchObject({
      refusal: { code: 'file_missing' },
    });
    for (let length = 0; length < bytes.length; length++)
      expect(await codeOf(bytes.subarray(0, length))).toBe('bundle_unreadable');
    expect(await codeOf(concatBytes(bytes, Uint8Array.of(0)))).toBe('bundle_unreadable');
  });

  test('begins with its name', async () => {
    const bytes = encodeProofs(sections);
    for (let at = 0; at < 16; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      expect(await codeOf(changed)).toBe('bundle_unreadable');
    }
  });

  test('with more sections than there is room for reads none', async () => {
    const bytes = encodeProofs(sections);
    new DataView(bytes.buffer).setUint32(16, 0xffffffff);
    expect(await codeOf(bytes)).toBe('bundle_unreadable');
    new DataView(bytes.buffer).setUint32(16, 5);
    expect(await codeOf(bytes)).toBe('bundle_unreadable');
    new DataView(bytes.buffer).setUint32(16, 3);
    expect(await codeOf(bytes)).toBe('bundle_unreadable');
  });

  test('with an unknown kind, or one that is out of order, is unreadable', async () => {
    for (const kind of [0, 3, 4, 255]) expect(await codeOf(withByte(0, 0, kind))).toBe('bundle_unreadable');
    expect(await codeOf(encodeProofs(sections.toReversed()))).toBe('bundle_unreadable');
    expect(await codeOf(encodeProofs([sections[0]!, sections[0]!]))).toBe('bundle_unreadable');
    expect(await codeOf(encodeProofs([sections[1]!, sections[1]!]))).toBe('bundle_unreadable');
    expect(await codeOf(encodeProofs([sections[2]!, sections[1]!]))).toBe('bundle_unreadable');
    expect(await codeOf(encodeProofs([sections[3]!, sections[3]!]))).toBe('bundle_unreadable');
    expect(await codeOf(encodeProofs([sections[1]!, sections[2]!]))).toBe('read');
  });

  test('names a statement for a list and for nothing else', async () => {
    expect(await codeOf(withByte(0, 8, 1))).toBe('bundle_unreadable');
    expect(await codeOf(withByte(3, 8, 1))).toBe('bundle_unreadable');
    expect(await codeOf(withByte(1, 8, 1))).toBe('read');
  });

  test('counts no further than numbers are whole', async () => {
    expect(await codeOf(withByte(0, 9, 1))).toBe('bundle_unreadable');
    expect(await codeOf(withByte(1, 1, 255))).toBe('bundle_unreadable');
    expect(await codeOf(withByte(0, 17, 255))).toBe('bundle_unreadable');
  });
});

test('hashes are read one after another, and then no more', async () => {
  const hashes = Array.from({ length: 5000 }, (_, i) => hash(i % 251));
  const bytes = encodeProofs([
    { kind: 'log', statement: 0, size: 9000, hashes },
    { kind: 'state', statement: 0, size: 1, hashes: [hash(255)] },
  ]);
  const source = memorySource(new Map([['proofs', bytes]]));
  const read = await readProofIndex(source, 'proofs');
  const cursor = new HashCursor(
    source,
    'proofs',
    read.ok ? read.value[0]! : { kind: 'log', statement: 0, size: 0, from: 0, count: 0 },
  );
  for (const expected of hashes) {
    if (!cursor.ready) await cursor.fill();
    expect(cursor.take()).toEqual(expected);
  }
  expect(cursor.ready).toBe(true);
  expect(cursor.take()).toBeUndefined();
});

test('a record of a statement is its place, its length and its bytes', () => {
  expect([...encodeStatementRecord(2 ** 33 + 1, Uint8Array.of(7, 8))]).toEqual([
    0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 7, 8,
  ]);
});

test('the file of an item is named by its hash', () => {
  expect(dataPath({ sha256: 'ab', ext: 'png' })).toBe('data/ab.png');
});
