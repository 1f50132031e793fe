import { accepted, type Parameters, refused, type Result } from '@assent/schema';
import type { ConsentedRow, FitContext, Model } from '../generator.ts';
import { beginFit, finishFit, hashLineage } from '../tabular/fitting.ts';
import { numberCreators } from '../tabular/lineage.ts';
import { type ColumnCells, tableLimits } from '../tabular/table-schema.ts';
import { type CodedColumn, discretise } from './discretise.ts';
import { growTrees } from './grow.ts';
import type { CartModel } from './model.ts';

/** How a model is fitted. The least values are those below which single people would show. */
const fitFields = {
  leafRows: { kind: 'whole', min: 50, max: 10_000, standard: 50, says: 'the fewest rows in a leaf; never under 0.2 %' },
  creators: { kind: 'whole', min: 7, max: 1000, standard: 7, says: 'values that fewer people share are pooled' },
} as const;

/**
 * Fit a tree for each column, on the columns before it.
 *
 * Refuses rows that do not fit the schema (`malformed`, naming row and column), more than can be held (`too_large`), and
 * what cannot be learnt without repeating people (`table_unfit`).
 */
export const fitCart = async (
  rows: readonly ConsentedRow[],
  parameters: Parameters,
  context: FitContext,
): Promise<Result<Model>> => {
  const begun = beginFit(fitFields, rows, parameters, context);
  if (!begun.ok) return begun;
  const { values, schema, columns, lineage } = begun.value;
  const { creators: least } = values;
  const leafRows = Math.max(values.leafRows, Math.ceil(rows.length / 500));
  const { creators, count } = numberCreators(rows);
  if (rows.length < 2 * leafRows || count < 2 * least) {
    return refused('table_unfit', `${rows.length} rows of ${count} people; ${2 * leafRows} of ${2 * least} are needed`);
  }
  const coded = codeColumns(columns, creators, least);
  if (!coded.ok) return coded;
  const trees = growTrees(coded.value, creators, { leafRows, creators: least, worth });
  const model: CartModel = {
    format: 'tabular-cart-model/1',
    lineage: hashLineage(lineage),
    target: schema.target,
    columns: coded.value.map(({ domain }, i) => ({ domain, tree: trees[i]! })),
  };
  return finishFit(model, lineage, null);
};

/** Gain in log-likelihood that a split has to bring for each degree of freedom: 1 is Akaike's criterion. */
const worth = 1;

const codeColumns = (columns: readonly ColumnCells[], creators: Uint32Array, least: number): Result<CodedColumn[]> => {
  const coded: CodedColumn[] = [];
  for (const column of columns) {
    const one = discretise(column, creators, least);
    const { name } = column.column;
    // Names, numbers of identity cards: what is each person's own teaches nothing about the others.
    if (one.pooled * 2 > column.cells.length) {
      const share = `${one.pooled} of ${column.cells.length} rows`;
      return refused('table_unfit', `${name}: fewer than ${least} people share the value of ${share}; leave it out`);
    }
    if (one.domain.kind === 'category' && one.domain.values.length > tableLimits.categories) {
      return refused(
        'table_unfit',
        `${name}: ${one.domain.values.length} categories; group them to ${tableLimits.categories}`,
      );
    }
    coded.push(one);
  }
  return accepted(coded);
};
