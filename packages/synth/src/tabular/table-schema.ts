import { accepted, PlainText, refused, type Result } from '@assent/schema';
import { z } from 'zod';

/** The most of anything in a table: what is larger is refused before it costs memory. */
export const tableLimits = { rows: 500_000, columns: 64, categories: 1000, magnitude: 1_000_000_000_000 } as const;

/** Not `_salt`, which every row has, and nothing that could reach an object's prototype. */
const ColumnName = PlainText(60).refine(
  (name) => !['_salt', '__proto__', 'constructor', 'prototype'].includes(name),
  'a name that rows cannot use',
);

const CategoryText = PlainText(120);

const CategoryColumn = z.strictObject({
  name: ColumnName,
  kind: z.literal('category'),
  /** The domain, where it is known without looking at the rows. */
  values: z.array(CategoryText).min(1).max(tableLimits.categories).optional(),
});

const NumberColumn = z
  .strictObject({
    name: ColumnName,
    kind: z.literal('number'),
    /** Digits behind the point: a number times 10^decimals is whole. */
    decimals: z.int().min(0).max(6),
    /** The domain, where it is known without looking at the rows. */
    min: z.number().optional(),
    max: z.number().optional(),
    /** Values that mean something of their own, such as 0 for "none". */
    points: z.array(z.number()).max(32).optional(),
    /** Into how many equal cells the range is cut where noise is added to counts. */
    cells: z.int().min(1).max(512).optional(),
  })
  .refine(({ min, max }) => (min === undefined) === (max === undefined), 'min and max go together')
  .refine(({ min, max }) => min === undefined || min <= max!, 'min is above max')
  .refine(
    ({ decimals, min, max, points }) =>
      [min, max, ...(points ?? [])].every((value) => value === undefined || scaled(value, decimals) !== undefined),
    'a number with more decimals than the column has',
  );

const Column = z.discriminatedUnion('kind', [CategoryColumn, NumberColumn]);
type CategoryColumn = z.infer<typeof CategoryColumn>;
export type NumberColumn = z.infer<typeof NumberColumn>;
export type Column = z.infer<typeof Column>;

/** What the columns of a table are. The order is that in which a generator draws them. */
export const TableSchema = z
  .strictObject({
    format: z.literal('table-schema/1'),
    columns: z.array(Column).min(1).max(tableLimits.columns),
    /** The column that somebody wants to predict; it becomes the label of a row. */
    target: PlainText(60).nullable(),
  })
  .refine(({ columns }) => new Set(columns.map(({ name }) => name)).size === columns.length, 'two columns of one name')
  .refine(
    ({ columns, target }) => target === null || columns.some(({ name }) => name === target),
    'the target is no column',
  );
export type TableSchema = z.infer<typeof TableSchema>;

/** A cell: text for a category, a number, or `null` for what is missing. */
export type Cell = null | number | string;
export type Row = Readonly<Record<string, Cell>>;

/** One column of many rows: whole numbers (scaled), or places in `values`; `missing` where there is none. */
export interface ColumnCells {
  readonly column: Column;
  readonly cells: Float64Array;
  /** For categories: the texts in ascending order. */
  readonly values: readonly string[];
}

/** Stands for a missing cell: no scaled number reaches it. */
export const missing = -9_007_199_254_740_991;

/** A number times 10^decimals, if that is whole and in range. */
export const scaled = (value: number, decimals: number): number | undefined => {
  const factor = powersOfTen[decimals]!;
  const whole = Math.floor(value * factor + 0.5);
  // Divided again it has to be the very number, or it has more digits than the column.
  return whole / factor === value && Math.abs(whole) <= tableLimits.magnitude ? whole + 0 : undefined;
};

export const unscaled = (whole: number, decimals: number): number => whole / powersOfTen[decimals]!;

const powersOfTen = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

export const readSchema = (value: unknown): Result<TableSchema> => {
  const parsed = TableSchema.safeParse(value);
  if (parsed.success) return accepted(parsed.data);
  const { path, message } = parsed.error.issues[0]!;
  return refused('malformed', `table schema: ${[...path, message].join(': ')}`);
};

/**
 * Rows to columns: `malformed`, naming row and column, for a cell of another kind, a column too many or too few;
 * `too_large` beyond the limits.
 */
export const readRows = (schema: TableSchema, rows: readonly Row[]): Result<ColumnCells[]> => {
  if (rows.length > tableLimits.rows) return refused('too_large', `${rows.length} rows, at most ${tableLimits.rows}`);
  const names = new Set(schema.columns.map(({ name }) => name));
  for (const [i, row] of rows.entries()) {
    const unknown = Object.keys(row).find((name) => name !== '_salt' && !names.has(name));
    if (unknown !== undefined) return refused('malformed', `row ${i}: ${unknown} is no column of the schema`);
  }
  const columns: ColumnCells[] = [];
  for (const column of schema.columns) {
    const read = column.kind === 'number' ? readNumbers(column, rows) : readCategories(column, rows);
    if (!read.ok) return read;
    columns.push(read.value);
  }
  return accepted(columns);
};

const readNumbers = (column: NumberColumn, rows: readonly Row[]): Result<ColumnCells> => {
  const cells = new Float64Array(rows.length);
  const least = column.min === undefined ? -Infinity : scaled(column.min, column.decimals)!;
  const most = column.max === undefined ? Infinity : scaled(column.max, column.decimals)!;
  for (const [i, row] of rows.entries()) {
    const cell = Object.hasOwn(row, column.name) ? row[column.name] : undefined;
    const whole = cell === null ? missing : typeof cell === 'number' ? scaled(cell, column.decimals) : undefined;
    if (whole === undefined) {
      return refused('malformed', `row ${i}: ${column.name} is no number of ${column.decimals} decimals, nor null`);
    }
    if (whole !== missing && (whole < least || whole > most)) {
      return refused('malformed', `row ${i}: ${column.name} is outside ${column.min} to ${column.max}`);
    }
    cells[i] = whole;
  }
  return accepted({ column, cells, values: [] });
};

const readCategories = (column: CategoryColumn, rows: readonly Row[]): Result<ColumnCells> => {
  const counts = new Map<string, number>();
  for (const [i, row] of rows.entries()) {
    const cell = Object.hasOwn(row, column.name) ? row[column.name] : undefined;
    if (cell === null) continue;
    if (typeof cell !== 'string' || (!counts.has(cell) && !CategoryText.safeParse(cell).success)) {
      return refused('malformed', `row ${i}: ${column.name} is no text of at most 120 characters, nor null`);
    }
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const declared = column.values === undefined ? undefined : new Set(column.values);
  const stranger = declared && [...counts.keys()].find((value) => !declared.has(value));
  if (stranger !== undefined) return refused('malformed', `${column.name}: ${stranger} is not in the declared domain`);
  const values = [...new Set([...(column.values ?? []), ...counts.keys()])].toSorted();
  const places = new Map(values.map((value, i) => [value, i]));
  const cells = Float64Array.from(rows, (row) =>
    row[column.name] === null ? missing : places.get(row[column.name] as string)!,
  );
  return accepted({ column, cells, values });
};
