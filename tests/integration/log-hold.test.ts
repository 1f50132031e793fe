import { join } from 'node:path';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { Outside, tellRound } from '../support/crash/append-story.ts';
import { doorAt } from '../support/crash/reopened.ts';
import { databaseForTest } from '../support/database.ts';
import { registryFor, startRegistry, temporaryFolder } from '../support/programs.ts';

const endSessions = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
};

it('one database serves one registry: a second one is refused until the first is gone, however it went', async () => {
  const data = join(await temporaryFolder(), 'data');
  const { url: databaseUrl } = await databaseForTest();
  const first = await registryFor({ data, databaseUrl });
  expect(await startRegistry({ data, databaseUrl })).toMatchObject({ refusal: { code: 'database_in_use' } });
  await tellRound(await doorAt(first.address), new Outside(), 'one');
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await registryFor({ data, databaseUrl });
  await tellRound(await doorAt(second.address), new Outside(), 'one');
}, 120_000);

it('a registry whose sessions were ended goes on, and appends nothing once another one has its database', async () => {
  const data = join(await temporaryFolder(), 'data');
  const { url: databaseUrl } = await databaseForTest();
  const first = await registryFor({ data, databaseUrl });
  await endSessions(databaseUrl);
  const door = await doorAt(first.address);
  await tellRound(door, new Outside(), 'one');
  await endSessions(databaseUrl);
  const second = await registryFor({ data, databaseUrl });
  await expect(tellRound(door, new Outside(), 'two')).rejects.toThrow('internal');
  await tellRound(await doorAt(second.address), new Outside(), 'two');
}, 120_000);
