import {
  emptyRoot,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  MemoryTree,
  proveConsistency,
  proveInclusion,
  signNote,
} from '@assent/log';
import { canonicalBytes, limits, payloadType, toUtf8 } from '@assent/schema';
import { preAuthenticationEncoding, signerFromSeed, signStatement, statementId, toBase64 } from '@assent/signing';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterAll, describe, expect, test } from 'vitest';
import { runProgram, RunningProgram } from './running-program.ts';

const signer = signerFromSeed(new Uint8Array(32).fill(5));
const withdraw = {
  v: 1,
  kind: 'withdraw',
  aud: 'registry.example',
  iss: signer.did,
  iat: 1,
  statement: `sha256:${'a'.repeat(64)}`,
} as const;

const base64 = (text: string): string => toBase64(toUtf8(text));
const error = (pattern: RegExp) => ({ error: expect.stringMatching(pattern) });

const running = new RunningProgram();
const { ask } = running;
afterAll(async () => {
  expect(await running.end()).toEqual({ exitCode: 0, complaints: '', unasked: false });
});

describe('ed25519.verify', () => {
  const message = toUtf8('message');

  test('answers for each backend, and without one', async () => {
    const sig = bytesToHex(await signer.sign(message));
    const good = { op: 'ed25519.verify', key: bytesToHex(signer.publicKey), sig, msg: bytesToHex(message) };
    const backends = [{}, { backend: 'node' }, { backend: 'webcrypto' }, { backend: 'noble' }];
    const cases = backends.flatMap((backend) => [
      { ...good, ...backend },
      { ...good, ...backend, msg: '' },
      { ...good, ...backend, sig: sig.slice(2) },
      { ...good, ...backend, key: sig.slice(0, 64).toUpperCase() },
    ]);
    const answers = backends.flatMap(() => [{ ok: true }, { ok: false }, { ok: false }, { ok: false }]);
    expect(await ask(...cases)).toEqual(answers);
  });

  test('is malformed without a key, in other digits, or for another backend', async () => {
    const verify = { op: 'ed25519.verify', key: '', sig: '', msg: '' };
    expect(
      await ask(
        verify,
        { ...verify, key: undefined },
        { ...verify, sig: 'xy' },
        { ...verify, msg: '0' },
        { ...verify, backend: 'openssl' },
      ),
    ).toEqual([{ ok: false }, error(/key/), error(/sig/), error(/msg/), error(/backend/)]);
  });
});

describe('payload.accept', () => {
  test('is the gate alone: any canonical JSON, up to 32 KiB', async () => {
    const accept = (text: string) => ({ op: 'payload.accept', bytes: base64(text) });
    const full = `"${'a'.repeat(limits.payload - 2)}"`;
    const cases = [
      '{"a":1}',
      '{"a":1,"a":1}',
      '{"a": 1}',
      '',
      '[1.0]',
      '['.repeat(33) + ']'.repeat(33),
      full,
      `${full} `,
    ];
    expect(await ask(...cases.map(accept), { op: 'payload.accept', bytes: '/w==' })).toEqual([
      { ok: true },
      { ok: false, code: 'not_canonical' },
      { ok: false, code: 'not_canonical' },
      { ok: false, code: 'not_json' },
      { ok: false, code: 'not_canonical' },
      { ok: false, code: 'too_deep' },
      { ok: true },
      { ok: false, code: 'too_large' },
      { ok: false, code: 'not_utf8' },
    ]);
  });

  test('is malformed in base64 that is not canonical', async () => {
    const accept = (bytes: unknown) => ({ op: 'payload.accept', bytes });
    expect(await ask(accept('MQ='), accept('MR=='), accept('MQ'), accept('_w=='), accept(1), accept(null))).toEqual(
      Array.from({ length: 6 }, () => error(/^malformed: bytes/)),
    );
  });
});

describe('jcs', () => {
  test('gives the canonical form of any JSON that has one', async () => {
    const jcs = (text: string) => ({ op: 'jcs', bytes: base64(text) });
    expect(await ask(jcs(' {"b":1e2,"a":"\\u00e9"} '), jcs('{'), jcs('"\\ud800"'), jcs('1e400'), jcs('-0'))).toEqual([
      { ok: true, bytes: base64('{"a":"é","b":100}') },
      { ok: false },
      { ok: false },
      { ok: false },
      { ok: true, bytes: base64('0') },
    ]);
  });
});

describe('statement.open', () => {
  test('answers with the id, or with why not', async () => {
    const envelope = await signStatement(withdraw, signer);
    const text = new TextDecoder().decode(envelope);
    const open = (changed: string) => ({ op: 'statement.open', envelope: base64(changed) });
    expect(
      await ask(
        open(text),
        open(text.replace('withdraw', 'attest')),
        open(text.replace('"sig":"', '"sig":"A')),
        open('{}'),
      ),
    ).toEqual([
      { ok: true, id: statementId(payloadType('withdraw'), canonicalBytes(withdraw)) },
      { ok: false, code: 'payload_type_mismatch' },
      { ok: false, code: 'malformed' },
      { ok: false, code: 'malformed' },
    ]);
  });

  test('asks nothing of audience, authority or history', async () => {
    const type = payloadType('withdraw');
    const stranger = signerFromSeed(new Uint8Array(32).fill(6));
    const payload = canonicalBytes({ ...withdraw, aud: 'elsewhere.example' });
    const sig = toBase64(await stranger.sign(preAuthenticationEncoding(type, payload)));
    const envelope = { payload: toBase64(payload), payloadType: type, signatures: [{ keyid: stranger.did, sig }] };
    expect(await ask({ op: 'statement.open', envelope: base64(JSON.stringify(envelope)) })).toEqual([
      { ok: true, id: statementId(type, payload) },
    ]);
  });
});

describe('merkle', () => {
  const data = Array.from({ length: 7 }, (_, i) => Uint8Array.of(i));
  const tree = new MemoryTree(data.map(leafHash));
  const root = toBase64(tree.root());
  const hashes = (list: readonly Uint8Array[]) => list.map(toBase64);

  test('root is over the data of leaves', async () => {
    expect(
      await ask(
        { op: 'merkle.root', leaves: [] },
        { op: 'merkle.root', leaves: hashes(data) },
        { op: 'merkle.root', leaves: [''] },
      ),
    ).toEqual([{ root: toBase64(emptyRoot()) }, { root }, { root: 'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=' }]);
  });

  test('inclusion', async () => {
    const good = {
      op: 'merkle.inclusion',
      leafHash: toBase64(leafHash(data[2]!)),
      index: 2,
      size: 7,
      proof: hashes(proveInclusion(2, 7, tree.read)),
      root,
    };
    const single = { ...good, leafHash: root, index: 0, size: 1, proof: [] };
    expect(
      await ask(
        good,
        { ...good, index: '2', size: '7' },
        single,
        // Go writes an empty list, and an empty hash, as null.
        { ...single, proof: null },
        { ...good, leafHash: '' },
        { ...good, leafHash: null },
        { ...good, root: '' },
        { ...good, proof: [...good.proof, ''] },
        { ...good, index: 7 },
        { ...good, index: -1 },
        { ...good, index: 2 ** 64 },
        { ...good, index: '18446744073709551615' },
        { ...good, size: '9007199254740993' },
      ),
    ).toEqual([
      ...Array.from({ length: 4 }, () => ({ ok: true })),
      ...Array.from({ length: 9 }, () => ({ ok: false })),
    ]);
  });

  test('numbers that JSON would round are not taken for their neighbours', async () => {
    // A tree of 2^53 - 1 leaves whose last one is shown; 2^53 and 2^53 + 1 read as the same number.
    const proof = Array.from({ length: 52 }, () => leafHash(new Uint8Array()));
    const computed = { op: 'merkle.inclusion', leafHash: toBase64(proof[0]!), proof: hashes(proof), root };
    const text = (index: string, size: string) =>
      `${JSON.stringify(computed).slice(0, -1)},"index":${index},"size":${size}}\n`;
    const { answers } = await runProgram([
      text('0', '9007199254740993'),
      text('"0"', '"9007199254740993"'),
      text('9007199254740993', '9007199254740994'),
      // What a Go program writes for an index of -1.
      text('18446744073709551615', '7'),
      text('"0x2"', '"7"'),
      text('"2 "', '"7"'),
      text('"2e0"', '"7"'),
      text('null', '7'),
    ]);
    expect(answers).toEqual([
      { ok: false },
      { ok: false },
      { ok: false },
      { ok: false },
      error(/index/),
      error(/index/),
      error(/index/),
      error(/index/),
    ]);
  });

  test('consistency, with its corners', async () => {
    const empty = toBase64(emptyRoot());
    const at = (size: number) => toBase64(new MemoryTree(data.slice(0, size).map(leafHash)).root());
    const good = {
      op: 'merkle.consistency',
      size1: 3,
      size2: 7,
      root1: at(3),
      root2: root,
      proof: hashes(proveConsistency(3, 7, tree.read)),
    };
    const same = { ...good, size1: 7, root1: root, proof: [] };
    expect(
      await ask(
        good,
        same,
        { ...same, proof: null },
        { ...good, size1: 0, root1: empty, proof: [] },
        { ...good, size1: 7 },
        { ...same, root1: at(3) },
        { ...same, proof: [root] },
        { ...good, size1: 0, root1: empty, proof: [empty] },
        { ...good, size1: 0, root1: root, proof: [] },
        { ...good, size1: 7, size2: 3 },
        { ...good, proof: [] },
        { ...good, root1: '' },
        { ...good, root2: base64('short') },
      ),
    ).toEqual([
      ...Array.from({ length: 4 }, () => ({ ok: true })),
      ...Array.from({ length: 9 }, () => ({ ok: false })),
    ]);
  });
});

describe('notes and checkpoints', () => {
  const text = formatCheckpoint({ origin: 'registry.example', size: 5, root: emptyRoot() });
  const vkey = formatVerifierKey('registry.example', signer.publicKey);

  test('note.verify names who signed', async () => {
    const note = formatNote(await signNote(text, 'registry.example', signer));
    const stranger = formatVerifierKey('other.example', signer.publicKey);
    const verify = (changed: string, ...vkeys: string[]) => ({ op: 'note.verify', note: base64(changed), vkeys });
    expect(
      await ask(
        verify(note, vkey),
        verify(note, stranger, vkey),
        verify(note, stranger),
        verify(note),
        verify(note.replace('5', '6'), vkey),
        verify('', vkey),
        verify(note, 'nonsense'),
      ),
    ).toEqual([
      { ok: true, signers: ['registry.example'] },
      { ok: true, signers: ['registry.example'] },
      { ok: false, signers: [], code: 'checkpoint_untrusted' },
      { ok: false, signers: [], code: 'checkpoint_untrusted' },
      { ok: false, signers: [], code: 'signature_invalid' },
      { ok: false, signers: [], code: 'checkpoint_malformed' },
      { ok: false, signers: [], code: 'key_malformed' },
    ]);
  });

  test('checkpoint.parse takes a checkpoint’s text and nothing else', async () => {
    const parse = (bytes: string) => ({ op: 'checkpoint.parse', text: bytes });
    expect(
      await ask(parse(base64(text)), parse(base64(`${text}\n`)), parse(base64(text.replace('5', '05'))), parse('/w==')),
    ).toEqual([
      { ok: true, origin: 'registry.example', size: 5, root: toBase64(emptyRoot()) },
      { ok: false },
      { ok: false },
      { ok: false },
    ]);
  });
});
