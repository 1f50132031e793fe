import { emptyRoot, leafHash, nodeHash, splitPoint } from './hash.ts';

/**
 * The root of a growing list in memory of log(n): a compact range, one hash for each perfect subtree of what was added.
 * One code path for the log, works lists and manifests.
 */
export class TreeHasher {
  #size = 0;
  /** Perfect subtrees from the largest (leftmost) to the smallest. */
  readonly #peaks: { level: number; hash: Uint8Array }[] = [];
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
    const tree = new TreeHasher(onNode);
    tree.#size = size;
    let i = 0;
    for (const level of peakLevels(size)) tree.#peaks.push({ level, hash: peaks[i++]! });
    if (i !== peaks.length) throw new RangeError(`a tree of ${size} leaves has ${i} perfect subtrees`);
    return tree;
  }

  get size(): number {
    return this.#size;
  }

  get peaks(): readonly Uint8Array[] {
    return this.#peaks.map((peak) => peak.hash);
  }

  /** Add a leaf by its hash (32 bytes). */
  add(hash: Uint8Array): void {
    this.#onNode?.(0, this.#size, hash);
    let level = 0;
    let index = this.#size;
    let merged = hash;
    while (this.#peaks.length > 0 && this.#peaks.at(-1)!.level === level) {
      merged = nodeHash(this.#peaks.pop()!.hash, merged);
      level++;
      index = Math.floor(index / 2);
      this.#onNode?.(level, index, merged);
    }
    this.#peaks.push({ level, hash: merged });
    this.#size++;
  }

  addData(data: Uint8Array): void {
    this.add(leafHash(data));
  }

  /** The root as of now (RFC 6962 §2.1). */
  root(): Uint8Array {
    let i = this.#peaks.length - 1;
    if (i < 0) return emptyRoot();
    let root = this.#peaks[i]!.hash;
    while (--i >= 0) root = nodeHash(this.#peaks[i]!.hash, root);
    return root;
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
