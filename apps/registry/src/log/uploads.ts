import { acceptStatement } from '@assent/consent';
import { encodeEntry, leafHash } from '@assent/log';
import {
  accepted,
  type Grant,
  limits,
  type PublicationReceipt,
  refused,
  type Result,
  type UploadProgress,
} from '@assent/schema';
import { type Opened, openStatement } from '@assent/signing';
import { node } from '@assent/signing/node';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../database/tables.ts';
import { ThreadPool } from '../thread-pool.ts';
import type { Appended, Prepared } from './append.ts';
import { BatchHistory } from './history.ts';
import { type CheckedChunk, chunkLines, type GivenChunk } from './list-chunk.ts';
import { dropUpload, forgetChunks, joinChunks } from './upload-store.ts';

/** How long an upload is kept after its last chunk, in seconds. */
const patience = 86_400;
/** Uploads on their way at once: of one signer, and of all, for keys cost nothing. */
const most = { signer: 4, all: 64 } as const;
/** Threads that check chunks: one keeps up with what PostgreSQL takes in. */
const threads = 1;

/** The registry that lists are uploaded to. */
interface Host {
  readonly db: Database;
  readonly origin: string;
  readonly identity: string;
  now(): number;
  /** Why a statement is not taken from outside at this moment, whatever the rule says. */
  screen(opened: Opened): Result<void>;
  append(prepared: Prepared): Promise<Result<Appended>>;
  receipt(id: string, appended: Appended): Promise<PublicationReceipt>;
}

/**
 * Grants over lists too long for one request. The grant is sent first and judged, then the list's lines in numbered
 * chunks, in any order, each checked and stored as it comes. With the last one the grant is appended. Until then nothing
 * of it is in the log; what is abandoned goes after a day.
 */
export class Uploads {
  readonly #host: Host;
  readonly #pool = new ThreadPool<GivenChunk, Result<CheckedChunk>>(
    new URL('list-worker.ts', import.meta.url),
    threads,
  );

  constructor(host: Host) {
    this.#host = host;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  /** Begin, or ask what is there: the same envelope again answers how far it came. `root`: of the list it signs. */
  async begin(envelope: Uint8Array, root: string): Promise<Result<UploadProgress>> {
    const { db } = this.#host;
    const opened = await openGrant(envelope);
    if (!opened.ok) return opened;
    if (opened.value.statement.works.root !== root) return refused('works_list_mismatch', 'another root was signed');
    const screened = this.#host.screen(opened.value);
    if (!screened.ok) return screened;
    const { id, statement } = opened.value;
    const now = this.#host.now();
    await this.#expire(now);
    const judged = await db.transaction().execute((transaction) => this.#judge(transaction, opened.value));
    if (!judged.ok) return judged;
    if (judged.value !== undefined) {
      // Appended meanwhile, by this upload or in one request: what is left of an upload is of no use.
      await dropUpload(db, id);
      return accepted(await this.#done(id, statement, judged.value));
    }
    // One counts and adds at a time, or many that come at once would all find room.
    const begun = await db.transaction().execute(async (transaction) => {
      await sql`lock table upload in share row exclusive mode`.execute(transaction);
      const { rows } = await sql<{ own: number; all: number; known: boolean }>`
        select count(*) filter (where iss = ${statement.iss}) as own, count(*) as all,
          coalesce(bool_or(id = ${id}), false) as known
        from upload`.execute(transaction);
      const { own, all, known } = rows[0]!;
      if (known) return accepted(undefined);
      if (own >= most.signer || all >= most.all)
        return refused('uploads_exhausted', own >= most.signer ? `${own} of this signer` : `${all} of all signers`);
      await sql`
        insert into upload (list, id, iss, root, count, envelope, touched_at)
        values (nextval('upload_list'), ${id}, ${statement.iss}, ${Buffer.from(statement.works.root, 'hex')},
          ${statement.works.count}, ${Buffer.from(envelope)}, ${now})`.execute(transaction);
      return accepted(undefined);
    });
    return begun.ok ? this.#progress(id, opened.value) : begun;
  }

  /** One chunk: canonical lines, each ended by a line feed. The same chunk again replaces itself. */
  async put(id: string, chunk: number, bytes: Uint8Array): Promise<Result<UploadProgress>> {
    const { db } = this.#host;
    const upload = await db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst();
    if (upload === undefined) return refused('upload_unknown', id);
    const begin = chunk * chunkLines;
    if (begin >= upload.count) return refused('works_list_mismatch', `chunk ${chunk} of ${chunksOf(upload.count)}`);
    const opened = await openGrant(upload.envelope);
    if (!opened.ok) throw new Error(`the upload of ${id} is damaged: ${opened.refusal.code}`);
    const lines = Math.min(chunkLines, upload.count - begin);
    const checked = await this.#pool.ask({ grant: opened.value.statement, bytes, lines });
    if (!checked.ok) return refused(checked.refusal.code, `chunk ${chunk}, ${checked.refusal.detail}`);
    const stored = await db
      .transaction()
      .execute((transaction) => storeChunk(transaction, upload.list, chunk, bytes, checked.value, this.#host.now()));
    return stored ? this.#progress(id, opened.value) : refused('upload_unknown', id);
  }

  /** The rule's answer before anything is sent; what was appended, if this statement was. */
  async #judge(transaction: DatabaseTransaction, opened: Opened<Grant>): Promise<Result<Appended | undefined>> {
    const { statement, id } = opened;
    const { size } = await transaction.selectFrom('log_head').select('size').executeTakeFirstOrThrow();
    const history = await BatchHistory.load(transaction, size, [{ id, statement, works: [] }]);
    const known = history.byId(id);
    if (known !== undefined) return accepted({ index: known.index, leafHash: known.leafHash });
    const { origin, identity } = this.#host;
    const verdict = acceptStatement(history, opened, signedList(statement), {
      origin,
      identity,
      now: this.#host.now(),
    });
    return verdict.ok ? accepted(undefined) : verdict;
  }

  async #progress(id: string, opened: Opened<Grant>): Promise<Result<UploadProgress>> {
    const { db } = this.#host;
    const { statement } = opened;
    const upload = await db.selectFrom('upload').select('list').where('id', '=', id).executeTakeFirst();
    if (upload === undefined) {
      const judged = await db.transaction().execute((transaction) => this.#judge(transaction, opened));
      const appended = judged.ok ? judged.value : undefined;
      return appended === undefined
        ? refused('upload_unknown', id)
        : accepted(await this.#done(id, statement, appended));
    }
    const chunks = chunksOf(statement.works.count);
    const rows = await db
      .selectFrom('upload_chunk')
      .select('chunk')
      .where('list', '=', upload.list)
      .orderBy('chunk')
      .execute();
    const have = rows.map(({ chunk }) => chunk);
    if (have.length < chunks) return accepted({ id, chunkLines, chunks, have, receipt: undefined });
    const joined = await joinChunks(db, upload.list, statement.works);
    if (!joined.ok) {
      // Nobody can tell which chunk is the false one, so all of them go.
      await forgetChunks(db, upload.list);
      return joined;
    }
    const entry = encodeEntry(opened);
    if (entry.length > limits.entry) return refused('too_large', `an entry of ${entry.length} bytes`);
    const list = signedList(statement);
    const leaf = leafHash(entry);
    const submission = { opened, lines: undefined, manifest: undefined, list, entry, leaf, upload: upload.list };
    const appended = await this.#host.append(submission);
    return appended.ok ? accepted(await this.#done(id, statement, appended.value)) : appended;
  }

  async #done(id: string, { works }: Grant, appended: Appended): Promise<UploadProgress> {
    const chunks = chunksOf(works.count);
    const have = Array.from({ length: chunks }, (_, chunk) => chunk);
    return { id, chunkLines, chunks, have, receipt: await this.#host.receipt(id, appended) };
  }

  async #expire(now: number): Promise<void> {
    const { db } = this.#host;
    const old = await db
      .selectFrom('upload')
      .select('id')
      .where('touched_at', '<', now - patience)
      .execute();
    for (const { id } of old) await dropUpload(db, id);
  }
}

/** The list as the rule sees it: each of its lines was checked in its chunk, and the root is asked over the chunks. */
const signedList = ({ works }: Grant) => ({ ...works, lines: [] });

const chunksOf = (count: number): number => Math.ceil(count / chunkLines);

const openGrant = async (envelope: Uint8Array): Promise<Result<Opened<Grant>>> => {
  const opened = await openStatement(envelope, node);
  if (!opened.ok) return opened;
  const { statement } = opened.value;
  if (statement.kind !== 'grant') return refused('statement_kind_wrong', statement.kind);
  if (statement.works.count > limits.list)
    return refused('too_large', `${statement.works.count} lines, at most ${limits.list}`);
  return opened as Result<Opened<Grant>>;
};

/** Answers `false` when the upload went meanwhile. */
const storeChunk = async (
  db: DatabaseTransaction,
  list: number,
  chunk: number,
  bytes: Uint8Array,
  { root, works, begins, lengths }: CheckedChunk,
  now: number,
): Promise<boolean> => {
  const held = await db.selectFrom('upload').select('list').where('list', '=', list).forUpdate().executeTakeFirst();
  if (held === undefined) return false;
  const begin = chunk * chunkLines;
  await db
    .deleteFrom('stored_line')
    .where('list', '=', list)
    .where('leaf', '>=', begin)
    .where('leaf', '<', begin + chunkLines)
    .execute();
  await sql`
    insert into stored_line (list, leaf, sha256, line)
    select ${list}, ${begin}::integer + (nth - 1)::integer,
      substring(${Buffer.from(works)}::bytea from (32 * (nth - 1) + 1)::integer for 32),
      convert_from(substring(${Buffer.from(bytes)}::bytea from begin for length), 'UTF8')
    from unnest(${begins}::integer[], ${lengths}::integer[]) with ordinality as given (begin, length, nth)`.execute(db);
  const row = {
    list,
    chunk,
    root: Buffer.from(root, 'hex'),
    first: Buffer.from(works.subarray(0, 32)),
    last: Buffer.from(works.subarray(-32)),
  };
  const { root: newRoot, first, last } = row;
  await db
    .insertInto('upload_chunk')
    .values(row)
    .onConflict((c) => c.columns(['list', 'chunk']).doUpdateSet({ root: newRoot, first, last }))
    .execute();
  await db.updateTable('upload').set({ touched_at: now }).where('list', '=', list).execute();
  return true;
};
