import { canonicalBytes } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { goldenContext, goldenRows, goldenSchema } from '../../scripts/golden-table.ts';
import type { ConsentedRow, FitContext } from '../generator.ts';
import { randomOf } from '../random.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { Row, TableSchema } from '../tabular/table-schema.ts';
import { fitMst, prepareMst } from './generate.ts';
import { goldenModel, goldenModelHash } from './golden-model.ts';
import type { MstModel } from './model.ts';
import { deltaOf, rhoFor } from './privacy.ts';
import { ontoMargins, ontoSimplex } from './project.ts';
import { SecretNoise } from './secret-noise.ts';

const secretOf = (part: string): FitContext['secret'] => {
  const random = randomOf(new Uint8Array(32), part);
  return (length) => Uint8Array.from({ length }, () => random.below(256));
};

const modelOf = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as MstModel;

const fitted = async (rows = goldenRows(400), secret = secretOf('a'), parameters = {}, schema = goldenSchema) => {
  const model = await fitMst(rows, parameters, { ...goldenContext(), schema, secret });
  if (!model.ok) throw new Error(model.refusal.detail);
  return model.value;
};

describe('accounting', () => {
  test('a budget gives the δ that it promises, and a little more does not', () => {
    for (const [epsilon, delta] of [
      [1, 1e-9],
      [0.1, 1e-6],
      [10, 1e-12],
    ] as const) {
      const rho = rhoFor(epsilon, delta);
      expect(deltaOf(rho, epsilon)).toBeLessThanOrEqual(delta);
      expect(deltaOf(rho * 1.001, epsilon)).toBeGreaterThan(delta);
    }
  });

  test('it is tighter than ε = ρ + 2 √(ρ log 1/δ) (Bun and Steinke 2016), and of that order', () => {
    const rho = rhoFor(1, 1e-9);
    const simple = rho + 2 * Math.sqrt(rho * Math.log(1e9));
    expect(simple).toBeGreaterThan(1);
    expect(simple).toBeLessThan(1.2);
  });

  test('the bound is the minimum over α', () => {
    const [rho, epsilon] = [0.05, 2];
    const at = (alpha: number) =>
      (Math.exp((alpha - 1) * (alpha * rho - epsilon)) / (alpha - 1)) * (1 - 1 / alpha) ** alpha;
    const least = Math.min(...Array.from({ length: 20_000 }, (_, i) => at(1.01 + i * 0.005)));
    expect(deltaOf(rho, epsilon) / least).toBeCloseTo(1, 4);
  });

  test('what is spent on columns, choices and pairs is no more than ρ', async () => {
    const { bytes, privacy } = await fitted();
    const { variances, rho } = modelOf(bytes).privacy;
    const columns = goldenSchema.columns.length;
    const spent = columns / (2 * variances.columns) + (columns - 1) / (2 * variances.pairs);
    // The rest, 15 %, is for choices.
    expect(spent).toBeLessThanOrEqual(0.85 * Number(rho));
    expect(spent).toBeGreaterThan(0.8 * Number(rho));
    expect(privacy).toEqual({ epsilon: 1, delta: expect.closeTo(1e-9, 15), rho: Number(rho), unit: 'person' });
  });
});

describe('noise', () => {
  test('has the variance that it is asked for, and no side', () => {
    const noise = new SecretNoise(secretOf('noise'));
    for (const variance of [1, 7, 400]) {
      const drawn = Array.from({ length: 4000 }, () => noise.gaussian(variance));
      expect(drawn.every(Number.isInteger)).toBe(true);
      const mean = drawn.reduce((a, b) => a + b) / drawn.length;
      const second = drawn.reduce((a, b) => a + b * b, 0) / drawn.length;
      expect(Math.abs(mean) / Math.sqrt(variance)).toBeLessThan(0.06);
      expect(second / variance).toBeGreaterThan(0.92);
      expect(second / variance).toBeLessThan(1.08);
    }
  });

  test('chooses in proportion to the exponential of scores', () => {
    const noise = new SecretNoise(secretOf('choice'));
    const picked = Array.from({ length: 6000 }, () => noise.choose([0n, 100n, 200n], 1n, 100n));
    const share = (i: number) => picked.filter((one) => one === i).length / picked.length;
    const all = 1 + Math.E + Math.E * Math.E;
    for (const i of [0, 1, 2]) expect(Math.abs(share(i) - Math.E ** i / all)).toBeLessThan(0.025);
  });

  test('is refused from a source that gives too few bytes', () => {
    expect(() => new SecretNoise(() => new Uint8Array(3)).gaussian(5)).toThrow(RangeError);
  });
});

describe('projections', () => {
  test('give the nearest counts with a sum and without negative parts', () => {
    expect([...ontoSimplex(Float64Array.of(5, -3, 1), 4)]).toEqual([4, 0, 0]);
    expect([...ontoSimplex(Float64Array.of(2, 2, 2), 9)]).toEqual([3, 3, 3]);
  });

  test('give a table with the sums of its rows and columns', () => {
    const table = ontoMargins(Float64Array.of(9, -4, 3, 2, 7, 1), Float64Array.of(10, 8), Float64Array.of(6, 5, 7));
    expect(table.every((cell) => cell >= 0)).toBe(true);
    expect(table[0]! + table[1]! + table[2]!).toBeCloseTo(10, 2);
    expect(table[1]! + table[4]!).toBeCloseTo(5, 2);
  });
});

describe('a model', () => {
  test('is the golden one from the same secret, and another from another', async () => {
    const again = await fitMst(goldenRows(400), {}, goldenContext());
    expect(again.ok && again.value.sha256).toBe(goldenModelHash);
    expect((await fitted()).sha256).not.toBe(goldenModelHash);
  });

  test('of the same person a hundred times is that of one row', async () => {
    const rows = goldenRows(400);
    const many = [
      ...rows,
      ...Array.from({ length: 100 }, (_, i) => ({ ...rows[0]!, work: `f${rows[0]!.work.slice(1, -3)}${100 + i}` })),
    ];
    const [one, hundred] = [await fitted(rows), await fitted(many)];
    expect(modelOf(hundred.bytes).columns).toEqual(modelOf(one.bytes).columns);
  });

  test('tells more with a greater ε', async () => {
    const shareOf = async (epsilon: number) => {
      const { bytes } = await fitted(goldenRows(2000), secretOf('b'), { epsilon });
      const city = modelOf(bytes).columns.find(({ domain }) => domain.name === 'city')!;
      return JSON.stringify(city.groups) + JSON.stringify(city.given);
    };
    expect(await shareOf(1000)).not.toBe(await shareOf(10));
  });
});

describe('rows', () => {
  test('fit the model and its domain', async () => {
    const { bytes, sha256 } = await fitted(goldenRows(3000), secretOf('c'), { epsilon: 500 });
    const prepared = prepareMst({ model: sha256 }, bytes);
    if (!prepared.ok) throw new Error(prepared.refusal.detail);
    const random = randomOf(new Uint8Array(32), 'seeds');
    let [members, rich] = [0, 0];
    for (let i = 0; i < 3000; i++) {
      const item = await prepared.value.generate(Uint8Array.from({ length: 32 }, () => random.below(256)));
      expect(prepared.value.recheck(item)).toEqual([]);
      const { gain, member } = JSON.parse(new TextDecoder().decode(item.content)) as { gain: number; member: string };
      if (gain > 0) rich++;
      if (gain > 0 && member === 'yes') members++;
    }
    // In the table 0.8.
    expect(members / rich).toBeGreaterThan(0.65);
  });
});

describe('fitting refuses', () => {
  const [height, city, ...others] = goldenSchema.columns;
  test('three rows', async () => {
    expect(await fitMst(goldenRows(3), {}, goldenContext())).toMatchObject({
      ok: false,
      refusal: { code: 'table_unfit', detail: expect.stringContaining('3 people') },
    });
  });

  test.each([
    [
      'categories',
      [height!, { name: 'city', kind: 'category' } as const, ...others],
      'city: its values are not declared',
    ],
    [
      'numbers',
      [{ name: 'height', kind: 'number', decimals: 1 } as const, city!, ...others],
      'height: its range is not declared',
    ],
  ])('%s whose domain is not declared', async (_, columns, detail) => {
    const schema: TableSchema = { ...goldenSchema, columns };
    expect(await fitMst(goldenRows(400), {}, { ...goldenContext(), schema })).toMatchObject({
      ok: false,
      refusal: { code: 'table_unfit', detail },
    });
  });

  test('two rows of one person that are too few people', async () => {
    const rows = goldenRows(400).map((row, i) => ({ ...row, creator: `${i % 199}` }));
    expect(await fitMst(rows, {}, goldenContext())).toMatchObject({ ok: false, refusal: { code: 'table_unfit' } });
  });
});

describe('fitting takes', () => {
  const [height, , gain, member] = goldenSchema.columns;
  const city = (...values: string[]) => ({ name: 'city', kind: 'category', values }) as const;
  const rowsWith = (cells: (i: number) => Row) =>
    goldenRows(400).map((row, i) => ({ ...row, cells: { ...row.cells, ...cells(i) } }));
  const codeOf = (i: number) => `code ${String(i).padStart(3, '0')}`;

  test.each<[string, ConsentedRow[], ReturnType<typeof city>]>([
    ['one category', rowsWith(() => ({ city: 'Bern' })), city('Bern')],
    ['nothing but gaps', rowsWith(() => ({ city: null })), city('Bern')],
    [
      'identifiers that were declared before anybody looked at the rows',
      rowsWith((i) => ({ city: codeOf(i) })),
      city(...Array.from({ length: 400 }, (_, i) => codeOf(i))),
    ],
  ])('%s, and draws what was declared, or gaps', async (_, rows, column) => {
    const schema: TableSchema = { ...goldenSchema, columns: [height!, column, gain!, member!] };
    const { bytes, sha256 } = await fitted(rows, secretOf('d'), {}, schema);
    const prepared = prepareMst({ model: sha256 }, bytes);
    if (!prepared.ok) throw new Error(prepared.refusal.detail);
    for (let i = 0; i < 50; i++) {
      const item = await prepared.value.generate(new Uint8Array(32).fill(i));
      expect(prepared.value.recheck(item)).toEqual([]);
      const { city: drawn } = JSON.parse(new TextDecoder().decode(item.content)) as Row;
      expect([null, ...column.values]).toContain(drawn);
    }
  });
});

describe('a model from elsewhere', () => {
  const edited = (edit: (model: MstModel) => void) => {
    const model = modelOf(goldenModel);
    edit(model);
    const bytes = canonicalBytes(model);
    return prepareMst({ model: sha256Hex(bytes) }, bytes);
  };

  test('is taken unchanged, and not without its bytes', () => {
    expect(edited(() => undefined).ok).toBe(true);
    expect(prepareMst({ model: goldenModelHash }, undefined)).toMatchObject({ refusal: { code: 'generator_unknown' } });
  });

  test.each<[string, (model: MstModel) => void]>([
    ['a parent that comes after', (model) => (model.columns[1]!.parents = [2])],
    ['a code twice', (model) => (model.columns[1]!.groups[0]![0] = model.columns[1]!.groups.at(-1)!.at(-1)!)],
    ['a code too few', (model) => model.columns[1]!.groups[0]!.pop()],
    ['a row too few', (model) => model.columns[1]!.given.pop()],
    ['nothing to draw', (model) => model.columns[1]!.given[0]!.fill(0)],
    ['a weight below nothing', (model) => (model.columns[1]!.given[0]![0] = -1)],
  ])('with %s is malformed', (_, edit) => {
    expect(edited(edit)).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });
});
