import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

import { startEmbeddedPostgres } from '../../apps/registry/src/database/embedded.ts';
import { connect, migrate } from '../../apps/registry/src/database/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: string;
  }
}

export interface TestDatabase {
  readonly url: string;
  /** For a file that makes many; the last ones go with the server. */
  readonly drop: () => Promise<void>;
}

/** A new database with everything that the template has. One for each test file, or each test that needs its own. */
export const databaseForTest = async (): Promise<TestDatabase> => {
  const server = inject('databaseServer');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await ask(server, `create database ${name} template ${template}`);
  return { url: onServer(server, name), drop: () => ask(server, `drop database ${name} with (force)`) };
};

/** A copy of a database that nobody uses at the moment. */
export const copyOfDatabase = async (url: string): Promise<TestDatabase> => {
  const server = inject('databaseServer');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await ask(server, `create database ${name} template ${new URL(url).pathname.slice(1)}`);
  return { url: onServer(server, name), drop: () => ask(server, `drop database ${name} with (force)`) };
};

/**
 * One server for the whole test run, in a folder of its own.
 *
 * @param fillTemplate Runs once on the empty template, by its URL: the migrations. It closes its connections.
 */
export const databaseServer =
  (fillTemplate: (url: string) => Promise<void>) =>
  async (project: TestProject): Promise<() => Promise<void>> => {
    const folder = await mkdtemp(join(tmpdir(), 'assent-tests-'));
    // The server's unprivileged user has to pass through, where there are no user namespaces.
    await chmod(folder, 0o711);
    const server = await startEmbeddedPostgres(folder);
    const end = async (): Promise<void> => {
      await server.stop();
      await rm(folder, { recursive: true });
    };
    try {
      await ask(server.url, `create database ${template}`);
      await fillTemplate(onServer(server.url, template));
      // A session on the template would make every clone fail, so nobody can open one.
      await ask(server.url, `alter database ${template} with allow_connections false`);
      project.provide('databaseServer', server.url);
      return end;
    } catch (error) {
      await end();
      throw error;
    }
  };

const template = 'assent_template';

/** Vitest's `globalSetup`. */
const migrateTemplate = async (url: string): Promise<void> => {
  const db = connect({ connectionString: url });
  await migrate(db);
  await db.destroy();
};

export const setup = databaseServer(migrateTemplate);

const onServer = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

const ask = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
