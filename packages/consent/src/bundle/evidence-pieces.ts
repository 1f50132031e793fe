import { type IdentityStateLine, toUtf8, type WorkStateLine } from '@assent/schema';
import { leafHash, MemoryTree, multiproofLength, type NodeReader, proveMany } from '@assent/log';
import { concatBytes } from '@noble/hashes/utils.js';
import type { Logged, WorkEvidence } from '../history.ts';
import { identitiesOf, identitiesOfSigners, type PartySource } from '../parties.ts';
import { encodeProofHeaders, encodeStatementRecord, type ProofHeader } from './format.ts';

/** A line of a state: where it stands, what it says, its canonical text. */
export interface StatedLine<T> {
  readonly leaf: number;
  readonly line: T;
  readonly text: string;
}

/** What evidence is asked of: a log with its lists and one of its states. Everything may be asked more than once. */
export interface EvidenceSource {
  readonly state: { readonly index: number; readonly at: number };
  readonly stateSize: number;
  readonly stateNodes: NodeReader;
  readonly checkpoint: { readonly size: number };
  readonly logNodes: NodeReader;
  readonly parties: PartySource;
  /** Works to show evidence for. */
  readonly works: readonly string[];
  /** Who else has to be known by their keys. */
  readonly signers: readonly string[];
  /** Synthetic slices, by log index, with the files of each that are items, and the statements that it is understood with. */
  readonly slices: readonly {
    readonly index: number;
    readonly files: ReadonlySet<string>;
    readonly needs: readonly number[];
  }[];
  /** Lines of the state. Throws where there is none. */
  identity(identity: string): StatedLine<IdentityStateLine>;
  work(sha256: string): StatedLine<WorkStateLine>;
  /** What a decision on a work rests on. */
  evidence(sha256: string): WorkEvidence;
  firstStateCovering(index: number): Logged | undefined;
  /** A log entry's bytes. */
  entry(index: number): Uint8Array;
  /** The lines of a statement's list, in order. */
  list(index: number): readonly string[];
  /** One of them: asked for in no order of lists. */
  line(index: number, leaf: number): string;
}

/** Bytes of one evidence file, after those that came before. */
export interface EvidencePiece {
  readonly file: 'proofs' | 'state' | 'statements' | 'works';
  readonly bytes: Uint8Array;
}

/** Bytes that are gathered before they are given. */
const pieceLength = 1 << 18;

/** What has to be known before anything can be written: which statements, which state lines, which lines of which lists. */
interface Plan {
  readonly works: readonly string[];
  readonly identities: readonly string[];
  /** Log indices, ascending. */
  readonly statements: readonly number[];
  /** Places in the state, ascending. */
  readonly stateLeaves: readonly number[];
  /** Places in each list, ascending, by log index, ascending. */
  readonly lists: readonly (readonly [statement: number, leaves: readonly number[]])[];
  /** Lines of slices, ascending by sha256. */
  readonly made: readonly MadeLine[];
}

interface MadeLine {
  readonly sha256: string;
  readonly statement: number;
  readonly leaf: number;
}

/**
 * Exactly what a verifier needs for these works and slices, and proof of all of it, piece by piece: of each file its bytes
 * in order, of `works` and `state` in turns. The same for the same source. Memory holds places, one number each, and no
 * lines.
 */
export function* evidencePieces(source: EvidenceSource): Generator<EvidencePiece> {
  const plan = planOf(source);
  yield* statementPieces(source, plan);
  yield* linePieces(source, plan);
  yield* proofPieces(source, plan);
}

const planOf = (source: EvidenceSource): Plan => {
  const needed = new Set([source.state.index]);
  const identities = new Set(identitiesOfSigners(source.signers, source.parties));
  const lists = new Map<number, number[]>();
  const place = (statement: number, leaf: number): void => {
    needed.add(statement);
    const leaves = lists.get(statement);
    if (leaves === undefined) lists.set(statement, [leaf]);
    else leaves.push(leaf);
  };
  const works = source.works.toSorted();
  const workLeaves: number[] = [];
  for (const work of works) {
    const { leaf, line } = source.work(work);
    workLeaves.push(leaf);
    const evidence = source.evidence(work);
    for (const identity of identitiesOf(evidence, source.parties)) identities.add(identity);
    for (const [statement, at] of line.live) place(statement, at);
    for (const { index, statement } of evidence.live) {
      // Since when a dispute is known shows whether it has lapsed.
      const known = statement.kind === 'dispute' ? source.firstStateCovering(index) : undefined;
      if (known !== undefined) needed.add(known.index);
    }
  }
  const made: MadeLine[] = [];
  for (const { index, files, needs } of source.slices) {
    for (const need of needs) needed.add(need);
    source.list(index).forEach((text, leaf) => {
      const { sha256 } = JSON.parse(text) as { sha256: string };
      if (!files.has(sha256)) return;
      place(index, leaf);
      made.push({ sha256, statement: index, leaf });
    });
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
    statements: [...needed].toSorted((a, b) => a - b),
    stateLeaves: [...identityLeaves, ...workLeaves],
    lists: [...lists].map(([index, own]) => [index, ascending(own)] as const).toSorted(([a], [b]) => a - b),
    made: made.toSorted((a, b) => (a.sha256 === b.sha256 ? a.statement - b.statement : a.sha256 < b.sha256 ? -1 : 1)),
  };
};

const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

/** Gathers bytes or text of one file into pieces. */
class Gathering {
  readonly #file: EvidencePiece['file'];
  #parts: Uint8Array[] = [];
  #texts: string[] = [];
  #length = 0;

  constructor(file: EvidencePiece['file']) {
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

function* statementPieces(source: EvidenceSource, { statements }: Plan): Generator<EvidencePiece> {
  const file = new Gathering('statements');
  for (const index of statements) {
    file.bytes(encodeStatementRecord(index, source.entry(index)));
    if (file.isFull) yield* file.give();
  }
  yield* file.give(true);
}

function* linePieces(source: EvidenceSource, { works, identities, made }: Plan): Generator<EvidencePiece> {
  const [state, lines] = [new Gathering('state'), new Gathering('works')];
  const line = (statement: number, leaf: number): void =>
    lines.text(`{"leaf":${leaf},"line":${source.line(statement, leaf)},"statement":${statement}}\n`);
  for (const identity of identities) {
    const { leaf, text } = source.identity(identity);
    state.text(`{"leaf":${leaf},"line":${text}}\n`);
  }
  let next = 0;
  const madeBefore = (work: string | undefined): void => {
    for (;;) {
      const one = made[next];
      if (one === undefined || (work !== undefined && one.sha256 >= work)) return;
      line(one.statement, one.leaf);
      next++;
    }
  };
  for (const work of works) {
    madeBefore(work);
    const { leaf, line: said, text } = source.work(work);
    state.text(`{"leaf":${leaf},"line":${text}}\n`);
    for (const [statement, at] of said.live) line(statement, at);
    if (state.isFull) yield* state.give();
    if (lines.isFull) yield* lines.give();
  }
  madeBefore(undefined);
  yield* state.give(true);
  yield* lines.give(true);
}

function* proofPieces(source: EvidenceSource, { statements, stateLeaves, lists }: Plan): Generator<EvidencePiece> {
  const { checkpoint, stateSize } = source;
  const header = (
    kind: ProofHeader['kind'],
    statement: number,
    size: number,
    leaves: readonly number[],
  ): ProofHeader => ({ kind, statement, size, count: multiproofLength(leaves, size) });
  const headers = [
    header('log', 0, checkpoint.size, statements),
    ...lists.map(([index, leaves]) => header('works', index, source.list(index).length, leaves)),
    // A dataset of synthetic items alone rests on nobody's agreement, so no line of the state is shown.
    ...(stateLeaves.length === 0 ? [] : [header('state', 0, stateSize, stateLeaves)]),
  ];
  yield { file: 'proofs', bytes: encodeProofHeaders(headers) };
  const file = new Gathering('proofs');
  const prove = function* (leaves: readonly number[], size: number, read: NodeReader): Generator<EvidencePiece> {
    for (const hash of proveMany(leaves, size, read)) {
      file.bytes(hash);
      if (file.isFull) yield* file.give();
    }
  };
  yield* prove(statements, checkpoint.size, source.logNodes);
  for (const [index, leaves] of lists) {
    const list = source.list(index);
    const tree = new MemoryTree(list.map((line) => leafHash(toUtf8(line))));
    yield* prove(leaves, list.length, tree.read);
  }
  if (stateLeaves.length > 0) yield* prove(stateLeaves, stateSize, source.stateNodes);
  yield* file.give(true);
}
