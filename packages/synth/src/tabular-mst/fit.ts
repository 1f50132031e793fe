import { type Parameters, refused, type Result } from '@assent/schema';
import type { ConsentedRow, FitContext, Model } from '../generator.ts';
import { beginFit, finishFit, hashLineage, readCells } from '../tabular/fitting.ts';
import { type Grid, layGrid } from './grid.ts';
import { type Edge, learn, type Measured } from './learn.ts';
import type { MstModel } from './model.ts';
import { rhoFor, tenth } from './privacy.ts';
import { SecretNoise } from './secret-noise.ts';

/** What is promised to each person. */
const fitFields = {
  epsilon: { kind: 'whole', min: 1, max: 1000, standard: 100, says: 'ε in hundredths: 100 is 1' },
  deltaExponent: { kind: 'whole', min: 6, max: 12, standard: 9, says: 'δ is 10 to the power of minus this' },
} as const;

/**
 * Learn noisy counts of columns and of pairs of columns, under (ε, δ)-differential privacy for each person.
 *
 * Each call spends the budget anew, with new secret bytes: what was released about the same people adds up. Of several
 * rows of one person the one with the least hash counts. Refuses rows that do not fit the schema (`malformed`), a schema
 * that declares no domain, and too few rows for the noise (`table_unfit`).
 */
export const fitMst = async (
  rows: readonly ConsentedRow[],
  parameters: Parameters,
  context: FitContext,
): Promise<Result<Model>> => {
  // Checked of all rows: whether a row is refused must not depend on which others its person gave.
  const begun = beginFit(fitFields, rows, parameters, context);
  if (!begun.ok) return begun;
  const { values, schema, lineage } = begun.value;
  const kept = onePerPerson(rows);
  if (kept.length < leastPeople) return refused('table_unfit', `${kept.length} people; ${leastPeople} are needed`);
  const columns = readCells(schema, kept);
  if (!columns.ok) return columns;
  const grids: Grid[] = [];
  for (const column of columns.value) {
    const grid = layGrid(column);
    if (!grid.ok) return grid;
    grids.push(grid.value);
  }
  const { epsilon, deltaExponent } = values;
  const delta = tenth(deltaExponent);
  const rho = rhoFor(epsilon / 100, delta);
  const target = schema.columns.findIndex(({ name }) => name === schema.target);
  const { measured, edges, variances } = learn(grids, target, rho, new SecretNoise(context.secret));
  const model: MstModel = {
    format: 'tabular-mst-model/1',
    lineage: hashLineage(lineage),
    target: schema.target,
    privacy: { epsilon, deltaExponent, unit: 'person', rho: rho.toFixed(12), variances },
    columns: columnsOf(grids, measured, edges),
  };
  return finishFit(model, lineage, { epsilon: epsilon / 100, delta, rho, unit: 'person' });
};

/** Under this many, noise at any ε that is worth promising leaves nothing. */
const leastPeople = 200;

const onePerPerson = (rows: readonly ConsentedRow[]): ConsentedRow[] => {
  const least = new Map<string, ConsentedRow>();
  for (const row of rows) {
    const other = least.get(row.creator);
    if (other === undefined || row.work < other.work) least.set(row.creator, row);
  }
  return [...least.values()];
};

/** Columns in the order in which they are drawn, with shares in millionths. */
const columnsOf = (
  grids: readonly Grid[],
  measured: readonly Measured[],
  edges: readonly Edge[],
): MstModel['columns'] => {
  const order = edges.map(({ child }) => child);
  return edges.map(({ parents, child, table }) => {
    const { counts, groups, groupCounts } = measured[child]!;
    return {
      domain: grids[child]!.domain,
      parents: parents.map((parent) => order.indexOf(parent)),
      groups: groups.map((codes) => [...codes]),
      within: groups.map((codes) => millionths(Float64Array.from(codes, (code) => counts[code]!))),
      // Given what hardly occurs, a column is drawn as it occurs anyhow.
      given: rowsOf(table, groups.length).map((row) => millionths(row.some((count) => count > 0) ? row : groupCounts)),
    };
  });
};

const rowsOf = (table: Float64Array, width: number): Float64Array[] =>
  Array.from({ length: table.length / width }, (_, r) => table.slice(r * width, (r + 1) * width));

const millionths = (counts: Float64Array): number[] => {
  const sum = counts.reduce((a, b) => a + b, 0);
  if (sum <= 0) return Array.from(counts, () => 1);
  const shares = Array.from(counts, (count) => Math.floor((count / sum) * 1_000_000 + 0.5));
  return shares.some((share) => share > 0) ? shares : shares.map(() => 1);
};
