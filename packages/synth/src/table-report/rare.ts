import { missing } from '../tabular/table-schema.ts';
import type { Encoded } from './encode.ts';
import type { TableReport } from './report.ts';

/**
 * Count synthetic cells that point at few people: a category (or a gap) that fewer than `least` creators of the rows
 * learnt from have, or a number so low or high that fewer than `least` of them lie there or beyond. A category that nobody
 * has, such as the name of a pool, points at nobody.
 */
export const rareCells = (
  train: Encoded,
  creators: readonly string[],
  synthetic: Encoded,
  least: number,
): TableReport['rare'] => {
  let [categories, numbers] = [0, 0];
  for (const [i, column] of train.entries()) {
    const { cells } = synthetic[i]!;
    if (column.column.kind === 'category') {
      const held = creatorsOf(column.cells, creators);
      for (const cell of cells) if (isRare(held.get(cell), least)) categories++;
      continue;
    }
    const order = Array.from(column.cells, (_, row) => row).filter((row) => column.cells[row] !== missing);
    order.sort((a, b) => column.cells[a]! - column.cells[b]!);
    const low = reach(order, column.cells, creators, least);
    const high = reach(order.toReversed(), column.cells, creators, least);
    const gap = creatorsOf(column.cells, creators).get(missing);
    for (const cell of cells) {
      if (cell === missing ? isRare(gap, least) : low === undefined || cell < low || cell > high!) numbers++;
    }
  }
  return { creators: least, categories, numbers };
};

const isRare = (held: Set<string> | undefined, least: number): boolean => held !== undefined && held.size < least;

const creatorsOf = (cells: Float64Array, creators: readonly string[]): Map<number, Set<string>> => {
  const held = new Map<number, Set<string>>();
  for (const [row, cell] of cells.entries()) {
    const set = held.get(cell);
    if (set === undefined) held.set(cell, new Set([creators[row]!]));
    else set.add(creators[row]!);
  }
  return held;
};

/** The first value, in this order, with at least `least` creators up to it; nothing where there are not so many. */
const reach = (
  order: readonly number[],
  cells: Float64Array,
  creators: readonly string[],
  least: number,
): number | undefined => {
  const seen = new Set<string>();
  for (const row of order) {
    seen.add(creators[row]!);
    if (seen.size >= least) return cells[row]!;
  }
  return undefined;
};
