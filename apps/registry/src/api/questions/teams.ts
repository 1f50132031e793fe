import { randomBytes } from 'node:crypto';
import { accepted, Count, Identity, limits, Origin, type Result, Sha256, Time } from '@assent/schema';
import { fromBase64 } from '@assent/signing';
import { z } from 'zod';
import { Choices, DraftAnswer, readDraft, removeDraft, saveDraft } from '../../teams/drafts.ts';
import { Role } from '../../teams/rules.ts';
import { sessionLife, signIn, signOut, whoIs } from '../../teams/sessions.ts';
import {
  type By,
  listTeams,
  makeTeam,
  readTeam,
  setMember,
  TeamAnswer,
  TeamId,
  TeamSummary,
  TeamTitle,
} from '../../teams/teams.ts';
import { costs } from '../fair-use.ts';
import { type Asking, question } from '../question.ts';

const nothing = z.strictObject({});
const Who = z.strictObject({ identity: Identity, until: Time });
const done = accepted({});

/** Who asks, where they are signed in. */
const byWhom = async ({ registry, cookie }: Asking): Promise<Result<By>> => {
  const now = registry.now();
  const who = await whoIs({ db: registry.db, now }, cookie.token);
  return who.ok ? accepted({ identity: who.value.identity, now }) : who;
};

export const askChallenge = question({
  says: 'A challenge to sign in with: it is signed as an envelope of type application/vnd.assent.sign-in.v1+json, within two minutes, once.',
  input: nothing,
  answer: z.strictObject({ aud: Origin, challenge: Sha256, until: Time }),
  ask: async ({ registry }) => accepted(registry.challenges.give(randomBytes(16), registry.now())),
});

export const answerChallenge = question({
  says: 'Sign in: a signed challenge for a cookie that only this registry’s own page can use.',
  input: z.strictObject({ envelope: z.string().max(limits.envelope * 2) }),
  answer: Who,
  cost: () => costs.signIn,
  ask: async ({ registry, cookie }, { envelope }) => {
    const bytes = fromBase64(envelope);
    if (!bytes.ok) return bytes;
    const signedIn = await signIn(registry, bytes.value);
    if (!signedIn.ok) return signedIn;
    const { token, ...who } = signedIn.value;
    cookie.keep(token, sessionLife);
    return accepted(who);
  },
});

export const leave = question({
  says: 'Sign out.',
  input: nothing,
  answer: nothing,
  ask: async ({ registry, cookie }) => {
    if (cookie.token !== undefined) await signOut({ db: registry.db, now: registry.now() }, cookie.token);
    cookie.keep(undefined, 0);
    return done;
  },
});

export const askWho = question({
  says: 'Who is signed in, if anybody is.',
  input: nothing,
  answer: z.strictObject({ who: Who.nullable() }),
  ask: async ({ registry, cookie }) => {
    const who = await whoIs({ db: registry.db, now: registry.now() }, cookie.token);
    return accepted({ who: who.ok ? who.value : null });
  },
});

export const listOwnTeams = question({
  says: 'The teams that one is a member of.',
  input: nothing,
  answer: z.array(TeamSummary),
  ask: async (asking) => {
    const by = await byWhom(asking);
    return by.ok ? accepted(await listTeams(asking.registry.db, by.value.identity)) : by;
  },
});

export const makeATeam = question({
  says: 'Make a team, and own it.',
  input: z.strictObject({ title: TeamTitle }),
  answer: z.strictObject({ team: TeamId }),
  cost: () => costs.signIn,
  ask: async (asking, { title }) => {
    const by = await byWhom(asking);
    const made = by.ok ? await makeTeam(asking.registry.db, by.value, title) : by;
    return made.ok ? accepted({ team: made.value }) : made;
  },
});

export const readATeam = question({
  says: 'A team: its members and its drafts.',
  input: z.strictObject({ team: TeamId }),
  answer: TeamAnswer,
  ask: async (asking, { team }) => {
    const by = await byWhom(asking);
    return by.ok ? readTeam(asking.registry.db, by.value, team) : by;
  },
});

export const setAMember = question({
  says: 'Give somebody a role in a team, or end it.',
  input: z.strictObject({ team: TeamId, identity: Identity, role: Role.nullable() }),
  answer: nothing,
  ask: async (asking, { team, identity, role }) => {
    const by = await byWhom(asking);
    if (!by.ok) return by;
    const set = await setMember(asking.registry.db, by.value, team, { identity, role: role ?? undefined });
    return set.ok ? done : set;
  },
});

export const readADraft = question({
  says: 'A draft of one’s team.',
  input: z.strictObject({ draft: z.uuid() }),
  answer: DraftAnswer,
  ask: async (asking, { draft }) => {
    const by = await byWhom(asking);
    return by.ok ? readDraft(asking.registry.db, by.value, draft) : by;
  },
});

export const saveADraft = question({
  says: 'Save a draft: a new one, or over the version of one that was seen.',
  input: z.strictObject({
    team: TeamId,
    title: TeamTitle,
    choices: Choices,
    over: z.strictObject({ draft: z.uuid(), version: Count }).optional(),
  }),
  answer: z.strictObject({ draft: z.uuid(), version: Count }),
  ask: async (asking, draft) => {
    const by = await byWhom(asking);
    return by.ok ? saveDraft(asking.registry.db, by.value, draft) : by;
  },
});

export const removeADraft = question({
  says: 'Throw a draft away, as it was seen.',
  input: z.strictObject({ team: TeamId, draft: z.uuid(), version: Count }),
  answer: nothing,
  ask: async (asking, which) => {
    const by = await byWhom(asking);
    const removed = by.ok ? await removeDraft(asking.registry.db, by.value, which) : by;
    return removed.ok ? done : removed;
  },
});
