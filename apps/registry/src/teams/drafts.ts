import { randomUUID } from 'node:crypto';
import { accepted, Count, Identity, refused, type Result, Time } from '@assent/schema';
import { z } from 'zod';
import type { Database } from '../database/tables.ts';
import { mayAct, most, overwrite, Role } from './rules.ts';
import { actIn, type By, roleIn, TeamId, TeamTitle } from './teams.ts';

/** Bytes of all choices of a draft, as JSON: as long as an address may be, and room. */
const longest = 64 * 1024;

/** What was chosen, as the page's address says it: what it means, and whether it is whole, is looked at where it is used. */
export const Choices = z
  .record(z.string().regex(/^[a-z]{1,20}$/), z.string().max(8_000))
  .refine((choices) => JSON.stringify(choices).length <= longest, 'too long')
  .refine((choices) => !Object.values(choices).some((text) => text.includes('\0')), 'holds U+0000');
export type Choices = z.infer<typeof Choices>;

export const DraftAnswer = z.strictObject({
  draft: z.uuid(),
  team: TeamId,
  teamTitle: TeamTitle,
  /** Of who asks. */
  role: Role,
  title: TeamTitle,
  choices: Choices,
  version: Count,
  savedAt: Time,
  savedBy: Identity,
});
export type DraftAnswer = z.infer<typeof DraftAnswer>;

/** A draft as a member of its team sees it. To anybody else there is none. */
export const readDraft = async (db: Database, { identity }: By, draft: string): Promise<Result<DraftAnswer>> => {
  const row = await db
    .selectFrom('draft')
    .innerJoin('team', 'team.id', 'draft.team')
    .selectAll('draft')
    .select('team.title as team_title')
    .where('draft.id', '=', draft)
    .executeTakeFirst();
  if (row === undefined) return refused('not_found');
  const allowed = mayAct(await roleIn(db, row.team, identity), 'read');
  if (!allowed.ok) return allowed;
  const { team, title, choices, version } = row;
  const saved = { savedAt: row.saved_at, savedBy: row.saved_by };
  return accepted({ draft, team, teamTitle: row.team_title, role: allowed.value, title, choices, version, ...saved });
};

/** What is saved: a new draft, or a new version of one that its writer saw at `version`. */
export interface Save {
  readonly team: string;
  readonly title: string;
  readonly choices: Choices;
  readonly over?: { readonly draft: string; readonly version: number } | undefined;
}

/** Save a draft. Of two who save at once one is told that the other was first; nothing is written over unseen. */
export const saveDraft = (
  db: Database,
  { identity, now }: By,
  { team, title, choices, over }: Save,
): Promise<Result<{ readonly draft: string; readonly version: number }>> =>
  db.transaction().execute(async (transaction) => {
    const allowed = await actIn(transaction, team, identity, 'write');
    if (!allowed.ok) return allowed;
    const saved = { title, choices: JSON.stringify(choices), saved_at: now, saved_by: identity };
    if (over === undefined) {
      const { count } = await transaction
        .selectFrom('draft')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('team', '=', team)
        .executeTakeFirstOrThrow();
      if (count >= most.drafts) return refused('team_full', `${most.drafts} drafts`);
      const id = randomUUID();
      await transaction
        .insertInto('draft')
        .values({ id, team, version: 1, ...saved })
        .execute();
      return accepted({ draft: id, version: 1 });
    }
    const kept = await transaction
      .selectFrom('draft')
      .select('version')
      .where('id', '=', over.draft)
      .where('team', '=', team)
      .executeTakeFirst();
    if (kept === undefined) return refused('not_found');
    const next = overwrite(kept.version, over.version);
    if (!next.ok) return next;
    await transaction
      .updateTable('draft')
      .set({ version: next.value, ...saved })
      .where('id', '=', over.draft)
      .execute();
    return accepted({ draft: over.draft, version: next.value });
  });

/** Throw a draft away, as it was seen at `version`. */
export const removeDraft = (
  db: Database,
  { identity }: By,
  { team, draft, version }: { readonly team: string; readonly draft: string; readonly version: number },
): Promise<Result<void>> =>
  db.transaction().execute(async (transaction) => {
    const allowed = await actIn(transaction, team, identity, 'write');
    if (!allowed.ok) return allowed;
    const kept = await transaction
      .selectFrom('draft')
      .select('version')
      .where('id', '=', draft)
      .where('team', '=', team)
      .executeTakeFirst();
    if (kept === undefined) return refused('not_found');
    const seen = overwrite(kept.version, version);
    if (!seen.ok) return seen;
    await transaction.deleteFrom('draft').where('id', '=', draft).execute();
    return accepted(undefined);
  });
