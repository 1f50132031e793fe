import { describe, expect, test } from 'vitest';
import { TokenBuckets } from './token-buckets.ts';

const setting = (options: { rate?: number; burst?: number; most?: number } = {}) => {
  const time = { now: 0 };
  const buckets = new TokenBuckets({ rate: 2, burst: 10, most: 3, ...options, clock: () => time.now });
  return { time, buckets };
};

describe('a bucket', () => {
  test('gives what it holds and says how long until there is more', () => {
    const { time, buckets } = setting();
    expect(buckets.take('a', 10)).toBe(0);
    expect(buckets.take('a', 3)).toBe(2);
    time.now += 1;
    expect(buckets.take('a', 3)).toBe(1);
    time.now += 0.5;
    expect(buckets.take('a', 3)).toBe(0);
    expect(buckets.take('b', 10)).toBe(0);
  });

  test('fills up to its burst and no further', () => {
    const { time, buckets } = setting();
    expect(buckets.take('a', 10)).toBe(0);
    time.now += 1_000;
    expect(buckets.take('a', 10)).toBe(0);
    expect(buckets.take('a', 1)).toBe(1);
  });

  test('that is refused loses nothing', () => {
    const { buckets } = setting();
    expect(buckets.take('a', 6)).toBe(0);
    for (let i = 0; i < 5; i++) expect(buckets.take('a', 5)).toBe(1);
    expect(buckets.take('a', 4)).toBe(0);
  });

  test('gives the dearest question to whoever has saved up all they can', () => {
    const { time, buckets } = setting();
    expect(buckets.take('a', 1_000)).toBe(0);
    expect(buckets.take('a', 1_000)).toBe(5);
    time.now += 5;
    expect(buckets.take('a', 1_000)).toBe(0);
  });

  test('can be spent into debt, so far and no further', () => {
    const { buckets } = setting();
    for (let i = 0; i < 100; i++) buckets.spend('a', 10);
    expect(buckets.wait('a', 1)).toBe(6);
  });
});

test('no more buckets are kept than are allowed, and who asked last is kept', () => {
  const { buckets } = setting();
  for (const key of ['a', 'b', 'c']) buckets.take(key, 10);
  buckets.spend('a', 1);
  buckets.take('d', 10);
  expect(buckets.size).toBe(3);
  expect(buckets.wait('a', 1)).toBeGreaterThan(0);
  expect(buckets.wait('b', 1)).toBe(0);
  for (let i = 0; i < 10_000; i++) buckets.take(`other ${i}`, 1);
  expect(buckets.size).toBe(3);
});
