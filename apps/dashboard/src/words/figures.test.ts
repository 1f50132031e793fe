import { expect, it } from 'vitest';
import { countOf, exactTime, shorten, writeShare } from './figures.ts';

it('numbers are grouped, and one is not many', () => {
  expect(countOf(1, 'work')).toBe('1 work');
  expect(countOf(12_000, 'entry', 'entries')).toBe('12,000 entries');
});

it('a part of nothing is nothing', () => {
  expect(writeShare(0, 0)).toBe('0%');
  expect(writeShare(1, 8)).toBe('12.5%');
});

it('an exact time is in seconds, in UTC', () => {
  expect(exactTime(0)).toBe('1970-01-01T00:00:00Z');
});

it('a hash is shortened in the middle, and only where that makes it shorter', () => {
  expect(shorten('0123456789abcdef0123456789abcdef')).toBe('01234567…89abcdef');
  expect(shorten('0123456789abcdef0')).toBe('0123456789abcdef0');
});
