import { describe, expect, test } from 'vitest';
import { didKeyOf, publicKeyOf } from './did-key.ts';

/** From the W3C did:key method's own Ed25519 example. */
const did = 'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp';
const hex = '3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29';

const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

describe('did:key', () => {
  test('the published example is read and written again', () => {
    const key = publicKeyOf(did);
    expect(key.ok && hexOf(key.value)).toBe(hex);
    expect(key.ok && didKeyOf(key.value)).toBe(did);
    // From the cache, the second time.
    expect(publicKeyOf(did)).toEqual(key);
  });

  test.each([0, 1, 0x7f, 0xff])('32 bytes of %i have a name that is read again', (byte) => {
    const key = new Uint8Array(32).fill(byte);
    expect(publicKeyOf(didKeyOf(key))).toEqual({ ok: true, value: key });
  });

  test.each([
    ['nothing', ''],
    ['another method', did.replace('did:key', 'did:web')],
    ['a key of another kind', 'did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc'],
    ['a fragment', `${did}#${did.slice(8)}`],
    ['a character that base58 has not', did.replace('iTBz', 'iTB0')],
    ['a character less', did.slice(0, -1)],
    ['a character more', `${did}a`],
    ['a line feed', `${did}\n`],
    ['33 bytes under the same letters', `did:key:z6Mk${'z'.repeat(45)}`],
  ])('refuses %s', (_, text) => {
    expect(publicKeyOf(text)).toMatchObject({ ok: false, refusal: { code: 'key_malformed' } });
  });

  test.each([0, 31, 33])('%i bytes are no key', (length) => {
    expect(() => didKeyOf(new Uint8Array(length))).toThrow(RangeError);
  });

  test('text of the right letters that decodes to another prefix is refused', () => {
    // 48 digits beginning with 6Mk span more than one prefix: the smallest and the largest lie outside.
    for (const digit of ['1', 'z']) {
      expect(publicKeyOf(`did:key:z6Mk${digit.repeat(44)}`)).toMatchObject({ ok: false });
    }
  });
});
