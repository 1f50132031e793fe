import {
  accepted,
  canonicalBytes,
  type Json,
  openCanonical,
  type Parameters,
  refused,
  type Result,
} from '@assent/schema';
import type { z } from 'zod';
import type { ConsentedRow, FitContext, Model } from '../generator.ts';
import { type Fields, readParameters, type ValuesOf } from '../parameters.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { type Lineage, lineageOf } from './lineage.ts';
import { type ColumnCells, readRows, readSchema, type TableSchema } from './table-schema.ts';

/** Bytes of a model. */
const modelMost = 16 * 1024 * 1024;

/** The one parameter of a generator that was fitted. */
export const modelFields = {
  model: { kind: 'hash', says: 'SHA-256 of the fitted model that rows are drawn from' },
} as const;

/** What a model is fitted on, checked. */
interface Fitting<F extends Fields> {
  readonly values: ValuesOf<F>;
  readonly schema: TableSchema;
  readonly columns: readonly ColumnCells[];
  readonly lineage: Lineage;
}

/** Check what a model is to be fitted on: parameters, schema, whose rows they are, and every cell of every row. */
export const beginFit = <F extends Fields>(
  fields: F,
  rows: readonly ConsentedRow[],
  parameters: Parameters,
  context: FitContext,
): Result<Fitting<F>> => {
  const values = readParameters(fields, parameters);
  if (!values.ok) return values;
  const schema = readSchema(context.schema);
  if (!schema.ok) return schema;
  const lineage = lineageOf(rows, context.datasets);
  if (!lineage.ok) return lineage;
  const columns = readCells(schema.value, rows);
  return columns.ok
    ? accepted({ values: values.value, schema: schema.value, columns: columns.value, lineage: lineage.value })
    : columns;
};

/** The cells of rows, by column; fails as `readRows` does. */
export const readCells = (schema: TableSchema, rows: readonly ConsentedRow[]): Result<ColumnCells[]> =>
  readRows(
    schema,
    rows.map(({ cells }) => cells),
  );

/** Where a model says what it was fitted on. */
export const hashLineage = (lineage: Lineage): string => sha256Hex(canonicalBytes(lineage));

/** What was learnt, as a model: `too_large` where nobody could open it. */
export const finishFit = (model: Json, lineage: Lineage, privacy: Model['privacy']): Result<Model> => {
  const bytes = canonicalBytes(model);
  if (bytes.length > modelMost) return refused('too_large', `a model of ${bytes.length} bytes, at most ${modelMost}`);
  return accepted({ bytes, sha256: sha256Hex(bytes), lineage, privacy });
};

/** The model that parameters name: `generator_unknown` where it is not at hand, `malformed` where another is. */
export const openModel = <M>(shape: z.ZodType<M>, given: Parameters, bytes: Uint8Array | undefined): Result<M> => {
  const parameters = readParameters(modelFields, given);
  if (!parameters.ok) return parameters;
  const { model: hash } = parameters.value;
  if (bytes === undefined) return refused('generator_unknown', `the model ${hash} is not here`);
  if (sha256Hex(bytes) !== hash) return refused('malformed', `model: the bytes at hand are not ${hash}`);
  return openCanonical(shape, bytes, modelMost);
};
