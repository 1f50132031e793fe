import { bearsOnWorks, Ledger } from '@assent/consent';
import type { WorksLine } from '@assent/schema';
import type { Database } from '../database/tables.ts';
import { readLogged } from './stored-entry.ts';

/** Entries read at once. */
const page = 1000;

/**
 * The log folded into what is live, as of a size. One fold is kept and moved forward; an older size is folded anew.
 * Users take turns, because moving it forward changes what another would read.
 */
export class Ledgers {
  readonly #db: Database;
  #latest = new Ledger();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Use the ledger of the log's first `size` entries. */
  use<T>(size: number, action: (ledger: Ledger) => Promise<T> | T): Promise<T> {
    const mine = this.#turn.then(async () => {
      if (this.#latest.size > size) this.#latest = new Ledger();
      await this.#advance(this.#latest, size);
      return action(this.#latest);
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
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

/** The canonical lines of a statement's list, in order. */
export const readList = async (db: Database, statement: number): Promise<string[]> =>
  (await db.selectFrom('list_line').select('line').where('statement', '=', statement).orderBy('leaf').execute()).map(
    ({ line }) => line,
  );
