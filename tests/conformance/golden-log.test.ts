import {
  equalBytes,
  formatCheckpoint,
  formatNote,
  formatTilePath,
  formatVerifierKey,
  leafHash,
  MemoryTree,
  type NoteVerifier,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  proveConsistency,
  rootOf,
  tileWidth,
  verifyConsistency,
  verifyNote,
} from '@assent/log';
import type { Result } from '@assent/schema';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { describeVectors, type VectorFolder } from '../support/vectors.ts';
import { backends } from './backends.ts';

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
  return result.value;
};

const sizes = Array.from({ length: 16 }, (_, size) => size);

const verifierOf = async (folder: VectorFolder): Promise<NoteVerifier> =>
  valueOf(parseVerifierKey((await folder.text('golden-log.vkey')).trim()));

const checkpointOf = async (folder: VectorFolder, size: number) => {
  const bytes = await folder.bytes(`golden-log/checkpoint.${size}`);
  const note = valueOf(parseNote(bytes));
  return { bytes, note, checkpoint: valueOf(parseCheckpoint(note.text)) };
};

const tileOf = (folder: VectorFolder, level: number | 'entries', size: number): Promise<Uint8Array> =>
  folder.bytes(`golden-log/${formatTilePath({ level, index: 0, width: size % tileWidth })}`);

/** Entries of a bundle: each with its length before it, in two bytes (C2SP tlog-tiles). */
const entriesOf = async (folder: VectorFolder, size: number): Promise<Uint8Array[]> => {
  if (size === 0) return [];
  const bytes = await tileOf(folder, 'entries', size);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes[at]! * 256 + bytes[at + 1]!;
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
};

describeVectors('tlog', 'a published C2SP log', (folder) => {
  test('16 of 16 checkpoints verify under its key, by every backend', async () => {
    const verifier = await verifierOf(folder);
    for (const size of sizes) {
      const { note } = await checkpointOf(folder, size);
      for (const backend of backends) {
        const signers = await verifyNote(note, [verifier], backend);
        expect(signers).toEqual({ ok: true, value: [{ name: verifier.name, keyId: verifier.keyId }] });
      }
    }
  });

  test('each of 16 roots is that of the entries', async () => {
    for (const size of sizes) {
      const { checkpoint } = await checkpointOf(folder, size);
      const entries = await entriesOf(folder, size);
      expect(entries).toHaveLength(size);
      expect({ size: checkpoint.size, root: bytesToHex(checkpoint.root) }).toEqual({
        size,
        root: bytesToHex(rootOf(entries.map(leafHash))),
      });
    }
  });

  test('each tile of hashes is that of its entries', async () => {
    for (const size of sizes.slice(1)) {
      const hashes = (await entriesOf(folder, size)).map((entry) => bytesToHex(leafHash(entry)));
      expect(bytesToHex(await tileOf(folder, 0, size))).toBe(hashes.join(''));
    }
  });

  test('each checkpoint extends each earlier one, and no other root of its size', async () => {
    const tree = new MemoryTree((await entriesOf(folder, 15)).map(leafHash));
    const roots = await Promise.all(sizes.map(async (size) => (await checkpointOf(folder, size)).checkpoint.root));
    const wrong: string[] = [];
    let pairs = 0;
    for (const to of sizes) {
      for (const from of sizes.slice(0, to + 1)) {
        const proof = proveConsistency(from, to, tree.read);
        const other = roots[(from + 1) % 16]!;
        if (!verifyConsistency(from, to, roots[from]!, roots[to]!, proof)) wrong.push(`${from} to ${to}`);
        if (verifyConsistency(from, to, other, roots[to]!, proof)) wrong.push(`another root, ${from} to ${to}`);
        pairs++;
      }
    }
    expect(pairs).toBe(136);
    expect(wrong).toEqual([]);
  });

  test('what is read is written again byte for byte', async () => {
    const key = (await folder.text('golden-log.vkey')).trim();
    const { name, publicKey } = await verifierOf(folder);
    expect(formatVerifierKey(name, publicKey)).toBe(key);
    for (const size of sizes) {
      const { bytes, note, checkpoint } = await checkpointOf(folder, size);
      expect(equalBytes(new TextEncoder().encode(formatNote(note)), bytes)).toBe(true);
      expect(formatCheckpoint(checkpoint)).toBe(note.text);
    }
  });

  test('the signature of another size is refused', async () => {
    const verifier = await verifierOf(folder);
    const [four, five] = [await checkpointOf(folder, 4), await checkpointOf(folder, 5)];
    for (const backend of backends) {
      expect(await verifyNote({ ...four.note, signatures: five.note.signatures }, [verifier], backend)).toMatchObject({
        ok: false,
        refusal: { code: 'signature_invalid' },
      });
    }
  });
});
