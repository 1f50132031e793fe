import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OpenWorkers } from '../../apps/registry/src/fsck/open-workers.ts';
import { openRegistry } from '../../apps/registry/src/open-registry.ts';
import { Outside, tellRound } from '../support/crash/append-story.ts';
import { databaseForTest } from '../support/database.ts';
import { cutModes, type CutMode, postgresProxy } from '../support/crash/postgres-proxy.ts';
import { temporaryFolder } from '../support/programs.ts';
import { checkInProcess, checkKept, checkStoredBytes, doorOf } from '../support/crash/reopened.ts';
import { newYear } from '../support/written-statements.ts';

const configOf = (dataDirectory: string, databaseUrl: string) => ({
  dataDirectory,
  databaseUrl,
  host: '127.0.0.1',
  port: 0,
  origin: 'crash.example/log',
  dashboardDirectory: undefined,
});
const workers = new OpenWorkers(1);
afterAll(() => workers.close());

const clock = (): number => newYear + 100;

const open = async (data: string, url: string) => {
  const opened = await openRegistry(configOf(data, url), clock);
  if (!opened.ok) throw new Error(`${opened.refusal.code}: ${opened.refusal.detail}`);
  return opened.value;
};

/**
 * Open a registry, append in every way, and lose the database for good at one request: from there on this registry can
 * do nothing, as if it had been killed. Answers whether there was such a request.
 */
const crashAt = async (folder: string, at: number, mode: CutMode): Promise<boolean> => {
  const data = join(folder, `${mode}-${at}`);
  const { url, drop } = await databaseForTest();
  const proxy = await postgresProxy(url);
  const outside = new Outside();
  try {
    const cut = proxy.arm({ at, mode, kill: () => undefined }).then(() => 'cut' as const);
    let close: (() => Promise<void>) | undefined;
    const story = (async () => {
      const opened = await open(data, proxy.url);
      close = opened.close;
      await tellRound(doorOf(opened.registry), outside, 'one');
      return 'told' as const;
    })();
    const first = await Promise.race([cut, story.catch(() => cut)]);
    await story.catch(() => undefined);
    await close?.();
    await checkKept(data, outside);
    // The old one is gone; the new one has another wire.
    const again = await open(data, url);
    try {
      await checkInProcess(again.registry, data, outside);
      await tellRound(doorOf(again.registry), outside, 'one');
      await checkStoredBytes(again.registry, workers);
    } finally {
      await again.close();
    }
    return first === 'cut';
  } catch (cause) {
    throw new Error(`request ${at}, ${mode}`, { cause });
  } finally {
    proxy.close();
    await drop();
  }
};

describe('a registry that loses its life at any request to the database', () => {
  it.each(cutModes)(
    'comes back with everything that it acknowledged, and contradicts nothing (%s)',
    async (mode) => {
      const folder = await temporaryFolder();
      let cuts = 0;
      while (await crashAt(folder, cuts, mode)) cuts++;
      expect(cuts).toBeGreaterThan(60);
    },
    600_000,
  );
});
