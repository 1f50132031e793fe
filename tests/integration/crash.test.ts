import { describe, expect, it } from 'vitest';
import { crashEverywhere } from '../support/crash/cuts.ts';

describe('a registry that loses its life at a request to the database', () => {
  // Together more than 200; `pnpm test:long` cuts at each request in each mode.
  it.each([
    ['unanswered', 1, 100],
    ['unsent', 2, 50],
    ['torn', 4, 25],
  ] as const)(
    'comes back with everything that it acknowledged, and contradicts nothing (%s, every %d)',
    async (mode, stride, least) => {
      expect(await crashEverywhere(mode, stride)).toBeGreaterThan(least);
    },
    600_000,
  );
});
