import { nodeHash, splitPoint } from './hash.ts';
import { type NodeReader, rangeHash } from './tree.ts';

/**
 * One proof for many leaves of one tree. The tree is walked from the root, left before right; a subtree without any of
 * the leaves contributes its hash, a leaf contributes nothing (the verifier has it). So the order of the hashes is fixed
 * by size and indices alone, and each is used exactly once.
 *
 * @param indices strictly ascending, at least one.
 */
export function* proveMany(indices: readonly number[], size: number, read: NodeReader): Generator<Uint8Array> {
  if (indices.length === 0) throw new RangeError('a multiproof needs a leaf');
  const last = indices.at(-1)!;
  // Before anything is read: half a proof is of no use to anybody.
  if (!(last < size)) throw new RangeError(`leaf ${last} of ${size}`);
  let next = 0;
  const stack: [begin: number, end: number][] = [[0, size]];
  while (stack.length > 0) {
    const [begin, end] = stack.pop()!;
    const index = indices[next];
    if (index === undefined || index >= end) yield rangeHash(begin, end, read);
    else if (index < begin) throw new RangeError('indices not strictly ascending');
    else if (end - begin === 1) next++;
    else {
      const middle = begin + splitPoint(end - begin);
      stack.push([middle, end], [begin, middle]);
    }
  }
  if (next < indices.length) throw new RangeError(`leaf ${indices[next]} is not one of ${size}, or not in order`);
}

interface Frame {
  readonly begin: number;
  readonly end: number;
  left: Uint8Array | undefined;
}

/**
 * Verifies a multiproof while the leaves stream by, in memory of log(n): push the leaves in ascending order, then ask
 * for the root. Hostile proofs (hashes too many, too few, leaves out of order or beyond the tree) give no root.
 */
export class MultiproofVerifier {
  readonly #size: number;
  /** The next 32 bytes of the proof, or `undefined` at its end. */
  readonly #take: () => Uint8Array | undefined;
  readonly #stack: Frame[] = [];
  #root: Uint8Array | undefined;
  #failed = false;
  #pushed = 0;

  constructor(size: number, take: () => Uint8Array | undefined) {
    this.#size = size;
    this.#take = take;
    if (Number.isSafeInteger(size) && size > 0) this.#stack.push({ begin: 0, end: size, left: undefined });
    else this.#failed = true;
  }

  /** Give the next leaf. Answers whether it can still lead to a root. */
  push(index: number, leaf: Uint8Array): boolean {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.#size || leaf.length !== 32) this.#failed = true;
    if (this.#failed || !this.#walkTo(index)) {
      // For good: a caller may ask for the root alone, and it must not stand for a leaf that was turned away.
      this.#failed = true;
      return false;
    }
    this.#stack.pop();
    this.#pushed++;
    this.#deliver(leaf);
    return true;
  }

  /** The root, once all leaves were given and the proof is used up; `undefined` for a proof that leads nowhere. */
  root(): Uint8Array | undefined {
    if (this.#failed || this.#pushed === 0) return undefined;
    if (!this.#walkTo(Number.POSITIVE_INFINITY) || this.#take() !== undefined) {
      this.#failed = true;
      return undefined;
    }
    return this.#root;
  }

  /**
   * Consume whole subtrees before `index`, and open those around it, until the top of the stack is its leaf; answers
   * whether it is. The end of the tree is reached with `index` infinite.
   */
  #walkTo(index: number): boolean {
    for (;;) {
      const frame = this.#stack.at(-1);
      // All leaves were given or passed over: whatever comes now is out of order, or given twice.
      if (frame === undefined) return index === Number.POSITIVE_INFINITY;
      if (index < frame.begin) return false;
      if (index >= frame.end) {
        const hash = this.#take();
        if (hash === undefined || hash.length !== 32) return false;
        this.#stack.pop();
        this.#deliver(hash);
      } else if (frame.end - frame.begin === 1) return true;
      else
        this.#stack.push({
          begin: frame.begin,
          end: frame.begin + splitPoint(frame.end - frame.begin),
          left: undefined,
        });
    }
  }

  /** A finished subtree goes to its parent: as the left half, or joined with the left half and handed on. */
  #deliver(hash: Uint8Array): void {
    let finished = hash;
    for (;;) {
      const parent = this.#stack.at(-1);
      if (parent === undefined) {
        this.#root = finished;
        return;
      }
      if (parent.left === undefined) {
        parent.left = finished;
        this.#stack.push({
          begin: parent.begin + splitPoint(parent.end - parent.begin),
          end: parent.end,
          left: undefined,
        });
        return;
      }
      finished = nodeHash(parent.left, finished);
      this.#stack.pop();
    }
  }
}
