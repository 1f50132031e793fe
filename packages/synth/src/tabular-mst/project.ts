/** The nearest vector with no negative part and this sum (Held, Wolfe and Crowder 1974). */
export const ontoSimplex = (values: Float64Array, sum: number): Float64Array => {
  const sorted = values.toSorted().toReversed();
  let [running, shift] = [0, 0];
  for (const [i, value] of sorted.entries()) {
    running += value;
    const candidate = (running - sum) / (i + 1);
    if (value - candidate <= 0) break;
    shift = candidate;
  }
  return values.map((value) => Math.max(0, value - shift));
};

/**
 * The nearest table with no negative cell whose rows and columns have these sums: the one projected onto either set in
 * turn, with the corrections of Boyle and Dykstra (1986), without which the result need not be the nearest.
 */
export const ontoMargins = (table: Float64Array, rows: Float64Array, columns: Float64Array): Float64Array => {
  const width = columns.length;
  const current = table.slice();
  const offRows = new Float64Array(table.length);
  const offColumns = new Float64Array(table.length);
  for (let round = 0; round < rounds; round++) {
    step(current, offRows, (cell) => {
      for (let r = 0; r < rows.length; r++) {
        cell.set(ontoSimplex(cell.slice(r * width, (r + 1) * width), rows[r]!), r * width);
      }
    });
    step(current, offColumns, (cell) => {
      for (let c = 0; c < width; c++) {
        const column = ontoSimplex(
          rows.map((_, r) => cell[r * width + c]!),
          columns[c]!,
        );
        for (const [r, value] of column.entries()) cell[r * width + c] = value;
      }
    });
  }
  return current;
};

const rounds = 60;

const step = (current: Float64Array, off: Float64Array, project: (cells: Float64Array) => void): void => {
  const moved = current.map((value, i) => value + off[i]!);
  current.set(moved);
  project(current);
  for (let i = 0; i < off.length; i++) off[i] = moved[i]! - current[i]!;
};
