import type { GeneratorManifest } from '@assent/schema';
import { hashParameters } from '../seed.ts';
import { codeDigest } from './code-digest.ts';
import { id, version } from './generate.ts';
import { golden } from './golden.ts';

export const manifest: GeneratorManifest = {
  id,
  version,
  codeDigest,
  class: 'formula',
  modality: 'text',
  mime: 'text/plain',
  roles: ['placeholder', 'pretrain'],
  digitalSourceType: 'algorithmicMedia',
  determinism: 'bit-exact',
  golden: golden.map(({ seed, parameters, content }) => ({
    seed,
    parametersHash: hashParameters(parameters),
    content,
  })),
  lineage: [],
  evidence: [
    {
      claim: 'every text is balanced as its labels say: read again from the text',
      metric: 'texts that agree',
      value: '600 of 600',
      source: 'packages/synth/src/dyck/dyck.test.ts',
      grade: 'measured',
    },
    {
      claim: 'training on k-shuffle Dyck before a natural language saves tokens of that language to the same loss',
      metric: 'tokens saved, 1B parameters',
      value: '33 %',
      source: 'Hu and others, Between Circuits and Chomsky: Pre-pretraining on Formal Languages, ACL 2025',
      grade: 'published',
    },
    {
      claim: 'training on the output of this very program helps',
      metric: 'none',
      value: 'not known',
      source: 'not measured',
      grade: 'none',
    },
  ],
  notFor: [
    'filling a quota: these texts are in no language and say nothing',
    'validation or test splits: they would measure brackets',
    'claims about people, places or things of the world',
  ],
};
