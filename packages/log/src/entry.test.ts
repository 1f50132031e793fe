import { type Code, limits, payloadType, type Result, toUtf8 } from '@assent/schema';
import type { Signed } from '@assent/signing/verify';
import { describe, expect, test } from 'vitest';
import { decodeEntry, encodeEntry } from './entry.ts';

const signature = (key: number) => ({ key: new Uint8Array(32).fill(key), signature: new Uint8Array(64).fill(0xaa) });
const signed: Signed = {
  payloadType: 'application/vnd.assent.withdraw.v1+json',
  payload: toUtf8('{"v":1}'),
  signatures: [signature(1), signature(2)],
};
const entry = encodeEntry(signed);
/** Where the payload's length stands. */
const lengthAt = 2 + signed.payloadType.length;
const countAt = lengthAt + 4 + signed.payload.length;

const codeOf = (result: Result<unknown>): Code | 'accepted' => (result.ok ? 'accepted' : result.refusal.code);
const changed = (at: number, byte: number): Uint8Array => entry.with(at, byte);
const cut = (at: number, length: number, ...put: number[]): Uint8Array =>
  Uint8Array.from([...entry.subarray(0, at), ...put, ...entry.subarray(at + length)]);

describe('an entry', () => {
  test('has the layout of formats §5', () => {
    expect([...entry.subarray(0, 2)]).toEqual([1, 39]);
    expect(entry.subarray(2, lengthAt)).toEqual(toUtf8(signed.payloadType));
    expect([...entry.subarray(lengthAt, lengthAt + 4)]).toEqual([0, 0, 0, 7]);
    expect(entry.subarray(lengthAt + 4, countAt)).toEqual(signed.payload);
    expect(entry[countAt]).toBe(2);
    expect(entry).toHaveLength(countAt + 1 + 2 * 96);
  });

  test('is read again', () => {
    expect(decodeEntry(entry)).toEqual({ ok: true, value: signed });
  });

  test('is read in the midst of other bytes', () => {
    const around = Uint8Array.from([9, 9, ...entry, 9]);
    expect(decodeEntry(around.subarray(2, -1))).toEqual({ ok: true, value: signed });
  });

  test.each<readonly [string, Uint8Array, Code]>([
    ['nothing', new Uint8Array(), 'malformed'],
    ['one byte', Uint8Array.of(1), 'malformed'],
    ['another version', changed(0, 2), 'malformed'],
    ['a type longer than the entry', changed(1, 255), 'malformed'],
    ['a type that is not UTF-8', changed(2, 0xff), 'malformed'],
    ['a payload longer than the entry', changed(lengthAt, 0xff), 'malformed'],
    ['a payload longer by a byte than said', cut(lengthAt + 4, 0, 0x20), 'malformed'],
    ['a payload shorter by a byte than said', cut(lengthAt + 4, 1), 'malformed'],
    ['no signatures', cut(countAt, 1 + 192, 0), 'malformed'],
    ['a signature more than there are', changed(countAt, 3), 'malformed'],
    ['a signature less than there are', changed(countAt, 1), 'malformed'],
    ['a byte more', Uint8Array.from([...entry, 0]), 'malformed'],
    ['a byte less', entry.subarray(0, -1), 'malformed'],
    ['one key twice', encodeEntry({ ...signed, signatures: [signature(1), signature(1)] }), 'malformed'],
    ['keys descending', encodeEntry({ ...signed, signatures: [signature(2), signature(1)] }), 'malformed'],
    ['9 signatures', encodeEntry({ ...signed, signatures: [1, 2, 3, 4, 5, 6, 7, 8, 9].map(signature) }), 'malformed'],
    ['65,536 bytes', encodeEntry({ ...signed, payload: new Uint8Array(limits.entry - entry.length + 8) }), 'too_large'],
  ])('with %s is refused', (_, bytes, code) => {
    expect(codeOf(decodeEntry(bytes))).toBe(code);
  });

  test('of 65,535 bytes, or with 8 signatures, is read', () => {
    const full = encodeEntry({ ...signed, payload: new Uint8Array(limits.entry - entry.length + 7) });
    expect(full).toHaveLength(65_535);
    expect(codeOf(decodeEntry(full))).toBe('accepted');
    expect(codeOf(decodeEntry(encodeEntry({ ...signed, signatures: [1, 2, 3, 4, 5, 6, 7, 8].map(signature) })))).toBe(
      'accepted',
    );
  });

  test('fits the largest payload with the most signatures', () => {
    const largest = { payloadType: payloadType('synthetic-plan'), payload: new Uint8Array(limits.payload) };
    const full = encodeEntry({ ...largest, signatures: [1, 2, 3, 4, 5, 6, 7, 8].map(signature) });
    expect(full.length).toBeLessThanOrEqual(limits.entry);
  });

  test('that cannot hold what it should is a bug', () => {
    expect(() => encodeEntry({ ...signed, payloadType: 'x'.repeat(256) })).toThrow(RangeError);
  });
});
