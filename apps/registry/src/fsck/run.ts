import { availableParallelism } from 'node:os';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { accepted, refused, type Result } from '@assent/schema';
import { readKeyFile } from '@assent/signing/key-file';
import type { Config } from '../config.ts';
import { DatabaseHold } from '../database/hold.ts';
import { connect, migrate } from '../database/migrate.ts';
import { DatabaseUnreachable, openDatabase } from '../database/open.ts';
import { lastCheckpointFile, readSigned } from '../log/checkpoint.ts';
import { checkStored } from './check-stored.ts';
import type { FsckReport } from './messages.ts';
import { OpenWorkers } from '../log/open-workers.ts';
import { rebuild } from './rebuild.ts';

export interface FsckOptions {
  readonly config: Config;
  readonly rebuild: boolean;
  /** Seconds. */
  readonly now: number;
  readonly onProgress: (step: 'rebuild' | 'check', done: number, total: number) => void;
}

/** Check a registry's database against its own signed bytes, beside the registry or while it is stopped. */
export const fsck = async ({ config, ...options }: FsckOptions): Promise<Result<FsckReport>> => {
  const { dataDirectory } = config;
  // Nothing is made here: what is to be checked has to be there.
  if ((await stat(lastCheckpointFile(dataDirectory)).catch(() => undefined)) === undefined)
    return refused('log_identity_lost', `${lastCheckpointFile(dataDirectory)} is missing`);
  const key = await readKeyFile(join(dataDirectory, 'log.key'), undefined);
  if (!key.ok) return key;
  const origin = (await readFile(join(dataDirectory, 'origin'), 'utf8').catch(() => '')).trim();
  const checkpoint = await readSigned(await readFile(lastCheckpointFile(dataDirectory)), origin, key.value);
  if (!checkpoint.ok) return refused('log_identity_lost', `last-checkpoint: ${checkpoint.refusal.code}`);

  let opened: Awaited<ReturnType<typeof openDatabase>>;
  try {
    opened = await openDatabase(config);
  } catch (cause) {
    if (cause instanceof DatabaseUnreachable) return refused('database_unreachable', cause.message);
    throw cause;
  }
  // Without the hold a registry is running on this database: it may be read, and its server is not ours to stop.
  const hold = await DatabaseHold.take(opened.pool, 0);
  if (hold === undefined && options.rebuild) return refused('database_in_use');
  const db = connect(opened.pool);
  const workers = new OpenWorkers(availableParallelism());
  try {
    if (hold !== undefined) await migrate(db);
    if (options.rebuild) {
      const onProgress = (done: number, total: number): void => options.onProgress('rebuild', done, total);
      const finding = await rebuild(db, { origin, workers, onProgress });
      if (finding !== undefined) return accepted({ ok: false, finding });
    }
    const found = await checkStored(db, {
      origin,
      identity: key.value.did,
      checkpoint: checkpoint.value,
      now: options.now,
      workers,
      onProgress: (done, total) => options.onProgress('check', done, total),
    });
    return accepted('repair' in found ? { ok: false, finding: found } : { ok: true, checked: found });
  } finally {
    await workers.close();
    await db.destroy();
    await hold?.release();
    if (hold !== undefined) await opened.close();
  }
};
