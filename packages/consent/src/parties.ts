import type { Attest, Delegate, Guardianship, Trust } from '@assent/schema';
import { isPlainKey, signerOf } from './authority.ts';
import { longestChain } from './delegation.ts';
import type { Logged, WorkEvidence } from './history.ts';
import { isTooMuchOfWork } from './record.ts';

/** What a decision asks about identities, for one verifier at one time. */
export interface Parties {
  /** How well an identity was checked, by attesters whom the verifier trusts: 0, 1 or 2. */
  assuranceOf(identity: string): number;
  /** Every guardianship of a minor, the lapsed ones too. */
  guardianshipsOf(minor: string): readonly Logged<Guardianship>[];
  /** A live delegation for all works. One for a list of works is live on those works. */
  delegation(id: string): Logged<Delegate> | undefined;
  /** When a statement is known to have been in the log, in seconds: the time of the first state that speaks of it. */
  knownSince(index: number): number;
  /** Of whom too much was said for a bundle to show it, of those whose lines a decision on a work rests on. */
  crowdedIn(work: WorkEvidence): readonly string[];
  /** Who may settle disputes and competing claims. */
  readonly arbiters: readonly string[];
}

/** Where the facts come from: the fold of a log, or the evidence of a bundle. */
export interface PartySource {
  /** The statements that an identity's state line shows; empty where it has none. */
  shown(identity: string): readonly Logged[];
  byId(id: string): Logged | undefined;
  knownSince(index: number): number;
  /** Of whom too much was said for a bundle to show it: nearly always nobody. */
  readonly crowded: ReadonlySet<string>;
}

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

const isGuardianshipOf =
  (minor: string) =>
  (logged: Logged): logged is Logged<Guardianship> =>
    logged.statement.kind === 'guardianship' && logged.statement.minor === minor;

const shownDelegation = (source: PartySource, id: string): Logged<Delegate> | undefined => {
  const found = source.byId(id);
  if (found?.statement.kind !== 'delegate' || found.statement.works !== null) return undefined;
  const isShown = source.shown(signerOf(found.statement)).some(({ index }) => index === found.index);
  return isShown ? (found as Logged<Delegate>) : undefined;
};

const crowdedIn = (work: WorkEvidence, source: PartySource): string[] =>
  source.crowded.size === 0 ? [] : identitiesOf(work, source).filter((identity) => source.crowded.has(identity));

/** Whether a bundle can show all that a decision on a work rests on. */
export const isShowable = (work: WorkEvidence, source: PartySource): boolean =>
  !isTooMuchOfWork(work) && crowdedIn(work, source).length === 0;

/** The parties of a log or a bundle, each looked at once. */
export const partiesOf = (source: PartySource, trust: Trust, at: number): Parties => {
  const assurances = new Map<string, number>();
  return {
    assuranceOf: (identity) => {
      let assurance = assurances.get(identity);
      if (assurance === undefined) {
        const attests = source
          .shown(identity)
          .flatMap(({ statement }) =>
            statement.kind === 'attest' && statement.subject === identity ? [statement] : [],
          );
        assurances.set(identity, (assurance = assuranceFrom(attests, trust, at)));
      }
      return assurance;
    },
    guardianshipsOf: (minor) => source.shown(minor).filter(isGuardianshipOf(minor)),
    delegation: (id) => shownDelegation(source, id),
    knownSince: (index) => source.knownSince(index),
    crowdedIn: (work) => crowdedIn(work, source),
    arbiters: trust.arbiters,
  };
};

/**
 * Whose state lines a decision on a work rests on: everybody a claim names, everybody who said something of it or for
 * whom it was said, the guardians of minors, and whoever's keys can change, so that their keys then are seen.
 */
export const identitiesOf = ({ claims, live }: WorkEvidence, source: PartySource): string[] => {
  const found = new Set<string>();
  // A set is walked in the order of its growth, and without recursion: a stranger decides how long a row of attesters is.
  const add = (identity: string): void => void found.add(identity);
  for (const { author, owners, depicts } of claims) {
    if (author !== null) add(author);
    for (const owner of owners) add(owner);
    if (depicts !== 'uncleared') for (const { subject } of depicts) add(subject);
  }
  for (const { statement } of live) {
    add(statement.iss);
    if (statement.kind !== 'grant' || statement.for === undefined) continue;
    add(statement.for.principal);
    let next: string | undefined = statement.for.delegation;
    for (let i = 0; i < longestChain && next !== undefined; i++) {
      const id: string = next;
      const logged = live.find((said) => said.id === id) ?? shownDelegation(source, id);
      if (logged?.statement.kind !== 'delegate') break;
      add(logged.statement.iss);
      next = logged.statement.for?.delegation;
    }
  }
  for (const identity of found)
    for (const { statement } of source.shown(identity)) {
      if (statement.kind === 'guardianship') add(statement.iss);
      else if (!isPlainKey(statement.iss) && statement.kind !== 'identity') add(statement.iss);
    }
  return [...found].toSorted();
};

/**
 * Whose state lines show the keys by which somebody signs: a plain key is its own. A line shows what others whose keys can
 * change said of an identity, so their keys have to be seen too: else a stranger's word on a team would spoil its bundles.
 */
export const identitiesOfSigners = (signers: readonly string[], { shown }: PartySource): string[] => {
  const found = new Set(signers.filter((signer) => !isPlainKey(signer)));
  for (const identity of found)
    for (const { statement } of shown(identity))
      if (statement.kind !== 'identity' && !isPlainKey(statement.iss)) found.add(statement.iss);
  return [...found];
};
