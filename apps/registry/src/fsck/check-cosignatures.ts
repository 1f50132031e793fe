import { publicKeyOf } from '@assent/signing/verify';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../database/tables.ts';
import { checkCosignature } from '../log/monitors.ts';
import { Damage } from './finding.ts';
import { statementIn } from '../log/statement-in.ts';

interface Row {
  readonly state: number;
  readonly monitor: string;
  readonly signature: Buffer;
  readonly entry: Buffer | null;
}

const page = 500;

/** The column that is wrong, or nothing. A monitor's name is its key, so each row is checked by itself. */
const faultIn = async ({ state, monitor, signature, entry }: Row): Promise<keyof Row | undefined> => {
  const statement = entry === null ? undefined : statementIn(entry);
  if (statement?.kind !== 'state') return 'state';
  if (!publicKeyOf(monitor).ok) return 'monitor';
  const checked = await checkCosignature({ index: state, statement }, monitor, signature);
  return checked.ok ? undefined : 'signature';
};

async function* rows(db: Database): AsyncGenerator<Row> {
  let [state, monitor] = [-1, ''];
  for (;;) {
    const { rows: found } = await sql<Row>`
      select c.state, c.monitor, c.signature, e.entry from state_cosignature c left join log_entry e on e.index = c.state
      where (c.state, c.monitor) > (${state}, ${monitor}) order by c.state, c.monitor limit ${page}`.execute(db);
    yield* found;
    if (found.length < page) return;
    ({ state, monitor } = found.at(-1)!);
  }
}

/** That every cosignature of a state is its monitor's, of that state. */
export const checkCosignatures = async (db: Database): Promise<void> => {
  for await (const row of rows(db)) {
    const column = await faultIn(row);
    if (column === undefined) continue;
    const name = `state ${row.state}, ${row.monitor}`;
    throw new Damage('state_cosignature', column, name, 'not this monitor’s cosignature of this state', 'rebuild');
  }
};

/** Cosignatures that are nobody's are forgotten: a monitor can give them again, nothing else can. */
export const forgetFalseCosignatures = async (db: DatabaseTransaction): Promise<void> => {
  for await (const row of rows(db)) {
    if ((await faultIn(row)) === undefined) continue;
    const { state, monitor } = row;
    await db.deleteFrom('state_cosignature').where('state', '=', state).where('monitor', '=', monitor).execute();
  }
};
