import { accepted, canonicalBytes, type GeneratorRef, type Result } from '@assent/schema';
import { type Random, randomOf } from '../random.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { type ColumnCells, missing, type Row, type TableSchema } from '../tabular/table-schema.ts';
import { areaUnderCurve } from './area.ts';
import { boost } from './boosted-trees.ts';
import { binner, type Encoded, encodeTables } from './encode.ts';
import { Marginals } from './marginals.ts';
import { nearest, Space } from './nearest.ts';
import { columnShape, tableQuality } from './quality.ts';
import { rareCells } from './rare.ts';
import { gatesOf, type TableReport } from './report.ts';

export interface Measurement {
  readonly schema: TableSchema;
  /** The rows that were learnt from. */
  readonly train: readonly Row[];
  /** Whose each of them is. */
  readonly creators: readonly string[];
  /** Rows like them that nothing was learnt from. */
  readonly holdout: readonly Row[];
  readonly synthetic: readonly Row[];
  /** What fewer people share is rare. */
  readonly leastCreators: number;
  readonly source: { readonly generator: GeneratorRef; readonly model: string } | null;
  readonly privacy: TableReport['privacy'];
}

/** The most rows whose nearest others are looked for, the most that they are looked for in, and that are learnt from. */
const sizes = { asked: 10_000, searched: 25_000, learnt: 50_000 } as const;

/**
 * Measure synthetic rows: how alike they are, what they are good for, how close they come to people.
 *
 * @returns the report and the SHA-256 of its canonical JSON. Refuses tables that do not fit the schema (`malformed`) and
 * empty ones (`quota_impossible`).
 */
export const measureTable = (given: Measurement): Result<{ report: TableReport; sha256: string }> => {
  const { schema, creators, leastCreators, source, privacy } = given;
  const tables = encodeTables(schema, [given.train, given.holdout, given.synthetic]);
  if (!tables.ok) return tables;
  const [train, holdout, synthetic] = tables.value as [Encoded, Encoded, Encoded];
  const marginals = new Marginals(train);
  const measured = {
    identical: { synthetic: sameAs(train, synthetic), holdout: sameAs(train, holdout) },
    ...closeness(train, holdout, synthetic),
    rare: rareCells(train, creators, synthetic, {
      least: leastCreators,
      of: privacy === null ? 'shared-by-few' : 'undeclared',
      schema,
    }),
  };
  const gates = gatesOf(measured);
  const report: TableReport = {
    format: 'table-report/1',
    source,
    rows: { train: given.train.length, holdout: given.holdout.length, synthetic: given.synthetic.length },
    quality: {
      metric: 'sdmetrics-0.10',
      synthetic: roundAll(tableQuality(train, synthetic)),
      holdout: roundAll(tableQuality(train, holdout)),
    },
    columns: train.map((column, i) => ({
      name: column.column.name,
      synthetic: rounded(columnShape(column, synthetic[i]!)),
      holdout: rounded(columnShape(column, holdout[i]!)),
    })),
    marginals: { synthetic: roundAll(marginals.accuracy(synthetic)), holdout: roundAll(marginals.accuracy(holdout)) },
    prediction: predict(schema, train, holdout, synthetic),
    detection: rounded(detect(holdout, synthetic)),
    ...measured,
    privacy,
    gates,
    passed: gates.every(({ open }) => open),
  };
  return accepted({ report, sha256: sha256Hex(canonicalBytes(report)) });
};

/** The figure of prediction alone: what boosted trees learn from real rows, and from synthetic ones. */
export const measurePrediction = (
  schema: TableSchema,
  train: readonly Row[],
  holdout: readonly Row[],
  synthetic: readonly Row[],
): Result<TableReport['prediction']> => {
  const tables = encodeTables(schema, [train, holdout, synthetic]);
  if (!tables.ok) return tables;
  const [learnt, held, made] = tables.value as [Encoded, Encoded, Encoded];
  return accepted(predict(schema, learnt, held, made));
};

const rounded = (value: number): number => Math.floor(value * 1e6 + 0.5) / 1e6;

const roundAll = <K extends string>(values: Readonly<Record<K, number>>): Record<K, number> =>
  Object.fromEntries(Object.entries<number>(values).map(([name, value]) => [name, rounded(value)])) as Record<
    K,
    number
  >;

/** Chance for the choice of rows: the same for every report. */
const chance = (part: string): Random => randomOf(new Uint8Array(32), `table-report ${part}`);

const someRows = (rows: number, most: number, part: string): Uint32Array =>
  Uint32Array.from(
    chance(part)
      .shuffled(Array.from({ length: rows }, (_, i) => i))
      .slice(0, most),
  );

const choose = (table: Encoded, rows: Uint32Array): Encoded =>
  table.map((column) => ({ ...column, cells: Float64Array.from(rows, (row) => column.cells[row]!) }));

const sameAs = (train: Encoded, other: Encoded): number => {
  const text = (table: Encoded, row: number) => table.map(({ cells }) => cells[row]).join();
  const known = new Set(Array.from(train[0]!.cells, (_, row) => text(train, row)));
  const { length } = other[0]!.cells;
  let same = 0;
  for (let row = 0; row < length; row++) if (known.has(text(other, row))) same++;
  return rounded(same / length);
};

const closeness = (
  train: Encoded,
  holdout: Encoded,
  synthetic: Encoded,
): Pick<TableReport, 'closest' | 'membership'> => {
  const space = new Space(train);
  const [trainRows, holdoutRows, syntheticRows] = [train, holdout, synthetic].map(
    (table) => table[0]!.cells.length,
  ) as [number, number, number];
  // As many of either side: the nearest of more rows is nearer.
  const each = Math.min(trainRows, holdoutRows, sizes.searched);
  const ofTrain = someRows(trainRows, each, 'train');
  const ofHoldout = someRows(holdoutRows, each, 'holdout');
  const asked = someRows(syntheticRows, sizes.asked, 'synthetic');
  const from = space.place(synthetic, asked);
  const toTrain = nearest(from, space.place(train, ofTrain), space.width);
  const toHoldout = nearest(from, space.place(holdout, ofHoldout), space.width);
  let closer = 0;
  for (const [i, distance] of toTrain.entries()) {
    closer += distance < toHoldout[i]! ? 1 : distance === toHoldout[i] ? 0.5 : 0;
  }
  const made = space.place(synthetic, someRows(syntheticRows, sizes.searched, 'searched'));
  const questions = Math.min(each, sizes.asked);
  const outside = nearest(space.place(holdout, ofHoldout.subarray(0, questions)), made, space.width);
  const inside = nearest(space.place(train, ofTrain.subarray(0, questions)), made, space.width);
  const scores = Float64Array.from([...outside, ...inside], (distance) => -distance);
  const labels = Uint8Array.from(scores, (_, i) => (i < questions ? 0 : 1));
  return {
    closest: { rows: asked.length, share: rounded(closer / asked.length) },
    membership: { rows: questions, area: rounded(areaUnderCurve(scores, labels)) },
  };
};

const predict = (
  schema: TableSchema,
  train: Encoded,
  holdout: Encoded,
  synthetic: Encoded,
): TableReport['prediction'] => {
  const place = schema.columns.findIndex(({ name }) => name === schema.target);
  if (place < 0) return null;
  const { positive, isPositive } = question(train[place]!);
  const labels = (table: Encoded) => Uint8Array.from(table[place]!.cells, (cell) => (isPositive(cell) ? 1 : 0));
  const areaFrom = (table: Encoded) => {
    const learnt = choose(table, someRows(table[0]!.cells.length, sizes.learnt, 'learnt'));
    const bins = binner(learnt, place);
    return rounded(areaUnderCurve(boost(bins(learnt), labels(learnt))(bins(holdout)), labels(holdout)));
  };
  return {
    target: schema.columns[place]!.name,
    positive,
    fromReal: areaFrom(train),
    fromSynthetic: areaFrom(synthetic),
  };
};

/** What is asked of the target: a number above its median; of two categories the rarer, of more the most frequent. */
const question = ({
  column,
  cells,
  values,
}: ColumnCells): { positive: string; isPositive: (cell: number) => boolean } => {
  if (column.kind === 'number') {
    const sorted = cells.filter((cell) => cell !== missing).toSorted();
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return { positive: 'above the median', isPositive: (cell) => cell !== missing && cell > median };
  }
  const counts = values.map((_, value) => cells.reduce((sum, cell) => sum + (cell === value ? 1 : 0), 0));
  const order = values.map((_, i) => i).toSorted((a, b) => counts[b]! - counts[a]! || a - b);
  const used = order.filter((i) => counts[i]! > 0);
  const chosen = (used.length === 2 ? used[1] : used[0]) ?? 0;
  return { positive: values[chosen] ?? 'none', isPositive: (cell) => cell === chosen };
};

const detect = (holdout: Encoded, synthetic: Encoded): number => {
  const [real, made] = [holdout[0]!.cells.length, synthetic[0]!.cells.length];
  const half = Math.floor(Math.min(real, made, sizes.searched) / 2);
  if (half === 0) return 0.5;
  const ofReal = someRows(real, 2 * half, 'told real');
  const ofMade = someRows(made, 2 * half, 'told synthetic');
  const both = (from: number) => {
    const [a, b] = [
      choose(holdout, ofReal.subarray(from, from + half)),
      choose(synthetic, ofMade.subarray(from, from + half)),
    ];
    return a.map((column, i) => ({ ...column, cells: Float64Array.from([...column.cells, ...b[i]!.cells]) }));
  };
  const labels = Uint8Array.from({ length: 2 * half }, (_, i) => (i < half ? 0 : 1));
  const [learnt, asked] = [both(0), both(half)];
  const bins = binner(learnt, -1);
  return areaUnderCurve(boost(bins(learnt), labels)(bins(asked)), labels);
};
