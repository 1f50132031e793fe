/** The first thing that is wrong with what is stored, and what to do about it. */
export interface Finding {
  readonly table: string;
  readonly column: string;
  /** The row: a log index, or the parts of another key. */
  readonly row: string;
  readonly what: string;
  /**
   * `rebuild`: it follows from signed bytes that are sound, so `assent fsck --rebuild` writes it again. `restore`: it is
   * such bytes, or nothing else says it, so it has to come from a backup.
   */
  readonly repair: 'rebuild' | 'restore';
}

/** Ends a check at the first finding; caught where the check began. */
export class Damage extends Error {
  readonly finding: Finding;
  constructor(
    table: string,
    column: string,
    row: string | number,
    what: string,
    repair: Finding['repair'] = 'restore',
  ) {
    super(`${table}.${column} of ${row}: ${what}`);
    this.finding = { table, column, row: String(row), what, repair };
  }
}
