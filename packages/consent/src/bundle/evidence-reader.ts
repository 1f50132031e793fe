import type { Decision, Purpose, Release, Result, Scope, SliceLine, Synthetic, Trust, WorksLine } from '@assent/schema';
import type { HashBatch, PlacedState } from '@assent/log';
import type { Logged } from '../history.ts';
import { isHolderLine } from '../works-fold.ts';
import { partiesOf } from '../parties.ts';
import { type DecidedSet, DecidedSets, type Outcome } from './decided-sets.ts';
import { files, type ProofIndexEntry, readProofIndex } from './format.ts';
import { BundledIdentities } from './identities.ts';
import { Unreadable } from './line-reader.ts';
import { compareKeys, type Key, keyText } from './line-shape.ts';
import { ListProofs } from './list-proofs.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';
import { StateLines } from './state-lines.ts';
import { StateProof } from './state-proof.ts';
import { type BundledStatement, type BundledStatements, readStatements, type StatementOptions } from './statements.ts';
import { type SaidOfWork, WorksLines } from './works-lines.ts';

/** What the evidence says of one work, or of one synthetic item. */
export type ItemEvidence =
  | {
      readonly source: 'consented';
      readonly decision: Decision;
      readonly scope: Scope;
      /** Whether no item before was decided by the same claims and statements. */
      readonly isFirst: boolean;
      /** How each holder's line wants the work attributed; `undefined` where one does not say. */
      readonly attributions: readonly (string | undefined)[];
    }
  | { readonly source: 'synthetic'; readonly line: SliceLine; readonly slice: Logged<Synthetic> };

export interface EvidenceOptions extends StatementOptions {
  readonly purpose: Purpose;
  readonly trust: Trust;
  /** Computes the hashes of all trees. */
  readonly batch: HashBatch;
}

/** A works line of the item at hand. */
interface TakenLine {
  said: SaidOfWork;
  attribution: string | undefined;
}

/** Log indices of the statements that a work needs a line of, each once. */
type Expected = readonly (readonly [index: number, ...unknown[]])[];

/**
 * The evidence of a bundle, read in step with its items: ask for each in ascending order of sha256, then `finish`.
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

  /** The evidence for the next item, or `undefined` where it is lacking: the findings name the item. */
  async next(key: Key, slice: number | undefined): Promise<ItemEvidence | undefined> {
    if (!this.#isAt(key)) await this.#passOver(key);
    return slice === undefined ? this.#consented(key) : this.#synthetic(key, slice);
  }

  async #consented(key: Key): Promise<ItemEvidence | undefined> {
    const lines = this.#stateLines;
    const said = lines.lookAtWork();
    if (said === undefined || compareKeys(lines.key, key) !== 0) {
      this.#findings.error('evidence_missing', { item: keyText(key), detail: 'no state line' });
      return undefined;
    }
    if (!this.#stateProof.ready) await this.#stateProof.fill();
    this.#takeStateLine();
    if (!(await this.#takeWorksLines(key, said.line.live, (i) => lines.leafIn(i)))) return undefined;
    const set = (said.decided ??= this.#sets.of(said.line));
    return this.#stand(key, set) ? this.#outcome(key, set) : undefined;
  }

  async #synthetic(key: Key, index: number): Promise<ItemEvidence | undefined> {
    const slice = this.#statements.at(index);
    if (slice?.statement.kind !== 'synthetic') {
      this.#findings.error('evidence_missing', { item: keyText(key), statement: `index ${index}` });
      return undefined;
    }
    if (!(await this.#takeWorksLines(key, [[index]], () => undefined))) return undefined;
    const line: WorksLine = this.#taken[0]!.said.line;
    if ('slot' in line) return { source: 'synthetic', line, slice: slice as Logged<Synthetic> };
    this.#findings.error('synthetic_mismatch', { item: keyText(key), statement: slice.id });
    return undefined;
  }

  /** Whether the next lines are of no work before this one. */
  #isAt(key: Key): boolean {
    const [state, works] = [this.#stateLines, this.#worksLines];
    if (!state.ready || !works.ready) return false;
    if (state.lookAtWork() !== undefined && compareKeys(state.key, key) < 0) return false;
    return works.look() === undefined || compareKeys(works.key, key) >= 0;
  }

  /** Evidence of works that are no items has no place in a bundle: report it, once a work, and go on. */
  async #passOver(until: Key | undefined): Promise<void> {
    const [state, works] = [this.#stateLines, this.#worksLines];
    const isBefore = (key: Key): boolean => until === undefined || compareKeys(key, until) < 0;
    for (;;) {
      if (!state.ready) await state.fill();
      if (state.lookAtWork() === undefined || !isBefore(state.key)) break;
      this.#findings.error('evidence_surplus', { item: keyText(state.key), detail: files.state });
      if (!this.#stateProof.ready) await this.#stateProof.fill();
      this.#takeStateLine();
    }
    for (;;) {
      if (!works.ready) await works.fill();
      const said = works.look();
      if (said === undefined || !isBefore(works.key)) return;
      this.#findings.error('evidence_surplus', { item: keyText(works.key), detail: files.works });
      const proof = (said.proof ??= this.#listProofs.of(said.statement));
      if (!proof.ready) await proof.fill();
      this.#listProofs.push(proof, works);
      works.take();
    }
  }

  /**
   * Take the works lines of one item into `#taken`: exactly one from each statement that the state says bears on it, at
   * the leaf it says (`undefined`: at any), in the order of the state. Answers whether that is what there was.
   */
  async #takeWorksLines(key: Key, expected: Expected, leafIn: (i: number) => number | undefined): Promise<boolean> {
    const lines = this.#worksLines;
    /** All that were taken, once they are not simply those expected. */
    let others: OtherLines | undefined;
    let count = 0;
    for (;;) {
      if (!lines.ready) await lines.fill();
      const said = lines.look();
      if (said === undefined || compareKeys(lines.key, key) !== 0) break;
      const { leaf, attribution } = lines;
      const proof = (said.proof ??= this.#listProofs.of(said.statement));
      if (!proof.ready) await proof.fill();
      this.#listProofs.push(proof, lines);
      lines.take();
      const isNext = others === undefined && said.statement === expected[count]?.[0];
      if (isNext && (leafIn(count) ?? leaf) === leaf) {
        this.#keep(count++, said, attribution);
        continue;
      }
      others ??= new OtherLines(keyText(key), expected, leafIn, this.#taken.slice(0, count), this.#findings);
      others.add({ said, attribution }, leaf);
    }
    this.#count = expected.length;
    if (others === undefined && count === expected.length) return true;
    others ??= new OtherLines(keyText(key), expected, leafIn, this.#taken.slice(0, count), this.#findings);
    const sorted = others.finish();
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
    const isFirst = !outcome.complete;
    if (isFirst && !this.#useAll(key, outcome)) return undefined;
    const { decision, scope } = outcome;
    const attributions: (string | undefined)[] = [];
    for (let i = 0; i < this.#count; i++) {
      const { said, attribution } = this.#taken[i]!;
      if (isHolderLine(said.line)) attributions.push(attribution);
    }
    return { source: 'consented', decision, scope, isFirst, attributions };
  }

  /** Whether everybody whom a decision rests on has a line in the state: none is read later. */
  #useAll(key: Key, outcome: Outcome): boolean {
    let complete = true;
    for (const identity of outcome.identities) {
      if (this.#identities.use(identity)) continue;
      // Without its line nobody can see what else is live for this identity.
      this.#findings.error('evidence_missing', { item: keyText(key), detail: `no state line of ${identity}` });
      complete = false;
    }
    outcome.complete = complete;
    return complete;
  }

  /** After the last item: nothing may be left over, and every proof has to lead to its root. */
  async finish(): Promise<void> {
    await this.#passOver(undefined);
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

/** The works lines of an item where they are not simply one of each statement in order. */
class OtherLines {
  readonly #item: string;
  readonly #findings: Findings;
  /** The leaf that a statement's line has to be at. */
  readonly #wanted: ReadonlyMap<number, number | undefined>;
  readonly #found = new Map<number, TakenLine>();
  #complete = true;

  constructor(
    item: string,
    expected: Expected,
    leafIn: (i: number) => number | undefined,
    first: readonly TakenLine[],
    findings: Findings,
  ) {
    this.#item = item;
    this.#findings = findings;
    this.#wanted = new Map(expected.map(([index], i) => [index, leafIn(i)]));
    for (const { said, attribution } of first) this.#found.set(said.statement, { said, attribution });
  }

  add(line: TakenLine, leaf: number): void {
    const { statement } = line.said;
    const isWanted = this.#wanted.has(statement) && (this.#wanted.get(statement) ?? leaf) === leaf;
    if (!isWanted || this.#found.has(statement)) {
      this.#findings.error('evidence_surplus', { item: this.#item, statement: `index ${statement}` });
      this.#complete = false;
    }
    this.#found.set(statement, line);
  }

  /** The lines in the order of the state, or `undefined` where they are too many or too few. */
  finish(): TakenLine[] | undefined {
    for (const statement of this.#wanted.keys()) {
      if (this.#found.has(statement)) continue;
      this.#findings.error('evidence_missing', { item: this.#item, statement: `index ${statement}` });
      this.#complete = false;
    }
    return this.#complete ? [...this.#wanted.keys()].map((statement) => this.#found.get(statement)!) : undefined;
  }
}
