import { type Duty, type Scope, type ScopeTerms, type Use, uses } from '@assent/schema';
import type { WorkEvidence } from './history.ts';
import { weigh } from './decide.ts';
import { authorUses, type HolderCapacity, minorProtectedUses } from './holders.ts';
import { everything, isWithin, meetTerms, union } from './meet.ts';
import type { Parties } from './parties.ts';
import { speakingFor, type Voice } from './voices.ts';

/** Of an empty set of items, and of mathematics: nobody has narrowed anything. */
export const fullScope = (): Scope => Object.fromEntries(uses.map((use) => [use, everything]));

const termsOf = ({ uses: granted, reserves, from, until, onWithdraw }: Voice, use: Use): ScopeTerms | undefined => {
  const terms = reserves.includes(use) ? undefined : granted[use];
  if (terms === undefined) return undefined;
  const { commerce, operators, downstream, territory, duties } = terms;
  return { commerce, operators, downstream, territory, duties, from, until, onWithdraw };
};

/** What all holders of one work granted together, per use: the meet. A use that one of them did not grant is left out. */
export const scopeOfWork = (work: WorkEvidence, parties: Parties, at: number): Scope => {
  const { holders, voices, guardians } = weigh(work, parties, at);
  const scope: Scope = {};
  if (!holders.known || holders.uncleared || holders.contested.length > 0 || holders.disclaimed.length > 0)
    return scope;
  const required = holders.owners.map((id): [HolderCapacity, string] => ['owner', id]);
  for (const { subject, minor } of holders.subjects) if (!minor) required.push(['subject', subject]);
  /** A guardian's power to sign ends with the guardianship, so what they agree to does. */
  let until: number | null = null;
  for (const lasting of guardians.values()) {
    // Nobody can agree for a child while no guardian is known.
    if (lasting.length === 0) return scope;
    for (const { statement } of lasting) {
      required.push(['guardian', statement.iss]);
      until = Math.min(until ?? Infinity, statement.lapsesOn);
    }
  }
  for (const use of uses) {
    if (guardians.size > 0 && minorProtectedUses.includes(use)) continue;
    if (authorUses.includes(use) && holders.author === null) continue;
    const asked: typeof required = authorUses.includes(use) ? [...required, ['author', holders.author!]] : required;
    const met = meetOf(voices, asked, use);
    if (met !== undefined) scope[use] = meetTerms(met, { ...everything, until });
  }
  return scope;
};

const meetOf = (
  voices: readonly Voice[],
  required: readonly (readonly [HolderCapacity, string])[],
  use: Use,
): ScopeTerms | undefined => {
  let met: ScopeTerms = everything;
  for (const [capacity, holder] of required) {
    const own = speakingFor(voices, capacity, holder);
    if (own.length === 0) return undefined;
    for (const voice of own) {
      const terms = termsOf(voice, use);
      if (terms === undefined) return undefined;
      met = meetTerms(met, terms);
    }
  }
  return met;
};

/** The meet of two scopes: a use has to be in both. */
export const meetScopes = (a: Scope, b: Scope): Scope => {
  const scope: Scope = {};
  for (const use of uses) {
    const [left, right] = [a[use], b[use]];
    if (left !== undefined && right !== undefined) scope[use] = meetTerms(left, right);
  }
  return scope;
};

/** The first use that a scope claims beyond what was computed, or `undefined`. Claiming more is laundering. */
export const claimedBeyond = (claimed: Scope, computed: Scope): Use | undefined =>
  uses.find((use) => {
    const [claim, terms] = [claimed[use], computed[use]];
    return claim !== undefined && (terms === undefined || !isWithin(claim, terms));
  });

/** All duties owed under a scope. */
export const dutiesOf = (scope: Scope, forUses: readonly Use[]): Duty[] =>
  forUses.reduce<Duty[]>((owed, use) => union(owed, scope[use]?.duties ?? []), []);
