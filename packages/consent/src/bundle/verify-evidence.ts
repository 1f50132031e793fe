import {
  acceptCanonicalText,
  type AsOf,
  type Attest,
  BundledStateLine,
  BundledWorksLine,
  canonicalize,
  type Decision,
  type Grant,
  holdsForbidden,
  type IdentityStateLine,
  limits,
  type Purpose,
  type Scope,
  type SliceLine,
  type Synthetic,
  toUtf8,
  type Trust,
  type WorkStateLine,
} from '@assent/schema';
import { leafHash, MultiproofVerifier } from '@assent/log';
import type { Ed25519 } from '@assent/signing/verify';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { z } from 'zod';
import { assuranceFrom, decide, type WorkEvidence } from '../decide.ts';
import type { Logged } from '../ledger.ts';
import { scopeOfWork } from '../scope.ts';
import { files, HashCursor, type ProofIndexEntry, readProofIndex } from './format.ts';
import { LineReader, Unreadable } from './line-reader.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';
import { type BundledStatement, readStatements } from './statements.ts';

/** Parse a line that has to be canonical and of a shape. */
export const openLine = <T>(schema: z.ZodType<T>, text: string, name: string): T => {
  const json = acceptCanonicalText(text);
  if (!json.ok) throw new Unreadable('bundle_unreadable', `${name}: ${json.refusal.code}`);
  const parsed = holdsForbidden(json.value) ? undefined : schema.safeParse(json.value);
  if (parsed?.success !== true) throw new Unreadable('bundle_unreadable', `${name}: a line of another shape`);
  return parsed.data;
};

/** A multiproof that is checked while its leaves stream by. */
class StreamedProof {
  readonly #cursor: HashCursor;
  readonly #verifier: MultiproofVerifier;

  constructor(source: BundleSource, entry: ProofIndexEntry) {
    this.#cursor = new HashCursor(source, files.proofs, entry);
    this.#verifier = new MultiproofVerifier(entry.size, this.#cursor.take);
  }

  get ready(): boolean {
    return this.#cursor.ready;
  }

  fill(): Promise<void> {
    return this.#cursor.fill();
  }

  push(leaf: number, line: string): void {
    this.#verifier.push(leaf, leafHash(toUtf8(line)));
  }

  leadsTo(root: string): boolean {
    const computed = this.#verifier.root();
    return computed !== undefined && bytesToHex(computed) === root;
  }
}

/** What the evidence says of one work, or of one synthetic item. */
export type ItemEvidence =
  | { readonly source: 'consented'; readonly decision: Decision; readonly scope: Scope }
  | { readonly source: 'synthetic'; readonly line: SliceLine; readonly slice: Logged<Synthetic> };

export interface EvidenceOptions {
  readonly asOf: AsOf;
  /** The did:key of the trusted log's key: it signs `state` entries too. */
  readonly registry: string;
  readonly purpose: Purpose;
  readonly trust: Trust;
  readonly ed25519: Ed25519;
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
  readonly #statements: Map<number, BundledStatement>;
  readonly #stateLines: LineReader;
  readonly #worksLines: LineReader;
  readonly #stateProof: StreamedProof | undefined;
  readonly #listProofs = new Map<number, StreamedProof>();
  readonly #proofIndex: ReadonlyMap<number, ProofIndexEntry>;
  readonly #identities = new Map<string, { line: IdentityStateLine; assurance: number; used: boolean }>();
  readonly #decided = new Map<string, { evidence: ItemEvidence & { source: 'consented' }; identities: string[] }>();

  private constructor(
    source: BundleSource,
    options: EvidenceOptions,
    findings: Findings,
    statements: Map<number, BundledStatement>,
    index: readonly ProofIndexEntry[],
  ) {
    this.#source = source;
    this.#options = options;
    this.#findings = findings;
    this.#statements = statements;
    this.#stateLines = new LineReader(source.read(files.state), files.state, limits.stateLine);
    this.#worksLines = new LineReader(source.read(files.works), files.works, limits.sliceLine);
    const state = index.find(({ kind }) => kind === 'state');
    this.#stateProof = state === undefined ? undefined : new StreamedProof(source, state);
    this.#proofIndex = new Map(index.filter(({ kind }) => kind === 'works').map((entry) => [entry.statement, entry]));
  }

  /** Open statements and identities. `undefined` where the evidence has no foundation; the findings say why. */
  static async open(source: BundleSource, options: EvidenceOptions, findings: Findings): Promise<EvidenceReader | undefined> {
    const index = await readProofIndex(source, files.proofs);
    if (!index.ok) {
      findings.error(index.refusal.code, { detail: index.refusal.detail });
      return undefined;
    }
    const logProof = index.value.find(({ kind }) => kind === 'log');
    const before = findings.errors.length;
    const statements = await readStatements(source, options.asOf, logProof, options.ed25519, findings);
    if (statements.size === 0 && findings.errors.length > before) return undefined;
    const reader = new EvidenceReader(source, options, findings, statements, index.value);
    if (!reader.#checkState()) return undefined;
    await reader.#readIdentities();
    return reader;
  }

  /** The state that everything is as of has to be an entry of the log, signed by the log's own key. */
  #checkState(): boolean {
    const { state } = this.#options.asOf;
    const found = this.#use(state.index);
    if (found?.statement.kind !== 'state') {
      this.#findings.error('state_mismatch', { statement: `index ${state.index}`, detail: 'not a state of this log' });
      return false;
    }
    const { size, at, root, iss } = found.statement;
    if (iss !== this.#options.registry) {
      this.#findings.error('registry_only', { statement: found.id, detail: iss });
      return false;
    }
    if (size !== state.size || at !== state.at || root !== state.root) {
      this.#findings.error('state_mismatch', { statement: found.id, detail: 'size, time or root' });
      return false;
    }
    if (this.#stateProof === undefined) {
      this.#findings.error('proof_invalid', { detail: 'no proof of the state lines' });
      return false;
    }
    return true;
  }

  #use(index: number): BundledStatement | undefined {
    const found = this.#statements.get(index);
    if (found !== undefined) found.used = true;
    return found;
  }

  /** A statement of the bundle by its id, counted as needed. */
  statementById(id: string): BundledStatement | undefined {
    return this.#find((statement) => statement.id === id);
  }

  /** A statement of the bundle by the hash of its log entry, counted as needed. */
  statementByLeafHash(hash: string): BundledStatement | undefined {
    return this.#find((statement) => statement.leafHash === hash);
  }

  #find(wanted: (statement: BundledStatement) => boolean): BundledStatement | undefined {
    for (const found of this.#statements.values()) if (wanted(found)) return this.#use(found.index);
    return undefined;
  }

  async #nextStateLine(): Promise<BundledStateLine | undefined> {
    if (!this.#stateLines.ready) await this.#stateLines.fill();
    const text = this.#stateLines.peek();
    return text === undefined ? undefined : openLine(BundledStateLine, text, files.state);
  }

  /** Take the state line that was just looked at: its bytes go into the proof of the state. */
  async #takeStateLine({ leaf, line }: BundledStateLine): Promise<void> {
    this.#stateLines.skip();
    if (!this.#stateProof!.ready) await this.#stateProof!.fill();
    this.#stateProof!.push(leaf, canonicalize(line));
  }

  async #readIdentities(): Promise<void> {
    const { trust, asOf } = this.#options;
    for (let next = await this.#nextStateLine(); next !== undefined && 'identity' in next.line; next = await this.#nextStateLine()) {
      const { line } = next;
      await this.#takeStateLine(next);
      const attests: Attest[] = [];
      for (const index of line.live) {
        const found = this.#use(index);
        if (found === undefined) this.#findings.error('evidence_missing', { statement: `index ${index}`, detail: line.identity });
        else if (found.statement.kind === 'attest' && found.statement.subject === line.identity) attests.push(found.statement);
        else this.#findings.error('statement_kind_wrong', { statement: found.id, detail: line.identity });
      }
      this.#identities.set(line.identity, { line, assurance: assuranceFrom(attests, trust, asOf.state.at), used: false });
    }
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
    const complete = await this.#takeWorksLines(item, new Map(line.live));
    return complete ? this.#decide(item, line) : undefined;
  }

  async #synthetic(item: string, sliceIndex: number): Promise<ItemEvidence | undefined> {
    await this.#passOver(item);
    const slice = this.#use(sliceIndex);
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
    for (let next = await this.#nextStateLine(); next !== undefined && 'work' in next.line && next.line.work < until; ) {
      this.#findings.error('evidence_surplus', { item: next.line.work, detail: files.state });
      await this.#takeStateLine(next);
      next = await this.#nextStateLine();
    }
    for (let next = await this.#nextWorksLine(); next !== undefined && next.line.sha256 < until; next = await this.#nextWorksLine()) {
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
    if (!proof.ready) await proof.fill();
    proof.push(leaf, canonicalize(line));
  }

  /**
   * The works lines of one item: exactly one from each statement that the state says bears on it, at the leaf it says.
   *
   * @param expected leaf by statement; `undefined` where any leaf will do.
   */
  async #takeWorksLines(
    item: string,
    expected: Map<number, number | undefined>,
    taken: Map<number, BundledWorksLine> = new Map(),
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

  #decide(item: string, line: WorkStateLine): ItemEvidence | undefined {
    const grants: Logged<Grant>[] = [];
    for (const [index] of line.live) {
      const found = this.#use(index);
      if (found?.statement.kind === 'grant') grants.push(found as Logged<Grant>);
      else this.#findings.error('evidence_missing', { item, statement: `index ${index}` });
    }
    if (grants.length !== line.live.length) return undefined;
    // Works under the same grants and claims have the same answer: decide each distinct set once.
    const key = JSON.stringify([line.holders, line.live.map(([index]) => index)]);
    let known = this.#decided.get(key);
    if (known === undefined) {
      const identities = identitiesOf(line, grants);
      const { purpose, asOf } = this.#options;
      const work: WorkEvidence = { claims: line.holders, grants };
      const decision = decide(work, purpose, (identity) => this.#identities.get(identity)?.assurance ?? 0, asOf.state.at);
      known = { evidence: { source: 'consented', decision, scope: scopeOfWork(work, asOf.state.at) }, identities };
      this.#decided.set(key, known);
    }
    let complete = true;
    for (const identity of known.identities) {
      const found = this.#identities.get(identity);
      if (found !== undefined) found.used = true;
      else {
        // Without its line nobody can see what else is live for this identity.
        this.#findings.error('evidence_missing', { item, detail: `no state line of ${identity}` });
        complete = false;
      }
    }
    return complete ? known.evidence : undefined;
  }

  /** After the last item: nothing may be left over, and every proof has to lead to its root. */
  async finish(): Promise<void> {
    await this.#passOver('g');
    for (const [identity, { used }] of this.#identities) {
      if (!used) this.#findings.error('evidence_surplus', { detail: `${files.state}: ${identity}` });
    }
    for (const [index, { used, id }] of this.#statements) {
      if (!used) this.#findings.error('evidence_surplus', { statement: id, detail: `index ${index}` });
    }
    const { root } = this.#options.asOf.state;
    if (!this.#stateProof!.leadsTo(root)) this.#findings.error('proof_invalid', { detail: 'the state lines are not in the state' });
    for (const [index, proof] of this.#listProofs) {
      const found = this.#statements.get(index);
      const commitment = found !== undefined && 'works' in found.statement ? found.statement.works : undefined;
      const size = this.#proofIndex.get(index)!.size;
      if (commitment === undefined || commitment.count !== size || !proof.leadsTo(commitment.root)) {
        this.#findings.error('proof_invalid', { statement: found?.id ?? `index ${index}`, detail: 'its lines are not in its list' });
      }
    }
    for (const index of this.#proofIndex.keys()) {
      if (!this.#listProofs.has(index)) this.#findings.error('evidence_surplus', { statement: `index ${index}`, detail: files.proofs });
    }
  }
}

/** Whose state lines a decision rests on: everybody a claim names, and everybody whose grant is live. */
export const identitiesOf = (line: WorkStateLine, grants: readonly Logged<Grant>[]): string[] => {
  const identities = new Set(grants.map(({ statement }) => statement.iss));
  for (const { author, owners, depicts } of line.holders) {
    if (author !== null) identities.add(author);
    for (const owner of owners) identities.add(owner);
    if (depicts !== 'uncleared') for (const { subject } of depicts) identities.add(subject);
  }
  return [...identities].sort();
};
