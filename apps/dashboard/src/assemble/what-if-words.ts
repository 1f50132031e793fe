import type { Purpose } from '@assent/schema';
import { countOf, writeNumber } from '../words/figures.ts';
import { writePurpose } from './purpose-choices.ts';
import type { AssembleSearch } from './search.ts';
import type { Surveyed } from './use-survey.ts';

export type WhatIf = Surveyed['whatIf'][number];

/** In the middle of a sentence: what a team would do. */
const acts: Readonly<Record<string, string>> = {
  'uses.evaluate': 'testing models',
  'uses.imitate-style': 'imitating authors',
  'uses.infer': 'giving them to a model at run time',
  'uses.mine': 'analysing them',
  'uses.publish-sample': 'showing them as samples',
  'uses.replicate-likeness': 'showing real people',
  'uses.search': 'showing them in search results',
  'uses.share-copy': 'passing copies on',
  'uses.synthesise': 'deriving synthetic data',
  'uses.train-biometric': 'recognising people',
  'uses.train-generative': 'training models that generate',
  'uses.train-personal': 'tuning towards one author or person',
  'uses.train-predictive': 'training models that classify',
  'commerce.internal': 'using it inside the organisation',
  'commerce.release-model': 'publishing the model',
  'commerce.research': 'research',
  'commerce.sell-model': 'selling the model',
  'commerce.sell-outputs': 'selling what the model makes',
  'duties.attribute': 'naming the authors',
  'duties.delete-copies': 'deleting copies afterwards',
  'duties.notify': 'telling the holders',
  'duties.pay': 'paying as the offers say',
  'downstream.none': 'not passing the result on',
  'downstream.same-terms': 'passing the result on under the same terms only',
  'downstream.any': 'passing the result on without terms',
  'onWithdraw.future-only': 'making nothing new after a withdrawal',
  'onWithdraw.remove-from-datasets': 'taking withdrawn works out of datasets',
  'onWithdraw.retrain-or-delete': 'training models anew after a withdrawal',
};

const leads = { instead: 'By', only: 'For nothing but', with: 'With', without: 'Without' } as const satisfies Record<
  WhatIf['change'],
  string
>;

/** `Without naming the authors: 212 fewer.` */
export const describeWhatIf = ({ change, axis, value, more }: WhatIf): string =>
  `${leads[change]} ${acts[`${axis}.${value}`] ?? value}: ${
    more > 0 ? `${writeNumber(more)} more` : `${writeNumber(-more)} fewer`
  }`;

/** What the change comes to: `180 works`. */
export const countAfter = (eligible: number, { more }: WhatIf): string => countOf(eligible + more, 'work');

/** The choices with one thing said otherwise. */
export const applied = (purpose: Purpose, { change, axis, value }: WhatIf): AssembleSearch => {
  const current: unknown = purpose[axis];
  if (!Array.isArray(current)) return writePurpose({ ...purpose, [axis]: value });
  const set: readonly string[] = current;
  const next =
    change === 'only' ? [value] : change === 'without' ? set.filter((one) => one !== value) : [...set, value];
  return writePurpose({ ...purpose, [axis]: next });
};
