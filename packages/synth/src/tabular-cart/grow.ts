import { log } from '../tabular/exp-log.ts';
import type { CodedColumn } from './discretise.ts';
import type { TreeNode } from './model.ts';

/** How trees grow. */
export interface Growth {
  /** The fewest rows in a leaf. */
  readonly leafRows: number;
  /** The fewest creators in a leaf. */
  readonly creators: number;
  /** By how much a split has to raise the log-likelihood, for each degree of freedom it takes. */
  readonly worth: number;
}

/** An earlier column as a predictor: each row's bin, and for each bin the codes in it. */
interface Predictor {
  readonly bins: Uint16Array;
  readonly count: number;
  readonly ordered: boolean;
  /** The code after the last of each bin, where codes are in order. */
  readonly ends: readonly number[];
}

interface Split {
  readonly column: number;
  readonly gain: number;
  /** For each bin of the column: 1 goes to `yes`. */
  readonly yes: Uint8Array;
}

/** Numbers are cut at no more places than this; their leaves keep the finer codes. */
const predictorBins = 64;
/** What is predicted of a number is in which of this many parts it lies. */
const targetClasses = 24;
/** A column of no more codes than this is not put into parts: 16 years of school are 16 things. */
const fewCodes = 32;
/** Of categories, so many are told apart, the rest are one class. */
const categoryClasses = 64;
/** Orders tried for the categories of a predictor: by the share of each of the most frequent classes. */
const ordersTried = 4;

/**
 * The trees of a table, column after column, each predicting its column from those before it
 * (Breiman et al. 1984, with the deviance for criterion; drawn in sequence as by Reiter 2005).
 */
export const growTrees = (columns: readonly CodedColumn[], creators: Uint32Array, growth: Growth): TreeNode[][] => {
  const predictors = columns.map(asPredictor);
  const table = xLogX(creators.length);
  return columns.map((column, i) => new TreeGrower(column, predictors.slice(0, i), creators, growth, table).grow());
};

class TreeGrower {
  readonly #column: CodedColumn;
  readonly #predictors: readonly Predictor[];
  readonly #creators: Uint32Array;
  readonly #growth: Growth;
  readonly #xLogX: Float64Array;
  readonly #classes: Uint16Array;
  readonly #classCount: number;
  readonly #order: Uint32Array;
  readonly #spare: Uint32Array;
  readonly #nodes: TreeNode[] = [];

  constructor(
    column: CodedColumn,
    predictors: readonly Predictor[],
    creators: Uint32Array,
    growth: Growth,
    table: Float64Array,
  ) {
    this.#column = column;
    this.#predictors = predictors;
    this.#creators = creators;
    this.#growth = growth;
    this.#xLogX = table;
    const classes = asClasses(column);
    this.#classes = classes.bins;
    this.#classCount = classes.count;
    this.#order = Uint32Array.from(creators, (_, i) => i);
    this.#spare = new Uint32Array(creators.length);
  }

  grow(): TreeNode[] {
    this.#node(0, this.#order.length);
    return this.#nodes;
  }

  /** Adds the node of these rows and all below it; its place. */
  #node(from: number, to: number): number {
    const place = this.#nodes.length;
    const leaf = this.#leaf(from, to);
    this.#nodes.push(leaf);
    const split = to - from >= 2 * this.#growth.leafRows ? this.#best(from, to) : undefined;
    if (split === undefined) return place;
    const middle = this.#part(from, to, split);
    // Rows enough, but too few people: they would be told apart by the leaf.
    if (!this.#hasCreators(from, middle) || !this.#hasCreators(middle, to)) return place;
    const yes = this.#node(from, middle);
    const no = this.#node(middle, to);
    this.#nodes[place] = { ...this.#test(split), yes, no };
    return place;
  }

  #leaf(from: number, to: number): TreeNode {
    const counts = new Map<number, number>();
    for (let at = from; at < to; at++) {
      const code = this.#column.codes[this.#order[at]!]!;
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    const codes = [...counts.keys()].toSorted((a, b) => a - b);
    return { codes, counts: codes.map((code) => counts.get(code)!) };
  }

  #test({ column, yes }: Split): { column: number; below: number } | { column: number; among: number[] } {
    const { ordered, ends, count } = this.#predictors[column]!;
    const taken = Array.from({ length: count }, (_, bin) => bin).filter((bin) => yes[bin] === 1);
    return ordered ? { column, below: ends[taken.at(-1)!]! } : { column, among: taken };
  }

  #hasCreators(from: number, to: number): boolean {
    const seen = new Set<number>();
    for (let at = from; at < to; at++) {
      seen.add(this.#creators[this.#order[at]!]!);
      if (seen.size >= this.#growth.creators) return true;
    }
    return false;
  }

  #best(from: number, to: number): Split | undefined {
    const classes = this.#classCount;
    const totals = new Float64Array(classes);
    for (let at = from; at < to; at++) totals[this.#classes[this.#order[at]!]!]!++;
    const present = Array.from({ length: classes }, (_, i) => i).filter((i) => totals[i]! > 0);
    if (present.length < 2) return undefined;
    const rows = to - from;
    let best: Split | undefined;
    const enough = this.#growth.worth * (present.length - 1);
    for (const [column, { bins, count, ordered }] of this.#predictors.entries()) {
      const tally = new Float64Array(count * classes);
      for (let at = from; at < to; at++) {
        const row = this.#order[at]!;
        tally[bins[row]! * classes + this.#classes[row]!]!++;
      }
      const seen = Array.from({ length: count }, (_, bin) => bin).filter((bin) =>
        present.some((i) => tally[bin * classes + i]! > 0),
      );
      if (seen.length < 2) continue;
      for (const order of ordered ? [seen] : this.#orders(seen, tally, totals, present)) {
        const { gain, last } = this.#scan(order, tally, totals, present, rows);
        if (last < 0 || gain <= enough || gain <= (best?.gain ?? 0)) continue;
        const yes = new Uint8Array(count);
        if (ordered) yes.fill(1, 0, order[last]! + 1);
        else for (let i = 0; i <= last; i++) yes[order[i]!] = 1;
        best = { column, gain, yes };
      }
    }
    return best;
  }

  /** Categories by the share that a class has in them, for each of the most frequent classes. */
  #orders(seen: readonly number[], tally: Float64Array, totals: Float64Array, present: readonly number[]): number[][] {
    const classes = this.#classCount;
    const frequent = present.toSorted((a, b) => totals[b]! - totals[a]! || a - b).slice(0, ordersTried);
    const sums = new Map(
      seen.map((bin) => [bin, present.reduce((sum, i) => sum + tally[bin * classes + i]!, 0)] as const),
    );
    const share = (bin: number, of: number) => tally[bin * classes + of]! / sums.get(bin)!;
    const orders = present.length === 2 ? frequent.slice(0, 1) : frequent;
    return orders.map((of) => seen.toSorted((a, b) => share(a, of) - share(b, of) || a - b));
  }

  /** The best cut in an order of bins: how much it raises the log-likelihood, and the last bin before it. */
  #scan(
    bins: readonly number[],
    tally: Float64Array,
    totals: Float64Array,
    present: readonly number[],
    rows: number,
  ): { gain: number; last: number } {
    const classes = this.#classCount;
    const table = this.#xLogX;
    const { leafRows } = this.#growth;
    const left = new Float64Array(classes);
    let before = -table[rows]!;
    for (const i of present) before += table[totals[i]!]!;
    let [gain, last, count] = [0, -1, 0];
    for (let at = 0; at + 1 < bins.length; at++) {
      const offset = bins[at]! * classes;
      for (const i of present) {
        left[i]! += tally[offset + i]!;
        count += tally[offset + i]!;
      }
      if (count < leafRows) continue;
      if (rows - count < leafRows) break;
      let after = -table[count]! - table[rows - count]!;
      for (const i of present) after += table[left[i]!]! + table[totals[i]! - left[i]!]!;
      if (after - before > gain) [gain, last] = [after - before, at];
    }
    return { gain, last };
  }

  /** The rows of `yes` to the front, each side in the order it had. */
  #part(from: number, to: number, { column, yes }: Split): number {
    const { bins } = this.#predictors[column]!;
    let middle = from;
    let others = 0;
    for (let at = from; at < to; at++) {
      const row = this.#order[at]!;
      if (yes[bins[row]!] === 1) this.#order[middle++] = row;
      else this.#spare[others++] = row;
    }
    this.#order.set(this.#spare.subarray(0, others), middle);
    return middle;
  }
}

const codeCount = ({ domain }: CodedColumn): number =>
  domain.kind === 'category' ? domain.values.length : domain.ranges.length;

const asPredictor = (column: CodedColumn): Predictor => {
  if (column.ordered) return inParts(column, predictorBins);
  return { bins: column.codes, count: codeCount(column), ordered: false, ends: [] };
};

const asClasses = (column: CodedColumn): { bins: Uint16Array; count: number } => {
  if (column.ordered) return inParts(column, targetClasses);
  const counts = new Float64Array(codeCount(column));
  for (const code of column.codes) counts[code]!++;
  const order = Array.from(counts, (_, code) => code).toSorted((a, b) => counts[b]! - counts[a]! || a - b);
  const classOf = new Uint16Array(counts.length);
  for (const [rank, code] of order.entries()) classOf[code] = Math.min(rank, categoryClasses - 1);
  return { bins: column.codes.map((code) => classOf[code]!), count: Math.min(counts.length, categoryClasses) };
};

/** Codes in order, put together into parts of about as many rows each. */
const inParts = (column: CodedColumn, parts: number): Predictor => {
  const counts = new Float64Array(codeCount(column));
  if (counts.length <= fewCodes) {
    return { bins: column.codes, count: counts.length, ordered: true, ends: Array.from(counts, (_, code) => code + 1) };
  }
  for (const code of column.codes) counts[code]!++;
  const partOf = new Uint16Array(counts.length);
  const ends: number[] = [];
  let [part, sum] = [0, 0];
  for (const [code, count] of counts.entries()) {
    partOf[code] = part;
    sum += count;
    ends[part] = code + 1;
    const next = counts[code + 1] ?? 0;
    // A part ends where it has its share, and before a value so frequent that it is a part of its own.
    if (sum * parts >= column.codes.length || next * parts >= column.codes.length) [part, sum] = [part + 1, 0];
  }
  return { bins: column.codes.map((code) => partOf[code]!), count: ends.length, ordered: true, ends };
};

/** n log n for every whole number that can occur. */
const xLogX = (most: number): Float64Array => {
  const table = new Float64Array(most + 1);
  for (let n = 2; n <= most; n++) table[n] = n * log(n);
  return table;
};
