import { bearsOnWorks, Ledger } from '@assent/consent';
import type { WorksLine } from '@assent/schema';
import type { Database } from '../database/tables.ts';
import { readLogged } from './stored-entry.ts';

/** Entries read at once. */
const page = 1000;

/** One fold that is moved forward, and those who wait to use it: moving it changes what another would read. */
interface Fold {
  ledger: Ledger;
  turn: Promise<unknown>;
}

/**
 * The log folded into what is live, as of a size. Two folds are kept and moved forward: the latest, and one of the past,
 * folded anew where it is beyond what is asked for. Whoever asks about the past keeps nobody waiting who asks about now,
 * and leaves them their fold.
 */
export class Ledgers {
  readonly #db: Database;
  readonly #latest: Fold = { ledger: new Ledger(), turn: Promise.resolve() };
  readonly #past: Fold = { ledger: new Ledger(), turn: Promise.resolve() };

  constructor(db: Database) {
    this.#db = db;
  }

  /** Use the ledger of the log's first `size` entries. */
  async use<T>(size: number, action: (ledger: Ledger) => Promise<T> | T): Promise<T> {
    const used = await inTurn(this.#latest, async (fold) => {
      if (fold.ledger.size > size) return undefined;
      await this.#advance(fold.ledger, size);
      return { answer: await action(fold.ledger) };
    });
    if (used !== undefined) return used.answer;
    return inTurn(this.#past, async (fold) => {
      if (fold.ledger.size > size) fold.ledger = new Ledger();
      await this.#advance(fold.ledger, size);
      return action(fold.ledger);
    });
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
      for (const row of entries) {
        const logged = await readLogged(row);
        // Everything stored was accepted under the lock, in this order.
        const lines = bearsOnWorks(row) ? await this.#lines(row.index) : [];
        ledger.apply(logged, lines);
      }
    }
  }

  async #lines(statement: number): Promise<WorksLine[]> {
    return (await readList(this.#db, statement)).map((line) => JSON.parse(line) as WorksLine);
  }
}

const inTurn = <T>(fold: Fold, action: (fold: Fold) => Promise<T>): Promise<T> => {
  const mine = fold.turn.then(() => action(fold));
  fold.turn = mine.catch(() => undefined);
  return mine;
};

/** The canonical lines of a statement's list, in order. */
export const readList = async (db: Database, statement: number): Promise<string[]> =>
  (await db.selectFrom('list_line').select('line').where('statement', '=', statement).orderBy('leaf').execute()).map(
    ({ line }) => line,
  );
