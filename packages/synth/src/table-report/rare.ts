import { type Column, missing, scaled, type TableSchema } from '../tabular/table-schema.ts';
import type { Encoded } from './encode.ts';
import type { TableReport } from './report.ts';

/**
 * Count synthetic cells that point at few people.
 *
 * `shared-by-few`: a category (or a gap) that fewer than `least` creators of the rows learnt from have, or a number so low
 * or high that fewer than `least` of them lie there or beyond. A category that nobody has, such as the name of a pool,
 * points at nobody. `undeclared`, for rows under a formal guarantee: only what the schema does not declare. What it declares
 * was not learnt from anybody, and how often it is drawn is what ε is about.
 */
export const rareCells = (
  train: Encoded,
  creators: readonly string[],
  synthetic: Encoded,
  { least, of, schema }: { least: number; of: TableReport['rare']['of']; schema: TableSchema },
): TableReport['rare'] => {
  let [categories, numbers] = [0, 0];
  for (const [i, { column, cells: learnt }] of train.entries()) {
    const { cells, values } = synthetic[i]!;
    const declared = of === 'undeclared' ? declaredBy(schema.columns[i]!) : undefined;
    const rare =
      column.kind === 'category' ? rareCategories(learnt, creators, least) : rareNumbers(learnt, creators, least);
    let count = 0;
    for (const cell of cells) {
      const text = cell === missing ? null : (values[cell] ?? cell);
      if (rare(cell) && !declared?.(text)) count++;
    }
    if (column.kind === 'category') categories += count;
    else numbers += count;
  }
  return { creators: least, of, categories, numbers };
};

const declaredBy = (column: Column): ((cell: number | string | null) => boolean) => {
  if (column.kind === 'category') {
    const values = new Set<unknown>([null, ...(column.values ?? [])]);
    return (cell) => column.values !== undefined && values.has(cell);
  }
  const { min, max, decimals } = column;
  if (min === undefined || max === undefined) return () => false;
  const [first, last] = [scaled(min, decimals)!, scaled(max, decimals)!];
  return (cell) => cell === null || (typeof cell === 'number' && first <= cell && cell <= last);
};

const rareCategories = (
  learnt: Float64Array,
  creators: readonly string[],
  least: number,
): ((cell: number) => boolean) => {
  const held = creatorsOf(learnt, creators);
  return (cell) => isRare(held.get(cell), least);
};

const rareNumbers = (learnt: Float64Array, creators: readonly string[], least: number): ((cell: number) => boolean) => {
  const order = Array.from(learnt, (_, row) => row).filter((row) => learnt[row] !== missing);
  order.sort((a, b) => learnt[a]! - learnt[b]!);
  const low = reach(order, learnt, creators, least);
  const high = reach(order.toReversed(), learnt, creators, least);
  const gap = creatorsOf(learnt, creators).get(missing);
  return (cell) => (cell === missing ? isRare(gap, least) : low === undefined || cell < low || cell > high!);
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
