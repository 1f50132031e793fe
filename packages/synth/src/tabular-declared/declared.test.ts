import type { Parameters } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { randomOf } from '../random.ts';
import type { Cell } from '../tabular/table-schema.ts';
import { prepareDeclared } from './generate.ts';

const drawn = async (parameters: Parameters, count = 2000): Promise<Record<string, Cell>[]> => {
  const prepared = prepareDeclared(parameters);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const random = randomOf(new Uint8Array(32), 'seeds');
  const rows: Record<string, Cell>[] = [];
  for (let i = 0; i < count; i++) {
    const item = await prepared.value.generate(Uint8Array.from({ length: 32 }, () => random.below(256)));
    expect(prepared.value.recheck(item)).toEqual([]);
    rows.push(JSON.parse(new TextDecoder().decode(item.content)) as Record<string, Cell>);
  }
  return rows;
};

const share = (rows: readonly Record<string, Cell>[], of: (row: Record<string, Cell>) => boolean) =>
  rows.filter(of).length / rows.length;

describe('rows', () => {
  test('have categories by their weights, over several lines', async () => {
    const rows = await drawn({ columns: ['kind = a 5 | b 3', 'kind = c 2'] });
    for (const [text, expected] of [
      ['a', 0.5],
      ['b', 0.3],
      ['c', 0.2],
    ] as const) {
      expect(Math.abs(share(rows, ({ kind }) => kind === text) - expected)).toBeLessThan(0.04);
    }
  });

  test('have numbers evenly, or in a bell, and all within the range', async () => {
    const rows = await drawn({ columns: ['even = -10..9', 'bell = 1.50..2.50 bell'] });
    const even = rows.map((row) => row.even as number);
    expect([Math.min(...even), Math.max(...even)]).toEqual([-10, 9]);
    expect(Math.abs(share(rows, (row) => (row.even as number) < -5) - 0.25)).toBeLessThan(0.04);
    const bell = rows.map((row) => row.bell as number);
    expect(Math.min(...bell)).toBeGreaterThanOrEqual(1.5);
    expect(Math.max(...bell)).toBeLessThanOrEqual(2.5);
    expect(bell.every((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-9)).toBe(true);
    expect(share(rows, (row) => Math.abs((row.bell as number) - 2) < 0.25)).toBeGreaterThan(0.75);
  });

  test('lack as many cells as declared', async () => {
    const rows = await drawn({ columns: ['reply = no | yes missing 30'] });
    expect(Math.abs(share(rows, ({ reply }) => reply === null) - 0.3)).toBeLessThan(0.04);
  });

  test('follow dependencies, the first that applies, and the column itself elsewhere', async () => {
    const rows = await drawn({
      columns: ['kind = a | b | c', 'size = 0..9'],
      dependencies: ['kind = a : size = 100..109', 'kind = a : size = 200..209', 'kind = b : size = 5..5'],
    });
    const sizes = (of: string) => rows.filter(({ kind }) => kind === of).map(({ size }) => size as number);
    expect([Math.min(...sizes('a')), Math.max(...sizes('a'))]).toEqual([100, 109]);
    expect(new Set(sizes('b'))).toEqual(new Set([5]));
    expect([Math.min(...sizes('c')), Math.max(...sizes('c'))]).toEqual([0, 9]);
  });
});

describe('malformed, naming the line, is', () => {
  test.each<[string, Parameters, string]>([
    ['no column', { columns: [] }, '1 to 64 lines'],
    ['a line without a draw', { columns: ['age'] }, 'age: not'],
    ['a range that ends before it begins', { columns: ['age = 9..1'] }, 'age = 9..1: cannot be drawn'],
    ['a range that is too large', { columns: ['age = 0..1000000000001'] }, 'cannot be drawn'],
    ['a range of text', { columns: ['age = a..b'] }, 'cannot be drawn'],
    ['a category twice', { columns: ['kind = a | a'] }, 'cannot be drawn'],
    ['a category twice in two lines', { columns: ['kind = a | b', 'kind = b'] }, 'kind: a category twice'],
    ['nothing with a weight', { columns: ['kind = a 0 | b 0'] }, 'cannot be drawn'],
    ['numbers added to a column', { columns: ['age = 1..2', 'age = 3..4'] }, 'numbers cannot be added'],
    ['the name of the salt', { columns: ['_salt = a | b'] }, '_salt'],
    ['a name that reaches a prototype', { columns: ['constructor = a | b'] }, 'constructor'],
    ['a text that turns the direction', { columns: ['kind = \u202ea | b'] }, 'not'],
    ['a line that is too long', { columns: [`kind = ${'a'.repeat(60)}`] }, 'not'],
    ['a number for a line', { columns: [5] }, 'columns: lines of text'],
    ['a dependency on nothing', { columns: ['a = x | y'], dependencies: ['b = x : a = y'] }, 'not on a column before'],
    ['a dependency on itself', { columns: ['a = x | y'], dependencies: ['a = x : a = y'] }, 'not on a column before'],
    [
      'a dependency on a later column',
      { columns: ['a = x | y', 'b = 1..2'], dependencies: ['b = 1 : a = x'] },
      'before',
    ],
    [
      'a dependency on what is never drawn',
      { columns: ['a = x', 'b = u'], dependencies: ['a = z : b = u'] },
      'never z',
    ],
    [
      'a dependency of another kind',
      { columns: ['a = x', 'b = u'], dependencies: ['a = x : b = 1..2'] },
      'another kind',
    ],
    [
      'a dependency of other decimals',
      { columns: ['a = x', 'b = 1..2'], dependencies: ['a = x : b = 1.5..2'] },
      'another kind',
    ],
  ])('%s', (_, parameters, detail) => {
    expect(prepareDeclared(parameters)).toMatchObject({
      ok: false,
      refusal: { code: 'malformed', detail: expect.stringContaining(detail) },
    });
  });
});
