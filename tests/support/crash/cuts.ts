import { join } from 'node:path';
import { OpenWorkers } from '../../../apps/registry/src/log/open-workers.ts';
import { openRegistry } from '../../../apps/registry/src/open-registry.ts';
import { databaseForTest } from '../database.ts';
import { temporaryFolder } from '../programs.ts';
import { newYear } from '../written-statements.ts';
import { Outside, tellRound } from './append-story.ts';
import { type CutMode, postgresProxy } from './postgres-proxy.ts';
import { checkInProcess, checkKept, checkStoredBytes, doorOf } from './reopened.ts';

const configOf = (dataDirectory: string, databaseUrl: string) => ({
  dataDirectory,
  databaseUrl,
  host: '127.0.0.1',
  port: 0,
  origin: 'crash.example/log',
  dashboardDirectory: undefined,
});
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
const crashAt = async (folder: string, at: number, mode: CutMode, workers: OpenWorkers): Promise<boolean> => {
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

/** Crash at every `stride`-th request that a registry makes, from its opening on. Answers how many there were. */
export const crashEverywhere = async (mode: CutMode, stride: number): Promise<number> => {
  const folder = await temporaryFolder();
  const workers = new OpenWorkers(1);
  let cuts = 0;
  while (await crashAt(folder, cuts * stride, mode, workers)) cuts++;
  await workers.close();
  return cuts;
};
