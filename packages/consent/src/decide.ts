import type { Claim, Code, Decision, Grant, Purpose, Reason, Trust, Use, Attest } from '@assent/schema';
import { authorUses, grantsSpeakingFor, type HolderCapacity, holdersOf, minorProtectedUses } from './holders.ts';
import type { Logged } from './ledger.ts';
import { covers, downstreamCovers, territoryCovers, withdrawalCovers } from './meet.ts';

/** Everything about one work that the decision depends on, as of a state. */
export interface WorkEvidence {
  /** Every distinct claim ever made on the work. */
  readonly claims: readonly Claim[];
  /** Live grants on it. */
  readonly grants: readonly Logged<Grant>[];
}

/** How well an identity was checked, by attesters whom the verifier trusts: 0, 1 or 2. */
export type AssuranceOf = (identity: string) => number;

/** Codes that delay a work until somebody settles something; every other reason denies it. */
const reviewCodes: readonly Code[] = ['assurance_too_low', 'competing_claims', 'disputed'];

/**
 * May this work be used for this purpose, as of time `at`? All reasons, sorted; `deny` before `review` before `allow`.
 *
 * Pure and total: the same for the registry, the terminal and the page. Every holder has to agree to every use, on
 * every axis; what nobody said is a no.
 */
export const decide = (work: WorkEvidence, purpose: Purpose, assuranceOf: AssuranceOf, at: number): Decision => {
  const reasons: Reason[] = [];
  const holders = holdersOf(work.claims);
  // Opt-in: an unregistered work has no holder to ask, and its author, whoever it is, has not agreed.
  if (!holders.known) reasons.push({ code: 'no_holder' }, { code: 'author_grant_missing' });
  for (const holder of holders.contested) reasons.push({ code: 'competing_claims', holder });
  if (holders.uncleared) reasons.push({ code: 'people_uncleared' });

  const ask = (capacity: HolderCapacity, holder: string, uses: readonly Use[]): void => {
    const grants = grantsSpeakingFor(work.grants, capacity, holder, at);
    if (grants.length === 0) reasons.push({ code: `${capacity}_grant_missing`, holder });
    for (const grant of grants) judge(grant, holder, uses, purpose, assuranceOf, reasons);
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
      // Guardians stand in the minor's place; where none is known, nobody can agree for the child.
      reasons.push({ code: 'guardian_grant_missing', holder: subject });
      for (const use of purpose.uses)
        if (minorProtectedUses.includes(use)) reasons.push({ code: 'minor_protected', use, holder: subject });
    }
  }
  return { verdict: verdictOf(reasons), reasons: sortReasons(reasons) };
};

/** One live grant of a required holder against the purpose: each use, each axis, each shortcoming its own reason. */
const judge = (
  { id, statement: grant }: Logged<Grant>,
  holder: string,
  uses: readonly Use[],
  purpose: Purpose,
  assuranceOf: AssuranceOf,
  reasons: Reason[],
): void => {
  const say = (code: Code, rest: Pick<Reason, 'axis' | 'use'> = {}): void =>
    void reasons.push({ code, ...rest, holder, statement: id });
  for (const use of uses) {
    if (grant.reserves.includes(use)) say('reserved', { use });
    const terms = grant.uses[use];
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
  if (!withdrawalCovers(purpose.onWithdraw, grant.onWithdraw)) say('on_withdraw_not_granted', { axis: 'onWithdraw' });
  if (grant.until !== null && (purpose.until === null || grant.until < purpose.until)) say('expires_early');
  // A steward speaks for nobody alive, so somebody has to have checked at least who they are.
  const asked =
    grant.capacity === 'steward' ? Math.max(1, purpose.assurance.steward) : purpose.assurance[grant.capacity];
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

/** What attestations are worth to a verifier: each counts up to what its attester is believed, while it lasts. */
export const assuranceFrom = (attestations: readonly Attest[], trust: Trust, at: number): number => {
  let best = 0;
  for (const attest of attestations) {
    const attester = trust.attesters.find(({ identity }) => identity === attest.iss);
    if (attester === undefined || (attest.until !== null && attest.until <= at)) continue;
    const level = attest.how === 'domain' || attest.how === 'email' ? 1 : 2;
    best = Math.max(best, Math.min(level, attester.upTo));
  }
  return best;
};
