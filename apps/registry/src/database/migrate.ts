import { Kysely, PostgresDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { Pool, type PoolConfig, types } from 'pg';
import { createLog } from './migrations/0001-log.ts';
import { createUploads } from './migrations/0002-uploads.ts';
import { createTeams } from './migrations/0003-teams.ts';
import { createMonitors } from './migrations/0004-monitors.ts';
import { createErasures } from './migrations/0005-erasures.ts';
import type { Database, Tables } from './tables.ts';

/** Numbered, in order, never edited. */
const migrations: Record<string, Migration> = {
  '0001-log': createLog,
  '0002-uploads': createUploads,
  '0003-teams': createTeams,
  '0004-monitors': createMonitors,
  '0005-erasures': createErasures,
};

/** PostgreSQL's `int8`: our indices and times fit a double exactly; anything else in such a column is a fault. */
const int8 = 20;
types.setTypeParser(int8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is beyond 2^53`);
  return value;
});

export const connect = (pool: PoolConfig): Database => {
  const connections = new Pool(pool);
  // A session that breaks between two queries, idle or in a transaction, has nobody to tell: the next query reports it.
  // Unheard, its error would end the process.
  connections.on('error', () => undefined);
  connections.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: connections }) });
};

/** Bring a database to the newest shape. Two processes may try at once: the migrator's lock lets one. */
export const migrate = async (db: Database): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('a migration failed', { cause: error });
};
