import { availableParallelism } from 'node:os';
import { bearsOnWorks, Ledger, type Logged } from '@assent/consent';
import type { KeptLine } from '@assent/schema';
import type { Database } from '../database/tables.ts';
import { OpenWorkers } from './open-workers.ts';
import { readAhead } from './read-ahead.ts';
import { statementIn } from './statement-in.ts';
import { readLogged, type StoredEntry } from './stored-entry.ts';
import { readLongList, readShortLists, type ShortLists, type StoredLine } from './stored-lines.ts';

/** Entries read at once: their signatures are verified before anybody else has a turn. */
const page = 200;
/** From how many entries on threads verify them: after a start, when a million may have to be folded. */
const worthThreads = 20_000;

interface Page {
  readonly logged: readonly Logged[];
  readonly short: ShortLists;
}

/** A fold that is moved forward. Any number use it together; whoever moves it waits for them first. */
class Fold {
  ledger = new Ledger();
  #turn: Promise<unknown> = Promise.resolve();
  readonly #uses = new Set<Promise<unknown>>();

  /**
   * Use the ledger at a size, in the order in which it is asked for.
   *
   * @param move brings the ledger to the size, once nobody reads it; answers `false` where it cannot.
   */
  async use<T>(
    size: number,
    move: (fold: Fold) => Promise<boolean>,
    action: (ledger: Ledger) => Promise<T> | T,
  ): Promise<{ answer: T } | undefined> {
    const begun = this.#turn.then(async () => {
      if (this.ledger.size < size) await Promise.allSettled(this.#uses);
      if (this.ledger.size !== size && !(await move(this))) return undefined;
      const { ledger } = this;
      const answer = Promise.resolve().then(() => action(ledger));
      const ended = answer.then(
        () => void this.#uses.delete(ended),
        () => void this.#uses.delete(ended),
      );
      this.#uses.add(ended);
      // Not the answer itself: whoever comes next waits for the ledger to be there, not for others to have read it.
      return { answer };
    });
    this.#turn = begun.catch(() => undefined);
    const use = await begun;
    return use && { answer: await use.answer };
  }
}

/**
 * The log folded into what is live, as of a size. Two folds are kept and moved forward: the latest, and one of the past,
 * folded anew where it is beyond what is asked for. Whoever asks about the past keeps nobody waiting who asks about now,
 * and leaves them their fold.
 */
export class Ledgers {
  readonly #db: Database;
  readonly #latest = new Fold();
  readonly #past = new Fold();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Use the ledger of the log's first `size` entries, which stays as it is until the action has ended. */
  async use<T>(size: number, action: (ledger: Ledger) => Promise<T> | T): Promise<T> {
    const forward = async ({ ledger }: Fold): Promise<boolean> => {
      if (ledger.size > size) return false;
      await this.#advance(ledger, size);
      return true;
    };
    const anew = async (fold: Fold): Promise<boolean> => {
      if (fold.ledger.size > size) fold.ledger = new Ledger();
      return forward(fold);
    };
    const used = (await this.#latest.use(size, forward, action)) ?? (await this.#past.use(size, anew, action));
    return used!.answer;
  }

  async #advance(ledger: Ledger, size: number): Promise<void> {
    const { size: begin } = ledger;
    const threads = size - begin < worthThreads ? undefined : new OpenWorkers(availableParallelism());
    try {
      for await (const { logged, short } of readAhead(begin, size, page, (from, to) => this.#read(from, to, threads))) {
        for (const one of logged) {
          // Everything stored was accepted under the lock, in this order.
          const rows = bearsOnWorks(one.statement) ? short.get(one.index) : [];
          if (rows === undefined) await this.#applyLong(ledger, one);
          else ledger.apply(one, rows.map(parseLine));
        }
      }
    } finally {
      await threads?.close();
    }
  }

  async #read(from: number, to: number, threads: OpenWorkers | undefined): Promise<Page> {
    const rows = await this.#db
      .selectFrom('log_entry')
      .selectAll()
      .where('index', '>=', from)
      .where('index', '<', to)
      .orderBy('index')
      .execute();
    if (rows.length !== to - from) throw new Error(`the log lacks entries between ${from} and ${to}`);
    const logged = await (threads === undefined ? Promise.all(rows.map(readLogged)) : openTogether(threads, rows));
    const named = logged.filter(({ statement }) => bearsOnWorks(statement));
    return { logged, short: await readShortLists(this.#db, named) };
  }

  /** A list that is long in the reading and the folding: others have their turn meanwhile. */
  async #applyLong(ledger: Ledger, logged: Logged): Promise<void> {
    const pages: KeptLine[][] = [];
    for await (const rows of readLongList(this.#db, logged.index)) pages.push(rows.map(parseLine));
    // All of it is here: nothing can fail half way.
    ledger.apply(logged, []);
    let first = 0;
    for (const lines of pages) {
      ledger.applyMore(logged.index, lines, first);
      first += lines.length;
      await nextTurn();
    }
  }
}

/** Many entries, as `readLogged` reads one: what a thread found sound is only parsed here. */
const openTogether = async (threads: OpenWorkers, rows: readonly StoredEntry[]): Promise<Logged[]> => {
  const { ids, refusedEntries } = await threads.open(rows.map(({ entry }) => entry));
  return rows.map(({ index, id, entry, leaf_hash }, i) => {
    if (refusedEntries.has(i) || ids[i] !== id) throw new Error(`entry ${index} of the log is damaged`);
    return { index, id, statement: statementIn(entry)!, leafHash: leaf_hash.toString('hex') };
  });
};

const parseLine = ({ line }: StoredLine): KeptLine => JSON.parse(line) as KeptLine;

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
