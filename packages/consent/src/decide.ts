import type { Code, Decision, Dispute, Guardianship, Purpose, Reason, Resolve, Use } from '@assent/schema';
import { disputeTerm } from './accept-people.ts';
import type { Logged, WorkEvidence } from './history.ts';
import {
  authorUses,
  type HolderCapacity,
  type Holders,
  holdersOf,
  minorProtectedUses,
  standingClaims,
} from './holders.ts';
import { covers, downstreamCovers, territoryCovers, withdrawalCovers } from './meet.ts';
import type { Parties } from './parties.ts';
import { isTooMuchOfWork } from './record.ts';
import { speakingFor, type Voice, voicesOf } from './voices.ts';

/** Codes that delay a work until somebody settles something; every other reason denies it. */
const reviewCodes: readonly Code[] = ['assurance_too_low', 'competing_claims', 'disputed', 'record_too_long'];

/** What was said of a work, weighed for one verifier at one time, before anybody says what for. */
export interface Weighed {
  /** Why it cannot be shown in a bundle: strangers can say so much of a work that nobody else's may fail with it. */
  readonly unshown: readonly Reason[];
  readonly disputes: readonly Logged<Dispute>[];
  readonly holders: Holders;
  readonly voices: readonly Voice[];
  /** Who signs for each minor depicted, with the guardianship that lasts longest; none where all have lapsed. */
  readonly guardians: ReadonlyMap<string, readonly Logged<Guardianship>[]>;
  readonly parties: Parties;
}

export const weigh = (work: WorkEvidence, parties: Parties, at: number): Weighed => {
  const { claims, live } = work;
  const isGuarded = (identity: string): boolean => parties.guardianshipsOf(identity).length > 0;
  const holders = holdersOf(standingClaims(claims, live, parties.arbiters), live, isGuarded);
  const minors = holders.subjects.filter(({ minor }) => minor);
  return {
    unshown: [
      ...(isTooMuchOfWork(work) ? [{ code: 'record_too_long' } as const] : []),
      ...parties.crowdedIn(work).map((holder): Reason => ({ code: 'record_too_long', holder })),
    ],
    disputes: disputesIn(live, parties, at),
    holders,
    voices: voicesOf(live, parties, at),
    guardians: new Map(minors.map(({ subject }) => [subject, lastingGuardianships(subject, parties, at)])),
    parties,
  };
};

/**
 * May this work be used for this purpose, as of time `at`? All reasons, sorted; `deny` before `review` before `allow`.
 *
 * Pure and total: the same for the registry, the terminal and the page. Every holder has to agree to every use, on
 * every axis; what nobody said is a no.
 */
export const decide = (work: WorkEvidence, purpose: Purpose, parties: Parties, at: number): Decision =>
  decideFor(weigh(work, parties, at), purpose);

/** The same of a work that was weighed already: the part that depends on the purpose. */
export const decideFor = (
  { unshown, disputes, holders, voices, guardians, parties }: Weighed,
  purpose: Purpose,
): Decision => {
  const reasons: Reason[] = [...unshown];
  for (const { id, statement } of disputes) reasons.push({ code: 'disputed', holder: statement.iss, statement: id });
  // Opt-in: an unregistered work has no holder to ask, and its author, whoever it is, has not agreed.
  if (!holders.known) reasons.push({ code: 'no_holder' }, { code: 'author_grant_missing' });
  for (const holder of holders.contested) reasons.push({ code: 'competing_claims', holder });
  for (const holder of holders.disclaimed) reasons.push({ code: 'disclaimed', holder });
  if (holders.uncleared) reasons.push({ code: 'people_uncleared' });

  const ask = (capacity: HolderCapacity, holder: string, uses: readonly Use[]): void => {
    const own = speakingFor(voices, capacity, holder);
    if (own.length === 0) reasons.push({ code: `${capacity}_grant_missing`, holder });
    for (const voice of own) judge(voice, uses, purpose, parties, reasons);
  };

  for (const owner of holders.owners) ask('owner', owner, purpose.uses);
  const usesOfAuthor = purpose.uses.filter((use) => authorUses.includes(use));
  if (usesOfAuthor.length > 0 && holders.known && holders.author === null && holders.contested.length === 0) {
    for (const use of usesOfAuthor) reasons.push({ code: 'author_unknown', use });
  }
  if (usesOfAuthor.length > 0 && holders.author !== null) ask('author', holders.author, usesOfAuthor);
  for (const { subject, minor } of holders.subjects) {
    if (!minor) ask('subject', subject, purpose.uses);
    else {
      for (const use of purpose.uses)
        if (minorProtectedUses.includes(use)) reasons.push({ code: 'minor_protected', use, holder: subject });
      const lasting = guardians.get(subject)!;
      if (lasting.length === 0) reasons.push(unguarded(subject, parties));
      for (const { id, statement: guardianship } of lasting) {
        const { iss: holder, lapsesOn } = guardianship;
        if (purpose.until === null || purpose.until > lapsesOn)
          reasons.push({ code: 'guardianship_lapsed', holder, statement: id });
        ask('guardian', holder, purpose.uses);
      }
    }
  }
  return { verdict: verdictOf(reasons), reasons: sortReasons(reasons) };
};

/**
 * Disputes that count: not settled by an arbiter whom the verifier trusts, and not lapsed. An unchecked person's dispute
 * lapses, so that a stranger cannot block a work for good; an upheld one stays.
 */
export const disputesIn = (live: readonly Logged[], parties: Parties, at: number): Logged<Dispute>[] => {
  const settled = new Map<string, Resolve['outcome']>();
  for (const { statement } of live)
    if (statement.kind === 'resolve' && parties.arbiters.includes(statement.iss))
      for (const id of statement.disputes) settled.set(id, statement.outcome);
  return live.filter((logged): logged is Logged<Dispute> => {
    const { index, id, statement } = logged;
    if (statement.kind !== 'dispute') return false;
    // Asked of every dispute, so that what a bundle has to show of it does not hang on whose word a verifier takes.
    const known = parties.knownSince(index);
    if (settled.get(id) === 'rejected') return false;
    if (settled.get(id) === 'upheld' || at < known + disputeTerm) return true;
    return parties.assuranceOf(statement.iss) >= 1;
  });
};

/** Every guardian of a minor has to agree in the minor's place: for each the guardianship that lasts longest, of the live ones. */
const lastingGuardianships = (minor: string, parties: Parties, at: number): Logged<Guardianship>[] => {
  const lasting = new Map<string, Logged<Guardianship>>();
  for (const guardianship of parties.guardianshipsOf(minor)) {
    const { iss, lapsesOn } = guardianship.statement;
    if (lapsesOn > at && lapsesOn > (lasting.get(iss)?.statement.lapsesOn ?? 0)) lasting.set(iss, guardianship);
  }
  return [...lasting.values()];
};

/** Where no guardianship is live, nobody can agree for the child. */
const unguarded = (minor: string, parties: Parties): Reason => {
  const last = parties.guardianshipsOf(minor).at(-1);
  return last === undefined
    ? { code: 'guardian_grant_missing', holder: minor }
    : { code: 'guardianship_lapsed', holder: minor, statement: last.id };
};

/** One live grant of a required holder against the purpose: each use, each axis, each shortcoming its own reason. */
const judge = (
  voice: Voice,
  uses: readonly Use[],
  purpose: Purpose,
  { assuranceOf }: Parties,
  reasons: Reason[],
): void => {
  const { holder, statement } = voice;
  const say = (code: Code, rest: Pick<Reason, 'axis' | 'use'> = {}): void =>
    void reasons.push({ code, ...rest, holder, statement });
  for (const use of uses) {
    if (voice.reserves.includes(use)) say('reserved', { use });
    const terms = voice.uses[use];
    if (terms === undefined) {
      say('use_not_granted', { use });
      continue;
    }
    if (!covers(terms.commerce, purpose.commerce)) say('commerce_not_granted', { use, axis: 'commerce' });
    if (!terms.operators.includes(purpose.operator)) say('operators_not_granted', { use, axis: 'operators' });
    if (!downstreamCovers(terms.downstream, purpose.downstream))
      say('downstream_not_granted', { use, axis: 'downstream' });
    if (!territoryCovers(terms.territory, purpose.territory)) say('territory_not_granted', { use, axis: 'territory' });
    if (!covers(purpose.duties, terms.duties)) say('duties_not_granted', { use, axis: 'duties' });
  }
  if (!withdrawalCovers(purpose.onWithdraw, voice.onWithdraw)) say('on_withdraw_not_granted', { axis: 'onWithdraw' });
  if (voice.until !== null && (purpose.until === null || voice.until < purpose.until)) say('expires_early');
  // A steward speaks for nobody alive, so somebody has to have checked at least who they are.
  const asked =
    voice.capacity === 'steward' ? Math.max(1, purpose.assurance.steward) : purpose.assurance[voice.capacity];
  if (assuranceOf(holder) < asked) say('assurance_too_low');
};

const verdictOf = (reasons: readonly Reason[]): Decision['verdict'] => {
  if (reasons.some(({ code }) => !reviewCodes.includes(code))) return 'deny';
  return reasons.length > 0 ? 'review' : 'allow';
};

const members = ['code', 'use', 'axis', 'holder', 'statement'] as const;

/** Ascending by code, use, axis, holder; of two that differ in the statement alone, the first stays. */
const sortReasons = (reasons: readonly Reason[]): Reason[] => {
  const compare = (a: Reason, b: Reason): number => {
    for (const member of members) {
      const [left, right] = [a[member] ?? '', b[member] ?? ''];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
  const same = (a: Reason, b: Reason): boolean => members.slice(0, 4).every((member) => a[member] === b[member]);
  return reasons.toSorted(compare).filter((reason, i, sorted) => i === 0 || !same(reason, sorted[i - 1]!));
};
