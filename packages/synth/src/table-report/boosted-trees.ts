import { exp, log } from '../tabular/exp-log.ts';

/** Features in bins of at most 255 (column after column), each either in order or a set of names. */
export interface Features {
  readonly rows: number;
  readonly columns: readonly { readonly bins: Uint8Array; readonly count: number; readonly ordered: boolean }[];
}

/** What decides a fit: every one is fixed, so that two reports compare. */
const settings = { rounds: 120, rate: 0.1, leaves: 31, leafRows: 20, ridge: 1, categoryRidge: 10 } as const;

interface Split {
  readonly column: number;
  /** For each bin of the column: 1 goes left. */
  readonly left: Uint8Array;
  readonly gain: number;
}

interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly split: Split | undefined;
}

/** One tree: a node is a split (its column ≥ 0) or a leaf. */
interface Tree {
  readonly column: number[];
  readonly left: (Uint8Array | undefined)[];
  readonly below: number[];
  readonly above: number[];
  readonly value: number[];
}

/**
 * Gradient-boosted trees for two classes: histogram splits, best leaf first, logistic loss, second order
 * (Friedman 2001; Chen and Guestrin 2016; categories ordered by their gradient as in Ke et al. 2017).
 * No sampling of rows or columns, so that there is no chance in it.
 *
 * @returns a function from features to scores, higher for class 1.
 */
export const boost = (features: Features, labels: Uint8Array): ((of: Features) => Float64Array) => {
  const ones = labels.reduce((sum, label) => sum + label, 0);
  const share = Math.min(Math.max(ones / labels.length, 1e-6), 1 - 1e-6);
  const base = log(share / (1 - share));
  const scores = new Float64Array(features.rows).fill(base);
  const grower = new Grower(features);
  const trees: Tree[] = [];
  for (let round = 0; round < settings.rounds; round++) {
    for (let i = 0; i < features.rows; i++) {
      const p = 1 / (1 + exp(-scores[i]!));
      grower.gradients[i] = p - labels[i]!;
      grower.curvatures[i] = p * (1 - p);
    }
    trees.push(grower.grow(scores));
  }
  return (of) => {
    const out = new Float64Array(of.rows).fill(base);
    for (const tree of trees) for (let i = 0; i < of.rows; i++) out[i]! += valueOf(tree, of, i);
    return out;
  };
};

const valueOf = (tree: Tree, of: Features, row: number): number => {
  let node = 0;
  while (tree.column[node]! >= 0) {
    const goesLeft = tree.left[node]![of.columns[tree.column[node]!]!.bins[row]!];
    node = goesLeft === 1 ? tree.below[node]! : tree.above[node]!;
  }
  return tree.value[node]!;
};

class Grower {
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  readonly #features: Features;
  readonly #order: Uint32Array;
  readonly #spare: Uint32Array;
  readonly #g = new Float64Array(256);
  readonly #h = new Float64Array(256);
  readonly #n = new Float64Array(256);
  readonly #seen = new Uint16Array(256);

  constructor(features: Features) {
    this.#features = features;
    this.gradients = new Float64Array(features.rows);
    this.curvatures = new Float64Array(features.rows);
    this.#order = new Uint32Array(features.rows);
    this.#spare = new Uint32Array(features.rows);
  }

  /** Grow one tree and add what it says to the scores. */
  grow(scores: Float64Array): Tree {
    const tree: Tree = { column: [], left: [], below: [], above: [], value: [] };
    for (let i = 0; i < this.#order.length; i++) this.#order[i] = i;
    const leaves: Leaf[] = [this.#leaf(tree, 0, this.#order.length)];
    while (leaves.length < settings.leaves) {
      let best = -1;
      for (const [i, { split }] of leaves.entries()) {
        if (split !== undefined && (best < 0 || split.gain > leaves[best]!.split!.gain)) best = i;
      }
      if (best < 0) break;
      const { node, from, to, split } = leaves[best]!;
      const middle = this.#part(from, to, split!);
      tree.column[node] = split!.column;
      tree.left[node] = split!.left;
      const below = this.#leaf(tree, from, middle);
      const above = this.#leaf(tree, middle, to);
      tree.below[node] = below.node;
      tree.above[node] = above.node;
      leaves.splice(best, 1, below, above);
    }
    for (const { node, from, to } of leaves) {
      for (let at = from; at < to; at++) scores[this.#order[at]!]! += tree.value[node]!;
    }
    return tree;
  }

  #leaf(tree: Tree, from: number, to: number): Leaf {
    let g = 0;
    let h = 0;
    for (let at = from; at < to; at++) {
      g += this.gradients[this.#order[at]!]!;
      h += this.curvatures[this.#order[at]!]!;
    }
    const node = tree.column.length;
    tree.column.push(-1);
    tree.left.push(undefined);
    tree.below.push(-1);
    tree.above.push(-1);
    tree.value.push((-settings.rate * g) / (h + settings.ridge));
    return { node, from, to, split: to - from < 2 * settings.leafRows ? undefined : this.#best(from, to, g, h) };
  }

  #best(from: number, to: number, g: number, h: number): Split | undefined {
    // Held in constants: this is where the time goes.
    const [order, gradients, curvatures] = [this.#order, this.gradients, this.curvatures];
    const [sumG, sumH, sumN] = [this.#g, this.#h, this.#n];
    let best: Split | undefined;
    for (const [column, { bins, count, ordered }] of this.#features.columns.entries()) {
      sumG.fill(0, 0, count);
      sumH.fill(0, 0, count);
      sumN.fill(0, 0, count);
      for (let at = from; at < to; at++) {
        const row = order[at]!;
        const bin = bins[row]!;
        sumG[bin]! += gradients[row]!;
        sumH[bin]! += curvatures[row]!;
        sumN[bin]!++;
      }
      const split = this.#scan(column, count, ordered, to - from, g, h);
      if (split !== undefined && split.gain > (best?.gain ?? 1e-9)) best = split;
    }
    return best;
  }

  #scan(column: number, count: number, ordered: boolean, rows: number, g: number, h: number): Split | undefined {
    const [sumG, sumH, sumN] = [this.#g, this.#h, this.#n];
    const ridge = settings.ridge + (ordered ? 0 : settings.categoryRidge);
    const bins = this.#seen;
    let seen = 0;
    for (let bin = 0; bin < count; bin++) if (sumN[bin]! > 0) bins[seen++] = bin;
    if (!ordered) {
      const rank = (bin: number) => sumG[bin]! / (sumH[bin]! + settings.categoryRidge);
      bins.subarray(0, seen).sort((a, b) => rank(a) - rank(b) || a - b);
    }
    let [gl, hl, nl, gain, last] = [0, 0, 0, 0, -1];
    const whole = (g * g) / (h + ridge);
    for (let i = 0; i + 1 < seen; i++) {
      const bin = bins[i]!;
      gl += sumG[bin]!;
      hl += sumH[bin]!;
      nl += sumN[bin]!;
      if (nl < settings.leafRows || rows - nl < settings.leafRows) continue;
      const gr = g - gl;
      const found = (gl * gl) / (hl + ridge) + (gr * gr) / (h - hl + ridge) - whole;
      if (found > gain) [gain, last] = [found, i];
    }
    if (last < 0) return undefined;
    const left = new Uint8Array(256);
    // Bins that this node does not see go the way of their neighbours below.
    if (ordered) left.fill(1, 0, bins[last]! + 1);
    else for (let i = 0; i <= last; i++) left[bins[i]!] = 1;
    return { column, left, gain };
  }

  /** The rows of a split that go left to the front, each side in the order it had. */
  #part(from: number, to: number, { column, left }: Split): number {
    const { bins } = this.#features.columns[column]!;
    let middle = from;
    let others = 0;
    for (let at = from; at < to; at++) {
      const row = this.#order[at]!;
      if (left[bins[row]!] === 1) this.#order[middle++] = row;
      else this.#spare[others++] = row;
    }
    this.#order.set(this.#spare.subarray(0, others), middle);
    return middle;
  }
}
