import { canonicalBytes, type Code, limits, payloadType, refused, type Result, toUtf8 } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import {
  decodeEnvelope,
  encodeEnvelope,
  fromBase64,
  noble,
  openManifest,
  openSigned,
  openStatement,
  preAuthenticationEncoding,
  type Signed,
  signerFromSeed,
  signStatement,
  statementId,
  toBase64,
} from './index.ts';

const ada = signerFromSeed(new Uint8Array(32).fill(1));
const bea = signerFromSeed(new Uint8Array(32).fill(2));
const withdraw = {
  v: 1,
  kind: 'withdraw',
  aud: 'registry.example',
  iss: ada.did,
  iat: 1_800_000_000,
  statement: `sha256:${'a'.repeat(64)}`,
} as const;

/** An envelope as somebody else's program might write it: any payload, any type, signed as it is. */
const envelopeOf = async (
  payload: Uint8Array,
  type: string = payloadType('withdraw'),
  signers: readonly (typeof ada)[] = [ada],
): Promise<{ payload: string; payloadType: string; signatures: { keyid: string; sig: string }[] }> => {
  const message = preAuthenticationEncoding(type, payload);
  const signatures = signers.map(async (by) => ({ keyid: by.did, sig: toBase64(await by.sign(message)) }));
  return { payload: toBase64(payload), payloadType: type, signatures: await Promise.all(signatures) };
};

const bytesOf = (envelope: unknown): Uint8Array => toUtf8(JSON.stringify(envelope));
const codeOf = (result: Result<unknown>): Code | 'accepted' => (result.ok ? 'accepted' : result.refusal.code);
const open = async (envelope: unknown) => codeOf(await openStatement(bytesOf(envelope), noble));
/** What becomes of a signed payload. */
const openPayload = async (text: string, type?: string) => open(await envelopeOf(toUtf8(text), type));

describe('the bytes that are signed', () => {
  test('are those of the example in the DSSE specification', () => {
    const bytes = preAuthenticationEncoding('http://example.com/HelloWorld', toUtf8('hello world'));
    expect(bytes).toEqual(toUtf8('DSSEv1 29 http://example.com/HelloWorld 11 hello world'));
  });

  test('count bytes, not characters', () => {
    expect(preAuthenticationEncoding('é', toUtf8('é'))).toEqual(toUtf8('DSSEv1 2 é 2 é'));
  });

  test('differ when a byte moves between type and payload', () => {
    const [one, other] = [preAuthenticationEncoding('ab', toUtf8('c')), preAuthenticationEncoding('a', toUtf8('bc'))];
    expect(one).not.toEqual(other);
  });

  test('give the id, which the signatures do not change', async () => {
    const payload = canonicalBytes(withdraw);
    const type = payloadType('withdraw');
    const [one, two] = [await envelopeOf(payload), await envelopeOf(payload, type, [ada, bea])];
    const ids = await Promise.all([one, two].map((envelope) => openStatement(bytesOf(envelope), noble)));
    const id = statementId(type, payload);
    expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(ids.map((opened) => opened.ok && opened.value.id)).toEqual([id, id]);
  });
});

describe('a statement in its envelope', () => {
  test('opens: its content, its id, and whose signatures verified', async () => {
    const opened = await openStatement(await signStatement(withdraw, ada), noble);
    expect(opened).toMatchObject({
      ok: true,
      value: {
        statement: withdraw,
        keys: [ada.did],
        id: statementId(payloadType('withdraw'), canonicalBytes(withdraw)),
      },
    });
  });

  test('may be written in any JSON', async () => {
    const { payload, payloadType: type, signatures } = await envelopeOf(canonicalBytes(withdraw));
    const spelled = ` {\n"signatures": ${JSON.stringify(signatures)}, "payloadType": "${type.replace('a', '\\u0061')}" ,"payload":"${payload}"}\n`;
    expect(codeOf(await openStatement(toUtf8(spelled), noble))).toBe('accepted');
  });

  test('is signed by several, in whatever order they are given', async () => {
    for (const signers of [
      [ada, bea],
      [bea, ada],
    ]) {
      const opened = await openStatement(
        bytesOf(await envelopeOf(canonicalBytes(withdraw), undefined, signers)),
        noble,
      );
      expect(opened.ok && opened.value.keys.toSorted()).toEqual([ada.did, bea.did].toSorted());
    }
  });
});

describe('an envelope is refused', () => {
  test.each<readonly [string, Uint8Array, Code]>([
    ['that is too large', new Uint8Array(limits.envelope + 1).fill(0x20), 'too_large'],
    ['that is not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'not_utf8'],
    ['that is not JSON', toUtf8('{'), 'not_json'],
    ['that is nested too deeply', toUtf8('['.repeat(40) + ']'.repeat(40)), 'too_deep'],
    ['that is something else', toUtf8('[]'), 'malformed'],
    ['with a key that reaches for a prototype', toUtf8('{"__proto__":{}}'), 'malformed'],
  ])('%s', async (_, bytes, code) => {
    expect(codeOf(await openStatement(bytes, noble))).toBe(code);
    expect(codeOf(await openManifest(bytes, noble))).toBe(code);
  });

  const changes: readonly (readonly [string, (envelope: Awaited<ReturnType<typeof envelopeOf>>) => object, Code])[] = [
    ['with a member more', (e) => ({ ...e, comment: '' }), 'malformed'],
    ['without signatures', (e) => ({ ...e, signatures: [] }), 'malformed'],
    [
      'signed twice by one key',
      (e) => ({ ...e, signatures: [e.signatures[0], e.signatures[0]] }),
      'signature_duplicate',
    ],
    [
      'that names another key than signed',
      (e) => ({ ...e, signatures: [{ ...e.signatures[0], keyid: bea.did }] }),
      'signature_invalid',
    ],
    [
      'with a key id that is no key',
      (e) => ({ ...e, signatures: [{ ...e.signatures[0], keyid: `did:key:z6Mk${'1'.repeat(44)}` }] }),
      'key_malformed',
    ],
    [
      'with a signature of 65 bytes',
      (e) => ({ ...e, signatures: [{ keyid: ada.did, sig: toBase64(new Uint8Array(65)) }] }),
      'signature_invalid',
    ],
    ['of another type', (e) => ({ ...e, payloadType: payloadType('grant') }), 'payload_type_mismatch'],
    ['of a type that does not exist', (e) => ({ ...e, payloadType: payloadType('nonsense') }), 'malformed'],
    ['with base64 of another alphabet', (e) => ({ ...e, payload: '-_-_' }), 'base64_not_canonical'],
    ['with base64 without padding', (e) => ({ ...e, payload: 'e30' }), 'base64_not_canonical'],
    ['with base64 with stray padding bits', (e) => ({ ...e, payload: 'e31=' }), 'base64_not_canonical'],
    [
      'with base64 with a line feed',
      (e) => ({ ...e, payload: `${e.payload.slice(0, 4)}\n${e.payload.slice(4)}` }),
      'base64_not_canonical',
    ],
    [
      'with stray padding bits in a signature',
      (e) => ({ ...e, signatures: [{ keyid: ada.did, sig: `${e.signatures[0]!.sig.slice(0, 85)}x==` }] }),
      'base64_not_canonical',
    ],
    ['with an empty payload', (e) => ({ ...e, payload: '' }), 'not_json'],
  ];

  test.each(changes)('%s', async (_, change, code) => {
    const envelope = await envelopeOf(canonicalBytes(withdraw));
    expect(await open(envelope)).toBe('accepted');
    expect(await open(change(envelope))).toBe(code);
  });

  test('with a signature that does not verify beside one that does', async () => {
    const envelope = await envelopeOf(canonicalBytes(withdraw), undefined, [ada, bea]);
    const [first, second] = envelope.signatures;
    expect(await open({ ...envelope, signatures: [first, { ...second, sig: first!.sig }] })).toBe('signature_invalid');
    expect(await open({ ...envelope, signatures: [{ ...first, sig: second!.sig }, second] })).toBe('signature_invalid');
  });

  test('signed over the payload alone, or under another type', async () => {
    const payload = canonicalBytes(withdraw);
    const envelope = await envelopeOf(payload);
    for (const message of [payload, preAuthenticationEncoding(payloadType('grant'), payload)]) {
      const signatures = [{ keyid: ada.did, sig: toBase64(await ada.sign(message)) }];
      expect(await open({ ...envelope, signatures })).toBe('signature_invalid');
    }
  });
});

describe('a payload is refused, though it is signed,', () => {
  const text = JSON.stringify(withdraw, Object.keys(withdraw).toSorted());

  test.each<readonly [string, string, Code]>([
    ['with a key twice', text.replace('"v":1', '"v":1,"v":1'), 'not_canonical'],
    ['with a key twice, once escaped', text.replace('"v":1', '"v":1,"\\u0076":1'), 'not_canonical'],
    ['with its keys in another order', JSON.stringify(withdraw), 'not_canonical'],
    ['with white space', `${text} `, 'not_canonical'],
    ['with a byte order mark', `\ufeff${text}`, 'not_json'],
    ['with a member more', text.replace('"v":1', '"v":1,"w":1'), 'malformed'],
    ['with a member less', text.replace(',"v":1', ''), 'malformed'],
    ['with no kind', text.replace('"kind":"withdraw",', ''), 'malformed'],
    ['with a kind that is no text', text.replace('"withdraw"', '1'), 'malformed'],
    ['of another kind', text.replace('"withdraw"', '"attest"'), 'payload_type_mismatch'],
    ['with a forbidden key', `{"__proto__":1,${text.slice(1)}`, 'malformed'],
    ['that is no object', '[]', 'malformed'],
    ['that is null', 'null', 'malformed'],
    ['in another version', text.replace('"v":1', '"v":2'), 'malformed'],
    ['longer than 32 KiB', `"${'a'.repeat(limits.payload)}"`, 'too_large'],
    ['much longer than 32 KiB', `"${'a'.repeat(2 * limits.payload)}"`, 'too_large'],
  ])('%s', async (_, payload, code) => {
    expect(await openPayload(text)).toBe('accepted');
    expect(await openPayload(payload)).toBe(code);
  });

  test('where its kind and its envelope’s differ, whichever of them is right', async () => {
    const { statement: _, ...header } = withdraw;
    const checked = { subject: bea.did, how: 'domain', checkedAt: 1, until: null, evidence: 'a'.repeat(64) };
    const attest = canonicalBytes({ ...header, kind: 'attest', ...checked });
    expect(await open(await envelopeOf(attest, payloadType('attest')))).toBe('accepted');
    expect(await open(await envelopeOf(attest, payloadType('grant')))).toBe('payload_type_mismatch');
    expect(await open(await envelopeOf(attest, payloadType('withdraw')))).toBe('payload_type_mismatch');
  });

  test('in an envelope of a manifest, which is no statement, and the other way round', async () => {
    const manifest = await envelopeOf(canonicalBytes(withdraw), payloadType('manifest'));
    expect(await open(manifest)).toBe('malformed');
    expect(codeOf(await openManifest(bytesOf(manifest), noble))).toBe('payload_type_mismatch');
    const statement = await signStatement(withdraw, ada);
    expect(codeOf(await openManifest(statement, noble))).toBe('payload_type_mismatch');
  });
});

describe('signed content', () => {
  test('has one envelope: keys ascending, RFC 8785', async () => {
    const envelope = await signStatement(withdraw, bea, ada);
    const decoded = decodeEnvelope(envelope);
    expect(decoded.ok && encodeEnvelope(decoded.value)).toEqual(envelope);
    expect(await signStatement(withdraw, ada, bea)).toEqual(envelope);
  });

  test('without signatures is not opened', async () => {
    const signed: Signed = { payloadType: payloadType('withdraw'), payload: canonicalBytes(withdraw), signatures: [] };
    expect(await openSigned(signed, noble)).toEqual(refused('signature_missing'));
  });
});

describe('base64', () => {
  test.each(['', 'AA==', 'AAA=', 'AAAA', '/+8='])('%j is read and written again', (text) => {
    const bytes = fromBase64(text);
    expect(bytes.ok && toBase64(bytes.value)).toBe(text);
  });

  test.each(['A', 'AA', 'AAA', 'AA=', 'AB==', 'AAB=', 'AAAA=', 'AA==\n', ' AA==', 'AA==AA==', '_-8=', '====', 'AÁ=='])(
    '%j is not the one form of anything',
    (text) => {
      expect(fromBase64(text)).toEqual(refused('base64_not_canonical'));
    },
  );
});
