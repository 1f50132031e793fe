import { canonicalBytes, canonicalize, fromUtf8, type Parameters, type SliceLine } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { goldenContext, goldenRows, goldenSchema } from '../../scripts/golden-table.ts';
import type { ConsentedRow, Generated } from '../generator.ts';
import { generatorRef } from '../generators.ts';
import { randomOf } from '../random.ts';
import { ReportDraft } from '../report.ts';
import type { SliceSource } from '../seed.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { makeSlice, regenerateSlot } from '../slice.ts';
import type { Cell, TableSchema } from '../tabular/table-schema.ts';
import { fitCart, prepareCart } from './generate.ts';
import { goldenModel, goldenModelHash } from './golden-model.ts';
import { tabularCart } from './generator.ts';
import type { CartModel } from './model.ts';

const context = goldenContext();

const seeds = (count: number): Uint8Array[] => {
  const random = randomOf(new Uint8Array(32), 'seeds');
  return Array.from({ length: count }, () => Uint8Array.from({ length: 32 }, () => random.below(256)));
};

const fitted = async (rows: readonly ConsentedRow[], schema: TableSchema = goldenSchema) => {
  const model = await fitCart(rows, {}, { ...context, schema });
  if (!model.ok) throw new Error(model.refusal.detail);
  return model.value;
};

const preparedOf = (bytes: Uint8Array) => {
  const prepared = prepareCart({ model: sha256Hex(bytes) }, bytes);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  return prepared.value;
};

const cellsOf = ({ content }: Generated) => JSON.parse(new TextDecoder().decode(content)) as Record<string, Cell>;

const drawnFrom = async (bytes: Uint8Array, count: number) => {
  const { generate } = preparedOf(bytes);
  const rows: Record<string, Cell>[] = [];
  for (const seed of seeds(count)) rows.push(cellsOf(await generate(seed)));
  return rows;
};

/** Rows of one more column, told by their place. */
const withColumn = (count: number, cell: (i: number) => Cell): ConsentedRow[] =>
  goldenRows(count).map((row, i) => ({ ...row, cells: { ...row.cells, more: cell(i) } }));
const schemaWith = (column: TableSchema['columns'][number]): TableSchema => ({
  ...goldenSchema,
  columns: [...goldenSchema.columns, column],
});
const text: TableSchema['columns'][number] = { name: 'more', kind: 'category' };
const number: TableSchema['columns'][number] = { name: 'more', kind: 'number', decimals: 0 };

describe('a model', () => {
  test('is the golden one, fitted again, whatever the secret', async () => {
    const again = await fitted(goldenRows(400));
    expect(again.sha256).toBe(goldenModelHash);
    expect(canonicalize(JSON.parse(new TextDecoder().decode(again.bytes)))).toBe(new TextDecoder().decode(goldenModel));
  });

  test('says by its hash what it was fitted on', async () => {
    const { bytes, lineage } = await fitted(goldenRows(200));
    expect(lineage.datasets).toEqual(context.datasets);
    expect(lineage.works).toHaveLength(200);
    expect(lineage.works).toEqual(lineage.works.toSorted());
    const { lineage: hash } = JSON.parse(new TextDecoder().decode(bytes)) as CartModel;
    expect(hash).toBe(sha256Hex(canonicalBytes(lineage)));
  });

  test('has no leaf of few rows', async () => {
    const { bytes } = await fitted(goldenRows(2000));
    const { columns } = JSON.parse(new TextDecoder().decode(bytes)) as CartModel;
    const leaves = columns.flatMap(({ tree }) => tree.flatMap((node) => ('codes' in node ? [node.counts] : [])));
    expect(leaves.length).toBeGreaterThan(columns.length);
    for (const counts of leaves) expect(counts.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(50);
  });

  test('has no leaf of few people, where some give many rows', async () => {
    // Whoever says `yes` to "more" is one of six people: a split by it would tell them apart.
    const few = withColumn(1000, (i) => (i % 5 === 0 ? 'yes' : 'no')).map((row, i) =>
      i % 5 === 0 ? { ...row, creator: `few ${(i / 5) % 6}`, cells: { ...row.cells, member: 'yes' } } : row,
    );
    const schema = { ...schemaWith(text), columns: [text, ...goldenSchema.columns] };
    const { bytes } = await fitted(few, schema);
    const { columns } = JSON.parse(new TextDecoder().decode(bytes)) as CartModel;
    expect(columns[0]!.domain).toMatchObject({ values: ['no'] });
    const seven = few.map((row, i) => (i % 5 === 0 ? { ...row, creator: `few ${(i / 5) % 7}` } : row));
    const other = JSON.parse(new TextDecoder().decode((await fitted(seven, schema)).bytes)) as CartModel;
    expect(other.columns[0]!.domain).toMatchObject({ values: ['no', 'yes'] });
  });
});

describe('what few people share', () => {
  test.each([
    [6, 'no', ['common', '(other)']],
    [7, 'yes', ['common', 'rare', '(other)']],
  ])('a category of %i people is drawn: %s', async (holders, _, expected) => {
    const rows = withColumn(600, (i) => (i < holders ? 'rare' : i < 20 ? `alone ${i}` : 'common'));
    const drawn = await drawnFrom((await fitted(rows, schemaWith(text))).bytes, 4000);
    expect(new Set(drawn.map(({ more }) => more))).toEqual(new Set(expected));
  });

  test('categories that even together are of few become the most frequent', async () => {
    const rows = withColumn(600, (i) => (i < 6 ? `alone ${i}` : 'common'));
    const drawn = await drawnFrom((await fitted(rows, schemaWith(text))).bytes, 500);
    expect(new Set(drawn.map(({ more }) => more))).toEqual(new Set(['common']));
  });

  test.each([
    [6, [0, 10]],
    [7, [0, 10, 50]],
  ])('numbers that %i people have beside two that many have: %j', async (holders, expected) => {
    const rows = withColumn(600, (i) => (i < holders ? 50 : i % 2 === 0 ? 0 : 10));
    const drawn = await drawnFrom((await fitted(rows, schemaWith(number))).bytes, 4000);
    expect([...new Set(drawn.map(({ more }) => more as number))].toSorted((a, b) => a - b)).toEqual(expected);
  });

  test('numbers that few people have, each their own, beside nothing but gaps are gaps', async () => {
    const rows = withColumn(600, (i) => (i < 6 ? i : null));
    const drawn = await drawnFrom((await fitted(rows, schemaWith(number))).bytes, 1000);
    expect(new Set(drawn.map(({ more }) => more))).toEqual(new Set([null]));
  });

  test('no number is drawn beyond which fewer lie', async () => {
    const rows = withColumn(600, (i) => (i < 6 ? 1_000_000 + i : i < 12 ? -1_000_000 - i : i));
    const drawn = await drawnFrom((await fitted(rows, schemaWith(number))).bytes, 4000);
    const numbers = drawn.map(({ more }) => more as number);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(12);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(599);
    expect(new Set(numbers).size).toBeGreaterThan(300);
  });
});

describe('rows', () => {
  test('are canonical, fit the model, and carry the target as their label', async () => {
    const { generate, recheck, tally } = preparedOf(goldenModel);
    for (const seed of seeds(300)) {
      const item = await generate(seed);
      const cells = cellsOf(item);
      expect(fromUtf8(item.content)).toEqual({ ok: true, value: canonicalize(cells) });
      expect(item.labels).toEqual({ member: cells.member });
      expect(cells['_salt']).toMatch(/^[0-9a-f]{32}$/);
      expect(recheck(item)).toEqual([]);
      expect(tally(item)).toEqual({ city: { [cells.city!]: 1 }, member: { [cells.member!]: 1 } });
    }
  });

  test('of two seeds have two salts', async () => {
    const drawn = await drawnFrom(goldenModel, 300);
    expect(new Set(drawn.map((cells) => cells['_salt'])).size).toBe(300);
  });

  test('keep what depends on what', async () => {
    const drawn = await drawnFrom((await fitted(goldenRows(3000))).bytes, 4000);
    const shareOf = (rich: boolean) => {
      const group = drawn.filter(({ gain }) => (gain as number) > 0 === rich);
      return group.filter(({ member }) => member === 'yes').length / group.length;
    };
    // In the table they are 0.8 and 0.2.
    expect(shareOf(true)).toBeCloseTo(0.8, 1);
    expect(shareOf(false)).toBeCloseTo(0.2, 1);
  });

  test.each<[string, (cells: Record<string, unknown>) => Record<string, unknown>, string]>([
    ['a number between two ranges', (cells) => ({ ...cells, height: 99.9 }), 'height is outside'],
    ['a category of no model', (cells) => ({ ...cells, city: 'Rome' }), 'city is outside'],
    ['a column too few', ({ city: _, ...cells }) => cells, 'city is not there'],
    ['a column too many', (cells) => ({ ...cells, town: 'Bern' }), 'other columns'],
    ['a short salt', (cells) => ({ ...cells, _salt: 'ff' }), 'its salt'],
    ['another label', (cells) => ({ ...cells, member: cells.member === 'no' ? 'yes' : 'no' }), 'its label'],
  ])('%s is found', async (_, change, problem) => {
    const { generate, recheck } = preparedOf(goldenModel);
    const item = await generate(new Uint8Array(32));
    const bytes = canonicalBytes(change(cellsOf(item)));
    expect(recheck({ ...item, content: bytes, bytes })).toContainEqual(expect.stringContaining(problem));
  });
});

describe('a slice', () => {
  const source: SliceSource = {
    generator: generatorRef(tabularCart),
    parameters: { model: goldenModelHash },
    spec: 'a'.repeat(64),
    stratum: 'rows',
    nonce: 'b'.repeat(64),
  };
  const made = async () => {
    const slice = makeSlice(source, 12, goldenModel);
    const report = ReportDraft.start(source, goldenModel);
    if (!slice.ok || !report.ok) throw new Error('refused');
    const lines: SliceLine[] = [];
    for await (const item of slice.value) {
      lines.push(item.line);
      report.value.add(item);
    }
    return { lines, report: report.value.finish().report };
  };

  test('is made, reported on and made again by whoever has the model', async () => {
    const { lines, report } = await made();
    expect(report).toMatchObject({ items: 12, labels: { agreed: 12 }, duplicates: 0, passed: true });
    for (const line of lines) expect(await regenerateSlot(line, source, goldenModel)).toMatchObject({ ok: true });
  });

  test('with a cell that was touched up is found', async () => {
    const [line] = (await made()).lines;
    expect(await regenerateSlot({ ...line!, content: '0'.repeat(64) }, source, goldenModel)).toMatchObject({
      ok: false,
      refusal: { code: 'synthetic_not_reproduced' },
    });
  });

  test('proves nothing either way to whoever has not, or has another', async () => {
    const [line] = (await made()).lines;
    const without = await regenerateSlot(line!, source);
    expect(without).toMatchObject({ ok: false, refusal: { code: 'generator_unknown' } });
    const { bytes } = await fitted(goldenRows(300));
    expect(await regenerateSlot(line!, source, bytes)).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });
});

describe('fitting refuses', () => {
  test.each<[string, ConsentedRow[], TableSchema, string, string]>([
    ['three rows', goldenRows(3), goldenSchema, 'table_unfit', '3 rows of 3 people'],
    ['no rows', [], goldenSchema, 'table_unfit', '0 rows'],
    ['99 rows', goldenRows(99), goldenSchema, 'table_unfit', '99 rows'],
    [
      'rows of 13 people',
      goldenRows(400).map((row, i) => ({ ...row, creator: `${i % 13}` })),
      goldenSchema,
      'table_unfit',
      '13 people',
    ],
    ['names', withColumn(400, (i) => `name ${i}`), schemaWith(text), 'table_unfit', 'more: fewer than 7 people share'],
    [
      'more categories than there may be',
      withColumn(8008, (i) => `${i % 1001}`),
      schemaWith(text),
      'table_unfit',
      '1001 categories',
    ],
    ['another schema', goldenRows(400), schemaWith(text), 'malformed', 'row 0: more'],
    [
      'rows that are no works',
      goldenRows(400).map((row) => ({ ...row, work: '' })),
      goldenSchema,
      'malformed',
      'no work',
    ],
  ])('%s', async (_, rows, schema, code, detail) => {
    expect(await fitCart(rows, {}, { ...context, schema })).toMatchObject({
      ok: false,
      refusal: { code, detail: expect.stringContaining(detail) },
    });
  });

  test.each<Parameters>([{ leafRows: 49 }, { creators: 6 }, { other: 1 }])('%j', async (parameters) => {
    expect(await fitCart(goldenRows(400), parameters, context)).toMatchObject({
      ok: false,
      refusal: { code: 'malformed' },
    });
  });
});

describe('fitting takes', () => {
  test.each<[string, ConsentedRow[], TableSchema, (drawn: Record<string, Cell>[]) => unknown, unknown]>([
    ['100 rows', goldenRows(100), goldenSchema, (drawn) => drawn.length, 300],
    [
      'one category',
      withColumn(400, () => 'all'),
      schemaWith(text),
      (drawn) => new Set(drawn.map((r) => r.more)),
      new Set(['all']),
    ],
    [
      'one number',
      withColumn(400, () => 5),
      schemaWith(number),
      (drawn) => new Set(drawn.map((r) => r.more)),
      new Set([5]),
    ],
    [
      'nothing but gaps',
      withColumn(400, () => null),
      schemaWith(number),
      (drawn) => new Set(drawn.map((r) => r.more)),
      new Set([null]),
    ],
    [
      'gaps of few people, and draws none',
      withColumn(400, (i) => (i < 6 ? null : i % 3)),
      schemaWith(number),
      (drawn) => new Set(drawn.map((r) => r.more)),
      new Set([0, 1, 2]),
    ],
    ['1,000 categories', withColumn(7000, (i) => `${i % 1000}`), schemaWith(text), (drawn) => drawn.length, 300],
    [
      'numbers that are each person’s own',
      withColumn(400, (i) => i * 2_000_000_000 - 7),
      schemaWith(number),
      (drawn) => drawn.length,
      300,
    ],
  ])('%s', async (_, rows, schema, seen, expected) => {
    expect(seen(await drawnFrom((await fitted(rows, schema)).bytes, 300))).toEqual(expected);
  });
});

describe('a model from elsewhere', () => {
  const edited = (edit: (model: CartModel) => void) => {
    const model = JSON.parse(new TextDecoder().decode(goldenModel)) as CartModel;
    edit(model);
    const bytes = canonicalBytes(model);
    return prepareCart({ model: sha256Hex(bytes) }, bytes);
  };
  const split = (model: CartModel) => model.columns[1]!.tree[0] as { column: number; yes: number; no: number };
  const choice = (model: CartModel) =>
    model.columns.flatMap(({ tree }) => tree.flatMap((node) => ('among' in node ? [node] : [])))[0]!;
  const leaf = (model: CartModel) => model.columns[0]!.tree[0] as { codes: number[]; counts: number[] };

  test('is taken unchanged', () => {
    expect(edited(() => undefined).ok).toBe(true);
  });

  test.each<[string, (model: CartModel) => void]>([
    ['a walk that never ends', (model) => (split(model).yes = 0)],
    [
      'more nodes than can be held',
      (model) => (model.columns[0]!.tree = Array.from({ length: 64_001 }, () => ({ codes: [0], counts: [1] }))),
    ],
    ['a child that is not there', (model) => (split(model).no = 999)],
    ['a question to its own column', (model) => (split(model).column = 1)],
    ['a code that its domain does not have', (model) => (leaf(model).codes[0] = 999)],
    ['a set with a code that the column asked does not have', (model) => (choice(model).among[0] = 999)],
    ['a count of nothing', (model) => (leaf(model).counts[0] = 0)],
    ['a count too few', (model) => leaf(model).counts.pop()],
    ['counts beyond 32 bits', (model) => leaf(model).counts.fill(499_999)],
    ['two columns of one name', (model) => (model.columns[1]!.domain.name = 'height')],
    ['a target that it does not have', (model) => (model.target = 'other')],
    [
      'a range that ends before it begins',
      (model) => (model.columns[0]!.domain = { name: 'height', kind: 'number', decimals: 1, ranges: [[2, 1]] }),
    ],
  ])('with %s is malformed', (_, edit) => {
    expect(edited(edit)).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });

  test('that is another than the parameters name is refused, and none at all too', () => {
    expect(prepareCart({ model: '0'.repeat(64) }, goldenModel)).toMatchObject({
      ok: false,
      refusal: { code: 'malformed' },
    });
    expect(prepareCart({ model: goldenModelHash }, undefined)).toMatchObject({
      ok: false,
      refusal: { code: 'generator_unknown', detail: expect.stringContaining(goldenModelHash) },
    });
    expect(prepareCart({}, goldenModel)).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });
});
