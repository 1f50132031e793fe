import { missing } from '../tabular/table-schema.ts';
import { type Encoded, frequencyRanks } from './encode.ts';

/**
 * Rows laid out for distances: a number's place among the real rows, from 0 to 1 (its rank, so that one rich person
 * does not make all others alike), a category's number.
 */
export class Space {
  readonly #ranks: readonly (Float64Array | undefined)[];
  /** Columns that tell rows apart best are compared first, so that most comparisons end early. */
  readonly #order: readonly number[];

  constructor(real: Encoded) {
    this.#ranks = real.map(({ column, cells }) =>
      column.kind === 'number' ? cells.filter((cell) => cell !== missing).toSorted() : undefined,
    );
    const surprise = real.map(({ column, cells, values }) => {
      if (column.kind === 'number') return 0.33;
      const ranks = frequencyRanks(cells, values.length);
      const counts = new Float64Array(values.length + 1);
      for (const cell of cells) counts[cell === missing ? values.length : ranks[cell]!]!++;
      return 1 - counts.reduce((sum, n) => sum + (n / cells.length) * (n / cells.length), 0);
    });
    this.#order = real.map((_, i) => i).toSorted((a, b) => surprise[b]! - surprise[a]! || a - b);
  }

  /** Row after row: each column's coordinate. Categories are spread so that any two are at least 1 apart. */
  place(table: Encoded, rows: Uint32Array): Float64Array {
    const out = new Float64Array(rows.length * table.length);
    for (const [at, i] of this.#order.entries()) {
      const ranks = this.#ranks[i];
      const { cells } = table[i]!;
      for (let row = 0; row < rows.length; row++) {
        const cell = cells[rows[row]!]!;
        out[row * table.length + at] =
          ranks === undefined || cell === missing ? categorySpread * (cell + 2) : rankOf(ranks, cell);
      }
    }
    return out;
  }

  get width(): number {
    return this.#order.length;
  }
}

/** Two categories, or a number and a missing one, are farther apart than 1, which is where distance ends. */
const categorySpread = 4;

/** The middle of the places that a number has, or would have, among sorted ones: 0 to 1. */
const rankOf = (sorted: Float64Array, value: number): number => {
  const bound = (past: boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value || (past && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return sorted.length === 0 ? 0 : (bound(false) + bound(true)) / 2 / sorted.length;
};

/**
 * For each row the distance to the nearest of others: the sum over columns of 1 for different categories and of the
 * difference of ranks for numbers (Gower 1971).
 */
export const nearest = (from: Float64Array, to: Float64Array, width: number): Float64Array => {
  const out = new Float64Array(from.length / width);
  for (let row = 0; row < out.length; row++) {
    let best = Infinity;
    const start = row * width;
    for (let other = 0; other < to.length; other += width) {
      let distance = 0;
      for (let i = 0; i < width; i++) {
        const apart = Math.abs(from[start + i]! - to[other + i]!);
        distance += apart < 1 ? apart : 1;
        if (distance >= best) break;
      }
      if (distance < best) best = distance;
    }
    out[row] = best;
  }
  return out;
};
