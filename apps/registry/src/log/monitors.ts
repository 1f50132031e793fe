import { cosignatureOf, formatStateNote, openStateNote, type PlacedState } from '@assent/log';
import { accepted, refused, type Result, type State, toUtf8 } from '@assent/schema';
import { node } from '@assent/signing/node';
import type { Database } from '../database/tables.ts';
import { readLogged } from './stored-entry.ts';

/** A monitor's cosignature of the state at a log index: its time, `u64be`, and its signature, 72 bytes. */
export interface StateCosignature {
  readonly state: number;
  readonly signature: Uint8Array;
}

/** Cosignatures of states by the monitors that this registry names: kept as they come, and shown with each state. */
export class Monitors {
  readonly #db: Database;
  readonly #named: ReadonlySet<string>;

  constructor(db: Database, named: readonly string[]) {
    this.#db = db;
    this.#named = new Set(named);
  }

  /**
   * Keep what a monitor cosigned, all or nothing; what it cosigned before stays as it was.
   * Refuses with `monitor_unknown` whom nobody named here, with `not_found` what is no state of this log, with
   * `signature_invalid` what does not verify.
   */
  async keep(monitor: string, cosignatures: readonly StateCosignature[]): Promise<Result<void>> {
    if (!this.#named.has(monitor)) return refused('monitor_unknown', monitor);
    for (const { state, signature } of cosignatures) {
      const placed = await this.#state(state);
      if (placed === undefined) return refused('not_found', `entry ${state} is no state`);
      const checked = await checkCosignature(placed, monitor, signature);
      if (!checked.ok) return checked;
    }
    if (cosignatures.length === 0) return accepted(undefined);
    const rows = cosignatures.map(({ state, signature }) => ({ state, monitor, signature: Buffer.from(signature) }));
    await this.#db
      .insertInto('state_cosignature')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return accepted(undefined);
  }

  /** The note of a state with the cosignatures that have come, as text; `null` where none has, `undefined`: no state. */
  async noteOf(index: number): Promise<string | null | undefined> {
    const state = await this.#state(index);
    if (state === undefined) return undefined;
    const rows = await this.#db
      .selectFrom('state_cosignature')
      .select(['monitor', 'signature'])
      .where('state', '=', index)
      .where((where) => where('monitor', '=', where.fn.any(where.val([...this.#named]))))
      .execute();
    if (rows.length === 0) return null;
    return formatStateNote(
      state,
      rows.map(({ monitor, signature }) => cosignatureOf(monitor, signature)),
    );
  }

  async #state(index: number): Promise<PlacedState | undefined> {
    const row = await this.#db
      .selectFrom('log_entry')
      .selectAll()
      .where('index', '=', index)
      .where('kind', '=', 'state')
      .executeTakeFirst();
    return row === undefined ? undefined : { index, statement: (await readLogged(row)).statement as State };
  }
}

/** Whether a monitor cosigned this state. */
export const checkCosignature = async (
  state: PlacedState,
  monitor: string,
  signature: Uint8Array,
): Promise<Result<unknown>> =>
  openStateNote(toUtf8(formatStateNote(state, [cosignatureOf(monitor, signature)])), state, node);
