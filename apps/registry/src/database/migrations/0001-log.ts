import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The log, its tree, the lists kept beside it, and manifests. New tables: no lock, nothing rewritten. */
const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table log_head (
      singleton boolean primary key default true check (singleton),
      size bigint not null check (size >= 0),
      origin text not null
    )`.execute(db);
  await sql`
    create table log_entry (
      index bigint primary key check (index >= 0),
      id text not null unique,
      kind text not null,
      iss text not null,
      entry bytea not null,
      leaf_hash bytea not null,
      logged_at bigint not null
    )`.execute(db);
  await sql`create index log_entry_kind on log_entry (kind, index)`.execute(db);
  await sql`create index log_entry_iss on log_entry (iss, index)`.execute(db);
  // States look up the first one after a plan by their leaf hash.
  await sql`create index log_entry_state_leaf on log_entry (leaf_hash) where kind = 'state'`.execute(db);
  await sql`
    create table log_node (
      level smallint not null,
      index bigint not null,
      hash bytea not null,
      primary key (level, index)
    )`.execute(db);
  await sql`
    create table list_line (
      statement bigint not null references log_entry (index),
      leaf integer not null,
      sha256 bytea not null,
      line text not null,
      primary key (statement, leaf)
    )`.execute(db);
  await sql`create index list_line_sha256 on list_line (sha256)`.execute(db);
  await sql`
    create table manifest (
      release bigint primary key references log_entry (index),
      id text not null unique,
      envelope bytea not null
    )`.execute(db);
};

export const createLog: Migration = { up };
