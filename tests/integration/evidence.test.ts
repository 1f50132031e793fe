import { checkGates, measurePrediction, type Row } from '@assent/synth';
import { describe, expect, test } from 'vitest';
import { readAdult } from '../bench/evidence/adult.ts';
import { madeBy, measureContender, traps } from '../bench/evidence/contenders.ts';

// The evidence that `pnpm bench:evidence` takes minutes for, on fewer rows: does it tell good from bad?
const adult = readAdult();
const skipped = adult === undefined ? ' (skipped: no published vectors in ../shared/vectors/adult)' : '';

describe.skipIf(adult === undefined)(`rows measured on a part of Adult${skipped}`, { timeout: 120_000 }, () => {
  const some = (rows: readonly Row[] | undefined) => (rows ?? []).slice(0, 2500);
  const [train, holdout] = [some(adult?.train), some(adult?.holdout)];
  const schema = adult?.schema ?? { format: 'table-schema/1', columns: [], target: null };

  test('trees keep clear of people, and are of use', async () => {
    const report = measureContender(await madeBy('tabular-cart', schema, train), schema, train, holdout);
    expect(checkGates(report)).toEqual({ ok: true, value: undefined });
    expect(report.passed).toBe(true);
    expect(report.quality.synthetic.quality).toBeGreaterThan(0.96);
    expect(report.prediction!.fromSynthetic).toBeGreaterThan(0.85);
    expect(report.privacy).toBeNull();
  });

  test('noisy counts keep clear of people, and say what they promise', async () => {
    const made = await madeBy('tabular-mst', schema, train, { epsilon: 500 });
    const report = measureContender(made, schema, train, holdout);
    expect(report.passed).toBe(true);
    expect(report.quality.synthetic.quality).toBeGreaterThan(0.92);
    expect(report.prediction!.fromSynthetic).toBeGreaterThan(0.8);
    expect(report.privacy).toEqual({ epsilon: 5, delta: expect.closeTo(1e-9, 15), unit: 'person' });
  });

  test('a copy looks perfect, and every gate is closed', () => {
    const [copy] = traps(schema, train);
    const report = measureContender(copy!, schema, train, holdout);
    expect(report.quality.synthetic).toEqual({ columnShapes: 1, pairTrends: 1, quality: 1 });
    expect(report.gates.map(({ open }) => open)).toEqual([false, false, false, false]);
    expect(checkGates(report)).toMatchObject({ ok: false, refusal: { code: 'synthetic_too_close' } });
  });

  test('independent columns look nearly as good, and are of no use', () => {
    const report = measureContender(traps(schema, train)[1]!, schema, train, holdout);
    expect(report.quality.synthetic.quality).toBeGreaterThan(0.94);
    expect(Math.abs(report.prediction!.fromSynthetic - 0.5)).toBeLessThan(0.1);
    expect(report.detection).toBeGreaterThan(0.9);
  });

  test('the classifier gives what others published for the rows themselves and for a copula', () => {
    const copula = adult!.published.find(([name]) => name === '2023-gaussian_copula')![1]();
    const measured = measurePrediction(schema, adult!.train, adult!.holdout, copula.slice(0, 20_000));
    expect(measured.ok && Math.abs(measured.value!.fromReal - 0.924)).toBeLessThan(0.01);
    expect(measured.ok && Math.abs(measured.value!.fromSynthetic - 0.755)).toBeLessThan(0.01);
  });
});
