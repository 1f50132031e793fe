import { acceptStatement, type Logged, openList, type SignedList, signerOf } from '@assent/consent';
import { encodeEntry, leafHash } from '@assent/log';
import { accepted, limits, refused, type Result } from '@assent/schema';
import type { Opened } from '@assent/signing/verify';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../database/tables.ts';
import { BatchHistory } from './history.ts';
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
  /** Hex. */
  readonly leafHash: string;
}

interface RegistryIdentity {
  readonly origin: string;
  /** The did:key of the log's key. */
  readonly identity: string;
}

/** A submission whose list was opened and whose entry was encoded: what can be done before the head is locked. */
export interface Prepared extends Submission {
  readonly list: SignedList | undefined;
  readonly entry: Uint8Array;
  readonly leaf: Uint8Array;
}

export const prepareSubmission = (submission: Submission): Result<Prepared> => {
  const { opened, lines } = submission;
  const list = lines === undefined ? undefined : openList(opened.statement, lines);
  if (list?.ok === false) return list;
  const entry = encodeEntry(opened);
  if (entry.length > limits.entry) return refused('too_large', `an entry of ${entry.length} bytes`);
  return accepted({ ...submission, list: list?.value, entry, leaf: leafHash(entry) });
};

interface NewEntry extends Logged {
  readonly prepared: Prepared;
}

/**
 * The one way into the log, for statements that came at the same time: lock the head → load what the rule asks for → the
 * pure rule, one statement after the other → insert bytes, leaves and lines → commit. Each is answered on its own;
 * a refused one leaves no trace, and after a crash before the commit none has.
 */
export const appendBatch = (
  db: Database,
  { origin, identity }: RegistryIdentity,
  batch: readonly Prepared[],
  now: number,
): Promise<Result<Appended>[]> =>
  db.transaction().execute(async (transaction) => {
    // The lock makes the order of the log the order of commits. A reader never waits for it.
    const head = await transaction.selectFrom('log_head').select('size').forUpdate().executeTakeFirstOrThrow();
    const statements = batch.map(({ opened: { id, statement }, list }) => ({ id, statement, works: worksIn(list) }));
    const history = await BatchHistory.load(transaction, head.size, statements);
    const added: NewEntry[] = [];
    const answers = batch.map((prepared): Result<Appended> => {
      const { opened, list, leaf } = prepared;
      // The same statement again keeps its index and changes nothing.
      const known = history.byId(opened.id);
      if (known !== undefined) return accepted({ index: known.index, leafHash: known.leafHash });
      const verdict = acceptStatement(history, opened, list, { origin, identity, now });
      if (!verdict.ok) return verdict;
      const { id, statement } = opened;
      const entry: NewEntry = { index: history.size, id, statement, leafHash: bytesToHex(leaf), prepared };
      history.add(entry, worksIn(list));
      added.push(entry);
      return accepted({ index: entry.index, leafHash: entry.leafHash });
    });
    if (added.length > 0) await insert(transaction, head.size, added, now);
    return answers;
  });

const worksIn = (list: SignedList | undefined): string[] => list?.lines.map(({ sha256 }) => sha256) ?? [];

const insert = async (
  db: DatabaseTransaction,
  size: number,
  added: readonly NewEntry[],
  now: number,
): Promise<void> => {
  const entries = added.map(({ index, id, statement, prepared: { entry, leaf } }) => ({
    index,
    id,
    kind: statement.kind,
    iss: signerOf(statement),
    entry: Buffer.from(entry),
    leaf_hash: Buffer.from(leaf),
    logged_at: now,
  }));
  await db.insertInto('log_entry').values(entries).execute();
  const nodes: { level: number; index: number; hash: Uint8Array }[] = [];
  const tree = await resumeTree(db, size, (level, index, hash) => nodes.push({ level, index, hash }));
  for (const { prepared } of added) tree.add(prepared.leaf);
  await insertNodes(db, nodes);
  await insertLines(db, added);
  const manifests = added.flatMap(({ index, prepared: { manifest } }) =>
    manifest === undefined ? [] : [{ release: index, id: manifest.id, envelope: Buffer.from(manifest.envelope) }],
  );
  if (manifests.length > 0) await db.insertInto('manifest').values(manifests).execute();
  await db.updateTable('log_head').set({ size: tree.size }).execute();
};

const insertLines = async (db: DatabaseTransaction, added: readonly NewEntry[]): Promise<void> => {
  const rows = added.flatMap(({ index, prepared: { lines, list } }) =>
    (lines ?? []).map((line, leaf) => ({ list: index, leaf, sha256: list!.lines[leaf]!.sha256, line })),
  );
  if (rows.length === 0) return;
  const lists = added.flatMap(({ index, prepared: { lines } }) => (lines === undefined ? [] : [index]));
  await sql`
    insert into list (id, statement) select index, index from unnest(${lists}::bigint[]) as given (index)`.execute(db);
  // Four arrays instead of four parameters a row: PostgreSQL takes 65,535 parameters at most.
  await sql`
    insert into stored_line (list, leaf, sha256, line)
    select list, leaf, decode(sha256, 'hex'), line
    from unnest(
      ${rows.map(({ list }) => list)}::bigint[],
      ${rows.map(({ leaf }) => leaf)}::integer[],
      ${rows.map(({ sha256 }) => sha256)}::text[],
      ${rows.map(({ line }) => line)}::text[]
    ) as given (list, leaf, sha256, line)`.execute(db);
};
