import { type Logged, signerOf } from '@assent/consent';
import { toUtf8 } from '@assent/schema';
import { sql } from 'kysely';
import type { DatabaseTransaction } from '../database/tables.ts';
import { attachUpload } from './upload-store.ts';

/** What is kept of an accepted statement. */
export interface InsertedEntry extends Logged {
  readonly entry: Uint8Array;
  readonly leaf: Uint8Array;
  /** Lines with the work that each names; `undefined` where none came with the statement. */
  readonly lines: readonly { readonly text: string; readonly sha256: string }[] | undefined;
  /** The list that came before, in chunks. */
  readonly upload: number | undefined;
  readonly manifest: { readonly id: string; readonly envelope: Uint8Array } | undefined;
}

interface NewNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** Many byte strings as one parameter, which travels as it is: an array of them would be written out in hexadecimal. */
const joined = (parts: readonly Uint8Array[]): { bytes: Buffer; begins: number[]; lengths: number[] } => {
  const begins: number[] = [];
  // PostgreSQL counts from 1.
  let at = 1;
  for (const { length } of parts) {
    begins.push(at);
    at += length;
  }
  return { bytes: Buffer.concat(parts), begins, lengths: parts.map(({ length }) => length) };
};

/** Entries and the nodes of the tree that they complete, and the head that counts them: one request. */
export const insertEntries = async (
  db: DatabaseTransaction,
  added: readonly InsertedEntry[],
  nodes: readonly NewNode[],
  now: number,
): Promise<void> => {
  const entries = joined(added.map(({ entry }) => entry));
  const leaves = Buffer.concat(added.map(({ leaf }) => leaf));
  const hashes = Buffer.concat(nodes.map(({ hash }) => hash));
  await sql`
    with entries as (
      insert into log_entry (index, id, kind, iss, entry, leaf_hash, logged_at)
      select index, id, kind, iss, substring(${entries.bytes}::bytea from begin for length),
        substring(${leaves}::bytea from (32 * (nth - 1) + 1)::integer for 32), ${now}
      from unnest(
        ${added.map(({ index }) => index)}::bigint[], ${added.map(({ id }) => id)}::text[],
        ${added.map(({ statement }) => statement.kind)}::text[],
        ${added.map(({ statement }) => signerOf(statement))}::text[],
        ${entries.begins}::integer[], ${entries.lengths}::integer[]
      ) with ordinality as given (index, id, kind, iss, begin, length, nth)
    ), nodes as (
      insert into log_node (level, index, hash)
      select level, index, substring(${hashes}::bytea from (32 * (nth - 1) + 1)::integer for 32)
      from unnest(
        ${nodes.map(({ level }) => level)}::smallint[], ${nodes.map(({ index }) => index)}::bigint[]
      ) with ordinality as given (level, index, nth)
    )
    update log_head set size = size + ${added.length}`.execute(db);
  await insertLines(db, added);
  for (const { index, upload, statement } of added) {
    if (upload !== undefined && statement.kind === 'grant') await attachUpload(db, index, upload, statement.works);
  }
  const manifests = added.flatMap(({ index, manifest }) =>
    manifest === undefined ? [] : [{ release: index, id: manifest.id, envelope: Buffer.from(manifest.envelope) }],
  );
  if (manifests.length > 0) await db.insertInto('manifest').values(manifests).execute();
};

const insertLines = async (db: DatabaseTransaction, added: readonly InsertedEntry[]): Promise<void> => {
  const rows = added.flatMap(({ index, lines }) => (lines ?? []).map((line, leaf) => ({ list: index, leaf, ...line })));
  if (rows.length === 0) return;
  const texts = joined(rows.map(({ text }) => toUtf8(text)));
  const works = Buffer.from(rows.map(({ sha256 }) => sha256).join(''), 'hex');
  await sql`
    with lists as (
      insert into list (id, statement)
      select index, index
      from unnest(${added.filter(({ lines }) => lines !== undefined).map(({ index }) => index)}::bigint[]) as given (index)
    )
    insert into stored_line (list, leaf, sha256, line)
    select list, leaf, substring(${works}::bytea from (32 * (nth - 1) + 1)::integer for 32),
      convert_from(substring(${texts.bytes}::bytea from begin for length), 'UTF8')
    from unnest(
      ${rows.map(({ list }) => list)}::bigint[], ${rows.map(({ leaf }) => leaf)}::integer[],
      ${texts.begins}::integer[], ${texts.lengths}::integer[]
    ) with ordinality as given (list, leaf, begin, length, nth)`.execute(db);
};
