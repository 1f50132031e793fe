import type { Logged } from '@assent/consent';
import { decodeEntry } from '@assent/log';
import type { Kind, State } from '@assent/schema';
import { openSigned } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import type { Database } from '../database/tables.ts';

/** A row of the log as it is stored. */
export interface StoredEntry {
  readonly index: number;
  readonly id: string;
  readonly kind: Kind;
  readonly entry: Buffer;
  readonly leaf_hash: Buffer;
}

/** A stored entry back into a statement. What is stored was verified when it came, so a failure here is damage. */
export const readLogged = async (row: StoredEntry): Promise<Logged> => {
  const signed = decodeEntry(row.entry);
  const opened = signed.ok ? await openSigned(signed.value, node) : signed;
  if (!opened.ok || opened.value.id !== row.id) throw new Error(`entry ${row.index} of the log is damaged`);
  return { index: row.index, id: row.id, statement: opened.value.statement, leafHash: row.leaf_hash.toString('hex') };
};

/** The first state after an index, or the last one of all. */
export const findState = async (db: Database, after: number | undefined): Promise<Logged<State> | undefined> => {
  const states = db.selectFrom('log_entry').selectAll().where('kind', '=', 'state').limit(1);
  const query =
    after === undefined ? states.orderBy('index', 'desc') : states.where('index', '>', after).orderBy('index', 'asc');
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : ((await readLogged(row)) as Logged<State>);
};
