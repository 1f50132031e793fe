import { accepted, refused, type Result } from '@assent/schema';
import type { DomainColumn } from '../tabular/domain.ts';
import { type Column, type ColumnCells, missing, type NumberColumn, scaled } from '../tabular/table-schema.ts';

/** A column cut by what its schema declares, without a look at the rows. Code 0 is a missing cell. */
export interface Grid {
  readonly domain: DomainColumn;
  readonly ordered: boolean;
  /** For each row its code. */
  readonly codes: Uint16Array;
}

/** `table_unfit` where the schema does not say what a column can hold: to learn that from the rows would tell of them. */
export const layGrid = (column: ColumnCells): Result<Grid> =>
  column.column.kind === 'category' ? layCategories(column, column.column) : layNumbers(column, column.column);

const layCategories = (column: ColumnCells, declared: Column & { kind: 'category' }): Result<Grid> => {
  if (declared.values === undefined) return refused('table_unfit', `${declared.name}: its values are not declared`);
  // The texts of a column that was read are the declared ones, in order.
  const domain: DomainColumn = { name: declared.name, kind: 'category', values: [null, ...column.values] };
  return accepted({
    domain,
    ordered: false,
    codes: Uint16Array.from(column.cells, (cell) => (cell === missing ? 0 : cell + 1)),
  });
};

const layNumbers = (column: ColumnCells, declared: NumberColumn): Result<Grid> => {
  const { decimals, name, min, max, points = [] } = declared;
  if (min === undefined || max === undefined) return refused('table_unfit', `${name}: its range is not declared`);
  const [first, last] = [scaled(min, decimals)!, scaled(max, decimals)!];
  const cells = Math.min(declared.cells ?? 32, last - first + 1);
  const bound = (i: number) => first + Math.floor(((last - first + 1) * i) / cells);
  const ranges: [number, number][] = Array.from({ length: cells }, (_, i) => [bound(i), bound(i + 1) - 1]);
  const alone = [...new Set(points.map((point) => scaled(point, decimals)!))];
  const marked = [...alone.map((point): [number, number] => [point, point]), ...ranges].toSorted(
    // A point stands before the range that it lies in.
    (a, b) => a[0] - b[0] || a[1] - b[1],
  );
  // A point that is a range of its own already stands there once.
  const distinct = marked.filter((range, i) => i === 0 || range.join() !== marked[i - 1]!.join());
  const codeOf = new Map(distinct.map((range, i) => [range.join(), i + 1]));
  const place = (cell: number): number => {
    if (cell === missing) return 0;
    const point = codeOf.get(`${cell},${cell}`);
    if (point !== undefined) return point;
    let i = Math.min(cells - 1, Math.floor(((cell - first) * cells) / (last - first + 1)));
    while (bound(i) > cell) i--;
    while (bound(i + 1) - 1 < cell) i++;
    return codeOf.get(ranges[i]!.join())!;
  };
  return accepted({
    domain: { name, kind: 'number', decimals, ranges: [null, ...distinct] },
    ordered: true,
    codes: Uint16Array.from(column.cells, place),
  });
};
