import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crashEverywhere } from '../support/crash/cuts.ts';
import { killPostgres, killRegistries } from '../support/crash/kills.ts';
import { type KillablePostgres, killablePostgres } from '../support/crash/postgres-process.ts';
import { cutModes } from '../support/crash/postgres-proxy.ts';

const hour = 3_600_000;

/** As `log-kill.test.ts`, at every request and over and over: what a rare order of events brings up. */
describe('SIGKILL, thousands of times', () => {
  let postgres: KillablePostgres;
  beforeAll(async () => {
    postgres = await killablePostgres();
  });
  afterAll(() => postgres.end());

  it('of a registry process', async () => expect(await killRegistries(1000)).toBe(1000), hour);

  it('of PostgreSQL', async () => expect(await killPostgres(postgres, 1000)).toBe(1000), hour);
});

it.each(cutModes)(
  'a registry that loses its life at any request to the database (%s)',
  async (mode) => expect(await crashEverywhere(mode, 1)).toBeGreaterThan(100),
  hour,
);
