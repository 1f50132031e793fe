import type { Purpose, Specification } from '@assent/schema';
import { newYear } from '../../support/written-statements.ts';

/** What a dataset of the benches is for: what its grants allow. */
const purpose: Purpose = {
  uses: ['train-predictive'],
  commerce: ['internal'],
  operator: 'company',
  downstream: 'none',
  territory: { except: [] },
  from: newYear,
  until: newYear + 86_400,
  duties: ['attribute'],
  onWithdraw: 'remove-from-datasets',
  assurance: { author: 0, guardian: 0, owner: 0, steward: 1, subject: 0 },
};

export const specificationOf = (quota: number): Specification => ({
  v: 1,
  dataset: 'bench',
  version: '1.0.0',
  title: 'Bench',
  purpose,
  strata: [{ name: 'all', title: 'All', quota, match: { people: 'any' }, fill: null }],
  capPerCreator: null,
  splits: { val: 0, test: 0 },
  seed: '00'.repeat(32),
  reviewAfterDays: 30,
});
