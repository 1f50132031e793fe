import type { HashBatch } from '@assent/log';
import { files, type ProofIndexEntry } from './format.ts';
import { type HashCursor, readListCursors } from './hash-cursor.ts';
import { Unreadable } from './line-reader.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';
import type { BundledStatements } from './statements.ts';
import { StreamedProof } from './streamed-proof.ts';
import type { WorksLines } from './works-lines.ts';

/** That the works lines of a bundle are in the lists that statements sign: all lists at once, in step with the lines. */
export class ListProofs {
  readonly #entries: ReadonlyMap<number, ProofIndexEntry>;
  readonly #cursorOf: (entry: ProofIndexEntry) => HashCursor;
  readonly #batch: HashBatch;
  readonly #proofs = new Map<number, StreamedProof>();

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

  /** The proof of a statement's list. */
  of(statement: number): StreamedProof {
    let proof = this.#proofs.get(statement);
    if (proof === undefined) {
      const entry = this.#entries.get(statement);
      if (entry === undefined) throw new Unreadable('proof_invalid', `no proof for the list of statement ${statement}`);
      this.#proofs.set(statement, (proof = new StreamedProof(entry.size, this.#cursorOf(entry), this.#batch)));
    }
    return proof;
  }

  /** The line that was looked at is one of those shown. */
  push(proof: StreamedProof, lines: WorksLines): void {
    if (!proof.failed) proof.push(lines.leaf, lines.hash(this.#batch));
  }

  /** Each list that a line was taken from is one that its statement signs, and there is no proof of another. */
  finish(statements: BundledStatements, findings: Findings): void {
    const roots = [...this.#proofs].map(([index, proof]) => [index, proof.size, proof.finish()] as const);
    for (const [index, size, root] of roots) {
      const found = statements.at(index);
      const commitment = found !== undefined && 'works' in found.statement ? found.statement.works : null;
      if (commitment === null || commitment.count !== size || root() !== commitment.root) {
        const statement = found?.id ?? `index ${index}`;
        findings.error('proof_invalid', { statement, detail: 'its lines are not in its list' });
      }
    }
    for (const index of this.#entries.keys()) {
      if (!this.#proofs.has(index))
        findings.error('evidence_surplus', { statement: `index ${index}`, detail: files.proofs });
    }
  }
}
