import { expect, test } from 'vitest';
import { sha256Hex } from '../sha256-hex.ts';
import { type PrivacyLedger, spend, spentOf } from './budget.ts';
import { rhoFor } from './privacy.ts';

const hash = (text: string): string => sha256Hex(new TextEncoder().encode(text));
const one = { source: 'rows', manifest: `sha256:${hash('1')}` };
const next = { source: 'rows', manifest: `sha256:${hash('2')}` };
const rho = rhoFor(1, 1e-9);
const ledger: PrivacyLedger = {
  format: 'privacy-ledger/1',
  budgets: [{ source: 'rows', epsilon: 150, deltaExponent: 9, spent: [] }],
};
const after = (given: PrivacyLedger, ...on: (typeof one)[]) => spend(given, on, { model: hash('model'), rho });

test('two models at ε = 1 tell more than 1 of each person and less than 2, and a third is beyond 1.5', () => {
  const first = after(ledger, one);
  if (!first.ok) throw new Error(first.refusal.detail);
  expect(spentOf(first.value)).toEqual([{ source: 'rows', epsilon: expect.closeTo(1, 4), budget: 1.5, models: 1 }]);
  const second = after(first.value, next);
  if (!second.ok) throw new Error(second.refusal.detail);
  const [spent] = spentOf(second.value);
  expect(spent!.epsilon).toBeGreaterThan(1.3);
  expect(spent!.epsilon).toBeLessThanOrEqual(1.5);
  expect(after(second.value, one)).toMatchObject({ ok: false, refusal: { code: 'budget_spent' } });
});

test('a source without a budget is not spent on, and then nothing is', () => {
  expect(after(ledger, one, { ...one, source: 'others' })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  expect(spentOf(ledger)).toEqual([{ source: 'rows', epsilon: 0, budget: 1.5, models: 0 }]);
});
