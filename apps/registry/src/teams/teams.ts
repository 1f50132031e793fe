import { randomUUID } from 'node:crypto';
import { accepted, Count, Identity, PlainText, refused, type Result, Time } from '@assent/schema';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, DatabaseTransaction } from '../database/tables.ts';
import { type Act, changeMember, mayAct, most, Role } from './rules.ts';

export const TeamId = z.uuid();
export const TeamTitle = PlainText(120);

export const TeamSummary = z.strictObject({
  team: TeamId,
  title: TeamTitle,
  role: Role,
  members: Count,
  drafts: Count,
});
export type TeamSummary = z.infer<typeof TeamSummary>;

export const TeamAnswer = z.strictObject({
  team: TeamId,
  title: TeamTitle,
  /** Of who asks. */
  role: Role,
  members: z.array(z.strictObject({ identity: Identity, role: Role, since: Time })),
  drafts: z.array(
    z.strictObject({ draft: z.uuid(), title: TeamTitle, version: Count, savedAt: Time, savedBy: Identity }),
  ),
});
export type TeamAnswer = z.infer<typeof TeamAnswer>;

/** Who asks, at what time in seconds. */
export interface By {
  readonly identity: string;
  readonly now: number;
}

/** The teams that somebody is a member of. */
export const listTeams = (db: Database, identity: string): Promise<TeamSummary[]> =>
  db
    .selectFrom('team_member as own')
    .innerJoin('team', 'team.id', 'own.team')
    .select(({ selectFrom }) => [
      'team.id as team',
      'team.title',
      'own.role',
      selectFrom('team_member')
        .whereRef('team_member.team', '=', 'team.id')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .$asScalar()
        .$notNull()
        .as('members'),
      selectFrom('draft')
        .whereRef('draft.team', '=', 'team.id')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .$asScalar()
        .$notNull()
        .as('drafts'),
    ])
    .where('own.identity', '=', identity)
    .orderBy('team.made_at', 'desc')
    .orderBy('team.id')
    .execute();

/** A new team, owned by who makes it. */
export const makeTeam = (db: Database, { identity, now }: By, title: string): Promise<Result<string>> =>
  db.transaction().execute(async (transaction) => {
    await lockIdentity(transaction, identity);
    const owned = await transaction.selectFrom('team_member').select('team').where('identity', '=', identity).execute();
    if (owned.length >= most.teams) return refused('team_full', `${most.teams} teams`);
    const id = randomUUID();
    await transaction.insertInto('team').values({ id, title, made_at: now }).execute();
    await transaction.insertInto('team_member').values({ team: id, identity, role: 'owner', since: now }).execute();
    return accepted(id);
  });

/** A team as one of its members sees it. */
export const readTeam = async (db: Database, { identity }: By, team: string): Promise<Result<TeamAnswer>> => {
  const role = await roleIn(db, team, identity);
  const allowed = mayAct(role, 'read');
  if (!allowed.ok) return allowed;
  const { title } = await db.selectFrom('team').select('title').where('id', '=', team).executeTakeFirstOrThrow();
  const members = await db
    .selectFrom('team_member')
    .select(['identity', 'role', 'since'])
    .where('team', '=', team)
    .orderBy('since')
    .orderBy('identity')
    .execute();
  const drafts = await db
    .selectFrom('draft')
    .select(['id as draft', 'title', 'version', 'saved_at as savedAt', 'saved_by as savedBy'])
    .where('team', '=', team)
    .orderBy('saved_at', 'desc')
    .orderBy('id')
    .execute();
  return accepted({ team, title, role: allowed.value, members, drafts });
};

/** Give somebody a role, or end it. */
export const setMember = (
  db: Database,
  { identity: by, now }: By,
  team: string,
  change: { readonly identity: string; readonly role: Role | undefined },
): Promise<Result<void>> =>
  db.transaction().execute(async (transaction) => {
    // Read after the lock: two owners who take each other's role at once must not leave nobody.
    await lockTeam(transaction, team);
    const members = await transaction
      .selectFrom('team_member')
      .select(['identity', 'role'])
      .where('team', '=', team)
      .execute();
    const changed = changeMember(members, by, change);
    if (!changed.ok) return changed;
    const { identity, role } = change;
    if (role === undefined)
      await transaction.deleteFrom('team_member').where('team', '=', team).where('identity', '=', identity).execute();
    else
      await transaction
        .insertInto('team_member')
        .values({ team, identity, role, since: now })
        .onConflict((conflict) => conflict.columns(['team', 'identity']).doUpdateSet({ role }))
        .execute();
    return accepted(undefined);
  });

/** Whether somebody may do something in a team, by what stands there while the team is locked. */
export const actIn = async (
  transaction: DatabaseTransaction,
  team: string,
  identity: string,
  act: Act,
): Promise<Result<Role>> => {
  await lockTeam(transaction, team);
  return mayAct(await roleIn(transaction, team, identity), act);
};

export const roleIn = async (db: Database, team: string, identity: string): Promise<Role | undefined> => {
  const row = await db
    .selectFrom('team_member')
    .select('role')
    .where('team', '=', team)
    .where('identity', '=', identity)
    .executeTakeFirst();
  return row?.role;
};

const lockTeam = async (transaction: DatabaseTransaction, team: string): Promise<void> => {
  await transaction.selectFrom('team').select('id').where('id', '=', team).forUpdate().executeTakeFirst();
};

/** Who makes two teams at once makes them one after the other. */
const lockIdentity = async (transaction: DatabaseTransaction, identity: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`team ${identity}`}, 0))`.execute(transaction);
};
