import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { assentJson, assentMain } from './programs.ts';

export interface RunningWitness {
  readonly address: string;
  /** As a trust file names it. */
  readonly key: string;
  readonly child: ChildProcess;
  /** With SIGKILL. */
  kill(): Promise<void>;
}

/** A real witness process on a free port, with a key of its own in its folder; ended with the test. */
export const witnessFor = async (folder: string, name: string, logs: readonly string[]): Promise<RunningWitness> => {
  const key = join(folder, `${name}.key`);
  await assentJson(['keygen', key]);
  const args = ['witness', '--name', name, '--key', key, '--data', join(folder, name), '--port', '0'];
  const child = spawn(process.execPath, [assentMain, ...args, ...logs.flatMap((log) => ['--log', log])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  let said = '';
  let complained = '';
  child.stderr.on('data', (piece) => (complained += piece));
  const lines = await new Promise<string[]>((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      said += piece;
      if (said.split('\n').length > 2) resolve(said.split('\n'));
    });
    void ended.then(() => reject(new Error(`the witness did not start:\n${said}${complained}`)));
  });
  return { address: lines[0]!.replace('The witness listens on ', ''), key: lines[1]!, child, kill };
};
