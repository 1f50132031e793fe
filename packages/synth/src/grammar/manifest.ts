import type { GeneratorManifest } from '@assent/schema';
import { hashParameters } from '../seed.ts';
import { codeDigest } from './code-digest.ts';
import { id, version } from './generate.ts';
import { golden } from './golden.ts';

export const manifest: GeneratorManifest = {
  id,
  version,
  codeDigest,
  class: 'asset-render',
  modality: 'text',
  mime: 'text/plain',
  roles: ['content', 'placeholder'],
  digitalSourceType: 'algorithmicMedia',
  determinism: 'bit-exact',
  golden: golden.map(({ seed, parameters, content }) => ({
    seed,
    parametersHash: hashParameters(parameters),
    content,
  })),
  lineage: ['lexicon.ts: templates and word lists written for this program, Apache-2.0'],
  evidence: [
    {
      claim: 'labels are true: every sentence is a template of its intent with its slots filled in',
      metric: 'texts in which every label agrees',
      value: '500 of 500',
      source: 'packages/synth/src/grammar/grammar.test.ts',
      grade: 'measured',
    },
    {
      claim: 'training on these sentences helps with what people say',
      metric: 'none',
      value: 'not known; weak at best',
      source: 'not measured',
      grade: 'none',
    },
  ],
  notFor: [
    'standing in for what people say: 35 templates are not a language',
    'claims about people: the names are drawn evenly and say nothing',
    'validation or test splits: they would measure the templates',
  ],
};
