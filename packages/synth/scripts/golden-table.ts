import { toUtf8 } from '@assent/schema';
import type { ConsentedRow, FitContext } from '../src/generator.ts';
import { randomOf } from '../src/random.ts';
import { sha256Hex } from '../src/sha256-hex.ts';
import type { Cell, TableSchema } from '../src/tabular/table-schema.ts';

/** A small table of every kind of column, for golden models and tests: made by rules, and of nobody. */
export const goldenSchema: TableSchema = {
  format: 'table-schema/1',
  columns: [
    { name: 'height', kind: 'number', decimals: 1, min: 100, max: 230, cells: 26 },
    { name: 'city', kind: 'category', values: ['Ávila', 'Bern', 'Cork', 'Oslo'] },
    { name: 'gain', kind: 'number', decimals: 0, min: 0, max: 5000, points: [0], cells: 10 },
    { name: 'member', kind: 'category', values: ['no', 'yes'] },
  ],
  target: 'member',
};

const goldenDatasets = [
  { dataset: 'golden', manifest: `sha256:${sha256Hex(toUtf8('golden dataset'))}`, version: '1.0.0' },
];

export const goldenRows = (count: number): ConsentedRow[] => {
  const random = randomOf(new Uint8Array(32), 'golden table');
  return Array.from({ length: count }, (_, i) => {
    const city = random.pick(['Bern', 'Bern', 'Bern', 'Cork', 'Cork', 'Oslo', 'Ávila']);
    const height = 1400 + random.below(300) + random.below(300);
    const gain = random.below(10) < (city === 'Bern' ? 8 : 4) ? 0 : 100 * random.between(1, 50);
    const member = random.below(10) < (gain > 0 ? 8 : 2) ? 'yes' : 'no';
    const cells: Record<string, Cell> = {
      height: random.below(9) === 0 ? null : height / 10,
      city,
      gain,
      member,
    };
    return { cells, creator: `creator ${i}`, work: sha256Hex(toUtf8(`work ${i}`)) };
  });
};

/** Secret bytes that are not: for golden models alone, which have to come out the same. */
export const goldenContext = (): FitContext => {
  const random = randomOf(new Uint8Array(32), 'golden noise');
  return {
    schema: goldenSchema,
    datasets: goldenDatasets,
    secret: (length) => Uint8Array.from({ length }, () => random.below(256)),
  };
};
