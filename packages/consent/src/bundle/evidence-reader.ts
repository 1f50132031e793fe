import type { Decision, Purpose, Release, Result, Scope, SliceLine, Synthetic, Trust, WorksLine } from '@assent/schema';
import type { HashBatch, PlacedState } from '@assent/log';
import type { Logged } from '../history.ts';
import { partiesOf } from '../parties.ts';
import { type DecidedSet, DecidedSets } from './decided-sets.ts';
import { files, type ProofIndexEntry, readProofIndex } from './format.ts';
import { BundledIdentities } from './identities.ts';
import { Unreadable } from './line-reader.ts';
import { compareKeys, type Key, keyText } from './line-shape.ts';
import { ListProofs } from './list-proofs.ts';
import { type Expected, OtherLines, type TakenLine } from './other-lines.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';
import { type SaidOfWorks, StateLines } from './state-lines.ts';
import { StateProof } from './state-proof.ts';
import { type BundledStatement, type BundledStatements, readStatements, type StatementOptions } from './statements.ts';
import { type SaidOfWork, WorksLines } from './works-lines.ts';

/** What the evidence says of one work, or of one synthetic item. */
export type ItemEvidence =
  | {
      readonly source: 'consented';
      readonly decision: Decision;
      /** `undefined` where an item before was decided by the same claims and statements. */
      readonly scope: Scope | undefined;
    }
  | { readonly source: 'synthetic'; readonly line: SliceLine; readonly slice: Logged<Synthetic> };

export interface EvidenceOptions extends StatementOptions {
  readonly purpose: Purpose;
  readonly trust: Trust;
  /** Computes the hashes of all trees. */
  readonly batch: HashBatch;
}

/**
 * The evidence of a bundle, read in step with its items: `advance` over each in ascending order of sha256, then `finish`.
 *
 * Statements are opened first (each signature once); then state lines, works lines and items are merged, since all
 * three ascend by sha256. Memory holds the statements, the identities, and one decision per distinct set of claims and
 * live statements.
 */
export class EvidenceReader {
  readonly #findings: Findings;
  readonly #statements: BundledStatements;
  readonly #stateLines: StateLines;
  readonly #worksLines: WorksLines;
  readonly #stateProof: StateProof;
  readonly #listProofs: ListProofs;
  readonly #identities: BundledIdentities;
  readonly #sets: DecidedSets;
  /** The works lines of the item at hand, in the order of the file: as many as `#count`, the rest are kept for reuse. */
  readonly #taken: TakenLine[] = [];
  #count = 0;
  /** What the item at hand needs a works line of; `undefined` before that is known. */
  #expected: Expected | undefined;
  /** What the state says of it, where it is no synthetic item. */
  #stated: SaidOfWorks | undefined;
  /** All its works lines, once they are not simply those expected. */
  #others: OtherLines | undefined;
  /** What the evidence says of the last item that was advanced over; `undefined` where it is lacking: the findings name it. */
  found: ItemEvidence | undefined;

  private constructor(
    source: BundleSource,
    { asOf, purpose, trust }: EvidenceOptions,
    findings: Findings,
    statements: BundledStatements,
    stateProof: StateProof,
    listProofs: ListProofs,
  ) {
    this.#findings = findings;
    this.#statements = statements;
    const isKnown = (index: number): boolean => statements.has(index);
    this.#stateLines = new StateLines(source, isKnown);
    this.#worksLines = new WorksLines(source, isKnown);
    this.#stateProof = stateProof;
    this.#listProofs = listProofs;
    this.#identities = new BundledIdentities(statements, asOf.state, findings);
    const parties = partiesOf(this.#identities, trust, asOf.state.at);
    this.#sets = new DecidedSets(statements, this.#identities, parties, purpose, asOf.state);
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
    const ofKind = (wanted: ProofIndexEntry['kind']): ProofIndexEntry[] =>
      index.value.filter(({ kind }) => kind === wanted);
    const before = findings.errors.length;
    const statements = await readStatements(source, options, ofKind('log')[0], findings);
    if (statements.size === 0 && findings.errors.length > before) return undefined;
    const { state } = options.asOf;
    const stateProof = StateProof.open(source, ofKind('state')[0], state, statements, options.batch, findings);
    if (stateProof === undefined) return undefined;
    const listProofs = await ListProofs.open(source, ofKind('works'), options.batch);
    const reader = new EvidenceReader(source, options, findings, statements, stateProof, listProofs);
    await reader.#readIdentities();
    return reader;
  }

  /** The state that everything is as of. */
  get state(): PlacedState {
    return this.#stateProof.state;
  }

  /** A statement of the bundle by its id, counted as needed. */
  statementById(id: string): BundledStatement | undefined {
    return this.#statements.withId(id);
  }

  /** A statement of the bundle by the hash of its log entry, counted as needed. */
  statementByLeafHash(hash: string): BundledStatement | undefined {
    return this.#statements.withLeafHash(hash);
  }

  /** The release of a manifest, counted as needed. */
  releaseOf(manifest: string): Logged<Release> | undefined {
    return this.#statements.releaseOf(manifest);
  }

  async #readIdentities(): Promise<void> {
    const lines = this.#stateLines;
    let last = '';
    for (;;) {
      if (!lines.ready) await lines.fill();
      const line = lines.lookAtIdentity();
      if (line === undefined) break;
      // Of two lines of one identity the bundle could show the better one.
      if (line.identity <= last) {
        throw new Unreadable('bundle_unreadable', `${files.state}: identities not ascending`);
      }
      last = line.identity;
      if (!this.#stateProof.ready) await this.#stateProof.fill();
      this.#takeStateLine();
      this.#identities.read(line);
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
  acceptIssuer(identity: string, keys: readonly string[], size?: number): Result<void> {
    return this.#identities.acceptIssuer(identity, keys, size);
  }

  /** Take the state line that was looked at: its bytes go into the proof of the state, which is ready. */
  #takeStateLine(): void {
    this.#stateProof.push(this.#stateLines);
    this.#stateLines.take();
  }

  /**
   * Read the evidence of the next item; `slice` is the log index of its slice, where it is synthetic. Answers whether it was
   * all read, and `found` is what it says. Where not, `fill` and ask again: nothing here waits, so that a million items do
   * not cost millions of turns of the event loop.
   */
  advance(key: Key, slice: number | undefined): boolean {
    if (this.#expected === undefined) {
      if (!this.#passOver(key) || !this.#stateProof.ready) return false;
      this.found = undefined;
      this.#count = 0;
      this.#expected = slice === undefined ? this.#expectConsented(key) : this.#expectSynthetic(key, slice);
      if (this.#expected === undefined) return true;
    }
    if (!this.#takeWorksLines(key)) return false;
    const complete = this.#tookAll(key, this.#expected);
    this.#expected = undefined;
    if (complete) this.found = slice === undefined ? this.#consented(key) : this.#synthetic(key, slice);
    return true;
  }

  /** Wait for what is not at hand yet. */
  async fill(): Promise<void> {
    if (!this.#stateLines.ready) await this.#stateLines.fill();
    if (!this.#worksLines.ready) await this.#worksLines.fill();
    if (!this.#stateProof.ready) await this.#stateProof.fill();
    if (this.#listProofs.isFull) await this.#listProofs.prove();
  }

  /** Whether a holder's line of the item wants it attributed so; `undefined`: one does not say how. */
  isAttributed(attribution: string | undefined): boolean {
    for (let i = 0; i < this.#count; i++) {
      const taken = this.#taken[i]!;
      if (taken.attribution === attribution && taken.said.isHolder) return true;
    }
    return false;
  }

  #expectConsented(key: Key): Expected | undefined {
    const lines = this.#stateLines;
    const stated = lines.lookAtWork();
    if (stated === undefined || compareKeys(lines.key, key) !== 0) {
      this.#findings.error('evidence_missing', { item: keyText(key), detail: 'no state line' });
      return undefined;
    }
    this.#takeStateLine();
    this.#stated = stated;
    return stated.line.live;
  }

  #expectSynthetic(key: Key, index: number): Expected | undefined {
    this.#stated = undefined;
    if (this.#statements.at(index)?.statement.kind === 'synthetic') return [[index]];
    this.#findings.error('evidence_missing', { item: keyText(key), statement: `index ${index}` });
    return undefined;
  }

  #consented(key: Key): ItemEvidence | undefined {
    const stated = this.#stated!;
    const set = (stated.decided ??= this.#sets.of(stated.line));
    return this.#stand(key, set) ? this.#outcome(key, set) : undefined;
  }

  #synthetic(key: Key, index: number): ItemEvidence | undefined {
    const slice = this.#statements.at(index) as Logged<Synthetic>;
    const line: WorksLine = this.#taken[0]!.said.line;
    if ('slot' in line) return { source: 'synthetic', line, slice };
    this.#findings.error('synthetic_mismatch', { item: keyText(key), statement: slice.id });
    return undefined;
  }

  /** Evidence of works that are no items has no place in a bundle: report it, once a work, and go on. Answers whether the next lines are of no work before `until`. */
  #passOver(until: Key | undefined): boolean {
    const [state, works] = [this.#stateLines, this.#worksLines];
    for (;;) {
      if (!state.ready) return false;
      if (state.lookAtWork() === undefined || !isBefore(state.key, until)) break;
      if (!this.#stateProof.ready) return false;
      this.#findings.error('evidence_surplus', { item: keyText(state.key), detail: files.state });
      this.#takeStateLine();
    }
    for (;;) {
      if (!works.ready || this.#listProofs.isFull) return false;
      const said = works.look();
      if (said === undefined || !isBefore(works.key, until)) return true;
      this.#findings.error('evidence_surplus', { item: keyText(works.key), detail: files.works });
      this.#takeWorksLine(said);
    }
  }

  #takeWorksLine(said: SaidOfWork): void {
    said.list ??= this.#listProofs.of(said.statement);
    this.#listProofs.push(said.list, this.#worksLines);
    this.#worksLines.take();
  }

  /**
   * Take the works lines of one item into `#taken`: exactly one from each statement that the state says bears on it, at
   * the leaf it says (of a slice, at any), in the order of the state. Answers whether all there are were taken.
   */
  #takeWorksLines(key: Key): boolean {
    const lines = this.#worksLines;
    for (;;) {
      if (!lines.ready || this.#listProofs.isFull) return false;
      const said = lines.look();
      if (said === undefined || compareKeys(lines.key, key) !== 0) return true;
      const { leaf, attribution } = lines;
      this.#takeWorksLine(said);
      const i = this.#count;
      const isNext = this.#others === undefined && said.statement === this.#expected![i]?.[0];
      if (isNext && (this.#leafIn(i) ?? leaf) === leaf) {
        this.#keep(i, said, attribution);
        this.#count++;
        continue;
      }
      this.#others ??= this.#lookCloser(key);
      this.#others.add({ said, attribution }, leaf);
    }
  }

  /** Where the state says that the line stands, of the `i`th statement. */
  #leafIn(i: number): number | undefined {
    return this.#stated === undefined ? undefined : this.#stateLines.leafIn(i);
  }

  #lookCloser(key: Key): OtherLines {
    const first = this.#taken.slice(0, this.#count);
    return new OtherLines(keyText(key), this.#expected!, (i) => this.#leafIn(i), first, this.#findings);
  }

  /** Whether the works lines that were expected are those that were taken. */
  #tookAll(key: Key, { length }: Expected): boolean {
    if (this.#others === undefined && this.#count === length) return true;
    const sorted = (this.#others ?? this.#lookCloser(key)).finish();
    this.#others = undefined;
    this.#count = length;
    sorted?.forEach(({ said, attribution }, i) => this.#keep(i, said, attribution));
    return sorted !== undefined;
  }

  #keep(i: number, said: SaidOfWork, attribution: string | undefined): void {
    const kept = this.#taken[i];
    if (kept === undefined) this.#taken[i] = { said, attribution };
    else {
      kept.said = said;
      kept.attribution = attribution;
    }
  }

  /** Whether each live statement is one that the rules would have taken. */
  #stand(key: Key, set: DecidedSet): boolean {
    let all = true;
    for (let i = 0; i < this.#count; i++) {
      const { said } = this.#taken[i]!;
      if (said.standsIn === set) continue;
      if (this.#standsBy(key, set, i, said)) said.standsIn = set;
      else all = false;
    }
    return all;
  }

  #standsBy(key: Key, { live, line, stands }: DecidedSet, i: number, said: SaidOfWork): boolean {
    const statement = live[i];
    if (statement === undefined) {
      this.#findings.error('evidence_missing', { item: keyText(key), statement: `index ${line.live[i]![0]}` });
      return false;
    }
    const verdict = stands(i, said.line);
    if (verdict.ok) return true;
    const { code, detail } = verdict.refusal;
    this.#findings.error(code, { item: keyText(key), statement: statement.id, detail });
    return false;
  }

  #outcome(key: Key, { outcome }: DecidedSet): ItemEvidence | undefined {
    const { decision, first } = outcome;
    if (first !== undefined && !this.#useAll(key, first.identities)) return undefined;
    outcome.first = undefined;
    return { source: 'consented', decision, scope: first?.scope };
  }

  /** Whether everybody whom a decision rests on has a line in the state: none is read later. */
  #useAll(key: Key, identities: readonly string[]): boolean {
    let complete = true;
    for (const identity of identities) {
      if (this.#identities.use(identity)) continue;
      // Without its line nobody can see what else is live for this identity.
      this.#findings.error('evidence_missing', { item: keyText(key), detail: `no state line of ${identity}` });
      complete = false;
    }
    return complete;
  }

  /** After the last item: nothing may be left over, and every proof has to lead to its root. */
  async finish(): Promise<void> {
    while (!this.#passOver(undefined)) await this.fill();
    await this.#listProofs.prove();
    // Only an identity's line can be left: it belongs before the works, and would be read by nobody.
    if (this.#stateLines.lookAtIdentity() !== undefined) {
      throw new Unreadable('bundle_unreadable', `${files.state}: identities not before works`);
    }
    for (const identity of this.#identities.unused()) {
      this.#findings.error('evidence_surplus', { detail: `${files.state}: ${identity}` });
    }
    for (const { id, index } of this.#statements.unused()) {
      this.#findings.error('evidence_surplus', { statement: id, detail: `index ${index}` });
    }
    this.#stateProof.finish(this.#findings);
    this.#listProofs.finish(this.#statements, this.#findings);
  }
}

const isBefore = (key: Key, until: Key | undefined): boolean => until === undefined || compareKeys(key, until) < 0;
