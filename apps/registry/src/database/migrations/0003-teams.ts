import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Who is signed in, teams with their members and drafts, and specifications that were made public. None of it follows
 * from the log, and nothing in the log follows from it. New tables: no lock, nothing rewritten.
 */
const up = async (db: Kysely<unknown>): Promise<void> => {
  // A token is known to its browser alone: who reads the database cannot be anybody by it. A challenge is used once.
  await sql`
    create table session (
      token_hash bytea primary key,
      challenge bytea not null unique,
      identity text not null,
      keys text[] not null,
      until bigint not null
    )`.execute(db);
  await sql`create index session_identity on session (identity, until)`.execute(db);
  await sql`create index session_until on session (until)`.execute(db);
  await sql`
    create table team (
      id uuid primary key,
      title text not null,
      made_at bigint not null
    )`.execute(db);
  await sql`
    create table team_member (
      team uuid not null references team (id) on delete cascade,
      identity text not null,
      role text not null check (role in ('auditor', 'editor', 'owner')),
      since bigint not null,
      primary key (team, identity)
    )`.execute(db);
  await sql`create index team_member_identity on team_member (identity)`.execute(db);
  await sql`
    create table draft (
      id uuid primary key,
      team uuid not null references team (id) on delete cascade,
      title text not null,
      choices jsonb not null,
      version integer not null check (version > 0),
      saved_at bigint not null,
      saved_by text not null
    )`.execute(db);
  await sql`create index draft_team on draft (team, saved_at)`.execute(db);
  await sql`create table specification (hash bytea primary key, text text not null)`.execute(db);
};

export const createTeams: Migration = { up };
