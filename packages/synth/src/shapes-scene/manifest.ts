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
  modality: 'image',
  mime: 'image/png',
  roles: ['content', 'placeholder'],
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
      claim: 'labels are true: recomputed from the pixels, all agree',
      metric: 'scenes in which every label agrees',
      value: '1,000 of 1,000',
      source: 'packages/synth/src/shapes-scene/recheck.test.ts',
      grade: 'measured',
    },
    {
      claim: 'a reader of pixels alone finds the same objects, counts, places and answers',
      metric: 'scenes read without error',
      value: '200 of 200',
      source: 'packages/synth/src/shapes-scene/pixels.test.ts',
      grade: 'measured',
    },
    {
      claim: 'every engine gives the same bytes',
      metric: 'engines that give all golden outputs',
      value: '2 of 2: V8, JavaScriptCore',
      source: 'tests/engines/main.ts',
      grade: 'measured',
    },
    {
      claim: 'training on these scenes helps with photographs',
      metric: 'none',
      value: 'not known',
      source: 'not measured',
      grade: 'none',
    },
  ],
  notFor: [
    'standing in for photographs: these are flat drawings',
    'claims about people, places or things of the world',
    'validation or test splits: they would measure the drawing rules',
  ],
};
