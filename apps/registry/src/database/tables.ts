import type { Kind } from '@assent/schema';
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { Role } from '../teams/rules.ts';

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

/** Which list a statement signs. A list without a row here is on its way: see `UploadTable`. */
interface ListTable {
  /** The statement's index, or negative for a list that came in chunks. */
  id: number;
  statement: number;
}

/** Lines of lists. */
interface StoredLineTable {
  list: number;
  leaf: number;
  sha256: Buffer;
  line: string;
}

/** A view: the lines of lists that belong to a statement. */
interface ListLineView {
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

/** A statement whose list is on its way, in chunks. */
interface UploadTable {
  list: number;
  /** The statement's. */
  id: string;
  iss: string;
  root: Buffer;
  count: number;
  envelope: Buffer;
  /** Seconds: when the last chunk came. */
  touched_at: number;
}

/** Chunks that came: the root over each, a perfect subtree of the list's, and its first and last work. */
interface UploadChunkTable {
  list: number;
  chunk: number;
  root: Buffer;
  first: Buffer;
  last: Buffer;
}

/** Who is signed in, until when. A row outlives its challenge, so that none is used twice. */
interface SessionTable {
  token_hash: Buffer;
  challenge: Buffer;
  identity: string;
  /** The did:keys that signed in. */
  keys: string[];
  until: number;
}

interface TeamTable {
  id: string;
  title: string;
  made_at: number;
}

interface TeamMemberTable {
  team: string;
  identity: string;
  role: Role;
  since: number;
}

/** What a team has chosen so far of a dataset, as the page's address says it. */
interface DraftTable {
  id: string;
  team: string;
  title: string;
  choices: ColumnType<Record<string, string>, string, string>;
  /** Counts how often it was saved. */
  version: number;
  saved_at: number;
  saved_by: string;
}

/** Specifications that were made public, canonical, by their hash. */
interface SpecificationTable {
  hash: Buffer;
  text: string;
}

/** Monitors' cosignatures of states: of each, its time and its signature. */
interface StateCosignatureTable {
  /** Log index of the state. */
  state: number;
  /** did:key. */
  monitor: string;
  signature: Buffer;
}

/** One row: every erasure of a smaller log index is carried out. */
interface ErasureProgressTable {
  singleton: Generated<true>;
  before: number;
}

export interface Tables {
  log_head: LogHeadTable;
  log_entry: LogEntryTable;
  log_node: LogNodeTable;
  list: ListTable;
  list_line: ListLineView;
  stored_line: StoredLineTable;
  upload: UploadTable;
  upload_chunk: UploadChunkTable;
  manifest: ManifestTable;
  session: SessionTable;
  team: TeamTable;
  team_member: TeamMemberTable;
  draft: DraftTable;
  specification: SpecificationTable;
  state_cosignature: StateCosignatureTable;
  erasure_progress: ErasureProgressTable;
}

/** Reads go anywhere. */
export type Database = Kysely<Tables>;
/** What appends takes this, so that passing a plain connection does not compile. */
export type DatabaseTransaction = Transaction<Tables>;
