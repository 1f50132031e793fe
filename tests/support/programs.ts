import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const registryMain = source('apps/registry/src/main.ts');
export const assentMain = source('apps/cli/src/main.ts');

/** A folder of this test's own, gone with it. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
};

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const collect = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve, reject) => {
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (piece) => (stdout += piece));
    child.stderr?.on('data', (piece) => (stderr += piece));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });

/** Run the terminal program to its end. */
export const assent = (args: readonly string[], options: { registry?: string; cwd?: string } = {}): Promise<Ended> => {
  const child = spawn(process.execPath, [assentMain, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...(options.registry !== undefined && { ASSENT_REGISTRY: options.registry }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return collect(child);
};

/** The one JSON object that a command answers with `--json`. */
export const assentJson = async <T = Record<string, unknown>>(
  args: readonly string[],
  options: { registry?: string; cwd?: string } = {},
): Promise<{ code: number | null; answer: T }> => {
  const { code, stdout, stderr } = await assent(['--json', ...args], options);
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`no JSON answer from: assent ${args.join(' ')}\n${stdout}\n${stderr}`);
  return { code, answer: JSON.parse(line) as T };
};

export interface RunningRegistry {
  readonly address: string;
  readonly data: string;
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stop(): Promise<void>;
}

/** A real registry process on a free port; stopped with the test. `refusal` holds what it said when it did not start. */
export const startRegistry = async (options: {
  data: string;
  databaseUrl?: string;
  port?: number;
  dashboard?: string;
  environment?: Readonly<Record<string, string>>;
}): Promise<RunningRegistry | { refusal: { code: string; detail: string } }> => {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [registryMain], {
    env: {
      ...environment,
      ASSENT_DATA: options.data,
      ASSENT_PORT: String(options.port ?? 0),
      ...(options.databaseUrl !== undefined && { DATABASE_URL: options.databaseUrl }),
      ...(options.dashboard !== undefined && { ASSENT_DASHBOARD: options.dashboard }),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = collect(child);
  const message = await new Promise<{ ready: boolean; address: string; code: string; detail: string } | undefined>(
    (resolve) => {
      child.once('message', (sent) =>
        resolve(sent as { ready: boolean; address: string; code: string; detail: string }),
      );
      void ended.then(() => resolve(undefined));
    },
  );
  if (message === undefined) throw new Error(`the registry did not start:\n${(await ended).stderr}`);
  if (!message.ready) {
    await ended;
    return { refusal: { code: message.code, detail: message.detail } };
  }
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  };
  onTestFinished(stop);
  return { address: message.address, data: options.data, child, ended, stop };
};

/** A registry that has to start. */
export const registryFor = async (options: Parameters<typeof startRegistry>[0]): Promise<RunningRegistry> => {
  const started = await startRegistry(options);
  if ('refusal' in started) throw new Error(`${started.refusal.code}: ${started.refusal.detail}`);
  return started;
};
