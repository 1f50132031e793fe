import { describeTerms, readNotice } from '@assent/consent';
import { decodeEntry } from '@assent/log';
import {
  accepted,
  Count,
  DidKey,
  Identity,
  type Kind,
  kinds,
  PublicationReceipt,
  type Result,
  Statement,
  StatementId,
  Time,
} from '@assent/schema';
import { didKeyOf, toBase64 } from '@assent/signing';
import { z } from 'zod';
import { readLogged, type StoredEntry } from '../log/stored-entry.ts';
import type { Registry } from '../registry.ts';
import { momentOf } from './as-of.ts';
import { readLines } from './lines.ts';
import { namesOf } from './names.ts';

export const KindName = z.enum(Object.keys(kinds) as [Kind, ...Kind[]]);

/** A log entry as the pages list it. */
export const EntrySummary = z.strictObject({
  index: Count,
  id: StatementId,
  kind: KindName,
  iss: Identity,
  loggedAt: Time,
  /** Works in the list it signs, where it signs one. */
  works: Count.optional(),
});
export type EntrySummary = z.infer<typeof EntrySummary>;

/** One page of entries, newest first. */
export const EntryPage = z.strictObject({
  entries: z.array(EntrySummary),
  /** For the page of older entries: their `cursor`. Absent: there are none. */
  next: Count.optional(),
  /** For the page of newer entries: their `newer`. Absent: there are none yet. */
  newer: Count.optional(),
});
export type EntryPage = z.infer<typeof EntryPage>;

/** One entry with everything that shows it: its bytes, its words, its proof. */
export const EntryDetail = z.strictObject({
  ...EntrySummary.shape,
  statement: Statement,
  /** The text that the signer of a grant was shown; English, where that cannot be made again. */
  words: z.array(z.string()),
  /** For what can be taken back: whether it still stands, in whole or in part. */
  live: z.boolean().optional(),
  /** The log entry's bytes, base64. */
  entry: z.base64(),
  keys: z.array(DidKey),
  /** The first lines of its list. */
  lines: z.array(z.string()),
  receipt: PublicationReceipt,
});
export type EntryDetail = z.infer<typeof EntryDetail>;

const countOf = (statement: Statement): number | undefined => {
  if ('works' in statement) return statement.works?.count;
  return statement.kind === 'release' ? statement.items.count : undefined;
};

const summaryOf = async (row: StoredEntry & { iss: string; logged_at: number }): Promise<EntrySummary> => {
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

export interface ListOptions {
  /** Only entries with a smaller index; the newest of them. */
  readonly before?: number | undefined;
  /** Only entries with a greater index; the oldest of them. */
  readonly after?: number | undefined;
  readonly limit: number;
  readonly kind?: Kind | undefined;
  /** Only what this identity signed. */
  readonly signer?: string | undefined;
  /** Only what names this identity, other than as its signer. */
  readonly subject?: string | undefined;
  /** As of the log's first so many entries. */
  readonly size?: number | undefined;
}

/** Entries, newest first, from a cursor to the older or to the newer ones. */
export const listEntries = async (registry: Registry, options: ListOptions): Promise<Result<EntryPage>> => {
  const { before, after, limit, kind, signer, subject } = options;
  const moment = await momentOf(registry, options.size);
  if (!moment.ok) return moment;
  const { size } = moment.value;
  const named = subject === undefined ? undefined : (await namesOf(registry, subject)).map(({ index }) => index);
  let all = registry.db.selectFrom('log_entry').where('index', '<', size);
  if (kind !== undefined) all = all.where('kind', '=', kind);
  if (signer !== undefined) all = all.where('iss', '=', signer);
  if (named !== undefined) all = all.where((where) => where('index', '=', where.fn.any(where.val(named))));
  const towards = after === undefined ? 'desc' : 'asc';
  let page = all
    .selectAll()
    .orderBy('index', towards)
    .limit(limit + 1);
  if (before !== undefined) page = page.where('index', '<', before);
  if (after !== undefined) page = page.where('index', '>', after);
  const found = await page.execute();
  const more = found.length > limit;
  const rows = found.slice(0, limit);
  if (after !== undefined) rows.reverse();
  const [newest, oldest] = [rows[0]?.index, rows.at(-1)?.index];
  /** Whether there is anything on the side that the page did not look at. */
  const beyond = async (operator: '<' | '>', from: number): Promise<boolean> =>
    (await all.select('index').where('index', operator, from).limit(1).execute()).length > 0;
  const hasOlder = after === undefined ? more : oldest !== undefined && (await beyond('<', oldest));
  const hasNewer =
    after !== undefined ? more : before !== undefined && newest !== undefined && (await beyond('>', newest));
  return accepted({
    entries: await Promise.all(rows.map(summaryOf)),
    ...(hasOlder && { next: oldest }),
    ...(hasNewer && { newer: newest }),
  });
};

/** Kinds of which what was said can be taken back. */
const canEnd: readonly Kind[] = ['attest', 'delegate', 'disclaim', 'dispute', 'grant', 'resolve'];

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
    words: statement.kind === 'grant' ? (readNotice(statement) ?? describeTerms('en', statement)) : [],
    live: canEnd.includes(row.kind) ? await stands(registry, index) : undefined,
    entry: toBase64(row.entry),
    keys: signed.ok ? signed.value.signatures.map(({ key }) => didKeyOf(key)) : [],
    lines: [...(await readLines(registry, index, 0, shownLines))],
    receipt: await registry.receipt(id, { index, leafHash: row.leaf_hash.toString('hex') }),
  };
};

const stands = async (registry: Registry, index: number): Promise<boolean> =>
  registry.ledgers.use(await registry.size(), (ledger) => !ledger.hasEnded(index));

/** The log's index of a statement, by its id. */
export const findEntry = async (registry: Registry, id: string): Promise<number | undefined> =>
  (await registry.db.selectFrom('log_entry').select('index').where('id', '=', id).executeTakeFirst())?.index;
