import { queryOptions } from '@tanstack/react-query';
import { client, queryClient } from '../api.ts';
import { type Draft, forget, keep, readAll } from '../keys/store.ts';
import type { Reply } from '../sign/invitation-shape.ts';
import type { Party, WrittenClaim } from './claim.ts';

/** What waits here for others to answer, the newest first. */
export const draftsKept = queryOptions({
  queryKey: ['drafts'],
  queryFn: async () => (await readAll('drafts')).toSorted((a, b) => b.changedAt - a.changedAt),
  staleTime: Infinity,
  structuralSharing: false,
});

const isChanged = (): Promise<void> => queryClient.invalidateQueries({ queryKey: draftsKept.queryKey });

export const keepDraft = async (draft: Draft): Promise<void> => {
  await keep('drafts', draft);
  await isChanged();
};

export const putAway = async (id: string): Promise<void> => {
  await forget('drafts', id);
  await isChanged();
};

/** Whether the log holds what a reply says: who signs these works, as whom. Whatever it says, the decision asks for itself. */
const isInLog = async (reply: Extract<Reply, { said: 'signed' }>, wanted: readonly string[]): Promise<boolean> => {
  const [{ statement, live }, lines] = await Promise.all([
    client.statements.read.query({ index: reply.index }),
    client.statements.lines.query({ index: reply.index }),
  ]);
  if (statement.kind !== 'grant' || statement.iss !== reply.by || live !== true) return false;
  const covered = new Set(lines.map((line) => (JSON.parse(line) as { sha256?: string }).sha256));
  return wanted.every((sha256) => covered.has(sha256));
};

/** What became of a reply: it went into a draft, belongs to none that is kept here, or says what the log does not. */
export type Taken =
  | { readonly at: 'taken'; readonly draft: Draft; readonly party: Party }
  | { readonly at: 'unknown' | 'untrue' };

/** Write a reply into the draft that it answers. Rejects only where the registry does not answer. */
export const takeReply = async (reply: Reply): Promise<Taken> => {
  const mine = ({ invitation }: Party) => invitation === reply.invitation;
  const draft = (await readAll('drafts')).find(({ claim }) => [claim.client, ...claim.parties].some(mine));
  if (draft === undefined) return { at: 'unknown' };
  const signed = reply.said === 'signed';
  if (
    signed &&
    !(await isInLog(
      reply,
      draft.works.map(({ sha256 }) => sha256),
    ))
  )
    return { at: 'untrue' };
  const answered = (party: Party): Party =>
    mine(party) ? { ...party, said: reply.said, identity: signed ? (reply.subject ?? reply.by) : '' } : party;
  const claim: WrittenClaim = {
    ...draft.claim,
    client: answered(draft.claim.client),
    parties: draft.claim.parties.map(answered),
  };
  const next: Draft = { ...draft, claim, changedAt: Date.now() };
  await keepDraft(next);
  return { at: 'taken', draft: next, party: [claim.client, ...claim.parties].find(mine)! };
};
