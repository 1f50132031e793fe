import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileSteps, killAtFile, killPostgres, killRegistries } from '../support/crash/kills.ts';
import { type KillablePostgres, killablePostgres } from '../support/crash/postgres-process.ts';

describe('SIGKILL', () => {
  let postgres: KillablePostgres;
  beforeAll(async () => {
    postgres = await killablePostgres();
  });
  afterAll(() => postgres.end());

  it('of a registry process between any two requests of an append loses and contradicts nothing', async () => {
    expect(await killRegistries(30)).toBe(30);
  }, 600_000);

  it.each(fileSteps)(
    'of a registry process that keeps its first or third checkpoint: %s',
    async (step) => {
      await killAtFile(step, 0);
      await killAtFile(step, 2);
    },
    300_000,
  );

  it('of PostgreSQL between any two requests of an append loses and contradicts nothing', async () => {
    expect(await killPostgres(postgres, 24)).toBe(24);
  }, 600_000);
});
