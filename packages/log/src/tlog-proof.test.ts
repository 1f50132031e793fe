import { toUtf8 } from '@assent/schema';
import { noble, signerFromSeed } from '@assent/signing';
import { describe, expect, test } from 'vitest';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { leafHash } from './hash.ts';
import { formatNote, formatVerifierKey, parseNote, parseVerifierKey, signNote, verifyNote } from './note.ts';
import { proveInclusion, verifyInclusion } from './proof.ts';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';
import { MemoryTree } from './tree.ts';

const signer = signerFromSeed(new Uint8Array(32).fill(7));
const origin = 'registry.example/log';
const leaves = Array.from({ length: 11 }, (_, i) => leafHash(Uint8Array.of(i)));
const tree = new MemoryTree(leaves);

const proofOf = async (index: number): Promise<string> => {
  const text = formatCheckpoint({ origin, size: leaves.length, root: tree.root() });
  const checkpoint = formatNote(await signNote(text, origin, signer));
  return formatTlogProof({ index, hashes: proveInclusion(index, leaves.length, tree.read), checkpoint });
};

const codeOf = (text: string): string => {
  const parsed = parseTlogProof(toUtf8(text));
  return parsed.ok ? 'read' : parsed.refusal.code;
};

describe('a tlog-proof', () => {
  test('proves alone that an entry is in the log', async () => {
    const parsed = parseTlogProof(toUtf8(await proofOf(5)));
    if (!parsed.ok) throw new Error(parsed.refusal.code);
    const { index, hashes, checkpoint } = parsed.value;
    const note = parseNote(toUtf8(checkpoint));
    const key = parseVerifierKey(formatVerifierKey(origin, signer.publicKey));
    if (!note.ok || !key.ok) throw new Error('unreadable');
    expect(await verifyNote(note.value, [key.value], noble)).toMatchObject({ ok: true });
    const read = parseCheckpoint(note.value.text);
    if (!read.ok) throw new Error(read.refusal.code);
    expect(verifyInclusion(leaves[5]!, index, read.value.size, hashes, read.value.root)).toBe(true);
    expect(verifyInclusion(leaves[6]!, index, read.value.size, hashes, read.value.root)).toBe(false);
  });

  test('has the lines that C2SP gives it, in their order', async () => {
    const lines = (await proofOf(10)).split('\n');
    expect(lines.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 10']);
    expect(lines.slice(lines.indexOf('') + 1, lines.indexOf('') + 3)).toEqual([origin, '11']);
  });

  test('may carry extra data, which is passed over', async () => {
    const proof = await proofOf(0);
    expect(parseTlogProof(toUtf8(proof.replace('index', 'extra YQ==\nindex')))).toEqual(parseTlogProof(toUtf8(proof)));
    expect(codeOf(proof.replace('index', 'extra YR==\nindex'))).toBe('bundle_unreadable');
  });

  test.each([
    ['another version', (proof: string) => proof.replace('@v1', '@v2'), 'bundle_unreadable'],
    ['a leading zero', (proof: string) => proof.replace('index 5', 'index 05'), 'bundle_unreadable'],
    [
      'an index beyond what is exact',
      (proof: string) => proof.replace('index 5', 'index 9007199254740993'),
      'bundle_unreadable',
    ],
    [
      'stray padding bits in a hash',
      (proof: string) => proof.replace(/[AEIMQUYcgkosw048]=\n/, 'B=\n'),
      'bundle_unreadable',
    ],
    [
      'a checkpoint without a signature',
      (proof: string) => proof.slice(0, proof.indexOf('— ')),
      'checkpoint_malformed',
    ],
    ['CR', (proof: string) => proof.replaceAll('\n', '\r\n'), 'bundle_unreadable'],
    ['nothing amiss', (proof: string) => proof, 'read'],
  ])('with %s', async (_what, change, code) => {
    expect(codeOf(change(await proofOf(5)))).toBe(code);
  });
});
