import { expect, test } from 'vitest';
import { exp, log } from './exp-log.ts';

const apart = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(b), Number.MIN_VALUE);

test('the exponential is that of the engine to 2 units of the last place and then some', () => {
  for (let x = -700; x <= 700; x += 0.37) expect(apart(exp(x), Math.exp(x))).toBeLessThan(1e-15 * (1 + Math.abs(x)));
  for (let x = -1; x <= 1; x += 0.001) expect(apart(exp(x), Math.exp(x))).toBeLessThan(5e-16);
  expect([exp(0), exp(-1000), exp(1000)]).toEqual([1, 0, Infinity]);
});

test('the logarithm is that of the engine to 2 units of the last place', () => {
  for (let n = 2; n < 30_000; n += 7) expect(apart(log(n), Math.log(n))).toBeLessThan(5e-16);
  for (let x = 1e-300; x < 1e300; x *= 17.3) expect(apart(log(x), Math.log(x))).toBeLessThan(5e-16);
  expect(log(1)).toBe(0);
});
