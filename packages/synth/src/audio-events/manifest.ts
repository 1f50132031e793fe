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
  modality: 'audio',
  mime: 'audio/wav',
  roles: ['content', 'placeholder', 'pretrain'],
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
      claim: 'onset, length, level and pitch are true: recomputed from the samples, all agree',
      metric: 'sounds in which every label agrees',
      value: '120 of 120',
      source: 'packages/synth/src/audio-events/recheck.test.ts',
      grade: 'measured',
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
    'standing in for sounds of the world, music or speech: these are tones and hiss',
    'claims about people, places or things of the world',
    'validation or test splits: they would measure the synthesiser',
  ],
};
