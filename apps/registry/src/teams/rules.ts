import { accepted, refused, type Result } from '@assent/schema';
import { z } from 'zod';

/** What a member may do: an auditor reads, an editor writes drafts too, an owner says who is a member too. */
export const Role = z.enum(['auditor', 'editor', 'owner']);
export type Role = z.infer<typeof Role>;

/** Everything that can be done in a team. */
export type Act = 'read' | 'write' | 'govern';

const mayDo: Readonly<Record<Act, readonly Role[]>> = {
  read: ['auditor', 'editor', 'owner'],
  write: ['editor', 'owner'],
  govern: ['owner'],
};

export interface Member {
  readonly identity: string;
  readonly role: Role;
}

/** How much there is room for. */
export const most = { teams: 20, members: 100, drafts: 200, sessions: 20 } as const;

/** May this role do that? A stranger is told that there is nothing: a team is not theirs to know of. */
export const mayAct = (role: Role | undefined, act: Act): Result<Role> => {
  if (role === undefined) return refused('not_found');
  return mayDo[act].includes(role) ? accepted(role) : refused('role_insufficient', role);
};

/**
 * The members after one of them changed another's role, or ended it (`undefined`). An owner changes anybody's; everybody
 * may leave; somebody stays who owns the team.
 */
export const changeMember = (
  members: readonly Member[],
  by: string,
  { identity, role }: { readonly identity: string; readonly role: Role | undefined },
): Result<readonly Member[]> => {
  const leaves = identity === by && role === undefined;
  const allowed = mayAct(members.find((member) => member.identity === by)?.role, leaves ? 'read' : 'govern');
  if (!allowed.ok) return allowed;
  const others = members.filter((member) => member.identity !== identity);
  if (role === undefined && others.length === members.length) return refused('not_found', identity);
  const after = role === undefined ? others : [...others, { identity, role }];
  if (after.every((member) => member.role !== 'owner')) return refused('owner_needed');
  return after.length > most.members ? refused('team_full', `${most.members} members`) : accepted(after);
};

/** May a draft be saved over the version that is kept? Who saw an older one has not seen what they would undo. */
export const overwrite = (kept: number, seen: number): Result<number> =>
  kept === seen ? accepted(kept + 1) : refused('draft_superseded', `version ${kept}, you saw ${seen}`);
