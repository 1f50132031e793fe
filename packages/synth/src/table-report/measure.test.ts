import { canonicalBytes } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { goldenRows, goldenSchema } from '../../scripts/golden-table.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { Row, TableSchema } from '../tabular/table-schema.ts';
import { areaUnderCurve } from './area.ts';
import { type Measurement, measureTable } from './measure.ts';
import { checkGates, gatesOf, TableReport } from './report.ts';
import { summarizeTable } from './summary.ts';

const rows = goldenRows(1200).map(({ cells }) => cells);
const given: Measurement = {
  schema: goldenSchema,
  train: rows.slice(0, 400),
  creators: Array.from({ length: 400 }, (_, i) => `person ${i}`),
  holdout: rows.slice(400, 800),
  synthetic: rows.slice(800),
  leastCreators: 7,
  source: null,
  privacy: null,
};

const reportOf = (changed: Partial<Measurement> = {}): TableReport => {
  const measured = measureTable({ ...given, ...changed });
  if (!measured.ok) throw new Error(measured.refusal.detail);
  expect(measured.value.sha256).toBe(sha256Hex(canonicalBytes(measured.value.report)));
  return TableReport.parse(measured.value.report);
};

describe('a report', () => {
  test('on rows of the same kind finds nothing to tell them by', () => {
    const report = reportOf();
    expect(report).toEqual(reportOf());
    expect(report.rows).toEqual({ train: 400, holdout: 400, synthetic: 400 });
    expect(Math.abs(report.closest.share - 0.5)).toBeLessThan(0.06);
    expect(Math.abs(report.membership.area - 0.5)).toBeLessThan(0.06);
    expect(Math.abs(report.detection - 0.5)).toBeLessThan(0.12);
    expect(report.prediction).toMatchObject({ target: 'member' });
  });

  test('on a copy of the rows learnt from is as alike as can be, and closed', () => {
    const report = reportOf({ synthetic: given.train });
    expect(report.quality.synthetic).toEqual({ columnShapes: 1, pairTrends: 1, quality: 1 });
    expect(report.marginals.synthetic).toEqual({ one: 1, two: 1, three: 1 });
    expect(report.identical.synthetic).toBe(1);
    expect(report.passed).toBe(false);
  });

  test('on rows beside the holdout is not closed for being near to it', () => {
    const report = reportOf({ synthetic: given.holdout });
    expect(report.closest.share).toBeLessThan(0.5);
    expect(report.membership.area).toBeLessThan(0.5);
  });

  test('has no prediction without a target, and no pairs of one column', () => {
    const schema: TableSchema = { ...goldenSchema, columns: [goldenSchema.columns[1]!], target: null };
    const pick = (of: readonly Row[]) => of.map(({ city }) => ({ city: city! }));
    const report = reportOf({
      schema,
      train: pick(given.train),
      holdout: pick(given.holdout),
      synthetic: pick(given.synthetic),
    });
    expect(report.prediction).toBeNull();
    expect(report.quality.synthetic.quality).toBe(report.quality.synthetic.columnShapes);
  });

  test.each<[string, Partial<Measurement>, string]>([
    ['no synthetic rows', { synthetic: [] }, 'quota_impossible'],
    ['no holdout', { holdout: [] }, 'quota_impossible'],
    ['rows of another schema', { synthetic: [{ height: 1 }] }, 'malformed'],
  ])('on %s is refused', (_, changed, code) => {
    expect(measureTable({ ...given, ...changed })).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe('rare values', () => {
  const rareOf = (synthetic: Row, holders: number, privacy: Measurement['privacy'] = null) => {
    const train = given.train.map((row, i) => ({
      ...row,
      city: i < holders ? 'Oslo' : 'Bern',
      gain: i < holders ? 5000 : 100,
    }));
    return reportOf({
      train,
      synthetic: [...given.holdout.map((row) => ({ ...row, city: 'Bern', gain: 100, height: 160 })), synthetic],
      privacy,
    }).rare;
  };
  const row: Row = { height: 160, city: 'Bern', gain: 100, member: 'no' };

  test.each([
    [6, 1, 1],
    [7, 0, 0],
  ])('of %i people: %i categories, %i numbers', (holders, categories, numbers) => {
    expect(rareOf({ ...row, city: 'Oslo' }, holders)).toMatchObject({ categories, numbers: 0 });
    expect(rareOf({ ...row, gain: 5000 }, holders)).toMatchObject({ categories: 0, numbers });
  });

  test('that nobody has are not rare among categories, and are beyond everybody among numbers', () => {
    expect(rareOf({ ...row, city: '(other)' }, 6).categories).toBe(0);
    expect(rareOf({ ...row, gain: 6000 }, 7).numbers).toBe(1);
  });

  test('that are declared count for nothing under a guarantee; others do', () => {
    const privacy = { epsilon: 1, delta: 1e-9, unit: 'person' } as const;
    expect(rareOf({ ...row, city: 'Oslo' }, 6, privacy)).toMatchObject({ of: 'undeclared', categories: 0 });
    expect(rareOf({ ...row, gain: 6000 }, 6, privacy).numbers).toBe(1);
  });

  test('of several rows of one person are of one person', () => {
    const creators = given.creators.map((name, i) => (i < 20 ? `few ${i % 6}` : name));
    const train = given.train.map((cells, i) => ({ ...cells, city: i < 20 ? 'Oslo' : 'Bern' }));
    const synthetic = given.holdout.map((cells) => ({ ...cells, city: 'Oslo' }));
    expect(reportOf({ train, synthetic, creators }).rare.categories).toBe(400);
    expect(reportOf({ train, synthetic }).rare.categories).toBe(0);
  });
});

describe('gates', () => {
  const measured = {
    closest: { rows: 9, share: 0.55 },
    identical: { synthetic: 0.01, holdout: 0.01 },
    membership: { rows: 9, area: 0.53 },
    rare: { creators: 7, of: 'shared-by-few', categories: 0, numbers: 0 },
  } as const;
  const check = (changed: object) => {
    const gates = gatesOf({ ...measured, ...changed });
    return checkGates({ ...reportOf(), gates });
  };

  test('are open up to their limits', () => {
    expect(check({})).toEqual({ ok: true, value: undefined });
  });

  test.each([
    ['closest-record', { closest: { rows: 9, share: 0.5501 } }],
    ['identical-rows', { identical: { synthetic: 0.0101, holdout: 0.01 } }],
    ['membership', { membership: { rows: 9, area: 0.5301 } }],
    ['rare-values', { rare: { ...measured.rare, categories: 1 } }],
    ['rare-values', { rare: { ...measured.rare, numbers: 1 } }],
    ['closest-record', { closest: { rows: 9, share: Number.NaN } }],
  ])('%s is closed beyond', (gate, changed) => {
    expect(check(changed)).toMatchObject({
      ok: false,
      refusal: { code: 'synthetic_too_close', detail: expect.stringContaining(gate) },
    });
  });

  test('are closed where nothing was measured, or a report only says that they are open', () => {
    expect(checkGates({ ...reportOf(), gates: [] })).toMatchObject({ ok: false });
    const lying = gatesOf({ ...measured, membership: { rows: 9, area: 0.9 } }).map((gate) => ({ ...gate, open: true }));
    expect(checkGates({ ...reportOf(), gates: lying, passed: true })).toMatchObject({ ok: false });
  });
});

test('ties count half under the curve', () => {
  expect(areaUnderCurve(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 0, 1, 1))).toBe(1);
  expect(areaUnderCurve(Float64Array.of(5, 5, 5, 5), Uint8Array.of(0, 1, 0, 1))).toBe(0.5);
  expect(areaUnderCurve(Float64Array.of(1, 2, 2, 3), Uint8Array.of(1, 0, 1, 0))).toBe(0.125);
});

test('a summary names every figure, and says which gates are closed', () => {
  const text = summarizeTable(reportOf({ synthetic: given.train })).join('\n');
  expect(text).toContain('400 synthetic rows, learnt from 400, beside 400 held out');
  expect(text).toContain('no formal guarantee');
  expect(text).toMatch(/gate closest-record +CLOSED/);
  expect(text).toContain('Do not use these rows');
});
