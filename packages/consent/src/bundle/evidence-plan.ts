import type { IdentityStateLine, WorkStateLine } from '@assent/schema';
import type { Logged, WorkEvidence } from '../history.ts';
import { identitiesOf, identitiesOfSigners, type PartySource } from '../parties.ts';

/** A line of a state, and where it stands. */
export interface StatedLine<T> {
  readonly leaf: number;
  readonly line: T;
}

/** A synthetic slice, some of whose files are items. */
export interface ShownSlice {
  /** Log index of its statement. */
  readonly index: number;
  /** Lines in its list. */
  readonly size: number;
  readonly files: readonly { readonly sha256: string; readonly leaf: number }[];
  /** Log indices of the statements that it is understood with. */
  readonly needs: readonly number[];
}

/** What evidence is asked of: a log as of one of its states. Everything may be asked more than once. */
export interface EvidenceSource {
  readonly state: { readonly index: number; readonly at: number };
  readonly stateSize: number;
  readonly checkpoint: { readonly size: number };
  readonly parties: PartySource;
  /** Works to show evidence for, each once. */
  readonly works: readonly string[];
  /** Who else has to be known by their keys. */
  readonly signers: readonly string[];
  readonly slices: readonly ShownSlice[];
  /** Lines of the state. Throws where there is none. */
  identity(identity: string): StatedLine<IdentityStateLine>;
  work(sha256: string): StatedLine<WorkStateLine>;
  /** What a decision on a work rests on. */
  evidence(sha256: string): WorkEvidence;
  firstStateCovering(index: number): Logged | undefined;
  /** Lines in the list of a statement that is live on a work. */
  listSize(index: number): number;
}

interface MadeLine {
  readonly sha256: string;
  readonly statement: number;
  readonly leaf: number;
}

/** Lines of one list that are shown: their places, ascending, of so many. */
export interface ShownList {
  readonly statement: number;
  readonly size: number;
  readonly leaves: readonly number[];
}

/**
 * What has to be known before anything can be written: which statements, which lines of the state and of which lists.
 * Places, one number each, and no lines.
 */
export interface EvidencePlan {
  /** Ascending, like all that follows. */
  readonly works: readonly string[];
  readonly identities: readonly string[];
  /** Log indices. */
  readonly statements: readonly number[];
  /** Places in the state. */
  readonly stateLeaves: readonly number[];
  /** By log index. */
  readonly lists: readonly ShownList[];
  /** Lines of slices, by sha256. */
  readonly made: readonly MadeLine[];
}

/** Exactly what a verifier needs for these works and slices. */
export const planEvidence = (source: EvidenceSource): EvidencePlan => {
  const needed = new Set([source.state.index]);
  const identities = new Set(identitiesOfSigners(source.signers, source.parties));
  const lists = new Map<number, { readonly size: number; readonly leaves: number[] }>();
  const place = (statement: number, leaf: number, sizeOf: () => number): void => {
    needed.add(statement);
    const list = lists.get(statement);
    if (list === undefined) lists.set(statement, { size: sizeOf(), leaves: [leaf] });
    else list.leaves.push(leaf);
  };
  const works = source.works.toSorted();
  const workLeaves: number[] = [];
  for (const work of works) {
    const { leaf, line } = source.work(work);
    workLeaves.push(leaf);
    const evidence = source.evidence(work);
    for (const identity of identitiesOf(evidence, source.parties)) identities.add(identity);
    for (const [statement, at] of line.live) place(statement, at, () => source.listSize(statement));
    for (const { index, statement } of evidence.live) {
      // Since when a dispute is known shows whether it has lapsed.
      const known = statement.kind === 'dispute' ? source.firstStateCovering(index) : undefined;
      if (known !== undefined) needed.add(known.index);
    }
  }
  const made: MadeLine[] = [];
  for (const { index, size, files, needs } of source.slices) {
    for (const need of needs) needed.add(need);
    for (const { sha256, leaf } of files) {
      place(index, leaf, () => size);
      made.push({ sha256, statement: index, leaf });
    }
  }
  const named = [...identities].toSorted();
  const identityLeaves = named.map((identity) => {
    const { leaf, line } = source.identity(identity);
    for (const index of line.live) needed.add(index);
    return leaf;
  });
  return {
    works,
    identities: named,
    statements: ascending([...needed]),
    stateLeaves: [...identityLeaves, ...workLeaves],
    lists: [...lists]
      .map(([statement, { size, leaves }]) => ({ statement, size, leaves: ascending(leaves) }))
      .toSorted((a, b) => a.statement - b.statement),
    made: made.toSorted((a, b) => (a.sha256 === b.sha256 ? a.statement - b.statement : a.sha256 < b.sha256 ? -1 : 1)),
  };
};

const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);
