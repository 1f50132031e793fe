import { describe, expect, test } from 'vitest';
import { goldenRows, goldenSchema } from '../../scripts/golden-table.ts';
import { missing, readRows, readSchema, type Row, tableLimits } from './table-schema.ts';

const good: Row = { height: 171.5, city: 'Bern', gain: 0, member: 'no' };

describe('a schema', () => {
  test('is read', () => {
    expect(readSchema(goldenSchema)).toEqual({ ok: true, value: goldenSchema });
  });

  const [height, city] = goldenSchema.columns;
  test.each([
    ['two columns of one name', { columns: [city, city], target: null }],
    ['a target that is no column', { target: 'other' }],
    ['no column', { columns: [], target: null }],
    ['a column that reaches a prototype', { columns: [{ ...city, name: '__proto__' }], target: null }],
    ['a column that every row has', { columns: [{ ...city, name: '_salt' }], target: null }],
    ['a least number alone', { columns: [{ ...height, max: undefined }], target: null }],
    ['a least number above the greatest', { columns: [{ ...height, min: 300 }], target: null }],
    ['a bound of more decimals than the column', { columns: [{ ...height, min: 100.25 }], target: null }],
    ['a member nobody knows', { extra: 1 }],
  ])('with %s is malformed', (_, changed) => {
    expect(readSchema({ ...goldenSchema, ...changed })).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });
});

describe('rows', () => {
  test('become whole numbers and places in a list of texts', () => {
    const read = readRows(goldenSchema, [good, { ...good, height: null, city: 'Ávila', _salt: 'f' }]);
    expect(read.ok && read.value.map(({ cells }) => [...cells])).toEqual([
      [1715, missing],
      [0, 3],
      [0, 0],
      [0, 0],
    ]);
  });

  test.each<[string, object, string]>([
    ['a number of more decimals', { height: 171.25 }, 'row 1: height is no number of 1 decimals'],
    ['a text for a number', { height: '171.5' }, 'row 1: height'],
    ['not a number', { height: Number.NaN }, 'row 1: height'],
    ['an infinite number', { height: Infinity }, 'row 1: height'],
    ['a number outside of the range', { height: 99.9 }, 'row 1: height is outside 100 to 230'],
    ['a number for a text', { city: 4 }, 'row 1: city is no text'],
    ['no text', { city: '' }, 'row 1: city'],
    ['a text that turns the direction', { city: '\u202eBern' }, 'row 1: city'],
    ['a category that was not declared', { city: 'Rome' }, 'city: Rome is not in the declared domain'],
    ['a column too few', { city: undefined }, 'row 1: city'],
    ['a column too many', { town: 'Bern' }, 'row 1: town is no column'],
  ])('%s is malformed, naming the place', (_, changed, detail) => {
    expect(readRows(goldenSchema, [good, { ...good, ...changed } as Row])).toMatchObject({
      ok: false,
      refusal: { code: 'malformed', detail: expect.stringContaining(detail) },
    });
  });

  test('a column that a row has from its prototype alone is missing', () => {
    const row = Object.assign(Object.create({ city: 'Bern' }) as object, { ...good }) as Record<string, never>;
    delete row.city;
    expect(readRows(goldenSchema, [row])).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });

  test('more than the limit are too many', () => {
    expect(
      readRows(
        goldenSchema,
        Array.from({ length: tableLimits.rows + 1 }, () => good),
      ),
    ).toMatchObject({
      ok: false,
      refusal: { code: 'too_large' },
    });
  });

  test('of the golden table fit its schema', () => {
    expect(
      readRows(
        goldenSchema,
        goldenRows(400).map(({ cells }) => cells),
      ).ok,
    ).toBe(true);
  });
});
