import { type IdentityStateLine, toUtf8, type WorkStateLine } from '@assent/schema';
import { leafHash, MemoryTree } from '@assent/log';
import { evidenceOf, partySourceIn } from '../decider.ts';
import type { Ledger } from '../ledger.ts';
import type { EvidenceSource, ShownSlice, StatedLine } from './evidence-plan.ts';

/** What evidence is asked for, of a ledger. */
export interface LedgerEvidence {
  readonly state: { readonly index: number; readonly at: number };
  readonly checkpoint: { readonly size: number };
  readonly works: readonly string[];
  readonly signers: readonly string[];
  readonly slices: readonly ShownSlice[];
}

/**
 * A ledger as evidence is asked of it. Lines of the state, once asked for, are kept: what was planned can be written after
 * the ledger has moved on.
 *
 * @param ledger the fold of the log's first `state.size` entries.
 */
export const ledgerSource = (ledger: Ledger, asked: LedgerEvidence): EvidenceSource => {
  const { at } = asked.state;
  const { identities, works } = ledger.stateKeys();
  return {
    ...asked,
    stateSize: identities.length + works.length,
    parties: partySourceIn(ledger, at),
    identity: keeping((id): StatedLine<IdentityStateLine> => ({
      leaf: placeOf(identities, id),
      line: ledger.identityLine(id, at)!,
    })),
    work: keeping((sha256): StatedLine<WorkStateLine> => ({
      leaf: identities.length + placeOf(works, sha256),
      line: ledger.workLine(sha256, at)!,
    })),
    evidence: (sha256) => evidenceOf(ledger, sha256, at),
    firstStateCovering: (index) => ledger.firstStateCovering(index),
    listSize: keeping((index) => {
      const { statement } = ledger.byIndex(index)!;
      return 'works' in statement && statement.works !== null ? statement.works.count : 0;
    }),
  };
};

const keeping = <K, T>(find: (key: K) => T): ((key: K) => T) => {
  const kept = new Map<K, T>();
  return (key) => {
    let found = kept.get(key);
    if (found === undefined) kept.set(key, (found = find(key)));
    return found;
  };
};

const placeOf = (sorted: readonly string[], key: string): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle]! < key) low = middle + 1;
    else high = middle;
  }
  if (sorted[low] !== key) throw new RangeError(`no state line of ${key}`);
  return low;
};

/** The lines of a state with their tree, to prove from. */
export const buildState = (ledger: Ledger, at: number): { lines: string[]; tree: MemoryTree } => {
  const lines = [...ledger.stateLines(at)];
  return { lines, tree: new MemoryTree(lines.map((line) => leafHash(toUtf8(line)))) };
};
