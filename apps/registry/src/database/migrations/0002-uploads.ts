import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Lines are kept by list, and a list belongs to a statement by one row: so a list of a million lines can be stored before
 * its statement is appended, and appears with it at once. `list_line` goes on as a view of what belongs to a statement.
 */
const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table list (
      id bigint primary key,
      statement bigint not null unique references log_entry (index)
    )`.execute(db);
  await sql`insert into list (id, statement) select distinct statement, statement from list_line`.execute(db);
  await sql`alter table list_line drop constraint list_line_statement_fkey`.execute(db);
  await sql`alter table list_line rename column statement to list`.execute(db);
  await sql`alter table list_line rename constraint list_line_pkey to stored_line_pkey`.execute(db);
  await sql`alter index list_line_sha256 rename to stored_line_sha256`.execute(db);
  await sql`alter table list_line rename to stored_line`.execute(db);
  await sql`
    create view list_line as
    select list.statement, stored_line.leaf, stored_line.sha256, stored_line.line
    from stored_line join list on list.id = stored_line.list`.execute(db);
  // Lists of statements have their index as id, those on their way come from here and are negative.
  await sql`create sequence upload_list increment by -1 minvalue -9007199254740991 maxvalue -1 start with -1`.execute(
    db,
  );
  await sql`
    create table upload (
      list bigint primary key,
      id text not null unique,
      iss text not null,
      root bytea not null,
      count bigint not null check (count > 0),
      envelope bytea not null,
      touched_at bigint not null
    )`.execute(db);
  await sql`create index upload_iss on upload (iss)`.execute(db);
  await sql`create index upload_touched_at on upload (touched_at)`.execute(db);
  await sql`
    create table upload_chunk (
      list bigint not null references upload (list) on delete cascade,
      chunk integer not null check (chunk >= 0),
      root bytea not null,
      first bytea not null,
      last bytea not null,
      primary key (list, chunk)
    )`.execute(db);
};

export const createUploads: Migration = { up };
