import { expect, test } from 'vitest';
import { randomOf } from '../random.ts';
import { readIfsParameters } from './parameters.ts';
import { type AffineMap, drawSystem, fullWeight } from './system.ts';

const random = randomOf(new Uint8Array(32), 'systems');
const systems = Array.from({ length: 2000 }, (_, i) => drawSystem(2 + (i % 7), random));

/** Singular values by the eigenvalues of AᵀA: nothing here is shared with how they were drawn. */
const singularValues = ([a, b, c, d]: AffineMap['matrix']) => {
  const trace = a * a + b * b + c * c + d * d;
  const determinant = (a * d - b * c) ** 2;
  const root = Math.sqrt(Math.max(0, trace * trace - 4 * determinant));
  return [Math.sqrt((trace + root) / 2), Math.sqrt(Math.max(0, (trace - root) / 2))] as const;
};

test('σ₁ + 2σ₂ of all maps add up to between (5 + n) / 2 and (6 + n) / 2, and reach both ends', () => {
  const places = systems.map((system) => {
    const sum = system.reduce((total, { matrix }) => {
      const [large, small] = singularValues(matrix);
      expect(large).toBeLessThan(1 + 1e-9);
      return total + large + 2 * small;
    }, 0);
    return 2 * sum - 5 - system.length;
  });
  expect(Math.min(...places)).toBeGreaterThan(-1e-6);
  expect(Math.max(...places)).toBeLessThan(1 + 1e-6);
  expect(places.filter((place) => place < 0.1).length).toBeGreaterThan(100);
  expect(places.filter((place) => place > 0.9).length).toBeGreaterThan(100);
});

test('weights add up, each at least a sixty-fourth, and follow the determinants', () => {
  for (const system of systems) {
    const weights = system.map(({ weight }) => weight);
    expect(weights.reduce((a, b) => a + b)).toBe(fullWeight);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(fullWeight / 64);
    const areas = system.map(({ matrix: [a, b, c, d] }) => Math.abs(a * d - b * c));
    // What the smallest are lifted by, the largest gives.
    const least = Math.max(...weights) - (system.length * fullWeight) / 64;
    expect(weights[areas.indexOf(Math.max(...areas))]).toBeGreaterThan(least);
  }
});

test('turns are even: as many matrices point each way', () => {
  const quarters = [0, 0, 0, 0];
  for (const {
    matrix: [a, , c],
  } of systems.flat())
    quarters[(a > 0 ? 1 : 0) + (c > 0 ? 2 : 0)]!++;
  const mean = systems.flat().length / 4;
  for (const count of quarters) expect(Math.abs(count - mean)).toBeLessThan(5 * Math.sqrt(mean));
});

test('shifts lie in [-1, 1]', () => {
  const shifts = systems.flatMap((system) => system.flatMap(({ shift }) => shift));
  expect(Math.min(...shifts)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...shifts)).toBeLessThan(1);
});

test.each([
  [{ size: 512, points: 16_384 }, { ok: true }],
  [{ size: 512, points: 16_383 }, 'points: at least 16384'],
  [{ minMaps: 3, maxMaps: 3 }, { ok: true }],
  [{ minMaps: 4, maxMaps: 3 }, 'minMaps: 4, more than maxMaps'],
  [{ minMaps: 1 }, 'minMaps: a whole number'],
  [{ points: 200_001 }, 'points: a whole number'],
])('%j', (given, answer) => {
  const refusal = { ok: false, refusal: { code: 'malformed', detail: expect.stringContaining(String(answer)) } };
  expect(readIfsParameters(given)).toMatchObject(typeof answer === 'string' ? refusal : answer);
});
