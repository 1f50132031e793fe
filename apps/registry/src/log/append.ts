import { acceptStatement, openList, type SignedList } from '@assent/consent';
import { encodeEntry, leafHash } from '@assent/log';
import { accepted, limits, refused, type Result } from '@assent/schema';
import type { Opened } from '@assent/signing/verify';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Database } from '../database/tables.ts';
import { BatchHistory } from './history.ts';
import { type InsertedEntry, insertEntries } from './insert.ts';
import { type NodeCache, resumeTree } from './nodes.ts';

/** What is appended: a statement, the lines it signs, the manifest it releases. */
export interface Submission {
  readonly opened: Opened;
  /** Canonical lines, in order; `undefined` where none came. */
  readonly lines: readonly string[] | undefined;
  /** The released manifest's envelope and id. */
  readonly manifest: InsertedEntry['manifest'];
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
  /** The stored list whose lines came before, in chunks, each checked as it came: `list` then has none. */
  readonly upload: number | undefined;
}

export const prepareSubmission = (submission: Submission): Result<Prepared> => {
  const { opened, lines } = submission;
  const list = lines === undefined ? undefined : openList(opened.statement, lines);
  if (list?.ok === false) return list;
  const entry = encodeEntry(opened);
  if (entry.length > limits.entry) return refused('too_large', `an entry of ${entry.length} bytes`);
  return accepted({ ...submission, list: list?.value, entry, leaf: leafHash(entry), upload: undefined });
};

/**
 * The one way into the log, for statements that came at the same time: lock the head → load what the rule asks for → the
 * pure rule, one statement after the other → insert bytes, leaves and lines → commit. Each is answered on its own;
 * a refused one leaves no trace, and after a crash before the commit none has.
 */
export const appendBatch = async (
  db: Database,
  { origin, identity }: RegistryIdentity,
  batch: readonly Prepared[],
  now: number,
  cache: NodeCache,
): Promise<Result<Appended>[]> => {
  const nodes: { level: number; index: number; hash: Uint8Array }[] = [];
  const answers = await db.transaction().execute(async (transaction) => {
    // The lock makes the order of the log the order of commits. A reader never waits for it.
    const head = await transaction.selectFrom('log_head').select('size').forUpdate().executeTakeFirstOrThrow();
    const statements = batch.map(({ opened: { id, statement }, list }) => ({ id, statement, works: worksIn(list) }));
    const history = await BatchHistory.load(transaction, head.size, statements);
    const added: InsertedEntry[] = [];
    const verdicts = batch.map((prepared): Result<Appended> => {
      const { opened, list } = prepared;
      // The same statement again keeps its index and changes nothing.
      const known = history.byId(opened.id);
      if (known !== undefined) return accepted({ index: known.index, leafHash: known.leafHash });
      const verdict = acceptStatement(history, opened, list, { origin, identity, now });
      if (!verdict.ok) return verdict;
      const entry = insertedEntry(prepared, history.size);
      history.add(entry, worksIn(list));
      added.push(entry);
      return accepted({ index: entry.index, leafHash: entry.leafHash });
    });
    if (added.length > 0) {
      const tree = await resumeTree(
        transaction,
        head.size,
        (level, index, hash) => nodes.push({ level, index, hash }),
        cache,
      );
      for (const { leaf } of added) tree.add(leaf);
      await insertEntries(transaction, added, nodes, now);
    }
    return verdicts;
  });
  cache.remember(nodes);
  return answers;
};

const worksIn = (list: SignedList | undefined): string[] => list?.lines.map(({ sha256 }) => sha256) ?? [];

const insertedEntry = (prepared: Prepared, index: number): InsertedEntry => {
  const { opened, lines, list, entry, leaf, upload, manifest } = prepared;
  return {
    index,
    id: opened.id,
    statement: opened.statement,
    leafHash: bytesToHex(leaf),
    entry,
    leaf,
    lines: lines?.map((text, i) => ({ text, sha256: list!.lines[i]!.sha256 })),
    upload,
    manifest,
  };
};
