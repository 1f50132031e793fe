import { nodeHash, splitPoint } from './hash.ts';
import { CompactRange, type NodeReader, rangeHash } from './tree.ts';

/**
 * The subtrees that a multiproof is made of, `[begin, end)` of their leaves, in its order. The tree is walked from the
 * root, left before right; a subtree without any of the leaves contributes its hash, a leaf contributes nothing (the
 * verifier has it). So the order of the hashes is fixed by size and indices alone, and each is used exactly once.
 */
function* subtreesBeside(indices: readonly number[], size: number): Generator<readonly [begin: number, end: number]> {
  if (indices.length === 0) throw new RangeError('a multiproof needs a leaf');
  const last = indices.at(-1)!;
  // Before anything is read: half a proof is of no use to anybody.
  if (!(last < size)) throw new RangeError(`leaf ${last} of ${size}`);
  let next = 0;
  const stack: [begin: number, end: number][] = [[0, size]];
  while (stack.length > 0) {
    const subtree = stack.pop()!;
    const [begin, end] = subtree;
    const index = indices[next];
    if (index === undefined || index >= end) yield subtree;
    else if (index < begin) throw new RangeError('indices not strictly ascending');
    else if (end - begin === 1) next++;
    else {
      const middle = begin + splitPoint(end - begin);
      stack.push([middle, end], [begin, middle]);
    }
  }
  if (next < indices.length) throw new RangeError(`leaf ${indices[next]} is not one of ${size}, or not in order`);
}

/**
 * One proof for many leaves of one tree.
 *
 * @param indices strictly ascending, at least one.
 */
export function* proveMany(indices: readonly number[], size: number, read: NodeReader): Generator<Uint8Array> {
  for (const [begin, end] of subtreesBeside(indices, size)) yield rangeHash(begin, end, read);
}

/** How many hashes such a proof has: known without the tree. */
export const multiproofLength = (indices: readonly number[], size: number): number => {
  let length = 0;
  for (const [begin, end] of subtreesBeside(indices, size)) if (end > begin) length++;
  return length;
};

/** Makes a multiproof while the leaves stream by, in memory of log(n): of a list of which nobody keeps the tree. */
export class MultiproofMaker {
  readonly #subtrees: Generator<readonly [begin: number, end: number]>;
  #subtree: readonly [begin: number, end: number] | undefined;
  #range = new CompactRange<Uint8Array>(nodeHash);
  #at = 0;

  /** @param indices strictly ascending, at least one. */
  constructor(indices: readonly number[], size: number) {
    this.#subtrees = subtreesBeside(indices, size);
    this.#subtree = this.#subtrees.next().value ?? undefined;
  }

  /** Give the next leaf's hash. Answers the proof's next hash, where this leaf completes it. */
  push(leaf: Uint8Array): Uint8Array | undefined {
    const at = this.#at++;
    if (this.#subtree === undefined || at < this.#subtree[0]) return undefined;
    this.#range.add(leaf);
    if (at + 1 < this.#subtree[1]) return undefined;
    const hash = this.#range.root();
    this.#range = new CompactRange(nodeHash);
    this.#subtree = this.#subtrees.next().value ?? undefined;
    return hash;
  }
}

/**
 * Verifies a multiproof while the leaves stream by, in memory of log(n): push the leaves in ascending order, then ask
 * for the root. Hostile proofs (hashes too many, too few, leaves out of order or beyond the tree) give no root.
 *
 * Where hashes are bytes use `MultiproofVerifier`; here they may also be promised by a `HashBatch`.
 */
export class MultiproofWalk<H> {
  readonly #size: number;
  /** The next hash of the proof, or `undefined` at its end or where it is none. */
  readonly #take: () => H | undefined;
  readonly #join: (left: H, right: H) => H;
  /** The subtrees around where the walk stands, each with the hash of its left half once that is known. */
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];
  readonly #lefts: (H | undefined)[] = [];
  #root: H | undefined;
  #failed = false;
  #pushed = 0;

  constructor(size: number, take: () => H | undefined, join: (left: H, right: H) => H) {
    this.#size = size;
    this.#take = take;
    this.#join = join;
    if (Number.isSafeInteger(size) && size > 0) this.#open(0, size);
    else this.#failed = true;
  }

  /** Whether it leads nowhere already, whatever comes. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Give the next leaf. Answers whether it can still lead to a root. */
  push(index: number, leaf: H): boolean {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.#size) this.#failed = true;
    if (this.#failed || !this.#walkTo(index)) {
      // For good: a caller may ask for the root alone, and it must not stand for a leaf that was turned away.
      this.#failed = true;
      return false;
    }
    this.#close();
    this.#pushed++;
    this.#deliver(leaf);
    return true;
  }

  /** The root, once all leaves were given and the proof is used up; `undefined` for a proof that leads nowhere. */
  root(): H | undefined {
    if (this.#failed || this.#pushed === 0) return undefined;
    if (!this.#walkTo(Number.POSITIVE_INFINITY) || this.#take() !== undefined) {
      this.#failed = true;
      return undefined;
    }
    return this.#root;
  }

  #open(begin: number, end: number): void {
    this.#begins.push(begin);
    this.#ends.push(end);
    this.#lefts.push(undefined);
  }

  #close(): void {
    this.#begins.pop();
    this.#ends.pop();
    this.#lefts.pop();
  }

  /**
   * Consume whole subtrees before `index`, and open those around it, until the innermost is its leaf; answers whether it
   * is. The end of the tree is reached with `index` infinite.
   */
  #walkTo(index: number): boolean {
    for (;;) {
      const top = this.#ends.length - 1;
      // All leaves were given or passed over: whatever comes now is out of order, or given twice.
      if (top < 0) return index === Number.POSITIVE_INFINITY;
      const begin = this.#begins[top]!;
      const end = this.#ends[top]!;
      if (index < begin) return false;
      if (index >= end) {
        const hash = this.#take();
        if (hash === undefined) return false;
        this.#close();
        this.#deliver(hash);
      } else if (end - begin === 1) return true;
      else this.#open(begin, begin + splitPoint(end - begin));
    }
  }

  /** A finished subtree goes to its parent: as the left half, or joined with the left half and handed on. */
  #deliver(hash: H): void {
    let finished = hash;
    for (;;) {
      const top = this.#ends.length - 1;
      if (top < 0) {
        this.#root = finished;
        return;
      }
      const left = this.#lefts[top];
      if (left === undefined) {
        this.#lefts[top] = finished;
        const begin = this.#begins[top]!;
        const end = this.#ends[top]!;
        this.#open(begin + splitPoint(end - begin), end);
        return;
      }
      finished = this.#join(left, finished);
      this.#close();
    }
  }
}

/** Verifies a multiproof whose hashes are bytes, one after the other. */
export class MultiproofVerifier extends MultiproofWalk<Uint8Array> {
  /** @param take the next 32 bytes of the proof, or `undefined` at its end. */
  constructor(size: number, take: () => Uint8Array | undefined) {
    super(
      size,
      () => {
        const hash = take();
        // What is no hash leads nowhere, and is not the end of a proof either: the walk may not go on after it.
        return hash === undefined || hash.length === 32 ? hash : notOne;
      },
      (left, right) => (left === notOne || right === notOne ? notOne : nodeHash(left, right)),
    );
  }

  override push(index: number, leaf: Uint8Array): boolean {
    return super.push(leaf.length === 32 ? index : -1, leaf);
  }

  override root(): Uint8Array | undefined {
    const root = super.root();
    return root === notOne ? undefined : root;
  }
}

/** Stands for something in a proof that is no hash. */
const notOne = new Uint8Array();
