import type { Decision, Purpose, Trust } from '@assent/schema';
import { decide } from './decide.ts';
import type { WorkEvidence } from './history.ts';
import type { Ledger } from './ledger.ts';
import { type Parties, partiesOf, type PartySource } from './parties.ts';
import type { Work } from './works-fold.ts';

/** A work with what the decision on it rests on. */
export interface DecidedWork {
  readonly evidence: WorkEvidence;
  readonly decision: Decision;
}

/** What a ledger shows of identities at a time. */
export const partySourceIn = (ledger: Ledger, at: number): PartySource => ({
  shown: (identity) => ledger.identityLine(identity, at)?.live.map((index) => ledger.byIndex(index)!) ?? [],
  byId: (id) => ledger.byId(id),
  knownSince: (index) => ledger.firstStateCovering(index)?.statement.at ?? at,
  crowded: ledger.crowded(at),
});

/** The parties of a ledger, for one verifier at one time. */
export const partiesIn = (ledger: Ledger, trust: Trust, at: number): Parties =>
  partiesOf(partySourceIn(ledger, at), trust, at);

/** What a ledger holds of a work at a time. */
export const evidenceOf = (ledger: Ledger, work: string, at: number): WorkEvidence => {
  const line = ledger.workLine(work, at);
  return { claims: line?.holders ?? [], live: line === undefined ? [] : ledger.live(line) };
};

/** Decides works of one ledger for one purpose; those of which the same was said, once for all. */
export const decider = (
  ledger: Ledger,
  purpose: Purpose,
  trust: Trust,
  at: number,
): ((work: string) => DecidedWork) => {
  const parties = partiesIn(ledger, trust, at);
  const decided = new Map<number | string, DecidedWork>();
  return (sha256) => {
    const work = ledger.work(sha256);
    const key = work === undefined ? -1 : keyOf(ledger, work, at);
    let known = decided.get(key);
    if (known === undefined) {
      const evidence = evidenceOf(ledger, sha256, at);
      decided.set(key, (known = { evidence, decision: decide(evidence, purpose, parties, at) }));
    }
    return known;
  };
};

/** Equal for works on which the same claims and live statements bear. */
const keyOf = (ledger: Ledger, work: Work, at: number): number | string => {
  const { standing } = work;
  if (!ledger.endsInPart(standing)) return standing.id;
  return `${standing.id} ${ledger
    .liveOn(work, at)
    .map(([index]) => index)
    .join()}`;
};
