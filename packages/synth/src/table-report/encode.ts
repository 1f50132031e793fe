import { accepted, refused, type Result } from '@assent/schema';
import { type ColumnCells, missing, readRows, type Row, type TableSchema } from '../tabular/table-schema.ts';
import type { Features } from './boosted-trees.ts';

/** Tables of one schema, with one numbering of categories. */
export type Encoded = readonly ColumnCells[];

/** Read several tables of one schema so that the same text has the same number in each. */
export const encodeTables = (schema: TableSchema, tables: readonly (readonly Row[])[]): Result<Encoded[]> => {
  // Ranges and domains are rules for what a generator is fitted on; a report measures what there is.
  const open: TableSchema = {
    ...schema,
    columns: schema.columns.map((column) =>
      column.kind === 'category'
        ? { name: column.name, kind: column.kind }
        : { name: column.name, kind: column.kind, decimals: column.decimals },
    ),
  };
  const read: ColumnCells[][] = [];
  for (const table of tables) {
    if (table.length === 0) return refused('quota_impossible', 'a report needs rows in each of its tables');
    const columns = readRows(open, table);
    if (!columns.ok) return columns;
    read.push(columns.value);
  }
  const values = open.columns.map((_, i) => [...new Set(read.flatMap((table) => table[i]!.values))].toSorted());
  return accepted(read.map((table) => table.map((cells, i) => renumber(cells, values[i]!))));
};

const renumber = (column: ColumnCells, values: readonly string[]): ColumnCells => {
  if (column.column.kind === 'number') return column;
  const places = new Map(values.map((value, i) => [value, i]));
  const cells = column.cells.map((cell) => (cell === missing ? missing : places.get(column.values[cell]!)!));
  return { ...column, values, cells };
};

/** Where numbers are cut: into at most `most` parts of about as many rows each; a value is in one part only. */
export const quantileCuts = (cells: Float64Array, most: number): number[] => {
  const sorted = cells.filter((cell) => cell !== missing).toSorted();
  const cuts = new Set<number>();
  for (let i = 1; i < most && sorted.length > 0; i++) cuts.add(sorted[Math.floor((i * sorted.length) / most)]!);
  return [...cuts];
};

/** How many cuts lie at or below the value. */
export const placeOf = (cuts: readonly number[], value: number): number => {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * Bins for the classifier, cut by the quantiles of the table that it learns from. Missing is bin 0; of categories,
 * those beyond the 250 most frequent share the last bin.
 */
export const binner = (learnt: Encoded, except: number): ((table: Encoded) => Features) => {
  const used = learnt.flatMap((_, i) => (i === except ? [] : [i]));
  const places = new Map(
    used.map((i) => {
      const { column, cells, values } = learnt[i]!;
      if (column.kind === 'number') {
        const cuts = quantileCuts(cells, 250);
        return [i, { count: cuts.length + 2, ordered: true, place: (cell: number) => 1 + placeOf(cuts, cell) }];
      }
      const bins = frequencyRanks(cells, values.length);
      return [i, { count: 252, ordered: false, place: (cell: number) => 1 + Math.min(bins[cell]!, 250) }];
    }),
  );
  return (table) => ({
    rows: table[0]!.cells.length,
    columns: used.map((i) => {
      const { count, ordered, place } = places.get(i)!;
      const bins = Uint8Array.from(table[i]!.cells, (cell) => (cell === missing ? 0 : place(cell)));
      return { bins, count, ordered };
    }),
  });
};

/** For each category its rank by frequency, the first of equals before. */
export const frequencyRanks = (cells: Float64Array, categories: number): Uint32Array => {
  const counts = new Float64Array(categories);
  for (const cell of cells) if (cell !== missing) counts[cell]!++;
  const order = Array.from(counts, (_, i) => i).toSorted((a, b) => counts[b]! - counts[a]! || a - b);
  const ranks = new Uint32Array(categories);
  for (const [rank, category] of order.entries()) ranks[category] = rank;
  return ranks;
};
