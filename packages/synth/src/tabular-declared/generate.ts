import { accepted, type Parameters, type Result } from '@assent/schema';
import type { Prepared } from '../generator.ts';
import { readParameters } from '../parameters.ts';
import type { DomainColumn } from '../tabular/domain.ts';
import { RowItems } from '../tabular/row-item.ts';
import { drawWeighted, running } from '../tabular/weights.ts';
import { type DeclaredColumn, type Dependency, type Draw, readColumns, readDependencies } from './notation.ts';

// The digest of the code covers this file and all it imports: everything an item follows from, beside its seed.

export const id = 'tabular-declared';
export const version = '1.0.0';

/** What `tabular-declared` can be asked for. */
export const declaredFields = {
  columns: {
    kind: 'lines',
    standard: ['age = 18..90 bell', 'sex = female 51 | male 49', 'member = no 7 | yes 3'],
    says: 'columns in the order in which they are drawn: a range of numbers, or categories with weights',
  },
  dependencies: {
    kind: 'lines',
    standard: [],
    says: 'how a column is drawn where an earlier one has a certain category; the first that applies counts',
  },
} as const;

/** How to make a row from a seed, once the parameters are checked. */
export const prepareDeclared = (given: Parameters): Result<Prepared> => {
  const parameters = readParameters(declaredFields, given);
  if (!parameters.ok) return parameters;
  const columns = readColumns(parameters.value.columns);
  if (!columns.ok) return columns;
  const dependencies = readDependencies(parameters.value.dependencies, columns.value);
  if (!dependencies.ok) return dependencies;
  const plans = columns.value.map((column) => planOf(column, columns.value, dependencies.value));
  const items = new RowItems(
    plans.map(({ domain }) => domain),
    null,
  );
  return accepted({
    generate: (seed) =>
      items.write(seed, (codes, random) => {
        for (const [i, { cases }] of plans.entries()) {
          const used = cases.find(({ column, code }) => column < 0 || codes[column] === code)!;
          codes[i] = used.codes[drawWeighted(used.sums, random)]!;
        }
      }),
    recheck: (item) => items.recheck(item),
    tally: (item) => items.tally(item),
  });
};

/** One way to draw a column: where an earlier column has this code, or (column −1) always. */
interface Case {
  readonly column: number;
  readonly code: number;
  readonly codes: readonly number[];
  readonly sums: Uint32Array;
}

interface Plan {
  readonly domain: DomainColumn;
  readonly cases: readonly Case[];
}

const planOf = (
  column: DeclaredColumn,
  columns: readonly DeclaredColumn[],
  dependencies: readonly Dependency[],
): Plan => {
  const ways = waysOf(column, dependencies);
  const texts = [
    ...new Set(ways.flatMap(({ draw }) => (draw.kind === 'category' ? draw.values.map((v) => v.text) : []))),
  ];
  const ranges: [number, number][] = [];
  const cases = ways.map((way): Case => {
    const parts = partsOf(way.draw, texts, ranges);
    // Code 0 is a missing cell; weights are brought to hundredths of the whole.
    const sum = parts.reduce((total, { weight }) => total + weight, 0);
    const weights = [way.missing * sum, ...parts.map(({ weight }) => (100 - way.missing) * weight)];
    const given = 'given' in way ? way.given : undefined;
    const place = columns.findIndex(({ name }) => name === given?.name);
    return {
      column: place,
      code: given === undefined ? 0 : 1 + textsOf(waysOf(columns[place]!, dependencies)).indexOf(given.text),
      codes: [0, ...parts.map(({ code }) => code)],
      sums: running(weights),
    };
  });
  const { name, draw } = column;
  const domain: DomainColumn =
    draw.kind === 'category'
      ? { name, kind: 'category', values: [null, ...texts] }
      : { name, kind: 'number', decimals: draw.decimals, ranges: [null, ...ranges] };
  return { domain, cases };
};

/** How a column may be drawn; the last is how it is where no other applies. */
const waysOf = (column: DeclaredColumn, dependencies: readonly Dependency[]): (DeclaredColumn | Dependency)[] => [
  ...dependencies.filter(({ name }) => name === column.name),
  column,
];

/** The texts that a column may have, in the order of its codes. */
const textsOf = (ways: readonly DeclaredColumn[]): string[] => [
  ...new Set(ways.flatMap(({ draw }) => (draw.kind === 'category' ? draw.values.map(({ text }) => text) : []))),
];

/** The codes of one way to draw, with weights; ranges that are new are added. */
const partsOf = (
  draw: Draw,
  texts: readonly string[],
  ranges: [number, number][],
): { code: number; weight: number }[] => {
  if (draw.kind === 'category') {
    return draw.values.map(({ text, weight }) => ({ code: 1 + texts.indexOf(text), weight }));
  }
  const { first, last, isBell } = draw;
  const count = isBell ? Math.min(bell.length, last - first + 1) : 1;
  const bound = (i: number) => first + Math.floor(((last - first + 1) * i) / count);
  return Array.from({ length: count }, (_, i) => ({
    code: ranges.push([bound(i), bound(i + 1) - 1]),
    weight: isBell ? bell[Math.floor((i * bell.length) / count)]! : 1,
  }));
};

/** How many of 8³ throws of three eight-sided dice give each sum: a bell in 22 steps. */
const bell: readonly number[] = Array.from({ length: 22 }, (_, sum) => {
  let ways = 0;
  for (let a = 0; a < 8; a++) for (let b = 0; b < 8; b++) if (sum - a - b >= 0 && sum - a - b < 8) ways++;
  return ways;
});
