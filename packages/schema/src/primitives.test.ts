import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  ActId,
  Count,
  Country,
  DidKey,
  Identity,
  Mime,
  Name,
  Origin,
  PlainText,
  SemVer,
  SetOf,
  Sha256,
  StatementId,
  Time,
  Url,
} from './primitives.ts';

const key = `did:key:z6Mk${'a'.repeat(44)}`;
const act = `act:${'a'.repeat(52)}`;
const hash = 'a'.repeat(64);

const shapes: readonly (readonly [
  name: string,
  shape: z.ZodType,
  good: readonly unknown[],
  bad: readonly unknown[],
])[] = [
  ['Count', Count, [0, Number.MAX_SAFE_INTEGER], [-1, 0.5, 2 ** 53, '0', null, Number.NaN, Number.POSITIVE_INFINITY]],
  ['Time', Time, [0, 253_402_300_799], [-1, 253_402_300_800, 1.5, '0']],
  ['Sha256', Sha256, [hash], [hash.toUpperCase(), hash.slice(1), `${hash}a`, `${hash}\n`, `0x${hash.slice(2)}`]],
  ['StatementId', StatementId, [`sha256:${hash}`], [hash, `sha512:${hash}`, `sha256:${hash}\n`]],
  [
    'DidKey',
    DidKey,
    [key],
    [key.slice(0, -1), `${key}a`, key.replace('z6Mk', 'z6LS'), key.replace('a', '0'), `${key}#x`, act],
  ],
  [
    'ActId',
    ActId,
    [act, `${act.slice(0, -1)}q`],
    [`${act.slice(0, -1)}b`, act.toUpperCase(), `${act}a`, `${act}=`, key],
  ],
  ['Identity', Identity, [key, act], ['', 'did:web:example.org', 'act:self']],
  [
    'Origin',
    Origin,
    ['registry.example', 'registry.example/log', 'localhost:8080', 'a', 'a.b/x/y/z/w'],
    ['', 'https://registry.example', 'Registry.example', 'registry.example/', 'a b', 'a\n', '-a', 'a/b/c/d/e/f', 'a+b'],
  ],
  ['Name', Name, ['a', '0', 'a-b_c.d', 'a'.repeat(64)], ['', '-a', 'A', 'a b', 'a'.repeat(65), '__proto__', 'a\n']],
  ['SemVer', SemVer, ['0.0.0', '1.20.300'], ['1.0', '01.0.0', '1.0.0-rc', 'v1.0.0', '1.0.0.0', '1000000000.0.0']],
  [
    'Mime',
    Mime,
    ['image/png', 'application/vnd.assent.row+json'],
    ['image', 'image/', 'Image/png', 'image/png;q=1', 'a/b/c'],
  ],
  ['Country', Country, ['ES'], ['es', 'ESP', 'E', 'E1']],
  [
    'Url',
    Url,
    ['https://example.org/a?b#c', 'http://x'],
    ['ftp://x', 'javascript:alert(1)', 'https://', 'https://a b', 'https://é'],
  ],
];

describe.each(shapes)('%s', (_, shape, good, bad) => {
  test('takes what it should, unchanged', () => {
    expect(good.map((value) => shape.parse(value))).toEqual(good);
  });

  test('refuses its near neighbours', () => {
    expect(bad.filter((value) => shape.safeParse(value).success)).toEqual([]);
  });
});

describe('PlainText', () => {
  const text = PlainText(10);

  test('takes any script up to its length', () => {
    expect(
      ['a', 'Zoë', '日本語', 'שלום', '𝒳', 'x'.repeat(10)].filter((value) => !text.safeParse(value).success),
    ).toEqual([]);
  });

  test('refuses what is empty or too long', () => {
    expect([text.safeParse('').success, text.safeParse('x'.repeat(11)).success]).toEqual([false, false]);
  });

  // Unicode Bidi_Control: each of them can make a name read as another.
  const turning = [0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069];
  const control = [0x00, 0x09, 0x0a, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0xfeff];

  test.each([...turning, ...control].map((code) => [code.toString(16).padStart(4, '0'), String.fromCodePoint(code)]))(
    'refuses U+%s',
    (_, character) => {
      expect(text.safeParse(`a${character}b`).success).toBe(false);
    },
  );
});

describe('SetOf', () => {
  const countries = SetOf(Country, 3);

  test('has one order, and no doubles', () => {
    expect(countries.parse(['AT', 'DE', 'ES'])).toEqual(['AT', 'DE', 'ES']);
    expect(
      [
        ['DE', 'AT'],
        ['AT', 'AT'],
        ['AT', 'BE', 'CH', 'DE'],
      ].filter((set) => countries.safeParse(set).success),
    ).toEqual([]);
  });

  test('orders by UTF-16 code unit, as canonical JSON does', () => {
    const texts = SetOf(PlainText(4), 2);
    expect(texts.safeParse(['\u{1f602}', '\ufb33']).success).toBe(true);
    expect(texts.safeParse(['\ufb33', '\u{1f602}']).success).toBe(false);
  });
});
