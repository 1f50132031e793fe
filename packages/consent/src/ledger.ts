import {
  canonicalize,
  type Claim,
  type Grant,
  type HolderLine,
  type IdentityStateLine,
  type State,
  type Statement,
  type WorksLine,
  type WorkStateLine,
} from '@assent/schema';

/** A statement that stands in the log and was accepted. */
export interface Logged<T extends Statement = Statement> {
  readonly index: number;
  readonly id: string;
  readonly statement: T;
  /** Hash of the log entry, hex. */
  readonly leafHash: string;
}

/** What an acceptance rule may ask of the log before it. */
export interface History {
  /** Entries so far: the index that the next one gets. */
  readonly size: number;
  byId(id: string): Logged | undefined;
  byIndex(index: number): Logged | undefined;
  lastState(): Logged<State> | undefined;
  /** The first `state` after an index: it carries the registry's signature, so it could not be foreseen. */
  firstStateAfter(index: number): Logged<State> | undefined;
}

export const isHolderLine = (line: WorksLine): line is HolderLine => 'owners' in line;

export const claimOf = (line: HolderLine): Claim => ({
  author: line.author,
  depicts: line.depicts,
  owners: line.owners,
});

interface Work {
  /** Distinct claims of every accepted line, by their canonical text. */
  readonly claims: Map<string, Claim>;
  /** Grants that named the work, in the order of the log: `[log index, line number]`. */
  readonly grants: [number, number][];
}

/** Which lines of a grant have ended, and how it may still. */
interface Ended {
  all: boolean;
  /** Log indices of the statements that did it. */
  readonly by: number[];
  readonly ranges: [number, number][];
}

/**
 * Everything accepted so far, folded into what is live: a pure function of the log and the works lists.
 * The registry, a monitor and `decide`'s test cases all go through this one fold.
 */
export class Ledger implements History {
  #size = 0;
  readonly #byIndex = new Map<number, Logged>();
  readonly #byId = new Map<string, Logged>();
  readonly #states: Logged<State>[] = [];
  readonly #works = new Map<string, Work>();
  /** Attestations and the like, by the identity they are about. */
  readonly #identities = new Map<string, number[]>();
  readonly #ended = new Map<number, Ended>();

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
    return this.#states.find((state) => state.index > index);
  }

  /** An entry that the acceptance rule refused: it takes a place in the log and has no effect. */
  skip(): void {
    this.#size++;
  }

  /**
   * Take in the next accepted statement.
   *
   * @param lines the works list of a grant, in order; empty for every other kind.
   */
  apply(logged: Logged, lines: readonly WorksLine[]): void {
    if (logged.index !== this.#size) throw new RangeError(`entry ${logged.index} after ${this.#size} entries`);
    this.#size++;
    // The same statement again changes nothing: a replay would bring back a grant that was withdrawn.
    if (this.#byId.has(logged.id)) return;
    const { statement, index } = logged;
    this.#byIndex.set(index, logged);
    this.#byId.set(logged.id, logged);
    this.#know(statement.iss);
    switch (statement.kind) {
      case 'grant':
        this.#applyGrant(index, statement, lines);
        break;
      case 'withdraw':
        this.#end(statement.statement, statement.leaves, index);
        break;
      case 'attest':
        this.#know(statement.subject).push(index);
        break;
      case 'state':
        this.#states.push(logged as Logged<State>);
        break;
      case 'release':
      case 'synthetic':
      case 'synthetic-plan':
        break;
      default:
        statement satisfies never;
    }
  }

  #applyGrant(index: number, grant: Grant, lines: readonly WorksLine[]): void {
    for (const id of grant.replaces) this.#end(id, undefined, index);
    lines.forEach((line, leaf) => {
      let work = this.#works.get(line.sha256);
      if (work === undefined) this.#works.set(line.sha256, (work = { claims: new Map(), grants: [] }));
      work.grants.push([index, leaf]);
      if (!isHolderLine(line)) return;
      const claim = claimOf(line);
      const text = canonicalize(claim);
      if (work.claims.has(text)) return;
      work.claims.set(text, claim);
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

  /** Every identity that signs or is named has a line in the state, so that what is absent is seen to be nothing. */
  #know(identity: string): number[] {
    let live = this.#identities.get(identity);
    if (live === undefined) this.#identities.set(identity, (live = []));
    return live;
  }

  #isLive(index: number, leaf: number, at: number): boolean {
    const grant = this.#byIndex.get(index)!.statement as Grant;
    if (grant.until !== null && grant.until <= at) return false;
    const ended = this.#ended.get(index);
    return ended === undefined || !(ended.all || ended.ranges.some(([first, last]) => first <= leaf && leaf <= last));
  }

  /** Whether a grant was withdrawn or replaced as a whole. */
  hasEnded(index: number): boolean {
    return this.#ended.get(index)?.all === true;
  }

  /** Log indices of the statements that ended a grant, in whole or in part. */
  endedBy(index: number): readonly number[] {
    return this.#ended.get(index)?.by ?? [];
  }

  /** The state line of a work, or `undefined` if no accepted statement ever named it. */
  workLine(work: string, at: number): WorkStateLine | undefined {
    const known = this.#works.get(work);
    if (known === undefined) return undefined;
    const claims = [...known.claims].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      holders: claims.map(([, claim]) => claim),
      live: known.grants.filter(([index, leaf]) => this.#isLive(index, leaf, at)),
      work,
    };
  }

  /** The state line of an identity, or `undefined` if nobody ever named it. */
  identityLine(identity: string, at: number): IdentityStateLine | undefined {
    const live = this.#identities.get(identity);
    if (live === undefined) return undefined;
    return {
      identity,
      live: live.filter((index) => {
        const { statement } = this.#byIndex.get(index)!;
        return statement.kind !== 'attest' || statement.until === null || statement.until > at;
      }),
    };
  }

  /** Keys of the state's lines in order: identities ascending, then works ascending. */
  stateKeys(): { identities: string[]; works: string[] } {
    return { identities: [...this.#identities.keys()].toSorted(), works: [...this.#works.keys()].toSorted() };
  }

  /** The state's canonical lines in order, at a time. */
  *stateLines(at: number): Generator<string> {
    const { identities, works } = this.stateKeys();
    for (const identity of identities) yield canonicalize(this.identityLine(identity, at));
    for (const work of works) yield canonicalize(this.workLine(work, at));
  }

  /** Live grants on a work, for `decide`. */
  live(line: WorkStateLine): Logged[] {
    return line.live.map(([index]) => this.#byIndex.get(index)!);
  }
}
