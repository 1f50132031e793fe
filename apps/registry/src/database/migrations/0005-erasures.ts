import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How far what was erased is gone from the lists. A new table of one row: no lock, nothing rewritten. */
const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table erasure_progress (
      singleton boolean primary key default true check (singleton),
      before bigint not null check (before >= 0)
    )`.execute(db);
  await sql`insert into erasure_progress (before) values (0)`.execute(db);
};

export const createErasures: Migration = { up };
