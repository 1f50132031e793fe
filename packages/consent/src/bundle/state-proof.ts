import type { AsOf } from '@assent/schema';
import type { HashBatch, PlacedState } from '@assent/log';
import { files, type ProofIndexEntry } from './format.ts';
import { HashCursor } from './hash-cursor.ts';
import { Unreadable } from './line-reader.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';
import type { StateLines } from './state-lines.ts';
import type { BundledStatements } from './statements.ts';
import { StreamedProof } from './streamed-proof.ts';

/** That the state lines of a bundle are in the state that everything is as of, and that the log's own key signed it. */
export class StateProof {
  readonly state: PlacedState;
  readonly #batch: HashBatch;
  readonly #proof: StreamedProof | undefined;

  private constructor(state: PlacedState, batch: HashBatch, proof: StreamedProof | undefined) {
    this.state = state;
    this.#batch = batch;
    this.#proof = proof;
  }

  /** `undefined` where there is no such state in the log; the findings say why. */
  static open(
    source: BundleSource,
    entry: ProofIndexEntry | undefined,
    state: AsOf['state'],
    statements: BundledStatements,
    batch: HashBatch,
    findings: Findings,
  ): StateProof | undefined {
    const found = statements.at(state.index);
    if (found?.statement.kind !== 'state') {
      const detail = 'not a state of this log';
      return void findings.error('state_mismatch', { statement: `index ${state.index}`, detail });
    }
    const { size, at, root, count } = found.statement;
    if (size !== state.size || at !== state.at || root !== state.root) {
      return void findings.error('state_mismatch', { statement: found.id, detail: 'size, time or root' });
    }
    // In a tree of another size the same hashes stand at other places.
    if (entry !== undefined && entry.size !== count) {
      return void findings.error('proof_invalid', { statement: found.id, detail: `a state of ${count} lines` });
    }
    const proof =
      entry === undefined
        ? undefined
        : new StreamedProof(entry.size, new HashCursor(source, files.proofs, entry), batch);
    return new StateProof({ index: found.index, statement: found.statement }, batch, proof);
  }

  get ready(): boolean {
    return this.#proof?.ready ?? true;
  }

  async fill(): Promise<void> {
    await this.#proof?.fill();
  }

  /** The line that was looked at is one of those shown. */
  push(lines: StateLines): void {
    if (this.#proof === undefined) throw new Unreadable('proof_invalid', 'no proof of the state lines');
    if (!this.#proof.failed) this.#proof.push(lines.leaf, lines.hash(this.#batch));
  }

  finish(findings: Findings): void {
    if (this.#proof !== undefined && this.#proof.finish()() !== this.state.statement.root)
      findings.error('proof_invalid', { detail: 'the state lines are not in the state' });
  }
}
