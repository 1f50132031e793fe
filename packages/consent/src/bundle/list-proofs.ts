import type { HashBatch, Promised } from '@assent/log';
import { files, type ProofIndexEntry } from './format.ts';
import { type HashCursor, readListCursors } from './hash-cursor.ts';
import { Unreadable } from './line-reader.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';
import type { BundledStatements } from './statements.ts';
import { StreamedProof } from './streamed-proof.ts';
import type { WorksLines } from './works-lines.ts';

/** Lines that are gathered before they go into the proofs of their lists. */
const mostGathered = 1 << 16;

/**
 * That the works lines of a bundle are in the lists that statements sign: all lists at once, in step with the lines. Lines
 * come sorted by work, so that each is of another list than the one before. They are gathered, and go into one proof after
 * the other: the ten thousand proofs of a large bundle would otherwise each be fetched from memory for every line.
 */
export class ListProofs {
  readonly #entries: ReadonlyMap<number, ProofIndexEntry>;
  readonly #cursorOf: (entry: ProofIndexEntry) => HashCursor;
  readonly #batch: HashBatch;
  /** Lists of which a line was met, each by the number that `of` gives it. */
  readonly #lists: { readonly statement: number; readonly proof: StreamedProof }[] = [];
  readonly #numbers = new Map<number, number>();
  /** Of each line gathered: its list's number, where it stands in it, its hash. */
  readonly #listOf: number[] = [];
  readonly #leaves: number[] = [];
  readonly #hashes: Promised[] = [];

  private constructor(
    entries: readonly ProofIndexEntry[],
    cursorOf: (entry: ProofIndexEntry) => HashCursor,
    batch: HashBatch,
  ) {
    this.#entries = new Map(entries.map((entry) => [entry.statement, entry]));
    this.#cursorOf = cursorOf;
    this.#batch = batch;
  }

  static async open(source: BundleSource, entries: readonly ProofIndexEntry[], batch: HashBatch): Promise<ListProofs> {
    return new ListProofs(entries, await readListCursors(source, files.proofs, entries), batch);
  }

  /** The number of a statement's list. */
  of(statement: number): number {
    const known = this.#numbers.get(statement);
    if (known !== undefined) return known;
    const entry = this.#entries.get(statement);
    if (entry === undefined) throw new Unreadable('proof_invalid', `no proof for the list of statement ${statement}`);
    const proof = new StreamedProof(entry.size, this.#cursorOf(entry), this.#batch);
    const number = this.#lists.push({ statement, proof }) - 1;
    this.#numbers.set(statement, number);
    return number;
  }

  /** Whether no line can be pushed: `prove` then. */
  get isFull(): boolean {
    return this.#listOf.length >= mostGathered;
  }

  /** The line that was looked at is one of those shown. */
  push(list: number, lines: Pick<WorksLines, 'hash' | 'leaf'>): void {
    this.#listOf.push(list);
    this.#leaves.push(lines.leaf);
    this.#hashes.push(lines.hash(this.#batch));
  }

  /** Put the lines that were gathered into their proofs, list by list, those of a list in the order of the file. */
  async prove(): Promise<void> {
    const next = new Uint32Array(this.#lists.length + 1);
    for (const list of this.#listOf) next[list + 1]!++;
    for (let list = 1; list < next.length; list++) next[list]! += next[list - 1]!;
    const order = new Uint32Array(this.#listOf.length);
    this.#listOf.forEach((list, i) => (order[next[list]!++] = i));
    for (const i of order) {
      const { proof } = this.#lists[this.#listOf[i]!]!;
      if (!proof.ready) await proof.fill();
      // What leads nowhere already is read, so that the batch can forget it.
      if (proof.failed) this.#batch.read(this.#hashes[i]!);
      else proof.push(this.#leaves[i]!, this.#hashes[i]!);
    }
    this.#listOf.length = this.#leaves.length = this.#hashes.length = 0;
  }

  /** After the last lines were proved: each list that a line was taken from is one that its statement signs, and there is no proof of another. */
  finish(statements: BundledStatements, findings: Findings): void {
    const roots = this.#lists.map(({ statement, proof }) => [statement, proof.size, proof.finish()] as const);
    for (const [index, size, root] of roots) {
      const found = statements.at(index);
      const commitment = found !== undefined && 'works' in found.statement ? found.statement.works : null;
      if (commitment === null || commitment.count !== size || root() !== commitment.root) {
        const statement = found?.id ?? `index ${index}`;
        findings.error('proof_invalid', { statement, detail: 'its lines are not in its list' });
      }
    }
    for (const index of this.#entries.keys()) {
      if (!this.#numbers.has(index))
        findings.error('evidence_surplus', { statement: `index ${index}`, detail: files.proofs });
    }
  }
}
