import { describeTerms } from '@assent/consent';
import type { Kind, Statement } from '@assent/schema';
import { didKeyOf, toBase64 } from '@assent/signing';
import type { PublicationReceipt } from '@assent/schema';
import { readLogged } from '../log/stored-entry.ts';
import { readList } from '../log/ledgers.ts';
import type { Registry } from '../registry.ts';
import { decodeEntry } from '@assent/log';

/** A log entry as the pages list it. */
export interface EntrySummary {
  readonly index: number;
  readonly id: string;
  readonly kind: Kind;
  readonly iss: string;
  readonly loggedAt: number;
  /** Works in the list it signs, where it signs one. */
  readonly works: number | undefined;
}

const countOf = (statement: Statement): number | undefined => {
  if (statement.kind === 'grant' || statement.kind === 'synthetic') return statement.works.count;
  return statement.kind === 'release' ? statement.items.count : undefined;
};

const summaryOf = async (
  row: Parameters<typeof readLogged>[0] & { iss: string; logged_at: number },
): Promise<EntrySummary> => {
  const { statement } = await readLogged(row);
  const { index, id, kind, iss } = row;
  return { index, id, kind, iss, loggedAt: row.logged_at, works: countOf(statement) };
};

/** The named entries, in the order of the log. */
export const summarise = async (registry: Registry, indices: readonly number[]): Promise<EntrySummary[]> => {
  if (indices.length === 0) return [];
  const rows = await registry.db
    .selectFrom('log_entry')
    .selectAll()
    .where('index', 'in', indices)
    .orderBy('index')
    .execute();
  return Promise.all(rows.map(summaryOf));
};

/** Entries, newest first, before an index. */
export const listEntries = async (
  registry: Registry,
  options: { readonly before: number | undefined; readonly limit: number; readonly kind: Kind | undefined },
): Promise<{ entries: EntrySummary[]; next: number | undefined }> => {
  let query = registry.db.selectFrom('log_entry').selectAll().orderBy('index', 'desc').limit(options.limit);
  if (options.before !== undefined) query = query.where('index', '<', options.before);
  if (options.kind !== undefined) query = query.where('kind', '=', options.kind);
  const rows = await query.execute();
  const entries = await Promise.all(rows.map(summaryOf));
  const last = rows.at(-1);
  return {
    entries,
    next: rows.length === options.limit && last !== undefined && last.index > 0 ? last.index : undefined,
  };
};

/** One entry with everything that shows it: its bytes, its words, its proof. */
export interface EntryDetail extends EntrySummary {
  readonly statement: Statement;
  /** What it says in plain words, where it says terms. */
  readonly words: readonly string[];
  /** For a grant: whether it still stands, in whole or in part. */
  readonly live: boolean | undefined;
  /** The log entry's bytes, base64. */
  readonly entry: string;
  readonly keys: readonly string[];
  /** The first lines of its list. */
  readonly lines: readonly string[];
  readonly receipt: PublicationReceipt;
}

/** How many lines of a list are shown with a statement. */
const shownLines = 200;

export const readEntry = async (registry: Registry, index: number): Promise<EntryDetail | undefined> => {
  const row = await registry.db.selectFrom('log_entry').selectAll().where('index', '=', index).executeTakeFirst();
  if (row === undefined) return undefined;
  const { statement, id } = await readLogged(row);
  const signed = decodeEntry(row.entry);
  return {
    index,
    id,
    kind: row.kind,
    iss: row.iss,
    loggedAt: row.logged_at,
    works: countOf(statement),
    statement,
    words: statement.kind === 'grant' ? describeTerms(statement) : [],
    live: statement.kind === 'grant' ? await stands(registry, index) : undefined,
    entry: toBase64(row.entry),
    keys: signed.ok ? signed.value.signatures.map(({ key }) => didKeyOf(key)) : [],
    lines: (await readList(registry.db, index)).slice(0, shownLines),
    receipt: await registry.receipt(id, { index, leafHash: row.leaf_hash.toString('hex') }),
  };
};

const stands = async (registry: Registry, index: number): Promise<boolean> =>
  registry.ledgers.use(await registry.size(), (ledger) => !ledger.hasEnded(index));

/** The log's index of a statement, by its id. */
export const findEntry = async (registry: Registry, id: string): Promise<number | undefined> =>
  (await registry.db.selectFrom('log_entry').select('index').where('id', '=', id).executeTakeFirst())?.index;
