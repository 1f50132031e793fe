import {
  decodeEntry,
  encodeEntry,
  formatCheckpoint,
  formatNote,
  formatTilePath,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseTilePath,
  parseVerifierKey,
} from '@assent/log';
import { acceptPayload, canonicalBytes, fromUtf8, limits, payloadType, toUtf8 } from '@assent/schema';
import {
  decodeEnvelope,
  didKeyOf,
  encodeEnvelope,
  fromBase64,
  openManifest,
  openStatement,
  preAuthenticationEncoding,
  publicKeyOf,
  type Signed,
  signerFromSeed,
  signStatement,
  toBase64,
} from '@assent/signing';
import { node } from '@assent/signing/node';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edited } from './damage.ts';

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

const keys = fc.uniqueArray(bytes(32), { minLength: 1, maxLength: 8, selector: String }).map((list) =>
  list.toSorted((a, b) => {
    const i = a.findIndex((byte, at) => byte !== b[at]);
    return i < 0 ? 0 : a[i]! - b[i]!;
  }),
);
const signed: fc.Arbitrary<Signed> = fc
  .record({
    payloadType: fc.string({ unit: 'binary', maxLength: 60 }),
    payload: fc.uint8Array({ maxLength: 300 }),
    keys,
    signature: bytes(64),
  })
  .map(({ keys: list, signature, ...rest }) => ({ ...rest, signatures: list.map((key) => ({ key, signature })) }));

const name = fc.stringMatching(/^[a-zA-Z0-9./:_é–-]{1,40}$/);
const checkpoint = fc.record({ origin: name, size: fc.maxSafeNat(), root: bytes(32) });
const noteSignature = fc.record({
  name,
  keyId: fc.stringMatching(/^[0-9a-f]{8}$/),
  signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
});
const note = fc.record({
  text: fc
    .array(fc.stringMatching(/^[ -~é—]{0,40}$/), { minLength: 1, maxLength: 6 })
    .map((lines) => `${lines.join('\n')}\n`),
  signatures: fc.array(noteSignature, { minLength: 1, maxLength: 16 }),
});
const tile = fc.record({
  level: fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 })),
  index: fc.integer({ min: 0, max: 10 ** 15 - 1 }),
  width: fc.integer({ min: 1, max: 256 }),
});
const verifierKey = fc.record({ name, publicKey: bytes(32), type: fc.constantFrom(1 as const, 4 as const) });

/** What is read from bytes, written again; `undefined` for bytes that are refused. */
type Rewrite = (input: Uint8Array) => Uint8Array | undefined;

/** The same for a format of text. Bytes that are no text are not given to it. */
const textual =
  (rewrite: (text: string) => string | undefined): Rewrite =>
  (input) => {
    const text = fromUtf8(input);
    const written = text.ok ? rewrite(text.value) : undefined;
    return written === undefined ? undefined : toUtf8(written);
  };

/** Each format: how it is rewritten, and values of it as they are written. */
const formats: readonly (readonly [name: string, rewrite: Rewrite, written: fc.Arbitrary<Uint8Array>])[] = [
  [
    'an entry',
    (input) => {
      const entry = decodeEntry(input);
      return entry.ok ? encodeEntry(entry.value) : undefined;
    },
    signed.map(encodeEntry),
  ],
  [
    'a checkpoint',
    textual((text) => {
      const read = parseCheckpoint(text);
      return read.ok ? formatCheckpoint(read.value) : undefined;
    }),
    checkpoint.map((value) => toUtf8(formatCheckpoint(value))),
  ],
  [
    'a note',
    (input) => {
      const read = parseNote(input);
      return read.ok ? toUtf8(formatNote(read.value)) : undefined;
    },
    note.map((value) => toUtf8(formatNote(value))),
  ],
  [
    'a tile’s path',
    textual((text) => {
      const read = parseTilePath(text);
      return read === undefined ? undefined : formatTilePath(read);
    }),
    tile.map((value) => toUtf8(formatTilePath(value))),
  ],
  [
    'a verifier key',
    textual((text) => {
      const read = parseVerifierKey(text);
      return read.ok ? formatVerifierKey(read.value.name, read.value.publicKey, read.value.type) : undefined;
    }),
    verifierKey.map((value) => toUtf8(formatVerifierKey(value.name, value.publicKey, value.type))),
  ],
  [
    'a did:key',
    textual((text) => {
      const read = publicKeyOf(text);
      return read.ok ? didKeyOf(read.value) : undefined;
    }),
    bytes(32).map((key) => toUtf8(didKeyOf(key))),
  ],
  [
    'base64',
    textual((text) => {
      const read = fromBase64(text);
      return read.ok ? toBase64(read.value) : undefined;
    }),
    fc.uint8Array({ maxLength: 60 }).map((value) => toUtf8(toBase64(value))),
  ],
  [
    'a payload',
    (input) => {
      const read = acceptPayload(input, limits.payload);
      return read.ok ? canonicalBytes(read.value) : undefined;
    },
    fc.jsonValue({ maxDepth: 4 }).map(canonicalBytes),
  ],
];

describe.each(formats)('%s', (_, rewrite, written) => {
  test('that was written is read, and is the same when it is written again', () => {
    fc.assert(
      fc.property(written, (input) => {
        expect(rewrite(input)).toEqual(input);
      }),
      { numRuns: 300 },
    );
  });

  test('has one encoding: whatever is read of damaged bytes is written again as those bytes', () => {
    let refused = 0;
    fc.assert(
      fc.property(edited(written), (input) => {
        const again = rewrite(input);
        if (again === undefined) refused++;
        else expect(again).toEqual(input);
      }),
      { numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  test('is read from random bytes or refused, never thrown over', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'binary' }).map(toUtf8)), (input) => {
        expect([input, undefined]).toContainEqual(rewrite(input));
      }),
      { numRuns: 500 },
    );
  });

  test('of a megabyte is decided at once', () => {
    const [sample] = fc.sample(written, { seed: 1, numRuns: 1 }) as [Uint8Array];
    const long = (part: Uint8Array): Uint8Array => new Uint8Array(Buffer.alloc(1024 * 1024, part));
    const hostile = [
      'a',
      'a.',
      '+',
      '\n',
      '\n\n',
      '— ',
      '— a b\n',
      'x000/',
      '[',
      '{"a":',
      '1',
      '=',
      ' ',
      '\ud83d\ude00',
    ].map(toUtf8);
    const began = performance.now();
    for (const part of [sample.length === 0 ? toUtf8('a') : sample, ...hostile]) {
      for (const input of [long(part), Uint8Array.from([...sample, ...long(part)])]) rewrite(input);
    }
    // Thirty megabytes: what backtracks would take minutes.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('an envelope', () => {
  const ada = signerFromSeed(new Uint8Array(32).fill(1));
  const statement = {
    v: 1,
    kind: 'withdraw',
    aud: 'registry.example',
    iss: ada.did,
    iat: 1_800_000_000,
    statement: `sha256:${'a'.repeat(64)}`,
  } as const;

  /** As a signer would who signs anything. */
  const resigned = async (payload: Uint8Array): Promise<Uint8Array> => {
    const type = payloadType('withdraw');
    const signature = await ada.sign(preAuthenticationEncoding(type, payload));
    return encodeEnvelope({ payloadType: type, payload, signatures: [{ key: ada.publicKey, signature }] });
  };

  test('has one canonical form, which holds what it held', () => {
    const envelope = fc
      .tuple(signed, fc.stringMatching(/^[a-z-]{1,40}$/))
      .map(([value, kind]) => ({ ...value, payloadType: payloadType(kind) }));
    fc.assert(
      fc.property(envelope, (value) => {
        const encoded = encodeEnvelope(value);
        const decoded = decodeEnvelope(encoded);
        expect(decoded).toEqual({ ok: true, value });
      }),
      { numRuns: 300 },
    );
  });

  test('with anything changed is refused, or is the same statement; nothing throws', async () => {
    const valid = await signStatement(statement, ada);
    const opened = await openStatement(valid, node);
    expect(opened.ok).toBe(true);
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(edited(fc.constant(valid)), async (input) => {
        const result = await openStatement(input, node);
        codes.add(result.ok ? 'accepted' : result.refusal.code);
        if (result.ok) expect(result.value.statement).toEqual(statement);
        expect(await openManifest(input, node)).toMatchObject({ ok: false });
      }),
      { numRuns: 2000 },
    );
    // The damage reaches every layer.
    for (const code of ['not_json', 'malformed', 'signature_invalid']) expect(codes).toContain(code);
  });

  test('with a payload changed and signed anew is refused, or is canonical and of its shape', async () => {
    const payload = canonicalBytes(statement);
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(edited(fc.constant(payload)), async (changed) => {
        const result = await openStatement(await resigned(changed), node);
        codes.add(result.ok ? 'accepted' : result.refusal.code);
        if (result.ok) expect(canonicalBytes(result.value.statement)).toEqual(changed);
      }),
      { numRuns: 1000 },
    );
    for (const code of ['not_json', 'malformed', 'not_canonical']) expect(codes).toContain(code);
  });

  test('of random bytes is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.json().map(toUtf8)), async (input) => {
        expect(await openStatement(input, node)).toMatchObject({ ok: false });
      }),
      { numRuns: 500 },
    );
  });
});
