import { erasedLineOf } from '@assent/consent';
import type { Erase } from '@assent/schema';
import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import { readLogged } from './stored-entry.ts';

/** Lines written at once. */
const portion = 2_048;

/** An `erase` of the log: the grant whose lines it speaks of, and which; `undefined`: all. */
export interface LoggedErasure {
  readonly index: number;
  /** The grant's log index. */
  readonly statement: number;
  readonly leaves: Erase['leaves'];
}

/** The erasures of the log from one place to another, in order. */
export const readErasures = async (db: Database, from: number, to: number): Promise<LoggedErasure[]> => {
  const rows = await db
    .selectFrom('log_entry')
    .selectAll()
    .where('kind', '=', 'erase')
    .where('index', '>=', from)
    .where('index', '<', to)
    .orderBy('index')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const { statement: id, leaves } = (await readLogged(row)).statement as Erase;
      const grant = await db.selectFrom('log_entry').select('index').where('id', '=', id).executeTakeFirstOrThrow();
      return { index: row.index, statement: grant.index, leaves };
    }),
  );
};

/** Log index below which every erasure is carried out. */
export const erasedBefore = async (db: Database): Promise<number> =>
  (await db.selectFrom('erasure_progress').select('before').executeTakeFirstOrThrow()).before;

/** Whole lines, in order, among those that an erasure speaks of. */
export const wholeLines = async (
  db: Database,
  { statement, leaves = [[0, Number.MAX_SAFE_INTEGER]] }: LoggedErasure,
  from: number,
  limit: number,
): Promise<{ list: number; leaf: number; line: string }[]> => {
  const found: { list: number; leaf: number; line: string }[] = [];
  for (const [first, last] of leaves) {
    if (found.length >= limit || last < from) continue;
    const { rows } = await sql<(typeof found)[number]>`
      select s.list, s.leaf, s.line from stored_line s join list l on l.id = s.list
      where l.statement = ${statement} and s.leaf >= ${Math.max(first, from)} and s.leaf <= ${last}
        and position('"leaf":"' in s.line) = 0
      order by s.leaf limit ${limit - found.length}`.execute(db);
    found.push(...rows);
  }
  return found;
};

/**
 * Put what stays in the place of each line that these erasures speak of, a portion at a time. After a crash between
 * two portions some lines are done and the others are found again: it can be done any number of times.
 */
export const eraseLines = async (
  db: Database,
  erasures: readonly LoggedErasure[],
  isStopped: () => boolean,
): Promise<void> => {
  for (const erasure of erasures) {
    for (let from = 0; !isStopped();) {
      const lines = await wholeLines(db, erasure, from, portion);
      if (lines.length === 0) break;
      await sql`
        update stored_line s set line = given.line
        from unnest(${lines.map(({ leaf }) => leaf)}::integer[], ${lines.map(({ line }) => erasedLineOf(line))}::text[])
          as given (leaf, line)
        where s.list = ${lines[0]!.list} and s.leaf = given.leaf`.execute(db);
      from = lines.at(-1)!.leaf + 1;
    }
    if (isStopped()) return;
    await db
      .updateTable('erasure_progress')
      .set({ before: erasure.index + 1 })
      .execute();
  }
};
