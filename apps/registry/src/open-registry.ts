import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepted, Origin, refused, type Result } from '@assent/schema';
import { randomSeed, type Signer } from '@assent/signing';
import { readKeyFile, writeKeyFile } from '@assent/signing/key-file';
import type { Config } from './config.ts';
import { DatabaseHold } from './database/hold.ts';
import { connect, migrate } from './database/migrate.ts';
import { DatabaseUnreachable, openDatabase } from './database/open.ts';
import { lastCheckpointFile } from './log/checkpoint.ts';
import type { Witnesses } from './log/cosignatures.ts';
import { Registry } from './registry.ts';

export interface OpenRegistry {
  readonly registry: Registry;
  readonly close: () => Promise<void>;
}

/** Where a registry's log is: the part of the configuration that does not serve it. */
type Place = Pick<Config, 'dataDirectory' | 'origin' | 'databaseUrl'> & Partial<Config>;

/** Open the database, the key and the log of a data folder, making what is not there yet. */
export const openRegistry = async (
  config: Place,
  clock: () => number,
  warn: Witnesses['warn'] = () => undefined,
): Promise<Result<OpenRegistry>> => {
  // Others may pass through (the database's own account has to), and read nothing.
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o711 });
  const key = await logKey(config.dataDirectory, config.logKeyFile ?? join(config.dataDirectory, 'log.key'));
  if (!key.ok) return key;
  const origin = await originOf(config);
  if (!origin.ok) return origin;
  let opened;
  try {
    opened = await openDatabase(config);
  } catch (cause) {
    if (cause instanceof DatabaseUnreachable) return refused('database_unreachable', cause.message);
    throw cause;
  }
  const hold = await DatabaseHold.take(opened.pool).catch(async (cause: unknown) => {
    await opened.close();
    throw cause;
  });
  // The embedded server is left running: it is the other one's.
  if (hold === undefined) return refused('database_in_use');
  const db = connect(opened.pool);
  const close = async (): Promise<void> => {
    await db.destroy();
    await hold.release();
    await opened.close();
  };
  try {
    await migrate(db);
    const { dataDirectory } = config;
    const witnesses = { places: config.witnesses ?? [], seconds: config.witnessSeconds ?? 0, warn };
    const registry = await Registry.open(db, {
      origin: origin.value,
      signer: key.value,
      dataDirectory,
      clock,
      hold,
      witnesses,
      challengeSecret: randomBytes(32),
      monitors: config.monitors ?? [],
    });
    if (registry.ok) {
      const { uploads, cosignatures, erasures } = registry.value;
      const closeAll = (): Promise<void> => {
        cosignatures.stop();
        return Promise.all([uploads.close(), erasures.close()]).then(close);
      };
      return accepted({ registry: registry.value, close: closeAll });
    }
    await close();
    return registry;
  } catch (cause) {
    await close();
    throw cause;
  }
};

/**
 * The log's key: made at the first start, in a file that only the operator reads. Where a checkpoint was signed already
 * a new key would be another log's, so a lost one is said to be lost.
 */
const logKey = async (dataDirectory: string, file: string): Promise<Result<Signer>> => {
  if (await isThere(file)) return readKeyFile(file, undefined);
  if (await isThere(lastCheckpointFile(dataDirectory))) {
    return refused('log_identity_lost', `${file} is missing: restore it from a backup`);
  }
  return writeKeyFile(file, randomSeed(), undefined);
};

const isThere = async (file: string): Promise<boolean> => (await stat(file).catch(() => undefined)) !== undefined;

/** The log's name stays with its data folder; a local one is random, so that two local logs are not taken for one. */
const originOf = async ({ dataDirectory, origin }: Place): Promise<Result<string>> => {
  const file = join(dataDirectory, 'origin');
  if (!(await isThere(file))) {
    if (await isThere(lastCheckpointFile(dataDirectory))) {
      return refused('log_identity_lost', `${file} is missing: restore it from a backup`);
    }
    const chosen = origin ?? `localhost/assent-${randomBytes(4).toString('hex')}`;
    await writeFile(file, `${chosen}\n`, { flag: 'wx' });
    return accepted(chosen);
  }
  const name = (await readFile(file, 'utf8')).trim();
  if (!Origin.safeParse(name).success) return refused('malformed', file);
  return origin === undefined || origin === name
    ? accepted(name)
    : refused('log_name_mismatch', `${file} says ${name}, the configuration ${origin}`);
};
