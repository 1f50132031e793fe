import { toUtf8 } from '@assent/schema';
import { leafHash, MemoryTree, type NodeReader, proveMany } from '@assent/log';
import { concatBytes } from '@noble/hashes/utils.js';
import { evidenceOf, partySourceIn } from '../decider.ts';
import type { Ledger } from '../ledger.ts';
import { identitiesOf, identitiesOfSigners } from '../parties.ts';
import { encodeProofs, encodeStatementRecord, type ProofSection } from './format.ts';

/** What evidence is made from: the registry's log and lists, as of a state and a checkpoint. */
export interface EvidenceInput {
  /** The fold of the log's first `state.size` entries. */
  readonly ledger: Ledger;
  readonly state: { readonly index: number; readonly at: number };
  /** The lines of the state in order, and their tree. */
  readonly stateLines: readonly string[];
  readonly stateTree: MemoryTree;
  readonly checkpoint: { readonly size: number };
  readonly logNodes: NodeReader;
  /** Works to show evidence for, and synthetic slices with their plans, by log index. */
  readonly works: readonly string[];
  /** Who else has to be known by their keys: who issues the manifest. */
  readonly signers: readonly string[];
  readonly slices: readonly {
    readonly index: number;
    readonly files: ReadonlySet<string>;
    readonly needs: readonly number[];
  }[];
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

interface PlacedLine {
  readonly sha256: string;
  readonly statement: number;
  readonly leaf: number;
  readonly text: string;
}

/** Gather exactly what a verifier needs for these works and slices, and prove all of it. */
export const buildEvidence = (input: EvidenceInput): EvidenceFiles => {
  const { ledger, state } = input;
  const needed = new Set([state.index]);
  const identities = new Set<string>();
  const leaves = new Map<number, number[]>();
  const lines: PlacedLine[] = [];
  const parties = partySourceIn(ledger, state.at);
  for (const identity of identitiesOfSigners(input.signers)) identities.add(identity);
  const place = (sha256: string, statement: number, leaf: number): void => {
    needed.add(statement);
    const own = leaves.get(statement);
    if (own === undefined) leaves.set(statement, [leaf]);
    else own.push(leaf);
    lines.push({ sha256, statement, leaf, text: input.list(statement)[leaf]! });
  };

  for (const work of input.works) {
    const line = ledger.workLine(work, state.at);
    if (line === undefined) throw new RangeError(`no state line for ${work}`);
    const evidence = evidenceOf(ledger, work, state.at);
    for (const identity of identitiesOf(evidence, parties)) identities.add(identity);
    for (const [statement, leaf] of line.live) place(work, statement, leaf);
    for (const { index, statement } of evidence.live) {
      // Since when a dispute is known shows whether it has lapsed.
      const known = statement.kind === 'dispute' ? ledger.firstStateCovering(index) : undefined;
      if (known !== undefined) needed.add(known.index);
    }
  }
  for (const { index, files, needs } of input.slices) {
    for (const need of needs) needed.add(need);
    input.list(index).forEach((text, leaf) => {
      const { sha256 } = JSON.parse(text) as { sha256: string };
      if (files.has(sha256)) place(sha256, index, leaf);
    });
  }
  for (const identity of identities)
    for (const index of ledger.identityLine(identity, state.at)!.live) needed.add(index);

  const statements = [...needed].toSorted((a, b) => a - b);
  const stateLeaves = stateLeavesOf(input, identities);
  const sections: ProofSection[] = [
    {
      kind: 'log',
      statement: 0,
      size: input.checkpoint.size,
      hashes: [...proveMany(statements, input.checkpoint.size, input.logNodes)],
    },
    ...[...leaves]
      .toSorted(([a], [b]) => a - b)
      .map(([statement, own]): ProofSection => {
        const list = input.list(statement);
        const tree = new MemoryTree(list.map((line) => leafHash(toUtf8(line))));
        const hashes = [
          ...proveMany(
            own.toSorted((a, b) => a - b),
            list.length,
            tree.read,
          ),
        ];
        return { kind: 'works', statement, size: list.length, hashes };
      }),
    // A dataset of synthetic items alone rests on nobody's agreement, so no line of the state is shown.
    ...(stateLeaves.length === 0 ? [] : [stateSection(input, stateLeaves)]),
  ];
  lines.sort((a, b) => (a.sha256 === b.sha256 ? a.statement - b.statement : a.sha256 < b.sha256 ? -1 : 1));
  return {
    statements: concatBytes(...statements.map((index) => encodeStatementRecord(index, input.entry(index)))),
    works: toUtf8(
      lines.map(({ leaf, text, statement }) => `{"leaf":${leaf},"line":${text},"statement":${statement}}\n`).join(''),
    ),
    state: toUtf8(stateLeaves.map((leaf) => `{"leaf":${leaf},"line":${input.stateLines[leaf]!}}\n`).join('')),
    proofs: encodeProofs(sections),
  };
};

const stateSection = ({ stateTree: { size, read } }: EvidenceInput, leaves: readonly number[]): ProofSection => ({
  kind: 'state',
  statement: 0,
  size,
  hashes: [...proveMany(leaves, size, read)],
});

/** Where the lines of these works and identities stand in the state, ascending. */
const stateLeavesOf = ({ ledger, works, state }: EvidenceInput, wanted: ReadonlySet<string>): number[] => {
  const keys = ledger.stateKeys();
  const position = (sorted: readonly string[], key: string): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (sorted[middle]! < key) low = middle + 1;
      else high = middle;
    }
    if (sorted[low] !== key) throw new RangeError(`no state line of ${key} at ${state.index}`);
    return low;
  };
  return [
    ...[...wanted].toSorted().map((identity) => position(keys.identities, identity)),
    ...works.toSorted().map((work) => keys.identities.length + position(keys.works, work)),
  ];
};

/** The lines of a state with their tree, to prove from. */
export const buildState = (ledger: Ledger, at: number): { lines: string[]; tree: MemoryTree } => {
  const lines = [...ledger.stateLines(at)];
  return { lines, tree: new MemoryTree(lines.map((line) => leafHash(toUtf8(line)))) };
};
