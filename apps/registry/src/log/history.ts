import type { History, Logged } from '@assent/consent';
import type { State, Statement } from '@assent/schema';
import type { DatabaseTransaction } from '../database/tables.ts';
import { findState, readLogged } from './stored-entry.ts';

const idsIn = (statement: Statement): readonly string[] => {
  if (statement.kind === 'grant') return statement.replaces;
  if (statement.kind === 'withdraw') return [statement.statement];
  return statement.kind === 'synthetic' ? [statement.plan] : [];
};

/**
 * The part of the log that the acceptance rule may ask about a batch of statements: what they name, loaded after the
 * head was locked, and what the batch itself has added so far.
 */
export class BatchHistory implements History {
  #size: number;
  readonly #byId = new Map<string, Logged>();
  readonly #byIndex = new Map<number, Logged>();
  readonly #firstState = new Map<number, Logged<State>>();
  #lastState: Logged<State> | undefined;

  private constructor(size: number) {
    this.#size = size;
  }

  /** Also finds those of the batch that are in the log already: `byId` answers them. */
  static async load(
    db: DatabaseTransaction,
    size: number,
    batch: readonly { readonly id: string; readonly statement: Statement }[],
  ): Promise<BatchHistory> {
    const history = new BatchHistory(size);
    const ids = [...new Set(batch.flatMap(({ id, statement }) => [id, ...idsIn(statement)]))];
    const indices = batch.flatMap(({ statement }) => (statement.kind === 'release' ? [statement.state] : []));
    const rows = await db
      .selectFrom('log_entry')
      .selectAll()
      .where((where) =>
        where.or([
          where('id', '=', where.fn.any(where.val(ids))),
          where('index', '=', where.fn.any(where.val(indices))),
        ]),
      )
      .execute();
    for (const row of rows) history.#know(await readLogged(row));
    if (batch.some(({ statement }) => statement.kind === 'state')) history.#lastState = await findState(db, undefined);
    for (const { statement } of batch) {
      const plan = statement.kind === 'synthetic' ? history.byId(statement.plan) : undefined;
      const state = plan === undefined ? undefined : await findState(db, plan.index);
      if (plan !== undefined && state !== undefined) history.#firstState.set(plan.index, state);
    }
    return history;
  }

  #know(logged: Logged): void {
    this.#byId.set(logged.id, logged);
    this.#byIndex.set(logged.index, logged);
  }

  /** The next entry of the log, from this batch. */
  add(logged: Logged): void {
    this.#size++;
    this.#know(logged);
    if (logged.statement.kind === 'state') this.#lastState = logged as Logged<State>;
  }

  get size(): number {
    return this.#size;
  }

  byId(id: string): Logged | undefined {
    return this.#byId.get(id);
  }

  byIndex(index: number): Logged | undefined {
    return this.#byIndex.get(index);
  }

  lastState(): Logged<State> | undefined {
    return this.#lastState;
  }

  firstStateAfter(index: number): Logged<State> | undefined {
    return this.#firstState.get(index);
  }
}
