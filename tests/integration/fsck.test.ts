import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeEntry } from '@assent/log';
import { openStatement, signStatement } from '@assent/signing';
import { readKeyFile } from '@assent/signing/key-file';
import { node } from '@assent/signing/node';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../apps/registry/src/database/migrate.ts';
import type { Database } from '../../apps/registry/src/database/tables.ts';
import { type Checked, checkStored, type CheckOptions } from '../../apps/registry/src/fsck/check-stored.ts';
import type { Finding } from '../../apps/registry/src/fsck/finding.ts';
import { OpenWorkers } from '../../apps/registry/src/log/open-workers.ts';
import { rebuild } from '../../apps/registry/src/fsck/rebuild.ts';
import { lastCheckpointFile } from '../../apps/registry/src/log/checkpoint.ts';
import { openRegistry } from '../../apps/registry/src/open-registry.ts';
import { Outside, tellRound } from '../support/crash/append-story.ts';
import { doorOf } from '../support/crash/reopened.ts';
import { copyOfDatabase, databaseForTest } from '../support/database.ts';
import { assentJson, registryFor } from '../support/programs.ts';
import { keyOf, newYear } from '../support/written-statements.ts';

const clock = (): number => newYear + 100;
const tables = ['log_head', 'log_entry', 'log_node', 'list', 'stored_line', 'manifest'] as const;

let folder: string;
let sound: string;
let workers: OpenWorkers;
let options: CheckOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-test-'));
  sound = (await databaseForTest()).url;
  const opened = await openRegistry(
    {
      dataDirectory: folder,
      databaseUrl: sound,
      host: '127.0.0.1',
      port: 0,
      origin: 'fsck.example/log',
      dashboardDirectory: undefined,
    },
    clock,
  );
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { registry, close } = opened.value;
  await tellRound(doorOf(registry), new Outside(), 'one');
  await tellRound(doorOf(registry), new Outside(), 'two');
  workers = new OpenWorkers(1);
  const { origin, identity } = registry;
  const checkpoint = registry.checkpoints.last;
  options = { origin, identity, checkpoint, now: clock(), workers, onProgress: () => undefined };
  await close();
});
afterAll(async () => {
  await workers.close();
  await rm(folder, { recursive: true, force: true });
});

interface Copy {
  readonly db: Database;
  readonly ask: (text: string) => Promise<Record<string, unknown>[]>;
}

const copy = async (): Promise<Copy> => {
  const { url, drop } = await copyOfDatabase(sound);
  const db = connect({ connectionString: url });
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await db.destroy();
    await drop();
  });
  return { db, ask: async (text) => (await client.query<Record<string, unknown>>(text)).rows };
};

const rowsOf = async ({ ask }: Copy): Promise<unknown> => {
  const all = [];
  for (const table of tables) all.push(await ask(`select * from ${table} order by 1, 2`));
  return all;
};

/** What is damaged, by a statement of SQL; where it is found; what is to be done. */
const damages: readonly (readonly [column: string, damage: string, row: string, repair: Finding['repair']])[] = [
  ['log_head.size', 'update log_head set size = size - 1', 'the head', 'rebuild'],
  ['log_head.size', 'update log_head set size = size + 1', 'the head', 'rebuild'],
  ['log_head.origin', "update log_head set origin = 'other.example/log'", 'the head', 'rebuild'],
  ['log_head.singleton', 'delete from log_head', 'the head', 'rebuild'],
  ['log_entry.index', 'update log_entry set index = 99 where index = 4', '4', 'restore'],
  ['log_entry.id', "update log_entry set id = 'sha256:' || repeat('0', 64) where index = 3", '3', 'rebuild'],
  [
    'log_entry.id',
    `with pair as (select index, id from log_entry where index in (1, 2))
     update log_entry e set id = p.id || case when e.index = 1 then '' else 'x' end from pair p where e.index = 2 and p.index = 1`,
    '2',
    'rebuild',
  ],
  ['log_entry.kind', "update log_entry set kind = 'attest' where index = 0", '0', 'rebuild'],
  ['log_entry.kind', "update log_entry set kind = 'grant' where kind = 'state'", '6', 'rebuild'],
  [
    'log_entry.iss',
    'update log_entry set iss = (select iss from log_entry where index = 1) where index = 0',
    '0',
    'rebuild',
  ],
  [
    'log_entry.entry',
    'update log_entry set entry = set_byte(entry, 200, get_byte(entry, 200) # 1) where index = 2',
    '2',
    'restore',
  ],
  ['log_entry.entry', 'update log_entry set entry = substring(entry from 1 for 100) where index = 2', '2', 'restore'],
  [
    'log_entry.leaf_hash',
    'update log_entry set leaf_hash = set_byte(leaf_hash, 31, 0) where index = 6',
    '6',
    'rebuild',
  ],
  ['log_entry.logged_at', 'update log_entry set logged_at = logged_at + 1 where index = 3', '3', 'restore'],
  ['log_entry.logged_at', 'update log_entry set logged_at = logged_at - 1 where index = 3', '3', 'restore'],
  [
    'log_node.hash',
    'update log_node set hash = set_byte(hash, 0, 0) where level = 1 and index = 2',
    'level 1, index 2',
    'rebuild',
  ],
  ['log_node.hash', "update log_node set hash = '' where level = 0 and index = 5", 'level 0, index 5', 'rebuild'],
  ['log_node.index', 'update log_node set index = 77 where level = 2 and index = 1', 'level 2, index 1', 'rebuild'],
  ['log_node.index', 'delete from log_node where level = 3', 'level 3, index 0', 'rebuild'],
  ['log_node.level', "insert into log_node values (9, 0, '')", 'any', 'rebuild'],
  ['stored_line.line', 'update list set id = 999 where statement = 0', 'list of entry 0', 'restore'],
  ['list.statement', 'insert into list values (-7, 4)', 'any', 'restore'],
  ['stored_line.line', 'update list set statement = 4 where statement = 1', 'list of entry 1', 'restore'],
  ['stored_line.line', 'update stored_line set list = 999 where list = 0 and leaf = 1', 'list of entry 0', 'restore'],
  ['stored_line.list', "insert into stored_line values (999, 0, '', '')", 'list 999, line 0', 'restore'],
  [
    'stored_line.leaf',
    'update stored_line set leaf = 7 where list = 0 and leaf = 1',
    'list of entry 0, line 1',
    'restore',
  ],
  [
    'stored_line.sha256',
    'update stored_line set sha256 = set_byte(sha256, 0, 0) where list = 0 and leaf = 1',
    'list of entry 0, line 1',
    'rebuild',
  ],
  [
    'stored_line.line',
    `update stored_line set line = replace(line, 'image/png', 'image/gif') where list = 0 and leaf = 1`,
    'list of entry 0',
    'restore',
  ],
  ['stored_line.line', 'delete from stored_line where list = 0 and leaf = 1', 'list of entry 0', 'restore'],
  ['manifest.release', 'delete from manifest where release = 7', '7', 'restore'],
  ['manifest.release', 'update manifest set release = 4 where release = 7', '7', 'restore'],
  ['manifest.id', "update manifest set id = 'sha256:' || repeat('0', 64) where release = 7", '7', 'rebuild'],
  [
    'manifest.envelope',
    'update manifest set envelope = set_byte(envelope, 60, get_byte(envelope, 60) # 1) where release = 7',
    '7',
    'restore',
  ],
];

describe('a check of what is stored', () => {
  it('finds nothing in what a registry wrote', async () => {
    const { db } = await copy();
    const checked = (await checkStored(db, options)) as Checked;
    expect(checked).toEqual({ entries: options.checkpoint.size, states: 2, lines: 24 });
  });

  it.each(damages)('finds %s: %s', async (column, damage, row, repair) => {
    const one = await copy();
    const { db, ask } = one;
    const before = await rowsOf(one);
    await ask(`begin; set local session_replication_role = replica; ${damage}; commit`);
    expect(await rowsOf(one)).not.toEqual(before);
    const found = (await checkStored(db, options)) as Finding;
    expect(found).toMatchObject({ row, repair });
    expect(`${found.table}.${found.column}`).toBe(column);
    if (repair === 'restore') return;
    expect(await rebuild(db, options)).toBeUndefined();
    expect(await rowsOf(one)).toEqual(before);
    expect(await checkStored(db, options)).toMatchObject({ entries: options.checkpoint.size });
  });

  it('has a case for every column', async () => {
    const { ask } = await copy();
    const rows = await ask(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_name in (${tables.map((table) => `'${table}'`).join()})`,
    );
    const all = damages.map(([, damage]) => damage).join('\n');
    const without: string[] = [];
    for (const { name } of rows as { name: string }[]) {
      const [table, column] = name.split('.') as [string, string];
      const meant = damages.some(
        ([found, damage]) => found === name || damage.includes(`update ${table} set ${column}`),
      );
      if (!meant && !(name === 'log_head.singleton' && all.includes('delete from log_head'))) without.push(name);
    }
    expect(without).toEqual([]);
  });

  it('finds other entries than those that were signed for, though each is sound', async () => {
    const { db, ask } = await copy();
    // The last entry is gone, and everything that follows from entries was written again.
    await ask('delete from manifest where release = 15');
    await ask('delete from stored_line where list = 15');
    await ask('delete from list where statement = 15');
    await ask('delete from log_entry where index = 15');
    expect(await rebuild(db, options)).toBeUndefined();
    expect(await checkStored(db, options)).toMatchObject({ table: 'log_entry', column: 'index', row: '15' });
  });

  it('finds an entry that no rule accepts, though it is signed and hashed', async () => {
    const { db } = await copy();
    const stranger = keyOf('stranger');
    const { id: statement } = await db
      .selectFrom('log_entry')
      .select('id')
      .where('index', '=', 0)
      .executeTakeFirstOrThrow();
    const header = { v: 1, kind: 'withdraw', aud: options.origin, iat: newYear, statement } as const;
    for (const signer of [keyOf('author'), stranger]) {
      const opened = await openStatement(await signStatement({ ...header, iss: signer.did }, signer), node);
      if (!opened.ok) throw new Error(opened.refusal.code);
      const entry = Buffer.from(encodeEntry(opened.value));
      const index = (await db.selectFrom('log_entry').select('index').execute()).length;
      const row = {
        index,
        id: opened.value.id,
        kind: 'withdraw',
        iss: signer.did,
        entry,
        leaf_hash: entry,
        logged_at: clock(),
      } as const;
      await db.insertInto('log_entry').values(row).execute();
      await rebuild(db, options);
      const found = await checkStored(db, options);
      if (signer === stranger)
        expect(found).toMatchObject({
          column: 'entry',
          row: '17',
          what: expect.stringContaining('signer_not_entitled'),
        });
      else expect(found).toMatchObject({ entries: 17 });
    }
  });

  it('finds a state that is not that of the log, though the registry signed it', async () => {
    const { db } = await copy();
    const signer = await readKeyFile(join(folder, 'log.key'), undefined);
    if (!signer.ok) throw new Error(signer.refusal.code);
    const state = {
      v: 1,
      kind: 'state',
      aud: options.origin,
      iss: signer.value.did,
      iat: clock(),
      size: 16,
      at: clock(),
      root: '00'.repeat(32),
      count: 3,
    } as const;
    const opened = await openStatement(await signStatement(state, signer.value), node);
    if (!opened.ok) throw new Error(opened.refusal.code);
    const entry = Buffer.from(encodeEntry(opened.value));
    const row = {
      index: 16,
      id: opened.value.id,
      kind: 'state',
      iss: signer.value.did,
      entry,
      leaf_hash: entry,
      logged_at: clock(),
    } as const;
    await db.insertInto('log_entry').values(row).execute();
    await rebuild(db, options);
    expect(await checkStored(db, options)).toMatchObject({
      row: '16',
      what: expect.stringContaining('not that of the first 16'),
    });
  });
});

describe('assent fsck', () => {
  it('checks beside a running registry and after it, names damage, and rebuilds only when it is stopped', async () => {
    const data = await mkdtemp(join(tmpdir(), 'assent-test-'));
    onTestFinished(() => rm(data, { recursive: true, force: true, maxRetries: 5 }));
    const { doorAt } = await import('../support/crash/reopened.ts');
    const registry = await registryFor({ data });
    await tellRound(await doorAt(registry.address), new Outside(), 'one');
    const fsck = (...more: string[]) => assentJson(['fsck', '--data', data, ...more]);
    expect(await fsck()).toMatchObject({ code: 0, answer: { ok: true, checked: { entries: 8 } } });
    expect(await fsck('--rebuild')).toMatchObject({ code: 1, answer: { code: 'database_in_use' } });
    await tellRound(await doorAt(registry.address), new Outside(), 'two');
    await registry.stop();
    expect(await fsck('--rebuild')).toMatchObject({ code: 0, answer: { ok: true, checked: { entries: 16 } } });
    const kept = await readFile(lastCheckpointFile(data), 'utf8');
    await writeFile(lastCheckpointFile(data), kept.replace('\n16\n', '\n15\n'));
    expect(await fsck()).toMatchObject({ code: 1, answer: { code: 'log_identity_lost' } });
  }, 120_000);
});
