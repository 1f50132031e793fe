import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, checkLog } from '../support/check-log.ts';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { assentMain } from '../support/programs.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  readonly address: string;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

let folder: string;
const running = new Set<ChildProcess>();

/** `assent start`, until it says that it is up, or ends. */
const start = async (data: string, ...more: string[]): Promise<Started> => {
  const port = await freePort();
  const child = spawn(process.execPath, [assentMain, 'start', '--port', String(port), '--data', data, ...more], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  await new Promise<void>((resolve, reject) => {
    const hear = (piece: Buffer): void => {
      text += piece.toString();
      if (text.includes('Assent is up')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((code) => reject(new Error(`start ended with ${code}:\n${text}`)));
  });
  return { child, port, address: `http://localhost:${port}`, said: () => text, ended };
};

/** Processes whose command line names this data folder. */
const processesOf = (data: string): string[] =>
  execFileSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(data) && !/^\s*\d+\s+Z/.test(line));

const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-start-'));
});

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await until(() => processesOf(folder).length === 0);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('assent start', () => {
  it('plays the story once, stays up, stops everything on Ctrl-C, and starts again', async () => {
    const data = join(folder, 'story');
    const first = await start(data);
    const told = first.said();
    for (const step of [
      '1. Two archives say what may be done with their photographs',
      '✗ Boats in the river, Nagasaki: There are people in this work who were not asked.',
      'photographs: 6 wanted, 3 consented, 0 synthetic, 3 short, which the manifest declares.',
      'scenes: 12 wanted, 0 consented, 12 synthetic, 0 short.',
      '✓ True. “Old photographs and counted scenes” 1.0.0 holds what it says.',
      'still true as of its state',
      'Checked for freshness: ✗ 2 of its works are no longer agreed to',
      'Version 2.0.0 leaves them out: Airplane from above.',
    ]) {
      expect(told).toContain(step);
    }
    const page = await fetch(first.address);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await page.text()).toContain('<title>');
    const { size } = await checkLog(first.address);
    expect((await stat(join(data, 'sample/bundle-2.0.0/manifest.json'))).isFile()).toBe(true);

    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(processesOf(data)).toEqual([]);

    const second = await start(data);
    expect(second.said()).not.toContain('Two archives');
    expect((await apiOf(second.address).overview.query()).size).toBe(size);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(processesOf(data)).toEqual([]);
  });

  it('works after every process was killed', async () => {
    const data = join(folder, 'killed');
    await mkdir(data, { recursive: true });
    const first = await start(data, '--empty');
    await apiOf(first.address).log.state.mutate({});
    const { size } = await checkLog(first.address);
    first.child.kill('SIGKILL');
    await first.ended;
    // The registry follows its parent in good order; PostgreSQL is killed too, so that the next start has to recover.
    const postmaster = Number(
      (await readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => '0')).split('\n')[0],
    );
    if (postmaster > 0) {
      try {
        process.kill(postmaster, 'SIGKILL');
      } catch {
        // It had gone by itself.
      }
    }
    await until(() => processesOf(data).length === 0);
    const second = await start(data, '--empty');
    expect((await checkLog(second.address)).size).toBeGreaterThanOrEqual(size);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(processesOf(data)).toEqual([]);
  });
});
