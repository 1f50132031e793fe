import {
  buildState,
  Ledger,
  openStoredList,
  type Replayed,
  replayOpened,
  signerOf,
  type SignedList,
} from '@assent/consent';
import { equalBytes } from '@assent/log';
import { accepted, type Release, type Result, type State, type Statement } from '@assent/schema';
import { openManifest } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Database } from '../database/tables.ts';
import type { SignedCheckpoint } from '../log/checkpoint.ts';
import { checkCosignatures } from './check-cosignatures.ts';
import { readAhead } from '../log/read-ahead.ts';
import { readLongList, readShortLists, type ShortLists, type StoredLine } from '../log/stored-lines.ts';
import { checkErasures } from './check-erasures.ts';
import { checkLeftovers, checkLines } from './check-lists.ts';
import { NodeCheck } from './check-nodes.ts';
import { Damage, type Finding } from './finding.ts';
import type { OpenedPage } from '../log/open-page.ts';
import type { OpenWorkers } from '../log/open-workers.ts';
import { statementIn } from '../log/statement-in.ts';

/** Entries read at once. */
const page = 1000;

export interface Checked {
  readonly entries: number;
  readonly states: number;
  readonly lines: number;
}

export interface CheckOptions {
  readonly origin: string;
  /** The did:key of the log's key. */
  readonly identity: string;
  /** The one that is kept beside the database. */
  readonly checkpoint: SignedCheckpoint;
  /** Seconds. */
  readonly now: number;
  readonly workers: OpenWorkers;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Read everything that is stored, as of one moment, and compute it again from the signed bytes alone: every hash, node
 * and root, every signature, every acceptance, every state, every row that is derived. Changes nothing. Answers the
 * first finding, or what was seen.
 */
export const checkStored = (db: Database, options: CheckOptions): Promise<Finding | Checked> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      try {
        return await new StoredCheck(snapshot, options).run();
      } catch (cause) {
        if (cause instanceof Damage) return cause.finding;
        throw cause;
      }
    });

interface Row {
  readonly index: number;
  readonly id: string;
  readonly kind: string;
  readonly iss: string;
  readonly entry: Buffer;
  readonly leaf_hash: Buffer;
  readonly logged_at: number;
}

interface Page {
  readonly rows: readonly Row[];
  /** `undefined` where the bytes are not even an entry. */
  readonly statements: readonly (Statement | undefined)[];
  readonly lists: ShortLists;
  readonly opened: OpenedPage;
}

class StoredCheck {
  readonly #db: Database;
  readonly #options: CheckOptions;
  readonly #ledger = new Ledger();
  readonly #nodes: NodeCheck;
  /** By the number of entries that they cover. */
  readonly #states = new Map<number, { readonly index: number; readonly statement: State }[]>();
  #loggedAt = 0;
  #lists = 0;
  #lines = 0;
  #releases = 0;
  #seenStates = 0;

  constructor(db: Database, options: CheckOptions) {
    this.#db = db;
    this.#options = options;
    this.#nodes = new NodeCheck(db);
  }

  async run(): Promise<Checked> {
    const size = await this.#checkHead();
    await this.#findStates();
    this.#checkRoots();
    let done = 0;
    for await (const read of readAhead(0, size, page, (from, to) => this.#read(from, to))) {
      const { rows } = read;
      const expected = Math.min(page, size - done);
      for (const [i, row] of rows.entries()) {
        if (row.index !== done + i) throw missing(done + i);
        await this.#checkRow(row, read, i);
      }
      if (rows.length < expected) throw missing(done + rows.length);
      await this.#nodes.compare();
      done += rows.length;
      this.#options.onProgress(done, size);
    }
    await this.#finish();
    return { entries: size, states: this.#seenStates, lines: this.#lines };
  }

  async #checkHead(): Promise<number> {
    const heads = await this.#db.selectFrom('log_head').selectAll().execute();
    const [head] = heads;
    if (head === undefined) throw new Damage('log_head', 'singleton', 'the head', 'missing', 'rebuild');
    const { origin, checkpoint } = this.#options;
    if (head.origin !== origin)
      throw new Damage('log_head', 'origin', 'the head', `${head.origin}, not ${origin}`, 'rebuild');
    const { count } = await this.#db
      .selectFrom('log_entry')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (count !== head.size)
      throw new Damage('log_head', 'size', 'the head', `${head.size}, there are ${count} entries`, 'rebuild');
    if (checkpoint.size > count)
      throw new Damage('log_entry', 'index', count, `missing: ${checkpoint.size} entries were signed for`);
    return count;
  }

  /** States are checked when the ledger has the size they speak of, which is before they come by themselves. */
  async #findStates(): Promise<void> {
    const rows = await this.#db
      .selectFrom('log_entry')
      .select(['index', 'entry'])
      .where('kind', '=', 'state')
      .execute();
    for (const { index, entry } of rows) {
      const statement = statementIn(entry);
      if (statement?.kind !== 'state') continue;
      const same = this.#states.get(statement.size);
      if (same === undefined) this.#states.set(statement.size, [{ index, statement }]);
      else same.push({ index, statement });
    }
  }

  async #read(from: number, to: number): Promise<Page> {
    const rows: Row[] = await this.#db
      .selectFrom('log_entry')
      .selectAll()
      .where('index', '>=', from)
      .where('index', '<', to)
      .orderBy('index')
      .execute();
    const statements = rows.map(({ entry }) => statementIn(entry));
    const lists = await readShortLists(
      this.#db,
      rows.map(({ index }, i) => ({ index, statement: statements[i] })),
    );
    const opened = await this.#options.workers.open(
      rows.map(({ entry }) => entry),
      rows.map(({ index }) => {
        const short = lists.get(index);
        return short === undefined || short.length === 0 ? undefined : short.map(({ line }) => line);
      }),
    );
    return { rows, statements, lists, opened };
  }

  async #checkRow(row: Row, read: Page, i: number): Promise<void> {
    const { index } = row;
    const { leaves, ids, keys, refusedEntries } = read.opened;
    const refusal = refusedEntries.get(i);
    if (refusal !== undefined) throw new Damage('log_entry', 'entry', index, `${refusal.code} ${refusal.detail}`);
    const statement = read.statements[i]!;
    const leaf = leaves.subarray(32 * i, 32 * i + 32);
    const derived = (column: string): Damage =>
      new Damage('log_entry', column, index, 'not what the entry says', 'rebuild');
    if (!equalBytes(leaf, row.leaf_hash)) throw derived('leaf_hash');
    if (row.id !== ids[i]) throw derived('id');
    if (row.kind !== statement.kind) throw derived('kind');
    if (row.iss !== signerOf(statement)) throw derived('iss');
    if (row.logged_at < this.#loggedAt || row.logged_at > this.#options.now)
      throw new Damage('log_entry', 'logged_at', index, 'before the entry before it, or in the future');
    this.#loggedAt = row.logged_at;
    this.#nodes.add(leaf);
    const list = await this.#openList(index, read, i);
    this.#replay({ index, id: row.id, statement, keys: keys[i]!, leafHash: row.leaf_hash.toString('hex') }, list);
    if (statement.kind === 'release') await this.#checkManifest(index, statement);
    this.#checkRoots();
  }

  /** The list that is stored with an entry, once its columns are checked; `undefined` where none is. */
  async #openList(
    index: number,
    { statements, lists, opened }: Page,
    i: number,
  ): Promise<Result<SignedList | undefined>> {
    const short = lists.get(index);
    const rows: StoredLine[] = [...(short ?? [])];
    if (short === undefined) for await (const some of readLongList(this.#db, index)) rows.push(...some);
    const lines = checkLines(index, rows);
    if (lines.length === 0) return accepted(undefined);
    this.#lists++;
    this.#lines += lines.length;
    if (short === undefined)
      return openStoredList(
        statements[i]!,
        rows.map(({ line }) => line),
      );
    const refusal = opened.refusedLists.get(i);
    return refusal === undefined
      ? accepted({ root: opened.roots[i]!, count: lines.length, lines })
      : { ok: false, refusal };
  }

  #replay(entry: Omit<Replayed, 'lines'>, list: Result<SignedList | undefined>): void {
    const { index } = entry;
    const { origin, identity } = this.#options;
    const registry = { origin, identity, now: this.#ledger.lastState()?.statement.at ?? 0 };
    const verdict = replayOpened(this.#ledger, entry, list, registry);
    if (!verdict.ok) {
      const { code, detail } = verdict.refusal;
      const aboutList = code.startsWith('works_list') || /^line \d/.test(detail);
      throw aboutList
        ? new Damage('stored_line', 'line', `list of entry ${index}`, `${code} ${detail}`)
        : new Damage('log_entry', 'entry', index, `not to be accepted: ${code} ${detail}`);
    }
    if (entry.statement.kind === 'state') this.#seenStates++;
  }

  async #checkManifest(release: number, { manifest }: Release): Promise<void> {
    const row = await this.#db.selectFrom('manifest').selectAll().where('release', '=', release).executeTakeFirst();
    if (row === undefined) throw new Damage('manifest', 'release', release, 'missing');
    const opened = await openManifest(row.envelope, node);
    if (!opened.ok || opened.value.id !== manifest)
      throw new Damage('manifest', 'envelope', release, 'not the manifest that was released');
    if (row.id !== manifest) throw new Damage('manifest', 'id', release, 'not that of its manifest', 'rebuild');
    this.#releases++;
  }

  /** What was signed about the log at its present size. */
  #checkRoots(): void {
    const { checkpoint } = this.#options;
    const { size } = this.#ledger;
    if (size === checkpoint.size && !equalBytes(this.#nodes.root(), checkpoint.root))
      throw new Damage('log_entry', 'entry', `0 to ${size - 1}`, 'not the entries that the last checkpoint signed for');
    for (const { index, statement } of this.#states.get(size) ?? []) {
      const { tree } = buildState(this.#ledger, statement.at);
      if (bytesToHex(tree.root()) !== statement.root || tree.size !== statement.count)
        throw new Damage('log_entry', 'entry', index, `this state is not that of the first ${size} entries`);
    }
    this.#states.delete(size);
  }

  async #finish(): Promise<void> {
    await this.#nodes.finish();
    await checkCosignatures(this.#db);
    await checkErasures(this.#db, this.#ledger);
    await checkLeftovers(this.#db, { lists: this.#lists, lines: this.#lines });
    const { count } = await this.#db
      .selectFrom('manifest')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (count !== this.#releases)
      throw new Damage('manifest', 'release', 'any', `${count}, ${this.#releases} released`);
  }
}

const missing = (index: number): Damage => new Damage('log_entry', 'index', index, 'missing');
