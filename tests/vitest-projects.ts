/**
 * Where each kind of test lives. Vitest takes its projects from here, and `tests/run.ts` the names it may be asked for.
 * Paths are relative to the root of the checkout.
 */
export const projects = [
  { name: 'unit', include: ['packages/*/src/**/*.test.{ts,tsx}', 'apps/*/src/**/*.test.{ts,tsx}'] },
  { name: 'conformance', include: ['tests/conformance/**/*.test.ts'] },
  { name: 'properties', include: ['tests/properties/**/*.test.ts'] },
  { name: 'integration', include: ['tests/integration/**/*.test.ts'] },
  { name: 'repo', include: ['tests/repo/**/*.test.ts'] },
  { name: 'e2e', include: ['tests/e2e/**/*.test.ts'] },
] as const;

/** Kills by the thousand, and a hammer for minutes: `pnpm test:long`, and no part of `pnpm test`. */
export const longProject = { name: 'long', include: ['tests/long/**/*.test.ts'] } as const;

export type ProjectName = (typeof projects)[number]['name'];

export const projectNames: readonly ProjectName[] = projects.map(({ name }) => name);
