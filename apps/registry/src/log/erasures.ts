import { erasedLineOf } from '@assent/consent';
import type { Database } from '../database/tables.ts';
import { erasedBefore, eraseLines, type LoggedErasure, readErasures } from './erase-lines.ts';
import { findState } from './stored-entry.ts';

/**
 * Carries out what `erase` statements ask for. From the moment that one is recorded its lines are shown to nobody; their
 * content is deleted once a state covers the erasure, so that monitors saw, before it went, what the lines had claimed.
 */
export class Erasures {
  readonly #db: Database;
  /** Recorded and not carried out yet. Few: each minute they are. */
  #pending: readonly LoggedErasure[] = [];
  #sweeping: Promise<void> | undefined;
  #stopped = false;

  private constructor(db: Database) {
    this.#db = db;
  }

  static async open(db: Database): Promise<Erasures> {
    const erasures = new Erasures(db);
    await erasures.refresh();
    return erasures;
  }

  /** Look again at what is recorded: awaited before an erasure is acknowledged. */
  async refresh(): Promise<void> {
    this.#pending = await readErasures(this.#db, await erasedBefore(this.#db), Number.MAX_SAFE_INTEGER);
  }

  /** Whether a line is erased while its content is still stored. */
  hides(statement: number, leaf: number): boolean {
    return this.#pending.some(
      (one) =>
        one.statement === statement &&
        (one.leaves === undefined || one.leaves.some(([first, last]) => first <= leaf && leaf <= last)),
    );
  }

  /** Lines of a statement's list from a place on, as they may be shown. */
  shown(statement: number, from: number, lines: readonly string[]): readonly string[] {
    return this.#pending.some((one) => one.statement === statement)
      ? lines.map((line, i) => (this.hides(statement, from + i) ? erasedLineOf(line) : line))
      : lines;
  }

  /** Delete the content of what was erased before the last state. Shared by all who ask at once. */
  sweep(): Promise<void> {
    return (this.#sweeping ??= this.#sweep().finally(() => (this.#sweeping = undefined)));
  }

  async close(): Promise<void> {
    this.#stopped = true;
    await this.#sweeping?.catch(() => undefined);
  }

  async #sweep(): Promise<void> {
    await this.refresh();
    if (this.#pending.length === 0) return;
    const size = (await findState(this.#db, undefined))?.statement.size ?? 0;
    const covered = this.#pending.filter(({ index }) => index < size);
    await eraseLines(this.#db, covered, () => this.#stopped);
    await this.refresh();
  }
}
