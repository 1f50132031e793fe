import { acceptStatement, type History, type Logged, openList, type SignedList } from '@assent/consent';
import { decodeEntry, encodeEntry, leafHash } from '@assent/log';
import { accepted, type Kind, refused, type Result, type State, type Statement } from '@assent/schema';
import type { Opened } from '@assent/signing/verify';
import { openSigned } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../database/tables.ts';
import { insertNodes, resumeTree } from './nodes.ts';

/** What is appended: a statement, the lines it signs, the manifest it releases. */
export interface Submission {
  readonly opened: Opened;
  /** Canonical lines, in order; `undefined` where none came. */
  readonly lines: readonly string[] | undefined;
  /** The released manifest's envelope and id. */
  readonly manifest: { readonly id: string; readonly envelope: Uint8Array } | undefined;
}

export interface Appended {
  readonly index: number;
  readonly leafHash: Uint8Array;
  /** Whether it is new; the same statement again keeps its index and changes nothing. */
  readonly isNew: boolean;
}

interface RegistryIdentity {
  readonly origin: string;
  /** The did:key of the log's key. */
  readonly identity: string;
}

/**
 * The one way into the log: open the list → lock the head → load what the rule asks for → the pure rule → insert bytes,
 * leaf and lines → commit. Either all of it is recorded or nothing.
 */
export const appendStatement = async (
  db: Database,
  registry: RegistryIdentity,
  { opened, lines, manifest }: Submission,
  now: number,
): Promise<Result<Appended>> => {
  const { statement } = opened;
  const list = lines === undefined ? undefined : openList(statement, lines);
  if (list !== undefined && !list.ok) return list;
  const entry = encodeEntry(opened);
  if (entry.length > 65_535) return refused('too_large', `an entry of ${entry.length} bytes`);
  const leaf = leafHash(entry);
  return db.transaction().execute(async (transaction) => {
    // The lock makes the order of the log the order of commits. A reader never waits for it.
    const head = await transaction.selectFrom('log_head').select('size').forUpdate().executeTakeFirstOrThrow();
    const known = await transaction
      .selectFrom('log_entry')
      .select(['index', 'leaf_hash'])
      .where('id', '=', opened.id)
      .executeTakeFirst();
    if (known !== undefined)
      return accepted({ index: known.index, leafHash: new Uint8Array(known.leaf_hash), isNew: false });
    const history = await loadHistory(transaction, head.size, statement);
    const verdict = acceptStatement(history, opened, list?.value, {
      origin: registry.origin,
      identity: registry.identity,
      now,
    });
    if (!verdict.ok) return verdict;
    await insert(transaction, head.size, opened, entry, leaf, now);
    if (lines !== undefined && list !== undefined) await insertLines(transaction, head.size, lines, list.value);
    if (manifest !== undefined) {
      await transaction
        .insertInto('manifest')
        .values({ release: head.size, id: manifest.id, envelope: Buffer.from(manifest.envelope) })
        .execute();
    }
    return accepted({ index: head.size, leafHash: leaf, isNew: true });
  });
};

const insert = async (
  db: DatabaseTransaction,
  index: number,
  { id, statement }: Opened,
  entry: Uint8Array,
  leaf: Uint8Array,
  now: number,
): Promise<void> => {
  await db
    .insertInto('log_entry')
    .values({
      index,
      id,
      kind: statement.kind,
      iss: statement.iss,
      entry: Buffer.from(entry),
      leaf_hash: Buffer.from(leaf),
      logged_at: now,
    })
    .execute();
  const nodes: { level: number; index: number; hash: Uint8Array }[] = [];
  const tree = await resumeTree(db, index, (level, at, hash) => nodes.push({ level, index: at, hash }));
  tree.add(leaf);
  await insertNodes(db, nodes);
  await db
    .updateTable('log_head')
    .set({ size: index + 1 })
    .execute();
};

const insertLines = async (
  db: DatabaseTransaction,
  statement: number,
  lines: readonly string[],
  list: SignedList,
): Promise<void> => {
  const leaves = lines.map((_, leaf) => leaf);
  const hashes = list.lines.map(({ sha256 }) => sha256);
  await sql`
    insert into list_line (statement, leaf, sha256, line)
    select ${statement}, leaf, decode(sha256, 'hex'), line
    from unnest(${leaves}::integer[], ${hashes}::text[], ${[...lines]}::text[]) as given (leaf, sha256, line)`.execute(
    db,
  );
};

/** The part of the log that the acceptance rule may ask about this statement, read after the lock was taken. */
const loadHistory = async (db: DatabaseTransaction, size: number, statement: Statement): Promise<History> => {
  const ids = [];
  if (statement.kind === 'grant') ids.push(...statement.replaces);
  if (statement.kind === 'withdraw') ids.push(statement.statement);
  if (statement.kind === 'synthetic') ids.push(statement.plan);
  const named = ids.length === 0 ? [] : await db.selectFrom('log_entry').selectAll().where('id', 'in', ids).execute();
  const logged = new Map<string, Logged>();
  for (const row of named) logged.set(row.id, await readLogged(row));
  const indexed =
    statement.kind === 'release'
      ? await db.selectFrom('log_entry').selectAll().where('index', '=', statement.state).executeTakeFirst()
      : undefined;
  const state = indexed === undefined ? undefined : await readLogged(indexed);
  const last = statement.kind === 'state' ? await findState(db, undefined) : undefined;
  const plan = statement.kind === 'synthetic' ? logged.get(statement.plan) : undefined;
  const after = plan === undefined ? undefined : await findState(db, plan.index);
  return {
    size,
    byId: (id) => logged.get(id),
    byIndex: (index) => (state?.index === index ? state : undefined),
    lastState: () => last,
    firstStateAfter: (index) => (index === plan?.index ? after : undefined),
  };
};

/** The first state after an index, or the last one of all. */
export const findState = async (db: Database, after: number | undefined): Promise<Logged<State> | undefined> => {
  const states = db.selectFrom('log_entry').selectAll().where('kind', '=', 'state').limit(1);
  const query =
    after === undefined ? states.orderBy('index', 'desc') : states.where('index', '>', after).orderBy('index', 'asc');
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : ((await readLogged(row)) as Logged<State>);
};

/** A stored entry back into a statement. What is stored was verified when it came, so a failure here is damage. */
export const readLogged = async (row: {
  index: number;
  id: string;
  kind: Kind;
  entry: Buffer;
  leaf_hash: Buffer;
}): Promise<Logged> => {
  const signed = decodeEntry(row.entry);
  const opened = signed.ok ? await openSigned(signed.value, node) : signed;
  if (!opened.ok || opened.value.id !== row.id) throw new Error(`entry ${row.index} of the log is damaged`);
  return { index: row.index, id: row.id, statement: opened.value.statement, leafHash: row.leaf_hash.toString('hex') };
};
