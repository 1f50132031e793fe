import { canonicalize, type Claim, type ErasedLine, type HolderLine, type KeptLine } from '@assent/schema';

export const isHolderLine = (line: KeptLine): line is HolderLine | Extract<ErasedLine, Claim> => 'owners' in line;

/** Whether this is what an erasure left of a line. */
export const isErased = (line: KeptLine): line is ErasedLine => 'leaf' in line;

export const claimOf = (line: Claim): Claim => ({
  author: line.author,
  depicts: line.depicts,
  owners: line.owners,
});

/** What a line says of a work that many works have in common; works that are alike share one object. */
export interface Description {
  readonly mime: string;
  readonly tags: readonly string[];
  /** `undefined` where the line does not say how large the work is. */
  readonly orientation: 'landscape' | 'portrait' | 'square' | undefined;
  /** Whether anybody is in it, asked or not. */
  readonly people: boolean;
  /** Its author, or its first owner where nobody says who made it. */
  readonly creator: string;
}

/** What one holder's line says of a work. */
export interface Described {
  /** Log index of the grant whose list holds the line. */
  readonly statement: number;
  readonly description: Description;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly attribution: string | undefined;
}

/** A set of claims, by the canonical texts of its members. */
interface ClaimSet {
  readonly id: number;
  /** Ascending by canonical text. */
  readonly texts: readonly string[];
  readonly claims: readonly Claim[];
  readonly with: Map<string, ClaimSet>;
}

/** Works of which the same claims and the same statements speak. What is decided of one of them holds for all. */
export interface Standing {
  readonly id: number;
  readonly claims: readonly Claim[];
  /** Log indices, ascending. */
  readonly statements: readonly number[];
  readonly works: ReadonlySet<Work>;
}

/**
 * One more statement after those of another standing. Where no work stands nothing but that is kept: else a work that
 * thousands of strangers name one after the other would leave thousands of lists of thousands behind.
 */
class GrowingStanding implements Standing {
  readonly id: number;
  readonly set: ClaimSet;
  readonly works = new Set<Work>();
  /** Where a work goes that one more statement names, by its claim set and index; most go nowhere. */
  next: Map<string, GrowingStanding> | undefined;
  readonly #before: GrowingStanding | undefined;
  readonly #last: number;
  #statements: readonly number[] | undefined;

  constructor(id: number, set: ClaimSet, before: GrowingStanding | undefined, last: number) {
    this.id = id;
    this.set = set;
    this.#before = before;
    this.#last = last;
  }

  get claims(): readonly Claim[] {
    return this.set.claims;
  }

  get statements(): readonly number[] {
    if (this.#statements === undefined) {
      const found: number[] = [];
      if (this.#before !== undefined) found.push(this.#last);
      for (let one = this.#before; one !== undefined; one = one.#before)
        if (one.#before !== undefined) found.push(one.#last);
      this.#statements = found.toReversed();
    }
    return this.#statements;
  }

  /** A work goes elsewhere. */
  leave(work: Work): void {
    this.works.delete(work);
    if (this.works.size === 0) this.#statements = undefined;
  }
}

/** A work that some statement named. */
export interface Work {
  readonly sha256: string;
  readonly standing: Standing;
  /** Its line in the list of each of the standing's statements. */
  readonly leaves: readonly number[];
  readonly described: readonly Described[];
}

interface GrowingWork extends Work {
  standing: GrowingStanding;
  readonly leaves: number[];
  readonly described: Described[];
}

/** Which statements named which works, in the order of the log. Works are kept by what was said of them. */
export class WorksFold {
  readonly #works = new Map<string, GrowingWork>();
  readonly #standings: GrowingStanding[] = [];
  readonly #texts = new Map<string, string>();
  readonly #descriptions = new Map<string, Description>();
  #sets = 0;
  readonly #first: GrowingStanding;
  #sorted: readonly string[] | undefined;

  constructor() {
    this.#first = this.#standing(this.#set([], []), undefined, -1);
  }

  get size(): number {
    return this.#works.size;
  }

  get(sha256: string): Work | undefined {
    return this.#works.get(sha256);
  }

  /** All works, ascending. */
  sorted(): readonly string[] {
    return (this.#sorted ??= [...this.#works.keys()].toSorted());
  }

  /** Standings that some work has. */
  standings(): readonly Standing[] {
    return this.#standings.filter(({ works }) => works.size > 0);
  }

  /**
   * A line of a statement's list names a work.
   *
   * @returns the line's claim, where nobody claimed that of this work before.
   */
  name(line: KeptLine, statement: number, leaf: number): Claim | undefined {
    const work = this.#works.get(line.sha256);
    const before = work?.standing ?? this.#first;
    const set = isHolderLine(line) ? this.#withClaim(before.set, line) : before.set;
    const standing = this.#after(before, set, statement);
    const described = isHolderLine(line) && !isErased(line) ? [this.#describe(line, statement)] : [];
    if (work === undefined) {
      this.#sorted = undefined;
      // Arrays of the size they nearly always keep: one that grows by itself has room for sixteen more.
      const first = { sha256: line.sha256, standing, leaves: [leaf], described };
      this.#works.set(line.sha256, first);
      standing.works.add(first);
    } else {
      before.leave(work);
      work.standing = standing;
      standing.works.add(work);
      work.leaves.push(leaf);
      work.described.push(...described);
    }
    return set === before.set || !isHolderLine(line) ? undefined : claimOf(line);
  }

  #set(texts: readonly string[], claims: readonly Claim[]): ClaimSet {
    return { id: this.#sets++, texts, claims, with: new Map() };
  }

  #standing(set: ClaimSet, before: GrowingStanding | undefined, last: number): GrowingStanding {
    const standing = new GrowingStanding(this.#standings.length, set, before, last);
    this.#standings.push(standing);
    return standing;
  }

  #after(standing: GrowingStanding, set: ClaimSet, statement: number): GrowingStanding {
    const key = `${set.id} ${statement}`;
    standing.next ??= new Map();
    let next = standing.next.get(key);
    if (next === undefined) standing.next.set(key, (next = this.#standing(set, standing, statement)));
    return next;
  }

  #withClaim(set: ClaimSet, line: Claim): ClaimSet {
    const text = this.#textOf(line);
    let next = set.with.get(text);
    if (next === undefined) {
      const place = set.texts.findIndex((known) => known >= text);
      const at = place < 0 ? set.texts.length : place;
      next =
        set.texts[at] === text
          ? set
          : this.#set(set.texts.toSpliced(at, 0, text), set.claims.toSpliced(at, 0, claimOf(line)));
      set.with.set(text, next);
    }
    return next;
  }

  /** The canonical text of a line's claim; most lines of a list claim the same. */
  #textOf({ author, owners, depicts }: Claim): string {
    const people = depicts === 'uncleared' ? '?' : depicts.map(({ subject, minor }) => `${subject} ${minor}`).join();
    const key = `${author} ${owners.join()} ${people}`;
    let text = this.#texts.get(key);
    if (text === undefined) this.#texts.set(key, (text = canonicalize({ author, depicts, owners })));
    return text;
  }

  #describe(line: HolderLine, statement: number): Described {
    const described = describeLine(line, statement);
    const { mime, tags, orientation, people, creator } = described.description;
    const key = `${mime} ${tags.join()} ${orientation} ${people} ${creator}`;
    const known = this.#descriptions.get(key);
    if (known !== undefined) return { ...described, description: known };
    this.#descriptions.set(key, described.description);
    return described;
  }
}

/** What the line of a statement says of its work, as far as a choice of works asks. */
export const describeLine = (
  { mime, tags, width, height, depicts, author, owners, attribution }: HolderLine,
  statement: number,
): Described => {
  const sized = width !== undefined && height !== undefined;
  const orientation = sized ? (width > height ? 'landscape' : width < height ? 'portrait' : 'square') : undefined;
  const people = depicts === 'uncleared' || depicts.length > 0;
  const creator = author ?? owners[0]!;
  return {
    statement,
    description: { mime, tags: tags ?? [], orientation, people, creator },
    width,
    height,
    attribution,
  };
};
