import { emptyRoot, leafHash, nodeHash, splitPoint } from './hash.ts';

/**
 * A growing list in memory of log(n), a compact range: one hash for each perfect subtree of what was added. One code path
 * for the log, works lists and manifests, whether hashes are bytes or promised by a `HashBatch`.
 */
export class CompactRange<H> {
  size = 0;
  readonly #join: (left: H, right: H) => H;
  readonly #waiting: (H | undefined)[] = [];

  constructor(join: (left: H, right: H) => H) {
    this.#join = join;
  }

  /** Add a leaf by its hash. */
  add(hash: H): void {
    let merged = hash;
    let level = 0;
    for (let left = this.#waiting[0]; left !== undefined; left = this.#waiting[level]) {
      merged = this.#join(left, merged);
      this.#waiting[level++] = undefined;
    }
    this.#waiting[level] = merged;
    this.size++;
  }

  /** The root as of now (RFC 6962 §2.1); `undefined` of no leaves. A promised one ends the range: each hash is used once. */
  root(): H | undefined {
    let root: H | undefined;
    for (const hash of this.#waiting) {
      if (hash !== undefined) root = root === undefined ? hash : this.#join(hash, root);
    }
    return root;
  }
}

/** The root of a growing list in memory of log(n), by its leaves' hashes or data. */
export class TreeHasher {
  #size = 0;
  /** At each level the perfect subtree that waits for its right neighbour: a binary counter of what was added. */
  readonly #waiting: (Uint8Array | undefined)[] = [];
  readonly #onNode: ((level: number, index: number, hash: Uint8Array) => void) | undefined;

  /** @param onNode is told of each perfect subtree as it completes: level 0 are leaves; `index` counts within the level. */
  constructor(onNode?: (level: number, index: number, hash: Uint8Array) => void) {
    this.#onNode = onNode;
  }

  /** Go on from a tree whose perfect subtrees (largest first) are known. */
  static resume(
    size: number,
    peaks: readonly Uint8Array[],
    onNode?: (level: number, index: number, hash: Uint8Array) => void,
  ): TreeHasher {
    const levels = peakLevels(size);
    if (levels.length !== peaks.length)
      throw new RangeError(`a tree of ${size} leaves has ${levels.length} perfect subtrees`);
    const tree = new TreeHasher(onNode);
    tree.#size = size;
    levels.forEach((level, i) => (tree.#waiting[level] = peaks[i]));
    return tree;
  }

  get size(): number {
    return this.#size;
  }

  /** Perfect subtrees, largest first. */
  get peaks(): readonly Uint8Array[] {
    return this.#waiting.filter((hash) => hash !== undefined).toReversed();
  }

  /** Add a leaf by its hash (32 bytes). */
  add(hash: Uint8Array): void {
    let merged = hash;
    let level = 0;
    this.#onNode?.(0, this.#size, hash);
    for (let left = this.#waiting[0]; left !== undefined; left = this.#waiting[level]) {
      merged = nodeHash(left, merged);
      this.#waiting[level++] = undefined;
      this.#onNode?.(level, Math.floor(this.#size / 2 ** level), merged);
    }
    this.#waiting[level] = merged;
    this.#size++;
  }

  addData(data: Uint8Array): void {
    this.add(leafHash(data));
  }

  /** The root as of now (RFC 6962 §2.1). */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const hash of this.#waiting) {
      if (hash !== undefined) root = root === undefined ? hash : nodeHash(hash, root);
    }
    return root ?? emptyRoot();
  }
}

/** Levels of the perfect subtrees that make up a tree of `size` leaves, largest first. */
export const peakLevels = (size: number): number[] => {
  const levels: number[] = [];
  let rest = size;
  for (let level = 0; rest > 0; level++) {
    if (rest % 2 === 1) levels.unshift(level);
    rest = Math.floor(rest / 2);
  }
  return levels;
};

/** The root over a list of leaf hashes. */
export const rootOf = (leafHashes: Iterable<Uint8Array>): Uint8Array => {
  const tree = new TreeHasher();
  for (const hash of leafHashes) tree.add(hash);
  return tree.root();
};

/** The hash of the perfect subtree `index` at `level` (level 0: leaves). */
export type NodeReader = (level: number, index: number) => Uint8Array;

/** Hash of the leaves `[begin, end)` of a tree, as RFC 6962 splits them; `begin` is a multiple of the subtree's size. */
export const rangeHash = (begin: number, end: number, read: NodeReader): Uint8Array => {
  const width = end - begin;
  let level = 0;
  let power = 1;
  while (power < width) {
    power *= 2;
    level++;
  }
  if (power === width) return read(level, begin / power);
  const middle = begin + splitPoint(width);
  return nodeHash(rangeHash(begin, middle, read), rangeHash(middle, end, read));
};

/** A tree kept whole in memory, to make proofs from. */
export class MemoryTree {
  readonly #levels: Uint8Array[][] = [];
  readonly #hasher = new TreeHasher((level, index, hash) => {
    (this.#levels[level] ??= [])[index] = hash;
  });

  constructor(leafHashes: Iterable<Uint8Array> = []) {
    for (const hash of leafHashes) this.#hasher.add(hash);
  }

  add(hash: Uint8Array): void {
    this.#hasher.add(hash);
  }

  get size(): number {
    return this.#hasher.size;
  }

  readonly read: NodeReader = (level, index) => {
    const hash = this.#levels[level]?.[index];
    if (hash === undefined) throw new RangeError(`no node ${index} at level ${level}`);
    return hash;
  };

  root(): Uint8Array {
    return this.#hasher.root();
  }
}
