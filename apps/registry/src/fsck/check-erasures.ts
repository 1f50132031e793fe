import type { Ledger } from '@assent/consent';
import type { Database, DatabaseTransaction } from '../database/tables.ts';
import { eraseLines, readErasures, wholeLines } from '../log/erase-lines.ts';
import { findState } from '../log/stored-entry.ts';
import { Damage } from './finding.ts';

/** That what is said to be erased is gone, and that nothing else is. */
export const checkErasures = async (db: Database, ledger: Ledger): Promise<void> => {
  const kept = ledger.lacking();
  if (kept !== undefined) {
    const name = `list of entry ${kept.statement}, line ${kept.leaf}`;
    throw new Damage('stored_line', 'line', name, 'its content is gone, and no erasure speaks of it');
  }
  const [progress] = await db.selectFrom('erasure_progress').selectAll().execute();
  if (progress === undefined) throw new Damage('erasure_progress', 'singleton', 'the progress', 'missing', 'rebuild');
  const { before } = progress;
  if (before > ledger.size)
    throw new Damage('erasure_progress', 'before', 'the progress', `${before} of ${ledger.size} entries`, 'rebuild');
  for (const erasure of await readErasures(db, 0, before)) {
    const [line] = await wholeLines(db, erasure, 0, 1);
    if (line === undefined) continue;
    const name = `list of entry ${erasure.statement}, line ${line.leaf}`;
    throw new Damage('stored_line', 'line', name, `erased by entry ${erasure.index}, and still here`, 'rebuild');
  }
};

/** Carry out every erasure again that a state covers. */
export const rebuildErasures = async (db: DatabaseTransaction): Promise<void> => {
  const size = (await findState(db, undefined))?.statement.size ?? 0;
  await db
    .insertInto('erasure_progress')
    .values({ before: 0 })
    .onConflict((conflict) => conflict.column('singleton').doUpdateSet({ before: 0 }))
    .execute();
  await eraseLines(db, await readErasures(db, 0, size), () => false);
};
