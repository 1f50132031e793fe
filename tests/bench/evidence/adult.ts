import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Cell, ConsentedRow, Row, TableSchema } from '@assent/synth';

/** UCI Adult in a fixed split, and synthetic files that others published from its first half. */
export interface Adult {
  readonly schema: TableSchema;
  readonly train: readonly Row[];
  readonly holdout: readonly Row[];
  /** Names of published files, and their rows. */
  readonly published: readonly (readonly [string, () => readonly Row[]])[];
}

const besideTheCheckout = join(dirname(dirname(dirname(dirname(import.meta.dirname)))), 'shared', 'vectors');
const folder = join(process.env.ASSENT_VECTORS ?? besideTheCheckout, 'adult');

/** Nothing, where the folder is absent. */
export const readAdult = (): Adult | undefined => {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(join(folder, 'published')).toSorted();
  return {
    schema: adultSchema,
    train: readTable('train.csv.gz'),
    holdout: readTable('holdout.csv.gz'),
    published: files.map((file) => [file.replace('.csv.gz', ''), () => readTable(join('published', file))]),
  };
};

/** The ranges and categories of the census's own documentation, not looked up in the rows. */
const numbers: Readonly<Record<string, { min: number; max: number; cells: number; points?: number[] }>> = {
  age: { min: 17, max: 90, cells: 74 },
  fnlwgt: { min: 10_000, max: 1_500_000, cells: 149 },
  'education-num': { min: 1, max: 16, cells: 16 },
  'capital-gain': { min: 0, max: 99_999, cells: 100, points: [0, 99_999] },
  'capital-loss': { min: 0, max: 5000, cells: 50, points: [0] },
  'hours-per-week': { min: 1, max: 99, cells: 99 },
};

const categories: Readonly<Record<string, string>> = {
  workclass: '? Federal-gov Local-gov Never-worked Private Self-emp-inc Self-emp-not-inc State-gov Without-pay',
  education:
    '10th 11th 12th 1st-4th 5th-6th 7th-8th 9th Assoc-acdm Assoc-voc Bachelors Doctorate HS-grad Masters Preschool Prof-school Some-college',
  'marital-status':
    'Divorced Married-AF-spouse Married-civ-spouse Married-spouse-absent Never-married Separated Widowed',
  occupation:
    '? Adm-clerical Armed-Forces Craft-repair Exec-managerial Farming-fishing Handlers-cleaners Machine-op-inspct Other-service Priv-house-serv Prof-specialty Protective-serv Sales Tech-support Transport-moving',
  relationship: 'Husband Not-in-family Other-relative Own-child Unmarried Wife',
  race: 'Amer-Indian-Eskimo Asian-Pac-Islander Black Other White',
  sex: 'Female Male',
  'native-country':
    '? Cambodia Canada China Columbia Cuba Dominican-Republic Ecuador El-Salvador England France Germany Greece Guatemala Haiti Holand-Netherlands Honduras Hong Hungary India Iran Ireland Italy Jamaica Japan Laos Mexico Nicaragua Outlying-US(Guam-USVI-etc) Peru Philippines Poland Portugal Puerto-Rico Scotland South Taiwan Thailand Trinadad&Tobago United-States Vietnam Yugoslavia',
  income: '<=50K >50K',
};

const order =
  'age workclass fnlwgt education education-num marital-status occupation relationship race sex capital-gain capital-loss hours-per-week native-country income';

const adultSchema: TableSchema = {
  format: 'table-schema/1',
  columns: order.split(' ').map((name) => {
    const number = numbers[name];
    return number === undefined
      ? { name, kind: 'category', values: categories[name]!.split(' ') }
      : { name, kind: 'number', decimals: 0, ...number };
  }),
  target: 'income',
};

const readTable = (name: string): Row[] => {
  const [head, ...lines] = gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .trimEnd()
    .split('\n');
  const names = head!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(
      names.map((column, i): [string, Cell] => [column, column in numbers ? Math.round(Number(cells[i])) : cells[i]!]),
    );
  });
};

/** Rows as somebody would have granted them: each its own person's. */
export const consented = (rows: readonly Row[]): ConsentedRow[] =>
  rows.map((cells, i) => ({
    cells,
    creator: `person ${i}`,
    work: hash(`work ${i}`),
  }));

/** The dataset that they would stand in. */
export const learntFrom = [
  {
    dataset: 'adult',
    manifest: `sha256:${createHash('sha256').update('manifest').digest('hex')}`,
    version: '1.0.0',
  },
];

/** SHA-256 of a text, hexadecimal. */
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
