import {
  BundledStateLine,
  BundledWorksLine,
  canonicalize,
  type Decision,
  limits,
  type Purpose,
  type Result,
  type Scope,
  type SliceLine,
  type Synthetic,
  type Trust,
  type WorksLine,
  type WorkStateLine,
} from '@assent/schema';
import { decide } from '../decide.ts';
import type { Logged, WorkEvidence } from '../history.ts';
import { identitiesOf, type Parties, partiesOf } from '../parties.ts';
import { scopeOfWork } from '../scope.ts';
import { files, type ProofIndexEntry, readProofIndex } from './format.ts';
import { BundledIdentities } from './identities.ts';
import { LineReader, openLine, Unreadable } from './line-reader.ts';
import { recheckStatement, type StateFacts } from './recheck.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';
import { type BundledStatement, type BundledStatements, readStatements, type StatementOptions } from './statements.ts';
import { StreamedProof } from './streamed-proof.ts';

/** What the evidence says of one work, or of one synthetic item. */
export type ItemEvidence =
  | {
      readonly source: 'consented';
      readonly decision: Decision;
      readonly scope: Scope;
      /** What is said of the work in each live grant. */
      readonly lines: readonly WorksLine[];
    }
  | { readonly source: 'synthetic'; readonly line: SliceLine; readonly slice: Logged<Synthetic> };

export interface EvidenceOptions extends StatementOptions {
  readonly purpose: Purpose;
  readonly trust: Trust;
}

/** What an item needs evidence of. */
export interface Asked {
  readonly sha256: string;
  /** Log index of the slice, for a synthetic item. */
  readonly slice: number | undefined;
}

/**
 * The evidence of a bundle, read in step with its items: ask for each in ascending order of sha256, then `finish`.
 *
 * Statements are opened first (each signature once); then state lines, works lines and items are merged, since all
 * three ascend by sha256. Memory holds the statements, the identities and one decision per distinct set of grants.
 */
export class EvidenceReader {
  readonly #source: BundleSource;
  readonly #options: EvidenceOptions;
  readonly #findings: Findings;
  readonly #statements: BundledStatements;
  readonly #stateLines: LineReader;
  readonly #worksLines: LineReader;
  readonly #stateProof: StreamedProof | undefined;
  readonly #listProofs = new Map<number, StreamedProof>();
  readonly #proofIndex: ReadonlyMap<number, ProofIndexEntry>;
  readonly #identities: BundledIdentities;
  readonly #parties: Parties;
  readonly #decided = new Map<string, { decision: Decision; scope: Scope; identities: string[] }>();
  readonly #facts: StateFacts;

  private constructor(
    source: BundleSource,
    options: EvidenceOptions,
    findings: Findings,
    statements: BundledStatements,
    index: readonly ProofIndexEntry[],
  ) {
    this.#source = source;
    this.#options = options;
    this.#findings = findings;
    this.#statements = statements;
    this.#stateLines = new LineReader(source.read(files.state), files.state, limits.stateLine);
    this.#worksLines = new LineReader(source.read(files.works), files.works, limits.sliceLine);
    const { size } = options.asOf.state;
    this.#facts = { size, replaced: statements.replacedBefore(size) };
    this.#identities = new BundledIdentities(statements, options.asOf.state, findings);
    this.#parties = partiesOf(this.#identities, options.trust, options.asOf.state.at);
    const state = index.find(({ kind }) => kind === 'state');
    this.#stateProof = state === undefined ? undefined : new StreamedProof(source, state);
    this.#proofIndex = new Map(index.filter(({ kind }) => kind === 'works').map((entry) => [entry.statement, entry]));
  }

  /** Open statements and identities. `undefined` where the evidence has no foundation; the findings say why. */
  static async open(
    source: BundleSource,
    options: EvidenceOptions,
    findings: Findings,
  ): Promise<EvidenceReader | undefined> {
    const index = await readProofIndex(source, files.proofs);
    if (!index.ok) {
      findings.error(index.refusal.code, { detail: index.refusal.detail });
      return undefined;
    }
    const logProof = index.value.find(({ kind }) => kind === 'log');
    const before = findings.errors.length;
    const statements = await readStatements(source, options, logProof, findings);
    if (statements.size === 0 && findings.errors.length > before) return undefined;
    const reader = new EvidenceReader(source, options, findings, statements, index.value);
    if (!reader.#checkState()) return undefined;
    await reader.#readIdentities();
    return reader;
  }

  /** The state that everything is as of has to be an entry of the log, signed by the log's own key. */
  #checkState(): boolean {
    const { state } = this.#options.asOf;
    const found = this.#statements.at(state.index);
    if (found?.statement.kind !== 'state') {
      this.#findings.error('state_mismatch', {
        statement: `index ${state.index}`,
        detail: 'not a state of this log',
      });
      return false;
    }
    const { size, at, root, count } = found.statement;
    if (size !== state.size || at !== state.at || root !== state.root) {
      this.#findings.error('state_mismatch', { statement: found.id, detail: 'size, time or root' });
      return false;
    }
    // In a tree of another size the same hashes stand at other places.
    if (this.#stateProof !== undefined && this.#stateProof.size !== count) {
      this.#findings.error('proof_invalid', { statement: found.id, detail: `a state of ${count} lines` });
      return false;
    }
    return true;
  }

  /** A statement of the bundle by its id, counted as needed. */
  statementById(id: string): BundledStatement | undefined {
    return this.#statements.withId(id);
  }

  /** A statement of the bundle by the hash of its log entry, counted as needed. */
  statementByLeafHash(hash: string): BundledStatement | undefined {
    return this.#statements.withLeafHash(hash);
  }

  async #nextStateLine(): Promise<BundledStateLine | undefined> {
    if (!this.#stateLines.ready) await this.#stateLines.fill();
    const text = this.#stateLines.peek();
    return text === undefined ? undefined : openLine(BundledStateLine, text, files.state);
  }

  /** Take the state line that was just looked at: its bytes go into the proof of the state. */
  async #takeStateLine({ leaf, line }: BundledStateLine): Promise<void> {
    this.#stateLines.skip();
    if (this.#stateProof === undefined) throw new Unreadable('proof_invalid', 'no proof of the state lines');
    await this.#stateProof.push(leaf, canonicalize(line));
  }

  async #readIdentities(): Promise<void> {
    let last = '';
    for (;;) {
      const next = await this.#nextStateLine();
      if (next === undefined || !('identity' in next.line)) break;
      const { identity } = next.line;
      // Of two lines of one identity the bundle could show the better one.
      if (identity <= last) throw new Unreadable('bundle_unreadable', `${files.state}: identities not ascending`);
      last = identity;
      await this.#takeStateLine(next);
      this.#identities.read(next.line);
    }
    for (const statement of this.#statements.all()) {
      const authority = this.#identities.acceptAuthority(statement);
      if (authority.ok) continue;
      const { code, detail } = authority.refusal;
      this.#findings.error(code, { statement: statement.id, detail });
      this.#statements.remove(statement);
    }
  }

  /** Whether these keys may sign for who issues the manifest, as of its state. */
  acceptIssuer(identity: string, keys: readonly string[]): Result<void> {
    return this.#identities.acceptIssuer(identity, keys);
  }

  /** The evidence for the next item, or `undefined` where it is lacking: the findings name the item. */
  async next(asked: Asked): Promise<ItemEvidence | undefined> {
    return asked.slice === undefined ? this.#consented(asked.sha256) : this.#synthetic(asked.sha256, asked.slice);
  }

  async #consented(item: string): Promise<ItemEvidence | undefined> {
    await this.#passOver(item);
    const next = await this.#nextStateLine();
    if (next === undefined || !('work' in next.line) || next.line.work !== item) {
      this.#findings.error('evidence_missing', { item, detail: 'no state line' });
      return undefined;
    }
    await this.#takeStateLine(next);
    const { line } = next;
    const taken = new Map<number, BundledWorksLine>();
    const complete = await this.#takeWorksLines(item, new Map(line.live), taken);
    return complete ? this.#decide(item, line, taken) : undefined;
  }

  async #synthetic(item: string, sliceIndex: number): Promise<ItemEvidence | undefined> {
    await this.#passOver(item);
    const slice = this.#statements.at(sliceIndex);
    if (slice?.statement.kind !== 'synthetic') {
      this.#findings.error('evidence_missing', { item, statement: `index ${sliceIndex}` });
      return undefined;
    }
    const lines = new Map<number, BundledWorksLine>();
    const complete = await this.#takeWorksLines(item, new Map([[sliceIndex, undefined]]), lines);
    const line = lines.get(sliceIndex)?.line;
    if (!complete || line === undefined || !('slot' in line)) {
      if (complete) this.#findings.error('synthetic_mismatch', { item, statement: slice.id });
      return undefined;
    }
    return { source: 'synthetic', line, slice: slice as Logged<Synthetic> };
  }

  /** Evidence of works that are no items has no place in a bundle: report it, once a work, and go on. */
  async #passOver(until: string): Promise<void> {
    for (let next = await this.#nextStateLine(); next !== undefined && 'work' in next.line && next.line.work < until;) {
      this.#findings.error('evidence_surplus', { item: next.line.work, detail: files.state });
      await this.#takeStateLine(next);
      next = await this.#nextStateLine();
    }
    for (
      let next = await this.#nextWorksLine();
      next !== undefined && next.line.sha256 < until;
      next = await this.#nextWorksLine()
    ) {
      this.#findings.error('evidence_surplus', { item: next.line.sha256, detail: files.works });
      await this.#takeWorksLine(next);
    }
  }

  async #nextWorksLine(): Promise<BundledWorksLine | undefined> {
    if (!this.#worksLines.ready) await this.#worksLines.fill();
    const text = this.#worksLines.peek();
    return text === undefined ? undefined : openLine(BundledWorksLine, text, files.works);
  }

  async #takeWorksLine({ leaf, line, statement }: BundledWorksLine): Promise<void> {
    this.#worksLines.skip();
    let proof = this.#listProofs.get(statement);
    if (proof === undefined) {
      const entry = this.#proofIndex.get(statement);
      if (entry === undefined) throw new Unreadable('proof_invalid', `no proof for the list of statement ${statement}`);
      this.#listProofs.set(statement, (proof = new StreamedProof(this.#source, entry)));
    }
    await proof.push(leaf, canonicalize(line));
  }

  /**
   * The works lines of one item: exactly one from each statement that the state says bears on it, at the leaf it says.
   *
   * @param expected leaf by statement; `undefined` where any leaf will do.
   */
  async #takeWorksLines(
    item: string,
    expected: Map<number, number | undefined>,
    taken: Map<number, BundledWorksLine>,
  ): Promise<boolean> {
    let complete = true;
    for (let next = await this.#nextWorksLine(); next?.line.sha256 === item; next = await this.#nextWorksLine()) {
      const { statement, leaf } = next;
      await this.#takeWorksLine(next);
      if (!expected.has(statement) || (expected.get(statement) ?? leaf) !== leaf || taken.has(statement)) {
        this.#findings.error('evidence_surplus', { item, statement: `index ${statement}` });
        complete = false;
      }
      taken.set(statement, next);
    }
    for (const statement of expected.keys()) {
      if (taken.has(statement)) continue;
      this.#findings.error('evidence_missing', { item, statement: `index ${statement}` });
      complete = false;
    }
    return complete;
  }

  #decide(
    item: string,
    line: WorkStateLine,
    taken: ReadonlyMap<number, BundledWorksLine>,
  ): (ItemEvidence & { source: 'consented' }) | undefined {
    const live: Logged[] = [];
    const lines: WorksLine[] = [];
    for (const [index] of line.live) {
      const found = this.#statements.at(index);
      const named = taken.get(index)?.line;
      if (found === undefined || named === undefined) {
        this.#findings.error('evidence_missing', { item, statement: `index ${index}` });
        continue;
      }
      const stands = recheckStatement(found, named, line, this.#facts);
      if (!stands.ok) {
        const { code, detail } = stands.refusal;
        this.#findings.error(code, { item, statement: found.id, detail });
        continue;
      }
      live.push(found);
      lines.push(named);
    }
    if (live.length !== line.live.length) return undefined;
    // Works under the same statements and claims have the same answer: decide each distinct set once.
    const key = JSON.stringify([line.holders, line.live.map(([index]) => index)]);
    let known = this.#decided.get(key);
    if (known === undefined) {
      const { purpose, asOf } = this.#options;
      const work: WorkEvidence = { claims: line.holders, live };
      known = {
        decision: decide(work, purpose, this.#parties, asOf.state.at),
        scope: scopeOfWork(work, this.#parties, asOf.state.at),
        identities: identitiesOf(work, this.#identities),
      };
      this.#decided.set(key, known);
    }
    let complete = true;
    for (const identity of known.identities) {
      if (this.#identities.use(identity)) continue;
      // Without its line nobody can see what else is live for this identity.
      this.#findings.error('evidence_missing', { item, detail: `no state line of ${identity}` });
      complete = false;
    }
    const { decision, scope } = known;
    return complete ? { source: 'consented', decision, scope, lines } : undefined;
  }

  /** After the last item: nothing may be left over, and every proof has to lead to its root. */
  async finish(): Promise<void> {
    await this.#passOver('g');
    // Only an identity's line can be left: it belongs before the works, and would be read by nobody.
    if ((await this.#nextStateLine()) !== undefined) {
      throw new Unreadable('bundle_unreadable', `${files.state}: identities not before works`);
    }
    for (const identity of this.#identities.unused())
      this.#findings.error('evidence_surplus', { detail: `${files.state}: ${identity}` });
    for (const { id, index } of this.#statements.unused()) {
      this.#findings.error('evidence_surplus', { statement: id, detail: `index ${index}` });
    }
    const { root } = this.#options.asOf.state;
    if (this.#stateProof?.leadsTo(root) === false)
      this.#findings.error('proof_invalid', { detail: 'the state lines are not in the state' });
    for (const [index, proof] of this.#listProofs) {
      const found = this.#statements.at(index);
      const commitment = found !== undefined && 'works' in found.statement ? found.statement.works : null;
      if (commitment === null || commitment.count !== proof.size || !proof.leadsTo(commitment.root)) {
        this.#findings.error('proof_invalid', {
          statement: found?.id ?? `index ${index}`,
          detail: 'its lines are not in its list',
        });
      }
    }
    for (const index of this.#proofIndex.keys()) {
      if (!this.#listProofs.has(index))
        this.#findings.error('evidence_surplus', { statement: `index ${index}`, detail: files.proofs });
    }
  }
}
