import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  chown,
  lchown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, DatabaseError } from 'pg';
import { type Account, as, chooseAccount, findPrograms, run } from './account.ts';
import { EmbeddedPostgresError } from './embedded-error.ts';

/** A PostgreSQL server that runs for as long as nobody stops it, also when this process is killed. */
export interface EmbeddedPostgres {
  /** Its maintenance database, with the password in it. */
  readonly url: string;
  /** Ends every session, keeps what was committed, and returns when the server is gone. */
  readonly stop: () => Promise<void>;
}

/** Recovery after a crash replays at most `max_wal_size`, and syncs the data folder before. */
const startPatience = 120_000;
/** How long a server that is shutting down, or starts in another process, may hold the data folder. */
const lockPatience = 15_000;
const stopSignals = [
  // Fast shutdown: sessions end, a checkpoint is written.
  { signal: 'SIGINT', patience: 30_000 },
  // Immediate shutdown: no checkpoint; the next start replays the log. Nothing committed is lost.
  { signal: 'SIGQUIT', patience: 10_000 },
] as const;
const user = 'assent';

/**
 * Starts PostgreSQL on 127.0.0.1, or takes over the server that already runs on this data folder.
 *
 * Two processes that start on one folder get the same server, and the first `stop` stops it for both. `dataDirectory` gets:
 * `postgres/cluster` (the database), `postgres/password` (mode 600: other users of the machine reach the port, not the data) and
 * `postgres.log` (of the last start).
 *
 * @throws EmbeddedPostgresError
 */
export const startEmbeddedPostgres = async (dataDirectory: string): Promise<EmbeddedPostgres> => {
  const programs = findPrograms();
  // The unprivileged server may have to pass through this folder, never to list it.
  await mkdir(dataDirectory, { recursive: true, mode: 0o711 });
  // A running server is known by this path on its command line, so it has one spelling.
  const home = join(await realpath(dataDirectory), 'postgres');
  const cluster = join(home, 'cluster');

  const account = await chooseAccount(home, programs);
  await removeAbandonedDrafts(home);
  if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(home, programs.initdb, account);
  const password = await readFile(join(home, 'password'), 'utf8');
  const serverAt = ({ pid, port }: Postmaster): EmbeddedPostgres => ({
    // `sslmode`: a PGSSLMODE in the environment is not meant for this server, which has no TLS.
    url: `postgres://${user}:${password}@127.0.0.1:${port}/postgres?sslmode=disable`,
    stop: () => stopServer(pid, cluster),
  });

  const begin = Date.now();
  for (let said = ''; ; await sleep(20)) {
    const found = await readPostmaster(cluster);
    if (found === undefined || !isServer(found.pid, cluster)) {
      const launched = await launch({ home, postgres: programs.postgres, account, stalePid: found?.pid });
      if ('pid' in launched) return serverAt(launched);
      said = launched.tryAgain;
    } else if (found.status === 'ready' && (await answers(serverAt(found).url))) {
      return serverAt(found);
    }
    if (Date.now() - begin > (found?.status === 'starting' ? startPatience : lockPatience)) {
      throw new EmbeddedPostgresError(
        'server_busy',
        `Another process holds the database in ${cluster} and does not answer. End process ${found?.pid ?? '(unknown)'} and start again.\n${said}`,
      );
    }
  }
};

/** Drafts of clusters carry the number of the process that makes them. */
const draftPrefix = (home: string): string => `${home}.new-`;

const removeAbandonedDrafts = async (home: string): Promise<void> => {
  const prefix = basename(draftPrefix(home));
  for (const name of await readdir(dirname(home))) {
    if (!name.startsWith(prefix)) continue;
    const draft = join(dirname(home), name);
    const age = Date.now() - ((await stat(draft).catch(() => undefined))?.mtimeMs ?? Date.now());
    // In a container every start may have the same process number: nobody works on a draft for ten minutes.
    if (isAlive(Number.parseInt(name.slice(prefix.length), 10)) && age < 600_000) continue;
    // Retried: an initdb whose caller died may still write into it.
    await rm(draft, { recursive: true, force: true, maxRetries: 5 });
  }
};

const createCluster = async (home: string, initdb: string, account: Account): Promise<void> => {
  const draft = await mkdtemp(`${draftPrefix(home)}${process.pid}-`);
  try {
    const password = join(draft, 'password');
    await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    if (account.kind === 'user') await giveTo(account, draft);
    // prettier-ignore
    const failure = await run(account, initdb, [
      '-D', join(draft, 'cluster'), '--username', user, '--pwfile', password, '--auth', 'scram-sha-256',
      '--encoding', 'UTF8', '--no-locale', '--no-instructions',
    ]);
    if (failure !== undefined) {
      throw new EmbeddedPostgresError(
        'init_failed',
        `PostgreSQL could not make a database in ${home}. Repair the cause, or set DATABASE_URL.\n${failure.stderr || failure.message}`,
        { cause: failure },
      );
    }
    await sync(draft);
    // The cluster and its password appear together or not at all; initdb has synced the rest. A crash before leaves a draft.
    await rename(draft, home);
    await sync(dirname(home));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) throw error;
    // Another process was faster and its cluster is as good; anything else there is not ours to remove.
    if (!existsSync(join(home, 'cluster', 'PG_VERSION'))) {
      throw new EmbeddedPostgresError('not_a_cluster', `${home} is not a database. Move it away and start again.`, {
        cause: error,
      });
    }
  }
};

const giveTo = async (account: { readonly uid: number; readonly gid: number }, folder: string): Promise<void> => {
  await chown(folder, account.uid, account.gid);
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), account.uid, account.gid);
  }
};

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
};

/** What `postmaster.pid` says. It outlives a crash, so `pid` may be nobody or a stranger. */
interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

const readPostmaster = async (cluster: string): Promise<Postmaster | undefined> => {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  });
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  // Half-written, or the negative number of a single-user server: signals to that would reach a whole process group.
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? 'starting' };
};

/** Another server holds the data folder or the port, for now: in its own words. */
interface Refused {
  readonly tryAgain: string;
}

interface LaunchOrder {
  readonly home: string;
  readonly postgres: string;
  readonly account: Account;
  readonly stalePid: number | undefined;
}

const launch = async ({ home, postgres, account, stalePid }: LaunchOrder): Promise<Postmaster | Refused> => {
  const cluster = join(home, 'cluster');
  if (account.kind === 'user' && (await stat(cluster)).uid !== account.uid) await giveTo(account, home);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: await freePort(),
    unix_socket_directories: '',
    // What was acknowledged survives a power cut, whatever postgresql.conf says.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Bounds the disk and the recovery time.
    max_wal_size: '512MB',
    jit: 'off',
    // The log keeps the server's own life only: refused statements are the caller's to report, and quote people's data.
    log_min_messages: 'log',
    log_checkpoints: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = as(account, postgres, ['-D', cluster, ...flags]);
  // PostgreSQL takes any process with the old number for its old self. Ours is known not to be a server, so it is told to
  // overlook that number, as pg_ctl tells it about itself; its check for shared memory still in use stays.
  if (stalePid !== undefined) command.options.env['PG_GRANDPARENT_PID'] = String(stalePid);

  // A file for this attempt alone: what decides below must not be the words of another process that starts just now.
  const attempt = `${draftPrefix(home)}${process.pid}-${randomBytes(4).toString('hex')}.log`;
  const log = await open(attempt, 'wx', 0o600);
  if (account.kind === 'user') await log.chown(account.uid, account.gid);
  // A process group of its own: Ctrl-C in the terminal reaches us, and we stop the server after its last caller.
  const child = spawn(command.file, command.args, {
    ...command.options,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  let ended = false;
  child.once('error', () => (ended = true)).once('exit', () => (ended = true));
  child.unref();
  await log.close();

  let ready: Postmaster | undefined;
  const decided = await until(startPatience, async () => {
    const found = await readPostmaster(cluster);
    if (found?.pid === child.pid && found?.status === 'ready') ready = found;
    return ended || ready !== undefined;
  });
  if (!decided && child.pid !== undefined) await stopServer(child.pid, cluster);
  if (ready !== undefined && !ended) {
    await rename(attempt, `${home}.log`);
    return ready;
  }
  const said = await lastLines(attempt);
  await rm(attempt);
  if (/lock file .* (already exists|is empty)|shared memory block .* still in use|Address already in use/.test(said))
    return { tryAgain: said };
  throw new EmbeddedPostgresError('start_failed', `PostgreSQL did not start on ${cluster}.\n${said}`);
};

/** Free a moment ago: when somebody else gets it first, PostgreSQL does not start, and the caller tries again. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return address.port;
};

const lastLines = async (log: string): Promise<string> =>
  (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n');

/** Asked only of a port that a live server of this cluster holds, so nobody else is handed the password. */
const answers = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '28P01') {
      throw new EmbeddedPostgresError(
        'server_busy',
        'A server runs on this data folder and refuses the password beside it. Stop that server and start again.',
        { cause: error },
      );
    }
    return false;
  } finally {
    void client.end().catch(() => undefined);
  }
};

const stopServer = async (pid: number, cluster: string): Promise<void> => {
  for (const { signal, patience } of stopSignals) {
    // The server may be gone for long and its number somebody else's.
    if (!isServer(pid, cluster)) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!isErrno(error, 'ESRCH')) throw error;
    }
    if (await until(patience, () => !isAlive(pid))) return;
  }
  throw new EmbeddedPostgresError('stop_failed', `PostgreSQL (process ${pid}) does not stop. End it yourself.`);
};

/** Whether this process is the server of this cluster, and not a stranger that got the number of one that crashed. */
const isServer = (pid: number, cluster: string): boolean => {
  try {
    const commandLine =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return commandLine.includes(`postgres -D ${cluster} `);
  } catch {
    return false;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    // A zombie is gone: in a container whose first process reaps nothing, an orphan stays one for ever.
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
};

const until = async (patience: number, condition: () => boolean | Promise<boolean>): Promise<boolean> => {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) return false;
    await sleep(5);
  }
  return true;
};

const isErrno = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');
