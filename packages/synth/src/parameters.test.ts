import type { Parameters } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { readParameters } from './parameters.ts';

const fields = {
  size: { kind: 'whole', min: 4, max: 9, standard: 6, says: 'a size' },
  names: { kind: 'names', of: ['a', 'b', 'c'], says: 'some names' },
} as const;

test('what is left out takes its standard value, of names all', () => {
  expect(readParameters(fields, {})).toEqual({ ok: true, value: { size: 6, names: ['a', 'b', 'c'] } });
});

test.each([
  [
    { size: 4, names: ['b'] },
    { size: 4, names: ['b'] },
  ],
  [
    { size: 9, names: ['a', 'c'] },
    { size: 9, names: ['a', 'c'] },
  ],
])('%j is taken', (given, value) => {
  expect(readParameters(fields, given)).toEqual({ ok: true, value });
});

test.each<[Parameters, string]>([
  [{ size: 3 }, 'size: a whole number from 4 to 9'],
  [{ size: 10 }, 'size'],
  [{ size: 6.5 }, 'size'],
  [{ size: true }, 'size'],
  [{ names: [] }, 'names: one or more of a, b, c'],
  [{ names: ['c', 'a'] }, 'names'],
  [{ names: ['a', 'a'] }, 'names'],
  [{ names: ['a', 'd'] }, 'names'],
  [{ names: 'a' }, 'names'],
  [{ names: [1] }, 'names'],
  [{ other: 1 }, 'other: not a parameter'],
  [{ toString: 1 }, 'toString: not a parameter'],
])('%j is refused, naming what is wrong', (given, detail) => {
  expect(readParameters(fields, given)).toMatchObject({
    ok: false,
    refusal: { code: 'malformed', detail: expect.stringContaining(detail) },
  });
});

describe('a hash and lines', () => {
  const documents = {
    model: { kind: 'hash', says: 'a model' },
    notes: { kind: 'lines', standard: ['a'], says: 'some notes' },
  } as const;
  const model = 'ab'.repeat(32);

  test('are read; lines left out take their standard, a hash cannot be left out', () => {
    expect(readParameters(documents, { model })).toEqual({ ok: true, value: { model, notes: ['a'] } });
    expect(readParameters(documents, { model, notes: [] })).toEqual({ ok: true, value: { model, notes: [] } });
    expect(readParameters(documents, {})).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });

  test.each<Parameters>([
    { model: 'AB'.repeat(32) },
    { model: 'ab' },
    { model: 5 },
    { model, notes: 'a' },
    { model, notes: [5] },
  ])('%j is refused', (given) => {
    expect(readParameters(documents, given)).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });
});
