import { assuranceFrom, decide, type WorkEvidence } from './decide.ts';
import type { Ledger, Logged } from './ledger.ts';
import type { Attest, Decision, Grant, Purpose, Trust } from '@assent/schema';

/** A work with what the decision on it rests on. */
export interface DecidedWork {
  readonly evidence: WorkEvidence;
  readonly decision: Decision;
}

/** Decides works of one ledger for one purpose; each distinct set of claims and grants once. */
export const decider = (
  ledger: Ledger,
  purpose: Purpose,
  trust: Trust,
  at: number,
): ((work: string) => DecidedWork) => {
  const assurances = new Map<string, number>();
  const assuranceOf = (identity: string): number => {
    let assurance = assurances.get(identity);
    if (assurance === undefined) {
      const live = ledger.identityLine(identity, at)?.live ?? [];
      const attests = live
        .map((index) => ledger.byIndex(index)!.statement)
        .filter((s): s is Attest => s.kind === 'attest');
      assurances.set(identity, (assurance = assuranceFrom(attests, trust, at)));
    }
    return assurance;
  };
  const decided = new Map<string, DecidedWork>();
  return (work) => {
    const line = ledger.workLine(work, at);
    const key = line === undefined ? '' : JSON.stringify([line.holders, line.live.map(([index]) => index)]);
    let known = decided.get(key);
    if (known === undefined) {
      const grants = line === undefined ? [] : (ledger.live(line) as Logged<Grant>[]);
      const evidence: WorkEvidence = { claims: line?.holders ?? [], grants };
      decided.set(key, (known = { evidence, decision: decide(evidence, purpose, assuranceOf, at) }));
    }
    return known;
  };
};
