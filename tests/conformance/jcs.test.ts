import { acceptPayload, canonicalBytes, canonicalize, fromUtf8, limits, toUtf8 } from '@assent/schema';
import { bytesToHex } from '@noble/hashes/utils.js';
import oracle from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeVectors } from '../support/vectors.ts';

describeVectors('jcs', 'published RFC 8785 documents', (folder) => {
  test('each of 6 has the published bytes', async () => {
    const names = await folder.names('input');
    expect(names).toHaveLength(6);
    for (const name of names) {
      const hex = await folder.text(`outhex/${name.replace('.json', '.txt')}`);
      const ours = canonicalBytes(await folder.json(`input/${name}`));
      expect([name, bytesToHex(ours)]).toEqual([name, hex.replaceAll(/\s/g, '')]);
    }
  });

  test('each published output passes the gate; the input, which differs from it, does not', async () => {
    const names = await folder.names('output');
    const gate = (name: string) => folder.bytes(name).then((bytes) => acceptPayload(bytes, limits.payload));
    const outputs = await Promise.all(names.map(async (name) => (await gate(`output/${name}`)).ok));
    const inputs = await Promise.all(names.map(async (name) => (await gate(`input/${name}`)).ok));
    expect(outputs).toEqual(names.map(() => true));
    expect(inputs).toEqual(names.map(() => false));
  });
});

/** RFC 8785 Appendix B: the bits of a number, and its one spelling. */
const numbers: readonly (readonly [bits: string, text: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
];

const fromBits = (bits: string): number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
};

describe('numbers of RFC 8785 Appendix B', () => {
  test.each(numbers)('%s is written %s', (bits, text) => {
    expect(canonicalize(fromBits(bits))).toBe(text);
  });

  test.each(['7ff0000000000000', 'fff0000000000000', '7fffffffffffffff'])('%s has no spelling', (bits) => {
    expect(() => canonicalize(fromBits(bits))).toThrow(RangeError);
  });
});

/** Any text, also beyond the basic plane and with the characters that JSON escapes. */
const text = fc.string({ unit: 'binary', maxLength: 12 });
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), number, text),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(text, tie('value'), { maxKeys: 6 }),
  ),
})).value;

describe('any JSON', () => {
  test('has the bytes that another implementation gives it', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalize(value)).toBe(oracle(value));
      }),
      { numRuns: 1000 },
    );
  });

  test('passes the gate in its canonical form, and says there what it said before', () => {
    fc.assert(
      fc.property(json, (value) => {
        const accepted = acceptPayload(canonicalBytes(value), limits.envelope);
        // JSON has one zero.
        expect(accepted).toEqual({ ok: true, value: JSON.parse(JSON.stringify(value)) });
      }),
      { numRuns: 300 },
    );
  });

  test('passes the gate in no other spelling', () => {
    const indented = (value: unknown): string => JSON.stringify(value, null, 1);
    const reversed = (value: unknown): string =>
      JSON.stringify(value, (_, member: unknown) =>
        member !== null && typeof member === 'object' && !Array.isArray(member)
          ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? 1 : -1)))
          : member,
      );
    fc.assert(
      fc.property(json, fc.constantFrom(JSON.stringify, indented, reversed), (value, spell) => {
        const spelled = spell(value) as string;
        expect(acceptPayload(toUtf8(spelled), limits.envelope).ok).toBe(spelled === oracle(value));
      }),
      { numRuns: 500 },
    );
  });

  test('with a lone surrogate has no form, here and elsewhere', () => {
    const lone = fc.constantFrom('\ud800', '\udfff', 'a\udbffb', '\udc00\ud800');
    const holders: readonly ((text: string) => unknown)[] = [
      (t) => t,
      (t) => [t],
      (t) => ({ [t]: 1 }),
      (t) => ({ a: t }),
    ];
    fc.assert(
      fc.property(lone, fc.constantFrom(...holders), (surrogate, hold) => {
        expect(() => canonicalize(hold(surrogate))).toThrow(RangeError);
        expect(() => oracle(hold(surrogate))).toThrow(/surrogate/);
      }),
    );
  });

  test('is read from bytes as UTF-8 alone', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const read = fromUtf8(bytes);
        const buffer = Buffer.from(bytes);
        // Another decoder's round trip says whether these bytes were UTF-8.
        const isUtf8 = Buffer.from(buffer.toString('utf8'), 'utf8').equals(buffer);
        expect(read.ok).toBe(isUtf8);
      }),
      { numRuns: 500 },
    );
  });
});
