import { canonicalize, toUtf8 } from '@assent/schema';
import { MultiproofMaker, multiproofLength } from '@assent/log';
import { concatBytes } from '@noble/hashes/utils.js';
import { storedLeaf } from '../list.ts';
import { textOfWorkLine } from '../state-text.ts';
import type { EvidencePlan, EvidenceSource, ShownList } from './evidence-plan.ts';
import { encodeProofHeaders, encodeStatementRecord, type ProofHeader } from './format.ts';

/** What is kept of a log: bytes and lines, asked for many at a time, and hashes. */
export interface EvidenceStore {
  /** Log entries, in the order they are asked for. */
  entries(indices: readonly number[]): Promise<readonly Uint8Array[]>;
  /** Lines of lists, in the order they are asked for. */
  lines(places: readonly (readonly [statement: number, leaf: number])[]): Promise<readonly string[]>;
  /** All lines of a list in order, some at a time. */
  list(statement: number): AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** A multiproof of entries in the log's first `size` entries. */
  proveLog(indices: readonly number[], size: number): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** A multiproof of lines in the state. */
  proveState(leaves: readonly number[]): Iterable<Uint8Array>;
}

/** The evidence files of a bundle that a registry gives. */
export const evidenceFiles = ['proofs', 'state', 'statements', 'works'] as const;
export type EvidenceFile = (typeof evidenceFiles)[number];

/** Bytes of one evidence file, after those that came before. */
export interface EvidencePiece {
  readonly file: EvidenceFile;
  readonly bytes: Uint8Array;
}

/** Bytes that are gathered before they are given. */
const pieceLength = 1 << 18;
/** Entries and lines that are asked for at once. */
const together = 1024;

/**
 * What was planned with proof of all of it, piece by piece: of each file its bytes in order, of `works` and `state` in
 * turns. The same for the same source. Memory holds what is asked for at once.
 */
export async function* evidencePieces(
  plan: EvidencePlan,
  source: EvidenceSource,
  store: EvidenceStore,
): AsyncGenerator<EvidencePiece> {
  yield* statementPieces(plan, store);
  yield* linePieces(plan, source, store);
  yield* proofPieces(plan, source, store);
}

/** Gathers bytes or text of one file into pieces. */
class Gathering {
  readonly #file: EvidenceFile;
  #parts: Uint8Array[] = [];
  #texts: string[] = [];
  #length = 0;

  constructor(file: EvidenceFile) {
    this.#file = file;
  }

  bytes(part: Uint8Array): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  text(part: string): void {
    this.#texts.push(part);
    this.#length += part.length;
  }

  /** What was gathered, once it is enough or the file ends. */
  *give(ended = false): Generator<EvidencePiece> {
    if (this.#length === 0 || (!ended && this.#length < pieceLength)) return;
    yield { file: this.#file, bytes: concatBytes(...this.#parts, toUtf8(this.#texts.join(''))) };
    this.#parts = [];
    this.#texts = [];
    this.#length = 0;
  }

  get isFull(): boolean {
    return this.#length >= pieceLength;
  }
}

async function* statementPieces({ statements }: EvidencePlan, store: EvidenceStore): AsyncGenerator<EvidencePiece> {
  const file = new Gathering('statements');
  for (let from = 0; from < statements.length; from += together) {
    const indices = statements.slice(from, from + together);
    const entries = await store.entries(indices);
    for (const [i, index] of indices.entries()) {
      file.bytes(encodeStatementRecord(index, entries[i]!));
      if (file.isFull) yield* file.give();
    }
  }
  yield* file.give(true);
}

async function* linePieces(
  plan: EvidencePlan,
  source: EvidenceSource,
  store: EvidenceStore,
): AsyncGenerator<EvidencePiece> {
  const [state, works] = [new Gathering('state'), new Gathering('works')];
  const stated = (leaf: number, text: string): void => state.text(`{"leaf":${leaf},"line":${text}}\n`);
  for (const identity of plan.identities) {
    const { leaf, line } = source.identity(identity);
    stated(leaf, canonicalize(line));
    if (state.isFull) yield* state.give();
  }
  let wanted: (readonly [statement: number, leaf: number])[] = [];
  const fetch = async (): Promise<void> => {
    const lines = await store.lines(wanted);
    wanted.forEach(([statement, leaf], i) =>
      works.text(`{"leaf":${leaf},"line":${lines[i]!},"statement":${statement}}\n`),
    );
    wanted = [];
  };
  let next = 0;
  const madeBefore = (work: string | undefined): void => {
    for (let one = plan.made[next]; one !== undefined; one = plan.made[next]) {
      if (work !== undefined && one.sha256 >= work) return;
      wanted.push([one.statement, one.leaf]);
      next++;
    }
  };
  for (const work of plan.works) {
    madeBefore(work);
    const said = source.work(work);
    stated(said.leaf, textOfWorkLine(said.line));
    wanted.push(...said.line.live);
    if (wanted.length >= together) await fetch();
    if (state.isFull) yield* state.give();
    if (works.isFull) yield* works.give();
  }
  madeBefore(undefined);
  await fetch();
  yield* state.give(true);
  yield* works.give(true);
}

async function* proofPieces(
  { statements, stateLeaves, lists }: EvidencePlan,
  { checkpoint, stateSize }: EvidenceSource,
  store: EvidenceStore,
): AsyncGenerator<EvidencePiece> {
  const header = (
    kind: ProofHeader['kind'],
    statement: number,
    size: number,
    leaves: readonly number[],
  ): ProofHeader => ({ kind, statement, size, count: multiproofLength(leaves, size) });
  // A dataset of synthetic items alone rests on nobody's agreement, so no line of the state is shown.
  const states = stateLeaves.length > 0;
  const headers = [
    header('log', 0, checkpoint.size, statements),
    ...lists.map(({ statement, size, leaves }) => header('works', statement, size, leaves)),
    ...(states ? [header('state', 0, stateSize, stateLeaves)] : []),
  ];
  yield { file: 'proofs', bytes: encodeProofHeaders(headers) };
  const file = new Gathering('proofs');
  for await (const hash of store.proveLog(statements, checkpoint.size)) {
    file.bytes(hash);
    if (file.isFull) yield* file.give();
  }
  for (const list of lists) {
    // Shown whole, it proves itself.
    if (list.leaves.length === list.size) continue;
    for await (const hash of proveList(list, store)) {
      file.bytes(hash);
      if (file.isFull) yield* file.give();
    }
  }
  if (states) {
    for (const hash of store.proveState(stateLeaves)) {
      file.bytes(hash);
      if (file.isFull) yield* file.give();
    }
  }
  yield* file.give(true);
}

/** Read in order, in memory of log(n): a list may have a million lines, and no tree is kept of it. */
async function* proveList({ statement, size, leaves }: ShownList, store: EvidenceStore): AsyncGenerator<Uint8Array> {
  const maker = new MultiproofMaker(leaves, size);
  for await (const lines of store.list(statement)) {
    for (const line of lines) {
      const hash = maker.push(storedLeaf(line));
      if (hash !== undefined) yield hash;
    }
  }
}
