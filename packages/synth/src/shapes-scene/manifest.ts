import type { GeneratorManifest } from '@assent/schema';
import { hashParameters } from '../seed.ts';
import { codeDigest } from './code-digest.ts';
import { golden } from './golden.ts';

export const manifest: GeneratorManifest = {
  id: 'shapes-scene',
  version: '1.0.0',
  codeDigest,
  class: 'formula',
  modality: 'image',
  mime: 'image/png',
  roles: ['content', 'placeholder'],
  digitalSourceType: 'algorithmicMedia',
  determinism: 'bit-exact',
  golden: golden.map(({ seed, parameters, content }) => ({ seed, parametersHash: hashParameters(parameters), content })),
  lineage: [],
  evidence: [
    {
      claim: 'labels are true: recomputed from the pixels, all agree',
      metric: 'scenes whose labels all agree',
      value: '2,000 of 2,000',
      source: 'packages/synth/src/shapes-scene/recheck.test.ts',
      grade: 'measured',
    },
    {
      claim: 'training on these scenes helps with photographs',
      metric: 'none',
      value: 'not known',
      source: 'not measured here',
      grade: 'none',
    },
  ],
  notFor: [
    'standing in for photographs: these are flat drawings',
    'claims about people, places or things of the world',
    'validation or test splits: they would measure the drawing rules',
  ],
};
