import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Monitors' cosignatures of states. A new table: no lock, nothing rewritten. */
const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table state_cosignature (
      state bigint not null references log_entry (index),
      monitor text not null,
      signature bytea not null,
      primary key (state, monitor)
    )`.execute(db);
};

export const createMonitors: Migration = { up };
