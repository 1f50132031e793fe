import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../../apps/registry/src/database/embedded.ts';

const statOf = (pid: number): string[] => {
  try {
    // What follows the program's name, which may hold anything: state, parent.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return [];
  }
};

const isAlive = (pid: number): boolean => !['Z', 'X', undefined].includes(statOf(pid)[0]);

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && Number(statOf(pid)[1]) === parent);

/** A PostgreSQL of this test's own, to be killed and started again. */
export interface KillablePostgres {
  readonly url: () => string;
  /** `server`: every process of it at once, as when the machine goes. `session`: one backend, whereupon all are ended. */
  kill(what: 'server' | 'session'): Promise<void>;
  /** Start it again, or wait until it has recovered by itself. */
  start(): Promise<void>;
  end(): Promise<void>;
}

export const killablePostgres = async (): Promise<KillablePostgres> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-killed-'));
  await chmod(folder, 0o711);
  let server = await startEmbeddedPostgres(folder);
  const postmaster = async (): Promise<number> =>
    Number((await readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const kill = (pid: number): void => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
    }
  };
  return {
    url: () => server.url,
    kill: async (what) => {
      const parent = await postmaster();
      const children = childrenOf(parent);
      if (what === 'session') {
        const backends = children.filter((pid) =>
          /postgres: assent .*127\.0\.0\.1/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
        );
        if (backends.length === 0) throw new Error('no session to kill');
        for (const pid of backends) kill(pid);
        return;
      }
      for (const pid of [parent, ...children]) kill(pid);
      while ([parent, ...children].some(isAlive)) await sleep(2);
    },
    start: async () => {
      server = await startEmbeddedPostgres(folder);
    },
    end: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
