import type { Kind } from '@assent/schema';
import type { Kysely, Transaction } from 'kysely';

/** One row: the next index of the log. Locked by every append, so that entries are numbered in the order they commit. */
interface LogHeadTable {
  singleton: true;
  size: number;
  /** The log's name, so that a database cannot serve under another. */
  origin: string;
}

/** The log, verbatim. */
interface LogEntryTable {
  index: number;
  id: string;
  kind: Kind;
  iss: string;
  entry: Buffer;
  leaf_hash: Buffer;
  logged_at: number;
}

/** Hashes of perfect subtrees: level 0 are leaves. */
interface LogNodeTable {
  level: number;
  index: number;
  hash: Buffer;
}

/** Lines of the lists that statements sign. */
interface ListLineTable {
  statement: number;
  leaf: number;
  sha256: Buffer;
  line: string;
}

/** Manifests, by the release that issued them. */
interface ManifestTable {
  release: number;
  id: string;
  envelope: Buffer;
}

export interface Tables {
  log_head: LogHeadTable;
  log_entry: LogEntryTable;
  log_node: LogNodeTable;
  list_line: ListLineTable;
  manifest: ManifestTable;
}

/** Reads go anywhere. */
export type Database = Kysely<Tables>;
/** What appends takes this, so that passing a plain connection does not compile. */
export type DatabaseTransaction = Transaction<Tables>;
