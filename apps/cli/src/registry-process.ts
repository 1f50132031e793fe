import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Code, codes } from '@assent/schema';
import { Failure, fail } from './failure.ts';

/** A registry that runs as a process of its own, for as long as this one does. */
export interface RegistryProcess {
  readonly address: string;
  /** Ends it, PostgreSQL too, and waits until it has. */
  stop(): Promise<void>;
  /** Settles when it has ended, with its exit code. */
  readonly ended: Promise<number>;
}

const main = fileURLToPath(new URL('../../registry/src/main.ts', import.meta.url));

type Message = { ready: true; address: string } | { ready: false; code: string; detail: string };

const exitOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });

/** Start a registry under an environment and wait until it listens. Its refusals come back as `Failure`s. */
export const startRegistry = async (environment: NodeJS.ProcessEnv): Promise<RegistryProcess> => {
  const child = spawn(process.execPath, [main], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A group of its own: a Ctrl-C in the terminal reaches this process, which then stops the registry in order.
    detached: true,
  });
  const ended = exitOf(child);
  const message = await new Promise<Message | undefined>((resolve) => {
    child.once('message', (sent) => resolve(sent as Message));
    child.once('error', () => resolve(undefined));
    void ended.then(() => resolve(undefined));
  });
  if (message === undefined)
    return fail('internal', 'the registry ended before it was ready; what it said stands above');
  if (!message.ready) {
    await ended;
    throw new Failure({ code: message.code in codes ? (message.code as Code) : 'internal', detail: message.detail });
  }
  return {
    address: message.address,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};
