import { type Duty, type Grant, type Scope, type ScopeTerms, type Use, uses } from '@assent/schema';
import type { WorkEvidence } from './decide.ts';
import { authorUses, grantsSpeakingFor, type HolderCapacity, holdersOf } from './holders.ts';
import { everything, isWithin, meetTerms, union } from './meet.ts';

/** Of an empty set of items, and of mathematics: nobody has narrowed anything. */
export const fullScope = (): Scope => Object.fromEntries(uses.map((use) => [use, everything]));

const termsOf = (grant: Grant, use: Use): ScopeTerms | undefined => {
  const terms = grant.reserves.includes(use) ? undefined : grant.uses[use];
  if (terms === undefined) return undefined;
  const { commerce, operators, downstream, territory, duties } = terms;
  const { from, until, onWithdraw } = grant;
  return { commerce, operators, downstream, territory, duties, from, until, onWithdraw };
};

/** What all holders of one work granted together, per use: the meet. A use that one of them did not grant is left out. */
export const scopeOfWork = ({ claims, grants }: WorkEvidence, at: number): Scope => {
  const holders = holdersOf(claims);
  const scope: Scope = {};
  if (!holders.known || holders.uncleared || holders.contested.length > 0) return scope;
  for (const use of uses) {
    const required = holders.owners.map((id): [HolderCapacity, string] => ['owner', id]);
    if (authorUses.includes(use)) {
      if (holders.author === null) continue;
      required.push(['author', holders.author]);
    }
    // Nobody can agree for a child while no guardian is known.
    if (holders.subjects.some(({ minor }) => minor)) continue;
    for (const { subject } of holders.subjects) required.push(['subject', subject]);
    let met: ScopeTerms | undefined = everything;
    for (const [capacity, holder] of required) {
      const own = grantsSpeakingFor(grants, capacity, holder, at);
      if (own.length === 0) met = undefined;
      for (const { statement } of own) {
        const terms = termsOf(statement, use);
        met = met === undefined || terms === undefined ? undefined : meetTerms(met, terms);
      }
      if (met === undefined) break;
    }
    if (met !== undefined) scope[use] = met;
  }
  return scope;
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
