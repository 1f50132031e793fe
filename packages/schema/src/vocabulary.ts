/** The closed lists that terms are written in. They stand apart from their schemas, so that a page that only names them loads no parser. */

/** What a work may be used for. A closed list: what is not listed is not granted, and no use implies another. */
export const uses = [
  'evaluate',
  'imitate-style',
  'infer',
  'mine',
  'publish-sample',
  'replicate-likeness',
  'search',
  'share-copy',
  'synthesise',
  'train-biometric',
  'train-generative',
  'train-personal',
  'train-predictive',
] as const;

export const commerces = ['internal', 'release-model', 'research', 'sell-model', 'sell-outputs'] as const;

export const operators = ['academic', 'company', 'government', 'individual', 'nonprofit'] as const;

/** May the result be passed on: narrowest first. */
export const downstreams = ['none', 'same-terms', 'any'] as const;

/** What is done when the grant is withdrawn: most lenient first. */
export const onWithdraws = ['future-only', 'remove-from-datasets', 'retrain-or-delete'] as const;

export const duties = ['attribute', 'delete-copies', 'notify', 'pay'] as const;
