import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalBytes, openCanonical, openJson, refused, toUtf8 } from './index.ts';

const Shape = z.strictObject({ a: z.int(), b: z.strictObject({ c: z.string() }).optional() });

describe.each([
  ['openCanonical', openCanonical],
  ['openJson', openJson],
] as const)('%s', (_, open) => {
  const opened = (value: unknown) => open(Shape, canonicalBytes(value), 1000);

  test('gives a value of the shape', () => {
    expect(opened({ a: 1, b: { c: 'x' } })).toEqual({ ok: true, value: { a: 1, b: { c: 'x' } } });
  });

  test.each([
    ['an unknown member', { a: 1, z: 2 }, /Unrecognized key: "z"/],
    ['an unknown member further in', { a: 1, b: { c: 'x', d: 1 } }, /^b: /],
    ['a missing member', { b: { c: 'x' } }, /^a: /],
    ['a value of another type', { a: '1' }, /^a: /],
    ['a fraction', { a: 1.5 }, /^a: /],
    ['a whole number that is not held exactly', { a: 2 ** 53 }, /^a: /],
    ['another shape altogether', [1], /^here: /],
  ])('refuses %s as malformed and names the place', (_what, value, place) => {
    expect(opened(value)).toEqual({
      ok: false,
      refusal: { code: 'malformed', detail: expect.stringMatching(place) },
    });
  });

  test.each(['{"__proto__":1,"a":1}', '{"a":1,"constructor":1}', '{"a":1,"b":{"c":"\\u0000"}}'])(
    'refuses a forbidden key or character before the schema could drop it: %s',
    (text) => {
      expect(open(Shape, toUtf8(text), 1000)).toEqual(refused('malformed', 'a forbidden key or U+0000'));
    },
  );

  test('refuses what is longer than its limit', () => {
    const bytes = canonicalBytes({ a: 1 });
    expect(open(Shape, bytes, bytes.length).ok).toBe(true);
    expect(open(Shape, bytes, bytes.length - 1)).toMatchObject({ ok: false, refusal: { code: 'too_large' } });
  });
});

test('what is signed has one spelling; what a person writes has many', () => {
  const text = toUtf8('{ "a": 1 }');
  expect(openCanonical(Shape, text, 1000)).toMatchObject({ ok: false, refusal: { code: 'not_canonical' } });
  expect(openJson(Shape, text, 1000)).toEqual({ ok: true, value: { a: 1 } });
});

test('a detail that quotes hostile input is cut', () => {
  const { refusal } = refused('malformed', 'x'.repeat(100_000));
  expect(refusal.detail).toBe(`${'x'.repeat(300)}…`);
  expect(refused('malformed', 'x'.repeat(300)).refusal.detail).toBe('x'.repeat(300));
});
