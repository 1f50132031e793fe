import {
  canonicalize,
  type IdentityStateLine,
  type IdentityStatement,
  type Kind,
  type Release,
  type State,
  type KeptLine,
  type WorkStateLine,
} from '@assent/schema';
import { signerOf, voidable, voids } from './authority.ts';
import type { History, Logged, StatementOf } from './history.ts';
import { SharedTerms } from './shared-terms.ts';
import { isTooMuchOfIdentity } from './record.ts';
import { type Described, isErased, type Standing, type Work, WorksFold } from './works-fold.ts';

/** Which lines of a statement have ended, and how it may still. */
interface Ended {
  all: boolean;
  /** Log indices of the statements that did it. */
  readonly by: number[];
  readonly ranges: [number, number][];
}

/** In whose name a grant is. */
const holderOf = ({ statement }: Logged): string | undefined =>
  statement.kind === 'grant' ? (statement.for?.principal ?? statement.iss) : undefined;

const coversLeaf = (leaves: readonly [number, number][] | undefined, leaf: number): boolean =>
  leaves === undefined || leaves.some(([first, last]) => first <= leaf && leaf <= last);

/**
 * Everything accepted so far, folded into what is live: a pure function of the log and the works lists.
 * The registry, a monitor and `decide`'s test cases all go through this one fold.
 */
export class Ledger implements History {
  #size = 0;
  readonly #byIndex = new Map<number, Logged>();
  readonly #byId = new Map<string, Logged>();
  readonly #states: Logged<State>[] = [];
  readonly #works = new WorksFold();
  readonly #terms = new SharedTerms();
  /** What an identity's line shows, by identity: log indices, ascending. */
  readonly #identities = new Map<string, number[]>();
  /** Log indices of what was signed, by kind and signer. */
  readonly #signed = new Map<string, number[]>();
  readonly #acted = new Set<string>();
  /** Of whom so much was ever said that a line could be too long. */
  readonly #busy = new Set<string>();
  readonly #disputes = new Map<string, Logged<StatementOf<'dispute'>>[]>();
  readonly #releases = new Map<string, Logged<Release>>();
  readonly #ended = new Map<number, Ended>();
  /** What others than a grant's holder and signer took away of it, by the grant's log index. */
  readonly #taken = new Map<number, Logged<StatementOf<'erase' | 'withdraw'>>[]>();
  /** Lines of grants that came without their content, as ranges, by the grant's log index. */
  readonly #bared = new Map<number, [number, number][]>();
  /** What erasures speak of, by the grant's log index; `undefined`: all of it. */
  readonly #erased = new Map<number, ([number, number][] | undefined)[]>();

  get size(): number {
    return this.#size;
  }

  get workCount(): number {
    return this.#works.size;
  }

  byId(id: string): Logged | undefined {
    return this.#byId.get(id);
  }

  byIndex(index: number): Logged | undefined {
    return this.#byIndex.get(index);
  }

  lastState(): Logged<State> | undefined {
    return this.#states.at(-1);
  }

  firstStateAfter(index: number): Logged<State> | undefined {
    return this.#firstState((state) => state.index > index);
  }

  firstStateCovering(index: number): Logged<State> | undefined {
    return this.#firstState((state) => state.statement.size > index);
  }

  /** Index and size of states both ascend, so what holds for one state holds for all after it. */
  #firstState(holds: (state: Logged<State>) => boolean): Logged<State> | undefined {
    let [low, high] = [0, this.#states.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(this.#states[middle]!)) high = middle;
      else low = middle + 1;
    }
    return this.#states[low];
  }

  signedBy<K extends Kind>(identity: string, kind: K): readonly Logged<StatementOf<K>>[] {
    const indices = this.#signed.get(`${kind} ${identity}`) ?? [];
    return indices.map((index) => this.#byIndex.get(index) as Logged<StatementOf<K>>);
  }

  hasActed(identity: string): boolean {
    return this.#acted.has(identity);
  }

  disputesOf(signer: string, work: string): readonly Logged<StatementOf<'dispute'>>[] {
    return this.#disputes.get(`${signer} ${work}`) ?? [];
  }

  releaseOf(manifest: string): Logged<Release> | undefined {
    return this.#releases.get(manifest);
  }

  /** An entry that the acceptance rule refused: it takes a place in the log and has no effect. */
  skip(): void {
    this.#size++;
  }

  /**
   * Take in the next accepted statement.
   *
   * @param lines the works list that it signs, in order; empty where it signs none, and for synthetic slices and releases.
   */
  apply(given: Logged, lines: readonly KeptLine[]): void {
    if (given.index !== this.#size) throw new RangeError(`entry ${given.index} after ${this.#size} entries`);
    this.#size++;
    // The same statement again changes nothing: a replay would bring back a grant that was withdrawn.
    if (this.#byId.has(given.id)) return;
    const logged = given.statement.kind === 'grant' ? this.#terms.share(given, given.statement) : given;
    const { statement, index } = logged;
    this.#byIndex.set(index, logged);
    this.#byId.set(logged.id, logged);
    const signer = signerOf(statement);
    this.#know(signer);
    this.#sign(signer, statement.kind, index);
    switch (statement.kind) {
      case 'grant':
        for (const id of statement.replaces) this.#end(id, undefined, index);
        if (statement.for !== undefined) this.#know(statement.for.principal);
        this.#name(logged, lines);
        break;
      case 'erase':
      case 'withdraw':
        this.#takeBack(logged as Logged<StatementOf<'erase' | 'withdraw'>>);
        break;
      case 'dispute':
      case 'disclaim':
      case 'resolve':
        this.#name(logged, lines);
        break;
      case 'delegate':
        this.#know(statement.to);
        if (statement.works === null) this.#show(signer, index);
        else this.#name(logged, lines);
        break;
      case 'guardianship':
        this.#show(statement.minor, index);
        break;
      case 'identity':
        this.#show(signer, index);
        this.#void(signer, statement, index);
        break;
      case 'attest':
        this.#show(statement.subject, index);
        break;
      case 'state':
        this.#states.push(logged as Logged<State>);
        break;
      case 'release':
        if (!this.#releases.has(statement.manifest)) this.#releases.set(statement.manifest, logged as Logged<Release>);
        break;
      case 'receipt':
      case 'synthetic':
      case 'synthetic-plan':
        break;
      default:
        statement satisfies never;
    }
  }

  #sign(signer: string, kind: Kind, index: number): void {
    const key = `${kind} ${signer}`;
    const indices = this.#signed.get(key);
    if (indices === undefined) this.#signed.set(key, [index]);
    else indices.push(index);
    if (kind !== 'identity' && kind !== 'guardianship') this.#acted.add(signer);
  }

  /**
   * The lines from `first` on of the statement that was applied last, for a list that is taken in by pieces. Before the last
   * of them the ledger is that of no log.
   */
  applyMore(index: number, lines: readonly KeptLine[], first: number): void {
    if (index !== this.#size - 1) throw new RangeError(`more of entry ${index} after ${this.#size} entries`);
    const logged = this.#byIndex.get(index);
    if (logged !== undefined) this.#name(logged, lines, first);
  }

  /** These works are named by the lines of a statement, and with them everybody whom a line claims something of. */
  #name(logged: Logged, lines: readonly KeptLine[], first = 0): void {
    const { index, statement } = logged;
    lines.forEach((line, i) => {
      if (statement.kind === 'dispute') {
        const key = `${statement.iss} ${line.sha256}`;
        this.#disputes.set(key, [...(this.#disputes.get(key) ?? []), logged as Logged<StatementOf<'dispute'>>]);
      }
      if (isErased(line)) this.#bare(index, first + i);
      const claim = this.#works.name(line, index, first + i);
      if (claim === undefined) return;
      for (const owner of claim.owners) this.#know(owner);
      if (claim.author !== null) this.#know(claim.author);
      if (claim.depicts !== 'uncleared') for (const { subject } of claim.depicts) this.#know(subject);
    });
  }

  #end(id: string, leaves: readonly [number, number][] | undefined, by: number): void {
    const target = this.#byId.get(id);
    if (target === undefined) return;
    let ended = this.#ended.get(target.index);
    if (ended === undefined) this.#ended.set(target.index, (ended = { all: false, by: [], ranges: [] }));
    ended.by.push(by);
    if (leaves === undefined) ended.all = true;
    else ended.ranges.push(...leaves);
  }

  #bare(index: number, leaf: number): void {
    const ranges = this.#bared.get(index);
    const last = ranges?.at(-1);
    if (ranges === undefined) this.#bared.set(index, [[leaf, leaf]]);
    else if (last![1] === leaf - 1) last![1] = leaf;
    else ranges.push([leaf, leaf]);
  }

  /**
   * A line that came without its content though no erasure so far speaks of it: then somebody who keeps the log keeps
   * something back. `undefined`: there is none.
   */
  lacking(): { readonly statement: number; readonly leaf: number } | undefined {
    for (const [statement, ranges] of this.#bared) {
      const erased = this.#erased.get(statement) ?? [];
      for (const [first, last] of ranges)
        for (let leaf = first; leaf <= last; leaf++)
          if (!erased.some((leaves) => coversLeaf(leaves, leaf))) return { statement, leaf };
    }
    return undefined;
  }

  /** An erased line cannot be shown any more, so nothing can rest on it; what it claimed stays. */
  #takeBack(taking: Logged<StatementOf<'erase' | 'withdraw'>>): void {
    const { kind, statement: id, leaves, iss } = taking.statement;
    this.#end(id, leaves, taking.index);
    const target = this.#byId.get(id);
    if (kind === 'erase' && target !== undefined)
      this.#erased.set(target.index, [...(this.#erased.get(target.index) ?? []), taking.statement.leaves]);
    if (target === undefined || target.statement.iss === iss) return;
    if (kind === 'withdraw' && (target.statement.kind !== 'grant' || holderOf(target) === iss)) return;
    const others = this.#taken.get(target.index);
    if (others === undefined) this.#taken.set(target.index, [taking]);
    else others.push(taking);
  }

  /**
   * Whether somebody else has taken away a line of this grant's holder on this work since: the registry erased it, or a
   * minor withdrew what a guardian signed. What a holder refused in that line counts no more, so what they granted on that
   * work before (as a guardian, where a minor withdrew) counts for nothing until they sign again: else others could widen
   * what was agreed to, by taking away the narrower of two grants.
   */
  #isBared({ standing: { statements }, leaves }: Work, index: number): boolean {
    const grant = this.#byIndex.get(index)!;
    const holder = holderOf(grant);
    if (holder === undefined) return false;
    const asGuardian = grant.statement.kind === 'grant' && grant.statement.capacity === 'guardian';
    return statements.some((other, i) => {
      const takings = this.#taken.get(other);
      if (takings === undefined || holderOf(this.#byIndex.get(other)!) !== holder) return false;
      return takings.some(({ index: at, statement: taking }) => {
        const concerns = taking.kind === 'erase' || asGuardian;
        return concerns && index < at && coversLeaf(taking.leaves, leaves[i]!);
      });
    });
  }

  /** What a thief signed ends with the statement that declares the theft: in states after it, not before. */
  #void(identity: string, declared: IdentityStatement, at: number): void {
    if (declared.compromisedSince === undefined) return;
    for (const kind of voidable) {
      for (const { index, id } of this.signedBy(identity, kind))
        if (voids(declared, at, kind, index)) this.#end(id, undefined, at);
    }
  }

  /** Every identity that signs or is named has a line in the state, so that what is absent is seen to be nothing. */
  #know(identity: string): number[] {
    let shown = this.#identities.get(identity);
    if (shown === undefined) this.#identities.set(identity, (shown = []));
    return shown;
  }

  #show(identity: string, index: number): void {
    const shown = this.#know(identity);
    shown.push(index);
    if (isTooMuchOfIdentity(shown.length)) this.#busy.add(identity);
  }

  /** Of whom so much is live at a time that a bundle might not show it. */
  crowded(at: number): ReadonlySet<string> {
    const crowded = [...this.#busy].filter((one) => isTooMuchOfIdentity(this.identityLine(one, at)!.live.length));
    return new Set(crowded);
  }

  /** Not ended and not run out. What has no end of its own, and a guardianship, is for the decision to judge. */
  #isLive(index: number, leaf: number, at: number): boolean {
    const { statement } = this.#byIndex.get(index)!;
    const { kind } = statement;
    const until = kind === 'grant' || kind === 'delegate' || kind === 'attest' ? statement.until : null;
    if (until !== null && until <= at) return false;
    const ended = this.#ended.get(index);
    return ended === undefined || !(ended.all || ended.ranges.some(([first, last]) => first <= leaf && leaf <= last));
  }

  /** Whether a statement was withdrawn, replaced, erased or made void as a whole. */
  hasEnded(index: number): boolean {
    return this.#ended.get(index)?.all === true;
  }

  /** Log indices of the statements that ended a grant, in whole or in part. */
  endedBy(index: number): readonly number[] {
    return this.#ended.get(index)?.by ?? [];
  }

  /** Works by what was said of them. */
  standings(): readonly Standing[] {
    return this.#works.standings();
  }

  work(sha256: string): Work | undefined {
    return this.#works.get(sha256);
  }

  /** Whether of a standing's works some lines ended and others did not: then each work is judged by itself. */
  endsInPart({ statements }: Standing): boolean {
    return statements.some((index) => (this.#ended.get(index)?.ranges.length ?? 0) > 0);
  }

  /** The statements that are live on a work, with its line in the list of each. */
  liveOn(work: Work, at: number): [number, number][] {
    const { standing, leaves } = work;
    const live: [number, number][] = [];
    standing.statements.forEach((index, i) => {
      if (!this.#isLive(index, leaves[i]!, at)) return;
      if (this.#taken.size === 0 || !this.#isBared(work, index)) live.push([index, leaves[i]!]);
    });
    return live;
  }

  /** What is said of a work by the first of its holders' lines that is live. */
  describedAs(work: Work, at: number): Described | undefined {
    const live = this.liveOn(work, at);
    return work.described.find(({ statement }) => live.some(([index]) => index === statement));
  }

  /** The state line of a work, or `undefined` if no accepted statement ever named it. */
  workLine(sha256: string, at: number): WorkStateLine | undefined {
    const work = this.#works.get(sha256);
    return work === undefined
      ? undefined
      : { holders: [...work.standing.claims], live: this.liveOn(work, at), work: sha256 };
  }

  /** The state line of an identity, or `undefined` if nobody ever named it. */
  identityLine(identity: string, at: number): IdentityStateLine | undefined {
    const shown = this.#identities.get(identity);
    return shown === undefined ? undefined : { identity, live: shown.filter((index) => this.#isLive(index, 0, at)) };
  }

  /** Keys of the state's lines in order: identities ascending, then works ascending. */
  stateKeys(): { identities: readonly string[]; works: readonly string[] } {
    return { identities: [...this.#identities.keys()].toSorted(), works: this.#works.sorted() };
  }

  /** The state's canonical lines in order, at a time. */
  *stateLines(at: number): Generator<string> {
    const { identities, works } = this.stateKeys();
    for (const identity of identities) yield canonicalize(this.identityLine(identity, at));
    for (const work of works) yield canonicalize(this.workLine(work, at));
  }

  /** The live statements that a work's line names. */
  live(line: WorkStateLine): Logged[] {
    return line.live.map(([index]) => this.#byIndex.get(index)!);
  }
}
