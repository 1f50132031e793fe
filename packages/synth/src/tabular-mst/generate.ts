import { accepted, openCanonical, type Parameters, refused, type Result } from '@assent/schema';
import type { Prepared } from '../generator.ts';
import { readParameters } from '../parameters.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { RowItems } from '../tabular/row-item.ts';
import { drawWeighted, running } from '../tabular/weights.ts';
import { modelMost, MstModel } from './model.ts';

// The digest of the code covers this file and all it imports, and how models are fitted.
export { fitMst } from './fit.ts';

export const id = 'tabular-mst';
export const version = '1.0.0';

export const mstFields = {
  model: { kind: 'hash', says: 'SHA-256 of the fitted model that rows are drawn from' },
} as const;

/** How to make a row from a seed, once the parameters are checked and the model is the one that they name. */
export const prepareMst = (given: Parameters, bytes: Uint8Array | undefined): Result<Prepared> => {
  const parameters = readParameters(mstFields, given);
  if (!parameters.ok) return parameters;
  const { model: hash } = parameters.value;
  if (bytes === undefined) return refused('generator_unknown', `the model ${hash} is not here`);
  if (sha256Hex(bytes) !== hash) return refused('malformed', `model: the bytes at hand are not ${hash}`);
  const model = openCanonical(MstModel, bytes, modelMost);
  if (!model.ok) return model;
  const { columns, target } = model.value;
  const items = new RowItems(
    columns.map(({ domain }) => domain),
    target,
  );
  const drawn = columns.map(({ parents, groups, within, given: rows }) => ({
    parents,
    groups,
    within: within.map(running),
    given: rows.map(running),
  }));
  return accepted({
    generate: (seed) =>
      items.write(seed, (codes, random) => {
        const places: number[] = [];
        for (const [i, column] of drawn.entries()) {
          let row = 0;
          for (const parent of column.parents) row = row * columns[parent]!.groups.length + places[parent]!;
          const group = drawWeighted(column.given[row]!, random);
          places.push(group);
          codes[i] = column.groups[group]![drawWeighted(column.within[group]!, random)]!;
        }
      }),
    recheck: (item) => items.recheck(item),
    tally: (item) => items.tally(item),
  });
};
