import { expect, test } from 'vitest';
import { english } from './english.ts';
import { spanish } from './spanish.ts';

test('some things in a row are joined as the language joins them', () => {
  expect(english.list([], 'and')).toBe('');
  expect(english.list(['a'], 'and')).toBe('a');
  expect(english.list(['a', 'b'], 'or')).toBe('a or b');
  expect(english.list(['a', 'b', 'c'], 'and')).toBe('a, b and c');
  expect(english.phrases(['a', 'b', 'c'], 'and')).toBe('a; b; and c');
  expect(spanish.list(['a', 'b', 'c'], 'and')).toBe('a, b y c');
});

test('Spanish y becomes e before its own sound, and not before a diphthong', () => {
  const joined = (next: string): string => spanish.list(['a', next], 'and');
  for (const next of ['investigar', 'Italia', 'índices', 'hijos', 'hírala']) expect(joined(next)).toBe(`a e ${next}`);
  for (const next of ['hielo', 'hiato', 'yeso', 'usar', 'hasta']) expect(joined(next)).toBe(`a y ${next}`);
});

test('Spanish o becomes u before its own sound, in words and in numbers', () => {
  const joined = (next: string): string => spanish.list(['a', next], 'or');
  for (const next of ['obras', 'otras', 'hoteles', 'óleos', '8', '80 obras', '11'])
    expect(joined(next)).toBe(`a u ${next}`);
  for (const next of ['usar', 'entrenar', '7', '110', '1']) expect(joined(next)).toBe(`a o ${next}`);
});

test('numbers and days are written as the language writes them', () => {
  expect([english.number(12_345_678), english.number(999)]).toEqual(['12,345,678', '999']);
  expect([spanish.number(1234), spanish.number(12_345)]).toEqual(['1234', '12\u00a0345']);
  expect([english.day(0), spanish.day(0)]).toEqual(['1970-01-01', '1 de enero de 1970']);
  expect([english.moment(3660), spanish.moment(3660)]).toEqual([
    '1970-01-01 01:01 UTC',
    '1 de enero de 1970, 01:01 UTC',
  ]);
});
