import { signerOf } from '@assent/consent';
import { TreeHasher } from '@assent/log';
import { openManifest } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../database/tables.ts';
import { insertNodes } from '../log/nodes.ts';
import { forgetFalseCosignatures } from './check-cosignatures.ts';
import { rebuildErasures } from './check-erasures.ts';
import { workIn } from './check-lists.ts';
import { Damage, type Finding } from './finding.ts';
import type { OpenWorkers } from '../log/open-workers.ts';
import { statementIn } from '../log/statement-in.ts';

const page = 500;
const linePage = 8192;

export interface RebuildOptions {
  readonly origin: string;
  readonly workers: OpenWorkers;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Write everything again that follows from signed bytes: the columns of entries, the tree, the works of lines, the ids of
 * manifests, the head. One transaction: after a crash before its commit nothing has changed. The bytes themselves are
 * only read; where they are unsound, nothing is written and the finding names them.
 */
export const rebuild = async (db: Database, options: RebuildOptions): Promise<Finding | undefined> => {
  try {
    await db.transaction().execute(async (transaction) => {
      const size = await rebuildEntries(transaction, options);
      await rebuildLines(transaction);
      await rebuildManifests(transaction);
      await forgetFalseCosignatures(transaction);
      await rebuildErasures(transaction);
      await sql`
        insert into log_head (singleton, size, origin) values (true, ${size}, ${options.origin})
        on conflict (singleton) do update set size = excluded.size, origin = excluded.origin`.execute(transaction);
    });
    return undefined;
  } catch (cause) {
    if (cause instanceof Damage) return cause.finding;
    throw cause;
  }
};

const rebuildEntries = async (db: DatabaseTransaction, { workers, onProgress }: RebuildOptions): Promise<number> => {
  const { total } = await db
    .selectFrom('log_entry')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  await sql`
    create temporary table sound_entry (index bigint primary key, id text, kind text, iss text, leaf_hash bytea)
    on commit drop`.execute(db);
  await sql`truncate log_node`.execute(db);
  let nodes: { level: number; index: number; hash: Uint8Array }[] = [];
  const tree = new TreeHasher((level, index, hash) => void nodes.push({ level, index, hash }));
  for (let done = 0; done < total; onProgress(done, total)) {
    const rows = await db
      .selectFrom('log_entry')
      .select(['index', 'entry'])
      .where('index', '>=', done)
      .where('index', '<', done + page)
      .orderBy('index')
      .execute();
    const opened = await workers.open(rows.map(({ entry }) => entry));
    const sound = rows.map(({ index, entry }, i) => {
      const refusal = opened.refusedEntries.get(i);
      if (index !== done + i) throw new Damage('log_entry', 'index', done + i, 'missing');
      if (refusal !== undefined) throw new Damage('log_entry', 'entry', index, `${refusal.code} ${refusal.detail}`);
      const statement = statementIn(entry)!;
      const leaf = opened.leaves.subarray(32 * i, 32 * i + 32);
      tree.add(leaf);
      return { index, id: opened.ids[i]!, kind: statement.kind, iss: signerOf(statement), leaf: Buffer.from(leaf) };
    });
    if (sound.length === 0) throw new Damage('log_entry', 'index', done, 'missing');
    await sql`
      insert into sound_entry select * from unnest(
        ${sound.map(({ index }) => index)}::bigint[], ${sound.map(({ id }) => id)}::text[],
        ${sound.map(({ kind }) => kind)}::text[], ${sound.map(({ iss }) => iss)}::text[],
        ${sound.map(({ leaf }) => leaf)}::bytea[])`.execute(db);
    await insertNodes(db, nodes);
    nodes = [];
    done += rows.length;
  }
  // First out of each other's way: two ids that changed places would meet.
  await sql`
    update log_entry e set id = 'damaged ' || e.index from sound_entry s
    where s.index = e.index and s.id <> e.id`.execute(db);
  await sql`
    update log_entry e set id = s.id, kind = s.kind, iss = s.iss, leaf_hash = s.leaf_hash from sound_entry s
    where s.index = e.index and (s.id, s.kind, s.iss, s.leaf_hash) <> (e.id, e.kind, e.iss, e.leaf_hash)`.execute(db);
  return total;
};

const rebuildLines = async (db: DatabaseTransaction): Promise<void> => {
  let [list, leaf] = [Number.MIN_SAFE_INTEGER, 0];
  for (;;) {
    const { rows } = await sql<{ list: number; leaf: number; sha256: Buffer; line: string }>`
      select * from stored_line where (list, leaf) > (${list}, ${leaf}) order by list, leaf limit ${linePage}`.execute(
      db,
    );
    if (rows.length === 0) return;
    for (const row of rows) {
      const work = workIn(row.line);
      if (work === row.sha256.toString('hex')) continue;
      if (typeof work !== 'string' || !/^[0-9a-f]{64}$/.test(work))
        throw new Damage('stored_line', 'line', `list ${row.list}, line ${row.leaf}`, 'names no work');
      await db
        .updateTable('stored_line')
        .set({ sha256: Buffer.from(work, 'hex') })
        .where('list', '=', row.list)
        .where('leaf', '=', row.leaf)
        .execute();
    }
    ({ list, leaf } = rows.at(-1)!);
  }
};

const rebuildManifests = async (db: DatabaseTransaction): Promise<void> => {
  const rows = await db.selectFrom('manifest').select('release').execute();
  const ids = new Map<number, string>();
  for (const { release } of rows) {
    const { id, envelope } = await db
      .selectFrom('manifest')
      .select(['id', 'envelope'])
      .where('release', '=', release)
      .executeTakeFirstOrThrow();
    const opened = await openManifest(envelope, node);
    if (!opened.ok) throw new Damage('manifest', 'envelope', release, opened.refusal.code);
    if (opened.value.id !== id) ids.set(release, opened.value.id);
  }
  const set = (release: number, id: string) =>
    db.updateTable('manifest').set({ id }).where('release', '=', release).execute();
  for (const release of ids.keys()) await set(release, `damaged ${release}`);
  for (const [release, id] of ids) await set(release, id);
};
