import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Random, randomOf, type RandomState } from './random.ts';

const seed = new Uint8Array(32).fill(7);

/** From the authors’ C program; the first is also the vector of the Rust crate rand_xoshiro. */
test.each<[string, RandomState, number[]]>([
  [
    '1, 2, 3, 4',
    [1, 2, 3, 4],
    [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804],
  ],
  ['high bits', [0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0], [0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]],
])('the numbers are those of xoshiro128** 1.1, from a state of %s', (_, state, expected) => {
  const random = new Random(state);
  expect(expected.map(() => random.next())).toEqual(expected);
});

test('a stream begins at the first 16 bytes of the hash of prefix, seed and part', () => {
  const digest = createHash('sha256').update('synth-random/1\0').update(seed).update('scene').digest();
  const expected = new Random([0, 4, 8, 12].map((at) => digest.readInt32BE(at)) as [number, number, number, number]);
  expect(randomOf(seed, 'scene').next()).toBe(expected.next());
});

test('parts of one item have streams of their own', () => {
  expect(randomOf(seed, 'scene').next()).not.toBe(randomOf(seed, 'background').next());
});

test('the state from which nothing ever comes is refused', () => {
  expect(() => new Random([0, 0, 0, 0])).toThrow(RangeError);
});

describe('bounded numbers', () => {
  test('each of six is drawn about as often', () => {
    const random = randomOf(seed, 'dice');
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 60_000; i++) counts[random.below(6)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // 20.5 is passed once in a thousand by fair dice; the seed is fixed, so this is no lottery.
    expect(chiSquare).toBeLessThan(20.5);
  });

  test('a bound that does not divide 2^32 favours no number', () => {
    // Without rejection the lower third of 3 · 2^30 numbers would come up twice as often as each other third.
    const random = randomOf(seed, 'bound');
    const third = 2 ** 30;
    const counts = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) counts[Math.floor(random.below(3 * third) / third)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  test('between reaches both ends and nothing else', () => {
    const random = randomOf(seed, 'ends');
    const drawn = new Set(Array.from({ length: 500 }, () => random.between(3, 6)));
    expect([...drawn].toSorted()).toEqual([3, 4, 5, 6]);
  });
});

test('a shuffled list holds the same elements, and every order of three is reached', () => {
  const random = randomOf(seed, 'shuffle');
  const orders = new Set(Array.from({ length: 200 }, () => random.shuffled(['a', 'b', 'c']).join('')));
  expect([...orders].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});
