import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRegistry } from '../../../apps/registry/src/open-registry.ts';
import { OpenWorkers } from '../../../apps/registry/src/log/open-workers.ts';
import { databaseForTest } from '../database.ts';
import { registryFor, startRegistry, temporaryFolder } from '../programs.ts';
import { newYear } from '../written-statements.ts';
import { Outside, tellRound } from './append-story.ts';
import { type KillablePostgres } from './postgres-process.ts';
import { cutModes, type PostgresProxy, postgresProxy } from './postgres-proxy.ts';
import { checkAfterCrash, checkInProcess, checkKept, checkStoredBytes, doorAt, doorOf } from './reopened.ts';

/** Kills on one log, before the next one begins with an empty database: a long log is slow to check. */
const killsOfOneLog = 8;

/** Kill a registry process with SIGKILL at requests to its database that are spread over a round. Answers how many. */
export const killRegistries = async (kills: number): Promise<number> => {
  let killed = 0;
  for (let log = 0; killed < kills; log++) {
    const { url, drop } = await databaseForTest();
    const proxy = await postgresProxy(url);
    const outside = new Outside();
    const data = await temporaryFolder();
    let registry = await registryFor({ data, databaseUrl: proxy.url });
    proxy.count();
    await tellRound(await doorAt(registry.address), outside, 'unharmed');
    const requests = proxy.requests;
    for (let i = 0; i < killsOfOneLog && killed < kills; i++, killed++) {
      const door = await doorAt(registry.address);
      const mode = cutModes[killed % cutModes.length]!;
      const at = Math.floor((killed * requests) / kills);
      const kill = async (): Promise<void> => {
        registry.child.kill('SIGKILL');
        await registry.ended;
      };
      const cut = proxy.arm({ at, mode, kill });
      const story = tellRound(door, outside, `round ${killed}`);
      // A round that needs fewer requests than the first one ends before the cut: then it dies after its last word.
      await Promise.race([cut, story.then(kill, () => cut)]);
      await story.catch(() => undefined);
      await checkKept(data, outside);
      proxy.revive();
      registry = await registryFor({ data, databaseUrl: proxy.url });
      const again = await doorAt(registry.address);
      try {
        if (i % 2 === 0) await checkAfterCrash(registry.address, data, outside);
        await tellRound(again, outside, `round ${killed}`);
        await checkAfterCrash(registry.address, data, outside);
      } catch (cause) {
        throw new Error(`request ${at}, ${mode}, log ${log}`, { cause });
      }
    }
    await registry.stop();
    proxy.close();
    await drop();
  }
  return killed;
};

const clock = (): number => newYear + 100;

const open = async (dataDirectory: string, proxy: PostgresProxy) => {
  const opened = await openRegistry(
    {
      dataDirectory,
      databaseUrl: proxy.url,
      host: '127.0.0.1',
      port: 0,
      origin: 'crash.example/log',
      dashboardDirectory: undefined,
    },
    clock,
  );
  if (!opened.ok) throw new Error(`${opened.refusal.code}: ${opened.refusal.detail}`);
  return opened.value;
};

/**
 * Kill PostgreSQL with SIGKILL at requests that are spread over a round: the whole server, then one session. The
 * registry lives through every other one and goes on; through the rest it is opened again.
 */
export const killPostgres = async (postgres: KillablePostgres, kills: number): Promise<number> => {
  const data = await temporaryFolder();
  const proxy = await postgresProxy(postgres.url());
  const outside = new Outside();
  let own = await open(data, proxy);
  proxy.count();
  await tellRound(doorOf(own.registry), outside, 'unharmed');
  const requests = proxy.requests;
  const workers = new OpenWorkers(1);
  let killed = 0;
  for (; killed < kills; killed++) {
    const mode = cutModes[killed % cutModes.length]!;
    const at = Math.floor((killed * requests) / kills);
    const what = killed % 4 < 2 ? 'server' : 'session';
    const cut = proxy.arm({ at, mode, kill: () => postgres.kill(what) });
    const story = tellRound(doorOf(own.registry), outside, `round ${killed}`);
    await Promise.race([
      cut,
      story.then(
        () => postgres.kill(what),
        () => cut,
      ),
    ]);
    await story.catch(() => undefined);
    await postgres.start();
    proxy.port = Number(new URL(postgres.url()).port);
    proxy.revive();
    if (killed % 2 === 0) {
      await own.close();
      own = await open(data, proxy);
    }
    try {
      await tellRound(doorOf(own.registry), outside, `round ${killed}`);
      if (killed % 4 !== 3 && killed !== kills - 1) continue;
      await checkInProcess(own.registry, data, outside);
      await checkStoredBytes(own.registry, workers);
    } catch (cause) {
      throw new Error(`request ${at}, ${mode}, ${what}`, { cause });
    }
  }
  await workers.close();
  await own.close();
  proxy.close();
  return killed;
};

export const fileSteps = [
  'before open',
  'before write',
  'half written',
  'written',
  'synced',
  'before rename',
  'renamed',
] as const;

const textAt = async (url: string): Promise<string> => (await fetch(url)).text();

/** Read the newest checkpoint over and over, until the registry is gone. */
const readCheckpoints = async (address: string, outside: Outside): Promise<void> => {
  for (;;) {
    const note = await textAt(`${address}/checkpoint`).catch(() => undefined);
    if (note === undefined) return;
    outside.checkpoints.add(note);
  }
};

const preload = fileURLToPath(new URL('kill-at-file.ts', import.meta.url));

/** A registry process that ends itself with SIGKILL at a step of writing its `nth` checkpoint, then a whole one. */
export const killAtFile = async (step: (typeof fileSteps)[number], nth: number): Promise<void> => {
  const { url, drop } = await databaseForTest();
  const data = join(await temporaryFolder(), 'data');
  const outside = new Outside();
  const environment = { NODE_OPTIONS: `--import=${preload}`, ASSENT_TEST_KILL: `${step}:${nth}` };
  // The first checkpoint is written as the registry starts.
  const started = await startRegistry({ data, databaseUrl: url, environment }).catch(() => undefined);
  if ((started === undefined) !== (nth === 0)) throw new Error(`checkpoint ${nth}: it ended at another one`);
  if (started !== undefined) {
    if ('refusal' in started) throw new Error(started.refusal.code);
    const reader = readCheckpoints(started.address, outside);
    const told = await tellRound(await doorAt(started.address), outside, 'one').then(
      () => true,
      () => false,
    );
    await reader;
    if (told || (await started.ended, started.child.signalCode) !== 'SIGKILL')
      throw new Error(`nobody was killed at checkpoint ${nth}, ${step}`);
  }
  await checkKept(data, outside);
  const again = await registryFor({ data, databaseUrl: url });
  await checkAfterCrash(again.address, data, outside);
  await tellRound(await doorAt(again.address), outside, 'one');
  await checkAfterCrash(again.address, data, outside);
  await again.stop();
  await rm(data, { recursive: true });
  await drop();
};
