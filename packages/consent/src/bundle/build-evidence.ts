import { canonicalize, type IdentityStateLine, toUtf8, type WorkStateLine } from '@assent/schema';
import { leafHash, MemoryTree, type NodeReader } from '@assent/log';
import { concatBytes } from '@noble/hashes/utils.js';
import { evidenceOf, partySourceIn } from '../decider.ts';
import type { Logged, WorkEvidence } from '../history.ts';
import type { Ledger } from '../ledger.ts';
import { type EvidencePiece, type EvidenceSource, evidencePieces, type StatedLine } from './evidence-pieces.ts';

/** What evidence is made from: the registry's log and lists, as of a state and a checkpoint. */
export interface EvidenceInput {
  /** The fold of the log's first `state.size` entries. */
  readonly ledger: Ledger;
  readonly state: { readonly index: number; readonly at: number };
  /** The tree over the lines of the state. */
  readonly stateTree: MemoryTree;
  readonly checkpoint: { readonly size: number };
  readonly logNodes: NodeReader;
  /** Works to show evidence for, and synthetic slices with their plans, by log index. */
  readonly works: readonly string[];
  /** Who else has to be known by their keys: who issues the manifest. */
  readonly signers: readonly string[];
  readonly slices: EvidenceSource['slices'];
  /** A log entry's bytes. */
  entry(index: number): Uint8Array;
  /** The lines of a statement's list, in order. */
  list(index: number): readonly string[];
}

/** The evidence files of a bundle, as bytes. */
export interface EvidenceFiles {
  readonly statements: Uint8Array;
  readonly works: Uint8Array;
  readonly state: Uint8Array;
  readonly proofs: Uint8Array;
}

/** Gather exactly what a verifier needs for these works and slices, and prove all of it. */
export const buildEvidence = (input: EvidenceInput): EvidenceFiles => {
  const pieces: Record<EvidencePiece['file'], Uint8Array[]> = { statements: [], works: [], state: [], proofs: [] };
  for (const { file, bytes } of evidencePieces(sourceOf(input))) pieces[file].push(bytes);
  return {
    statements: concatBytes(...pieces.statements),
    works: concatBytes(...pieces.works),
    state: concatBytes(...pieces.state),
    proofs: concatBytes(...pieces.proofs),
  };
};

/** A ledger with its state's lines, as evidence is asked of it. */
const sourceOf = (input: EvidenceInput): EvidenceSource => {
  const { ledger, stateTree, state } = input;
  const keys = ledger.stateKeys();
  const place = (sorted: readonly string[], key: string): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (sorted[middle]! < key) low = middle + 1;
      else high = middle;
    }
    if (sorted[low] !== key) throw new RangeError(`no state line of ${key} at ${state.index}`);
    return low;
  };
  const stated = <T>(leaf: number, line: T | undefined): StatedLine<T> => ({
    leaf,
    line: line!,
    text: canonicalize(line),
  });
  return {
    ...input,
    line: (index, leaf) => input.list(index)[leaf]!,
    parties: partySourceIn(ledger, state.at),
    stateSize: stateTree.size,
    stateNodes: stateTree.read,
    identity: (id): StatedLine<IdentityStateLine> =>
      stated(place(keys.identities, id), ledger.identityLine(id, state.at)),
    work: (sha256): StatedLine<WorkStateLine> =>
      stated(keys.identities.length + place(keys.works, sha256), ledger.workLine(sha256, state.at)),
    evidence: (sha256): WorkEvidence => evidenceOf(ledger, sha256, state.at),
    firstStateCovering: (index): Logged | undefined => ledger.firstStateCovering(index),
  };
};

/** The lines of a state with their tree, to prove from. */
export const buildState = (ledger: Ledger, at: number): { lines: string[]; tree: MemoryTree } => {
  const lines = [...ledger.stateLines(at)];
  return { lines, tree: new MemoryTree(lines.map((line) => leafHash(toUtf8(line)))) };
};
