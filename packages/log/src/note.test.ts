import { type Code, type Result, toUtf8 } from '@assent/schema';
import { noble, signerFromSeed, toBase64 } from '@assent/signing';
import { describe, expect, test } from 'vitest';
import {
  formatNote,
  formatVerifierKey,
  type Note,
  type NoteSignature,
  type NoteVerifier,
  parseNote,
  parseVerifierKey,
  signNote,
  verifyNote,
} from './note.ts';

const codeOf = (result: Result<unknown>): Code | 'accepted' => (result.ok ? 'accepted' : result.refusal.code);
const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

/** The example in the documentation of Go's sumdb/note, which C2SP signed-note specifies. */
const published = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note:
    'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n\n' +
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

const [log, witness] = [signerFromSeed(new Uint8Array(32).fill(3)), signerFromSeed(new Uint8Array(32).fill(4))];
const logKey = formatVerifierKey('registry.example', log.publicKey);
const witnessKey = formatVerifierKey('witness.example', witness.publicKey, 4);
const text = 'registry.example\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
const signed = await signNote(text, 'registry.example', log);
const known = (...keys: string[]): NoteVerifier[] => keys.map((key) => valueOf(parseVerifierKey(key)));

/** A timestamped cosignature (C2SP tlog-cosignature), made by hand. */
const cosignature = async (time: bigint, of = text, says = time): Promise<NoteSignature> => {
  const bytes = new Uint8Array(72);
  new DataView(bytes.buffer).setBigUint64(0, says);
  bytes.set(await witness.sign(toUtf8(`cosignature/v1\ntime ${time}\n${of}`)), 8);
  return { name: 'witness.example', keyId: known(witnessKey)[0]!.keyId, signature: bytes };
};

const verify = (note: Note, ...keys: string[]) => verifyNote(note, known(...keys), noble);

describe('a note', () => {
  test('as Go’s documentation shows it is read; its apostrophe is what was signed', async () => {
    const straight = published.note.replace('’', "'");
    const note = valueOf(parseNote(toUtf8(straight)));
    expect(await verify(note, published.key)).toEqual({
      ok: true,
      value: [{ name: 'PeterNeumann', keyId: 'c74f20a3' }],
    });
    expect(codeOf(await verify(valueOf(parseNote(toUtf8(published.note))), published.key))).toBe('signature_invalid');
    expect(formatNote(note)).toBe(straight);
  });

  test('is text, an empty line, and signatures', () => {
    expect(formatNote(signed)).toMatch(/^registry\.example\n7\n.{44}\n\n— registry\.example [A-Za-z0-9+/]{91}=\n$/u);
    expect(parseNote(toUtf8(formatNote(signed)))).toEqual({ ok: true, value: signed });
  });

  test('may hold empty lines in its text: the last one ends it', () => {
    const note = { ...signed, text: 'a\n\nb\n' };
    expect(parseNote(toUtf8(formatNote(note)))).toEqual({ ok: true, value: note });
  });

  test('has at most 16 signatures', () => {
    const times = (count: number) =>
      formatNote({ text, signatures: Array.from({ length: count }, () => signed.signatures[0]!) });
    expect(codeOf(parseNote(toUtf8(times(16))))).toBe('accepted');
    expect(codeOf(parseNote(toUtf8(times(17))))).toBe('checkpoint_malformed');
  });

  test('has at most 16 KiB', () => {
    const line = formatNote({ text: '', signatures: signed.signatures });
    const sized = (bytes: number) => toUtf8(`${'a'.repeat(bytes - line.length - 3)}\n${line}`);
    expect(sized(16_384)).toHaveLength(16_384);
    expect(codeOf(parseNote(sized(16_384)))).toBe('accepted');
    expect(codeOf(parseNote(sized(16_385)))).toBe('too_large');
  });

  const line = formatNote(signed).slice(text.length + 1);
  test.each([
    ['nothing', ''],
    ['text alone', text],
    ['text and an empty line', `${text}\n`],
    ['no empty line', `${text}${line}`],
    ['no line feed at the end', `${text}\n${line.slice(0, -1)}`],
    ['a hyphen for the dash', `${text}\n${line.replace('—', '-')}`],
    ['two spaces', `${text}\n${line.replace('— ', '—  ')}`],
    ['a tab', `${text}\n${line.replace('— ', '—\t')}`],
    ['carriage returns', `${text}\n${line}`.replaceAll('\n', '\r\n')],
    ['a control character in its text', `a\u0007b\n\n${line}`],
    ['a name with a plus sign', `${text}\n${line.replace('registry.example', 'a+b')}`],
    ['a name with a space of Unicode', `${text}\n${line.replace('registry', 'reg\u2003istry')}`],
    ['a name with a next-line character', `${text}\n${line.replace('registry', 'reg\u0085istry')}`],
    ['no name', `${text}\n${line.replace('registry.example ', '')}`],
    ['base64 without its padding', `${text}\n${line.replace('=', '')}`],
    ['stray padding bits', `${text}\n— a AAAAAAF=\n`],
    ['a key id alone', `${text}\n— a AAAAAA==\n`],
    ['a line that is no signature among those that are', `${text}\n${line}x\n${line}`],
  ])('with %s is refused', (_, note) => {
    expect(codeOf(parseNote(toUtf8(note)))).toBe('checkpoint_malformed');
  });

  test('that is not UTF-8 is refused', () => {
    expect(codeOf(parseNote(Uint8Array.from([0xff, ...toUtf8(formatNote(signed))])))).toBe('checkpoint_malformed');
  });
});

describe('signatures on a note', () => {
  test('by a known key verify', async () => {
    expect(await verify(signed, logKey)).toEqual({
      ok: true,
      value: [{ name: 'registry.example', keyId: known(logKey)[0]!.keyId }],
    });
  });

  test('by unknown keys are passed over', async () => {
    const stranger = { name: 'stranger.example', keyId: '00000000', signature: new Uint8Array(64) };
    const note = { text, signatures: [stranger, ...signed.signatures] };
    expect(codeOf(await verify(note, logKey))).toBe('accepted');
  });

  test('of no known key is not trust', async () => {
    expect(codeOf(await verify(signed, witnessKey))).toBe('checkpoint_untrusted');
    expect(codeOf(await verify(signed))).toBe('checkpoint_untrusted');
    expect(codeOf(await verify({ text, signatures: [] }, logKey))).toBe('checkpoint_untrusted');
  });

  test('by a known key that fails spoil the note, also beside a good one', async () => {
    const bad = { ...signed.signatures[0]!, signature: signed.signatures[0]!.signature.with(0, 0) };
    const good = await cosignature(1_800_000_000n);
    for (const signatures of [[bad], [bad, good], [good, bad]]) {
      expect(codeOf(await verify({ text, signatures }, logKey, witnessKey))).toBe('signature_invalid');
    }
  });

  test('twice by one key are refused', async () => {
    const note = { text, signatures: [...signed.signatures, ...signed.signatures] };
    expect(codeOf(await verify(note, logKey))).toBe('signature_duplicate');
  });

  test('under the name of another, or for another text, do not verify', async () => {
    const renamed = formatVerifierKey('other.example', log.publicKey);
    expect(codeOf(await verify(signed, renamed))).toBe('checkpoint_untrusted');
    expect(codeOf(await verify({ ...signed, text: text.replace('7', '8') }, logKey))).toBe('signature_invalid');
  });

  test('by a witness carry a time, which they cover', async () => {
    const note = { text, signatures: [...signed.signatures, await cosignature(1_800_000_000n)] };
    expect(await verify(note, logKey, witnessKey)).toMatchObject({
      ok: true,
      value: [{ name: 'registry.example' }, { name: 'witness.example', time: 1_800_000_000 }],
    });
    const later = { text, signatures: [await cosignature(1_800_000_000n, text, 1_900_000_000n)] };
    expect(codeOf(await verify(later, witnessKey))).toBe('signature_invalid');
  });

  test('by a witness of another length, or of a time that no number holds, do not verify', async () => {
    const good = await cosignature(1_800_000_000n);
    const short = { ...good, signature: good.signature.subarray(0, 71) };
    expect(codeOf(await verify({ text, signatures: [short] }, witnessKey))).toBe('signature_invalid');
    const far = await cosignature(2n ** 53n);
    expect(codeOf(await verify({ text, signatures: [far] }, witnessKey))).toBe('signature_invalid');
  });

  test('a witness’s signature does not pass for a log’s, nor a log’s for a witness’s', async () => {
    const both = formatVerifierKey('witness.example', witness.publicKey);
    const asLog = { ...(await cosignature(1n)), keyId: known(both)[0]!.keyId };
    expect(codeOf(await verify({ text, signatures: [asLog] }, both))).toBe('signature_invalid');
    const plain = await signNote(text, 'witness.example', witness);
    const asWitness = { ...plain.signatures[0]!, keyId: known(witnessKey)[0]!.keyId };
    expect(codeOf(await verify({ text, signatures: [asWitness] }, witnessKey))).toBe('signature_invalid');
  });
});

describe('a verifier key', () => {
  test.each([published.key, logKey, witnessKey])('%s is read and written again', (key) => {
    const { name, publicKey, type } = valueOf(parseVerifierKey(key));
    expect(formatVerifierKey(name, publicKey, type)).toBe(key);
  });

  test('may hold plus signs in its base64', () => {
    const seeds = Array.from({ length: 20 }, (_, i) => signerFromSeed(new Uint8Array(32).fill(i)));
    const keys = seeds
      .map(({ publicKey }) => formatVerifierKey('a', publicKey))
      .filter((key) => key.split('+').length > 3);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !parseVerifierKey(key).ok)).toEqual([]);
  });

  const encoded = (type: number, length = 32) => toBase64(Uint8Array.of(type, ...new Uint8Array(length)));
  test.each([
    ['nothing', ''],
    ['a name alone', 'registry.example'],
    ['no key', 'registry.example+00000000'],
    ['an empty key', 'registry.example+00000000+'],
    ['another key id', logKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['a key id in capitals', published.key.replace('c74f20a3', 'C74F20A3')],
    ['another name', logKey.replace('registry', 'other')],
    ['no name', logKey.replace('registry.example', '')],
    ['a name with a space', logKey.replace('registry', 'reg istry')],
    ['a type that is not known', `a+00000000+${encoded(2)}`],
    ['a key of 31 bytes', `a+00000000+${encoded(1, 31)}`],
    ['base64 without its last character', logKey.slice(0, -1)],
    ['a line feed', `${logKey}\n`],
  ])('with %s is refused', (_, key) => {
    expect(codeOf(parseVerifierKey(key))).toBe('key_malformed');
  });
});
