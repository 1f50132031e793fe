import { type ColumnCells, missing } from '../tabular/table-schema.ts';
import type { Encoded } from './encode.ts';

/**
 * How alike two tables look, column by column and pair by pair, as the quality report of SDMetrics 0.10 (DataCebo, 2023)
 * counts: shapes are 1 − Kolmogorov and Smirnov's distance for numbers, 1 − total variation for categories; trends are
 * 1 − |difference of Pearson's correlations| / 2 for two numbers, 1 − total variation of the two-way table for others, with
 * numbers cut into ten equal parts of the real range. Missing cells are a category, and left out among numbers.
 */
export const tableQuality = (
  real: Encoded,
  synthetic: Encoded,
): { columnShapes: number; pairTrends: number; quality: number } => {
  const shapes = real.map((column, i) => columnShape(column, synthetic[i]!));
  const parts = real.map((column, i) => tenParts(column, synthetic[i]!));
  const trends: number[] = [];
  for (let a = 0; a < real.length; a++) {
    for (let b = a + 1; b < real.length; b++) {
      const bothNumbers = real[a]!.column.kind === 'number' && real[b]!.column.kind === 'number';
      trends.push(
        bothNumbers
          ? 1 - Math.abs(correlation(real[a]!, real[b]!) - correlation(synthetic[a]!, synthetic[b]!)) / 2
          : 1 - variation(joined(parts[a]!, parts[b]!, 'real'), joined(parts[a]!, parts[b]!, 'synthetic')),
      );
    }
  }
  const columnShapes = mean(shapes);
  // A table of one column has no pairs: its quality is that of the column.
  const pairTrends = trends.length === 0 ? columnShapes : mean(trends);
  return { columnShapes, pairTrends, quality: (columnShapes + pairTrends) / 2 };
};

/** One column's share of the above. */
export const columnShape = (real: ColumnCells, synthetic: ColumnCells): number =>
  real.column.kind === 'number'
    ? 1 - farthest(present(real), present(synthetic))
    : 1 - variation(real.cells, synthetic.cells);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const present = ({ cells }: ColumnCells): Float64Array => cells.filter((cell) => cell !== missing).toSorted();

/** The greatest distance between two cumulative distributions, of sorted numbers. */
const farthest = (a: Float64Array, b: Float64Array): number => {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 0 : 1;
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
};

/** Half the sum of differences between the shares of each value. */
const variation = (a: Float64Array, b: Float64Array): number => {
  const counts = new Map<number, [number, number]>();
  const count = (cells: Float64Array, side: 0 | 1) => {
    for (const cell of cells) {
      const pair = counts.get(cell) ?? [0, 0];
      pair[side]++;
      counts.set(cell, pair);
    }
  };
  count(a, 0);
  count(b, 1);
  let sum = 0;
  for (const [ofA, ofB] of counts.values()) sum += Math.abs(ofA / a.length - ofB / b.length);
  return sum / 2;
};

interface Parts {
  readonly real: Float64Array;
  readonly synthetic: Float64Array;
}

const tenParts = (real: ColumnCells, synthetic: ColumnCells): Parts => {
  if (real.column.kind === 'category') return { real: real.cells, synthetic: synthetic.cells };
  const numbers = present(real);
  const [least, most] = [numbers[0] ?? 0, numbers.at(-1) ?? 0];
  const place = (cell: number) => {
    if (cell === missing) return missing;
    // Outside of the real range are parts of their own.
    if (cell < least || cell > most) return cell < least ? -1 : 10;
    return most === least ? 0 : Math.min(9, Math.floor(((cell - least) * 10) / (most - least)));
  };
  return { real: real.cells.map(place), synthetic: synthetic.cells.map(place) };
};

/** Two columns as one whose values are pairs. */
const joined = (a: Parts, b: Parts, side: keyof Parts): Float64Array =>
  a[side].map((cell, i) => key(cell) * 2048 + key(b[side][i]!));

const key = (cell: number): number => (cell === missing ? 2047 : cell + 1);

const correlation = (a: ColumnCells, b: ColumnCells): number => {
  let [n, sumA, sumB] = [0, 0, 0];
  const both = (i: number) => a.cells[i] !== missing && b.cells[i] !== missing;
  for (let i = 0; i < a.cells.length; i++) {
    if (!both(i)) continue;
    n++;
    sumA += a.cells[i]!;
    sumB += b.cells[i]!;
  }
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < a.cells.length; i++) {
    if (!both(i)) continue;
    const [da, db] = [a.cells[i]! - sumA / n, b.cells[i]! - sumB / n];
    aa += da * da;
    bb += db * db;
    ab += da * db;
  }
  return aa === 0 || bb === 0 ? 0 : ab / (Math.sqrt(aa) * Math.sqrt(bb));
};
