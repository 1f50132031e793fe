import { accepted, type Parameters, type Result } from '@assent/schema';
import type { Prepared } from '../generator.ts';
import { openModel } from '../tabular/fitting.ts';
import { RowItems } from '../tabular/row-item.ts';
import { drawWeighted, running } from '../tabular/weights.ts';
import { MstModel } from './model.ts';

// The digest of the code covers this file and all it imports, and how models are fitted.
export { fitMst } from './fit.ts';

export const id = 'tabular-mst';
export const version = '1.1.0';

/** How to make a row from a seed, once the parameters are checked and the model is the one that they name. */
export const prepareMst = (given: Parameters, bytes: Uint8Array | undefined): Result<Prepared> => {
  const model = openModel(MstModel, given, bytes);
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
