import { bearsOnWorks, Ledger, type Logged } from '@assent/consent';
import type { KeptLine } from '@assent/schema';
import type { Database } from '../database/tables.ts';
import { readLogged } from './stored-entry.ts';
import { readLongList, readShortLists, type StoredLine } from './stored-lines.ts';

/** Entries read at once: their signatures are verified before anybody else has a turn. */
const page = 200;

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
    while (ledger.size < size) {
      const to = Math.min(size, ledger.size + page);
      const entries = await this.#db
        .selectFrom('log_entry')
        .selectAll()
        .where('index', '>=', ledger.size)
        .where('index', '<', to)
        .orderBy('index')
        .execute();
      if (entries.length !== to - ledger.size)
        throw new Error(`the log lacks entries between ${ledger.size} and ${to}`);
      const logged = await Promise.all(entries.map(readLogged));
      const short = await readShortLists(
        this.#db,
        logged.filter(({ statement }) => bearsOnWorks(statement)),
      );
      for (const one of logged) {
        // Everything stored was accepted under the lock, in this order.
        const rows = bearsOnWorks(one.statement) ? short.get(one.index) : [];
        if (rows === undefined) await this.#applyLong(ledger, one);
        else ledger.apply(one, rows.map(parseLine));
      }
    }
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

const parseLine = ({ line }: StoredLine): KeptLine => JSON.parse(line) as KeptLine;

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
