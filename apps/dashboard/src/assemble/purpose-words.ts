import type { Purpose } from '@assent/schema';

/** One thing that can be chosen: its name, and what choosing it rules out. */
export interface Option<T extends string = string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

const inOrder = <T extends string>(
  options: Readonly<Record<T, readonly [label: string, hint?: string]>>,
): Option<T>[] =>
  (Object.entries(options) as [T, readonly [string, string?]][]).map(([value, [label, hint]]) => ({
    value,
    label,
    ...(hint !== undefined && { hint }),
  }));

type Value<K extends 'commerce' | 'duties' | 'uses'> = Purpose[K][number];

export const wantedUses = inOrder<Value<'uses'>>({
  'train-predictive': ['Train models that classify, find or rank'],
  'train-generative': ['Train models that generate'],
  evaluate: ['Test and benchmark models'],
  mine: ['Analyse, without making a model'],
  'share-copy': ['Pass copies on inside the dataset', 'Needed when the files leave your house.'],
  'publish-sample': [
    'Show works in papers, demonstrations, test cases',
    'Works that may train and never be shown are out.',
  ],
  search: ['Index them and show them in search results'],
  infer: ['Give them to a model at run time', 'As material to answer from.'],
  synthesise: ['Derive synthetic data from them'],
  'train-personal': ['Tune a model towards one author or person', 'The author has to agree, whoever owns the work.'],
  'imitate-style': [
    'Make works in an author’s manner or name',
    'The author has to agree. Works of unknown authors are out.',
  ],
  'train-biometric': ['Train models that recognise people', 'Works that show a child are out, whoever signed.'],
  'replicate-likeness': ['Make pictures or sounds of real people', 'Works that show a child are out, whoever signed.'],
});

export const aimOptions = inOrder<Value<'commerce'>>({
  research: ['Research'],
  internal: ['Use inside the organisation'],
  'release-model': ['Publish the model'],
  'sell-outputs': ['Sell what the model makes'],
  'sell-model': ['Sell the model'],
});

export const whoOptions = inOrder<Purpose['operator']>({
  company: ['A company', 'Its research lab too: works for universities alone are out.'],
  academic: ['A university'],
  nonprofit: ['A charity'],
  government: ['A public authority'],
  individual: ['A private person'],
});

export const onOptions = inOrder<Purpose['downstream']>({
  none: ['No, the result stays with us', 'Rules nothing out.'],
  'same-terms': ['Yes, under the same terms', 'Works that may not be passed on are out.'],
  any: ['Yes, without terms', 'Only works that may be passed on freely are left.'],
});

export const dutyOptions = inOrder<Value<'duties'>>({
  attribute: ['Name the authors', 'Not ticked: works whose holders want to be named are out.'],
  notify: ['Tell the holders that you use their works', 'Not ticked: works whose holders want to be told are out.'],
  pay: ['Pay as the holders’ offers say', 'Not ticked: works that cost something are out.'],
  'delete-copies': ['Delete your copies afterwards', 'Not ticked: works of which no copy may stay are out.'],
});

export const afterOptions = inOrder<Purpose['onWithdraw']>({
  'retrain-or-delete': ['Train models anew without the work, or delete them', 'Rules nothing out.'],
  'remove-from-datasets': [
    'Take the work out of datasets',
    'Works whose holders ask for models to be trained anew are out.',
  ],
  'future-only': ['Make nothing new from it', 'Works whose holders ask for more than that are out.'],
});

export const levelOptions: readonly Option[] = [
  { value: '0', label: 'A key is enough', hint: 'Anybody can make a key. Rules nothing out.' },
  { value: '1', label: 'A checked domain or address', hint: 'Others wait until somebody has checked who they are.' },
  {
    value: '2',
    label: 'A checked document or organisation',
    hint: 'The most that is asked here, and the fewest works.',
  },
];

export const capacityWords = {
  author: 'Authors',
  owner: 'Owners and clients',
  subject: 'People seen or heard',
  guardian: 'Guardians of children',
  steward: 'Stewards of old works',
} as const satisfies Record<keyof Purpose['assurance'], string>;
