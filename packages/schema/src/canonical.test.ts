import { describe, expect, test } from 'vitest';
import {
  acceptCanonicalText,
  acceptPayload,
  canonicalBytes,
  canonicalize,
  fromUtf8,
  holdsForbidden,
  type Json,
  limits,
  parseJson,
  toUtf8,
} from './canonical.ts';
import { accepted, type Code, type Result } from './index.ts';

const codeOf = (result: Result<unknown>): Code | undefined => (result.ok ? undefined : result.refusal.code);
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** What is refused, beside its nearest neighbour that is not. */
const refusals: readonly (readonly [what: string, refused: string, code: Code, neighbour: string])[] = [
  ['a key given twice', '{"a":1,"a":2}', 'not_canonical', '{"a":1,"b":2}'],
  ['a key given twice, with one value', '{"a":1,"a":1}', 'not_canonical', '{"a":1}'],
  ['a key given twice, once escaped', '{"a":1,"\\u0061":2}', 'not_canonical', '{"a":1,"á":2}'],
  ['a key given twice, further in', '{"x":[{"a":1,"a":2}]}', 'not_canonical', '{"x":[{"a":1}]}'],
  ['keys out of order', '{"b":1,"a":2}', 'not_canonical', '{"a":2,"b":1}'],
  ['keys by code point', '{"\ufb33":1,"\u{1f602}":2}', 'not_canonical', '{"\u{1f602}":2,"\ufb33":1}'],
  ['white space between', '{"a": 1}', 'not_canonical', '{"a":1}'],
  ['white space around', ' 1', 'not_canonical', '1'],
  ['a line feed at the end', '1\n', 'not_canonical', '1'],
  ['1.0', '1.0', 'not_canonical', '1'],
  ['1e2', '1e2', 'not_canonical', '100'],
  ['1E21', '1E21', 'not_canonical', '1e+21'],
  ['-0', '-0', 'not_canonical', '0'],
  ['2^53 + 1', '9007199254740993', 'not_canonical', '9007199254740991'],
  ['more digits than a double has', '0.10000000000000001', 'not_canonical', '0.1'],
  ['1e400', '1e400', 'not_canonical', '1e+300'],
  ['an escape that need not be', '"\\u0041"', 'not_canonical', '"A"'],
  ['an escaped slash', '"\\/"', 'not_canonical', '"/"'],
  ['an escape in capitals', '"\\u001F"', 'not_canonical', '"\\u001f"'],
  ['a line feed by number', '"\\u000a"', 'not_canonical', '"\\n"'],
  ['a lone surrogate', '"\\ud800"', 'not_canonical', '"\u{10000}"'],
  ['a lone surrogate in a key', '{"\\udfff":1}', 'not_canonical', '{"\u{10ffff}":1}'],
  ['surrogates in reverse', '"\\udc00\\ud800"', 'not_canonical', '"\u{10000}"'],
  ['a byte order mark', '\ufeff1', 'not_json', '1'],
  ['nothing', '', 'not_json', '""'],
  ['a trailing comma', '[1,]', 'not_json', '[1]'],
  ['NaN', 'NaN', 'not_json', 'null'],
  ['a control character', '"\u0001"', 'not_json', '"\\u0001"'],
  ['33 levels', nested(33), 'too_deep', nested(32)],
  ['10,000 levels', nested(10_000), 'too_deep', nested(32)],
];

describe('the payload gate', () => {
  test.each(refusals)('refuses %s and accepts its neighbour', (_, refused, code, neighbour) => {
    expect(codeOf(acceptPayload(toUtf8(refused), limits.payload))).toBe(code);
    expect(codeOf(acceptCanonicalText(refused))).toBe(code);
    expect(acceptPayload(toUtf8(neighbour), limits.payload)).toEqual(accepted(JSON.parse(neighbour)));
    expect(acceptCanonicalText(neighbour)).toEqual(accepted(JSON.parse(neighbour)));
  });

  test.each([
    ['a continuation byte alone', [0x22, 0x80, 0x22]],
    ['an overlong encoding', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate as bytes', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a code point beyond the last', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ['a sequence that ends early', [0x22, 0xe2, 0x82]],
  ])('refuses what is not UTF-8: %s', (_, bytes) => {
    expect(codeOf(acceptPayload(Uint8Array.from(bytes), limits.payload))).toBe('not_utf8');
  });

  test('takes a payload of exactly 32 KiB and none that is longer by a byte', () => {
    const text = `"${'a'.repeat(limits.payload - 2)}"`;
    expect(acceptPayload(toUtf8(text), limits.payload).ok).toBe(true);
    expect(codeOf(acceptPayload(toUtf8(`${text.slice(0, -1)}a"`), limits.payload))).toBe('too_large');
  });

  test('counts bytes, not characters', () => {
    const text = `"${'é'.repeat(limits.payload / 2)}"`;
    expect(codeOf(acceptPayload(toUtf8(text), limits.payload))).toBe('too_large');
  });

  test('does not look into what is too large', () => {
    const huge = new Uint8Array(100 * 1024 * 1024).fill(0xff);
    expect(codeOf(acceptPayload(huge, limits.payload))).toBe('too_large');
    expect(codeOf(parseJson(huge, limits.envelope))).toBe('too_large');
  });

  test('keeps a key that reaches for a prototype, for the schema to refuse', () => {
    const payload = acceptPayload(toUtf8('{"__proto__":{"polluted":true}}'), limits.payload);
    expect(payload.ok && holdsForbidden(payload.value)).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('JSON that a person wrote', () => {
  test('may be spelled in any way', () => {
    const text = ' { "b" : 1.0 , "a" : "\\u0041" }\n';
    expect(parseJson(toUtf8(text), 100)).toEqual(accepted({ a: 'A', b: 1 }));
  });

  test.each<readonly [string, Code]>([
    [nested(33), 'too_deep'],
    ['{', 'not_json'],
    ['\ufeff{}', 'not_json'],
  ])('is refused where it is no JSON or too deep: %j', (text, code) => {
    expect(codeOf(parseJson(toUtf8(text), 1000))).toBe(code);
  });

  test('a byte order mark is kept by the decoder, so that the parser refuses it', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31))).toEqual(accepted('\ufeff1'));
  });
});

describe('canonicalize', () => {
  test('leaves out a member that is undefined, as if it were not there', () => {
    expect(canonicalize({ b: undefined, a: 1 })).toBe('{"a":1}');
  });

  test('takes a member called toJSON for what it is: a member', () => {
    expect(canonicalize({ toJSON: 'text' })).toBe('{"toJSON":"text"}');
  });

  test.each([
    ['undefined', undefined],
    ['an array with a hole', [undefined]],
    ['a bigint', 1n],
    ['a bigint further in', { a: [1n] }],
    ['a function', () => 1],
    ['an object that would speak for itself', { toJSON: () => 1 }],
    ['a symbol', Symbol('s')],
    ['NaN', Number.NaN],
    ['infinity', [Number.NEGATIVE_INFINITY]],
    ['33 levels', JSON.parse(nested(33)) as Json],
    ['a lone surrogate', '\ud83d'],
    ['a lone surrogate in a key', { '\ud83d': 1 }],
  ])('throws on what has no canonical form: %s', (_, value) => {
    expect(() => canonicalize(value)).toThrow(RangeError);
    expect(() => canonicalBytes(value)).toThrow(RangeError);
  });
});

describe('what no statement may hold', () => {
  test.each<readonly [string, Json]>([
    ['U+0000 in a text', { a: 'x\0y' }],
    ['U+0000 in a key', { 'x\0y': 1 }],
    ['U+0000 in a list', ['a', ['\0']]],
    ['__proto__', JSON.parse('{"__proto__":1}') as Json],
    ['constructor', { constructor: 1 }],
    ['prototype, further in', { a: [{ b: { prototype: null } }] }],
  ])('%s is found', (_, value) => {
    expect(holdsForbidden(value)).toBe(true);
  });

  test.each<readonly [string, Json]>([
    ['the words as values', { a: '__proto__', b: ['constructor', 'prototype'] }],
    ['the words as part of a key', { __proto: 1, constructors: 2 }],
    ['a zero that is a digit', { a: '0', b: 0 }],
  ])('%s are not', (_, value) => {
    expect(holdsForbidden(value)).toBe(false);
  });
});
