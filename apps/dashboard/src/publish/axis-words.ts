import type { Commerce, Downstream, Duty, OnWithdraw, Operator, Use } from '@assent/schema';
import type { Choice, Span, Stance } from './presets.ts';

/** How the page asks. What is signed is said by the words of the terms, below the choice. */
export const wordsOfUses: Readonly<Record<Use, string>> = {
  mine: 'Analyse them without making a model',
  'train-predictive': 'Train models that classify or find things',
  'train-generative': 'Train models that generate',
  'train-personal': 'Tune a model towards one author or one person',
  'train-biometric': 'Train models that recognise people',
  evaluate: 'Test and benchmark models',
  infer: 'Give them to a model at run time',
  search: 'Index them and show them in search results',
  'publish-sample': 'Show them in papers, demonstrations and test cases',
  'share-copy': 'Pass copies on inside a dataset',
  synthesise: 'Derive synthetic data from them',
  'imitate-style': 'Make works in your manner or name',
  'replicate-likeness': 'Make pictures or sounds of the people in them',
};

export const stanceWords: Readonly<Record<Stance, string>> = {
  allow: 'Allow',
  unsaid: 'Not allow',
  refuse: 'Refuse, and tell machines',
};

export const commerceWords: Readonly<Record<Commerce, string>> = {
  research: 'Research',
  internal: 'Use inside an organisation',
  'sell-outputs': 'Selling what the model makes',
  'release-model': 'Publishing the model',
  'sell-model': 'Selling the model',
};

export const operatorWords: Readonly<Record<Operator, string>> = {
  academic: 'Universities',
  nonprofit: 'Charities',
  individual: 'Private persons',
  government: 'Public authorities',
  company: 'Companies',
};

export const dutyWords: Readonly<Record<Exclude<Duty, 'pay'>, string>> = {
  attribute: 'Name the author',
  notify: 'Tell you that they use them',
  'delete-copies': 'Delete their copies afterwards',
};

export const downstreamWords: Readonly<Record<Downstream, string>> = {
  none: 'The result may not be passed on',
  'same-terms': 'It may be passed on under the same terms',
  any: 'It may be passed on',
};

export const whereWords: Readonly<Record<Choice['where'], string>> = {
  anywhere: 'Anywhere',
  eu: 'In the European Union only',
};

export const spanWords: Readonly<Record<Span, string>> = {
  oneYear: 'For a year',
  twoYears: 'For two years',
  open: 'Until you withdraw',
};

export const withdrawWords: Readonly<Record<OnWithdraw, string>> = {
  'future-only': 'Nothing new is made from them',
  'remove-from-datasets': 'They are taken out of datasets',
  'retrain-or-delete': 'Models are trained anew without them, or deleted',
};
