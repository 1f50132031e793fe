import { Client, type PoolConfig } from 'pg';

import { EmbeddedPostgresError } from './embedded-error.ts';
import { startEmbeddedPostgres } from './embedded.ts';

export interface OpenDatabase {
  readonly url: string;
  /** Ready for `new Pool(…)`: a database that stops answering makes requests fail after five seconds, not hang. */
  readonly pool: PoolConfig;
  /** To be called when every session is closed. Stops the embedded server; a server of somebody else's goes on. */
  readonly close: () => Promise<void>;
}

/** Its message says what to do, and never the password. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
}

const connectionTimeoutMillis = 5_000;
const name = 'assent';

/**
 * A PostgreSQL database that answers: the one at `databaseUrl`, else `assent` on the embedded server.
 *
 * @throws DatabaseUnreachable
 */
export const openDatabase = async (place: {
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
}): Promise<OpenDatabase> => {
  if (place.databaseUrl !== undefined) {
    await ask(place.databaseUrl, 'select 1');
    return opened(place.databaseUrl, async () => undefined);
  }
  const server = await startEmbeddedPostgres(place.dataDirectory).catch((error: unknown) => {
    if (error instanceof EmbeddedPostgresError) throw new DatabaseUnreachable(error.message, { cause: error });
    throw error;
  });
  try {
    const url = new URL(server.url);
    const found = await ask(server.url, `select from pg_database where datname = '${name}'`);
    if (found === 0) await ask(server.url, `create database ${name}`, ['42P04', '23505']);
    url.pathname = `/${name}`;
    return opened(url.href, server.stop);
  } catch (error) {
    await server.stop();
    throw error;
  }
};

const opened = (url: string, close: () => Promise<void>): OpenDatabase => ({
  url,
  pool: { connectionString: url, connectionTimeoutMillis, max: 10 },
  close,
});

/** One statement on a connection of its own; gives the number of rows. `tolerated`: another process did it first. */
const ask = async (url: string, statement: string, tolerated: readonly string[] = []): Promise<number> => {
  const client = clientFor(url);
  // A connection that breaks while idle has nobody to tell; the statement's own failure is reported below.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(statement)).rowCount ?? 0;
  } catch (error) {
    const code = codeOf(error);
    if (tolerated.includes(code)) return 0;
    throw new DatabaseUnreachable(`The database at ${client.host}:${client.port} ${complaint(client, error)}`, {
      cause: error,
    });
  } finally {
    void client.end().catch(() => undefined);
  }
};

const clientFor = (url: string): Client => {
  try {
    return new Client({ connectionString: url, connectionTimeoutMillis, query_timeout: 10_000 });
  } catch {
    // No cause: the parser's error carries the whole text, password and all.
    throw new DatabaseUnreachable('DATABASE_URL cannot be read. It looks like postgres://user:password@host:5432/name');
  }
};

const complaint = (client: Client, error: unknown): string => {
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return 'does not listen. Start PostgreSQL there, or unset DATABASE_URL to use the embedded one.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'has a host name that is not found. Correct DATABASE_URL.';
    case '28P01':
    case '28000':
      return `refuses the user ${client.user ?? ''} or the password. Correct DATABASE_URL.`;
    case '3D000':
      return `has no database ${client.database ?? ''}. Create it (createdb), or correct DATABASE_URL.`;
    default:
      return `cannot be used (${error instanceof Error ? error.message : String(error)}). Check that it runs, and DATABASE_URL if you set it.`;
  }
};

const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};
