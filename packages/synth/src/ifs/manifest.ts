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
      claim: 'the picture shows the attractor of the system in its labels: recomputed from the pixels',
      metric: 'pictures that agree',
      value: '300 of 300',
      source: 'packages/synth/src/ifs/recheck.test.ts',
      grade: 'measured',
    },
    {
      claim: 'pre-training on pictures drawn like these helps, compared with pre-training on ImageNet',
      metric: 'share of its accuracy after fine-tuning',
      value: '92.7 to 98.1 %',
      source: 'Anderson and Farrell, Improving Fractal Pre-training, WACV 2022',
      grade: 'published',
    },
    {
      claim: 'one picture a class is enough for pre-training',
      metric: 'accuracy of OFDB-21k beside ImageNet-21k',
      value: 'on par',
      source: 'Nakamura and others, Pre-training Vision Transformers with Very Limited Synthesized Images, ICCV 2023',
      grade: 'published',
    },
    {
      claim:
        'a small convolutional network that began with 500 of these pictures, frozen, is read better than one that began with nothing',
      metric: 'linear probe of 10,000 labels on Fashion-MNIST, right on 10,000 others',
      value: '86.60 %, after nothing 83.18 %, after noise 78.49 %',
      source: 'tests/bench/evidence/pictures/fashion.ts',
      grade: 'measured',
    },
    {
      claim: 'the same network, all of it trained on 100 labels, is better for it',
      metric: 'mean of four draws of 100 labels, right on 10,000 others',
      value: '70.43 %, after nothing 71.55 %: it is not',
      source: 'tests/bench/evidence/pictures/fashion.ts',
      grade: 'measured',
    },
  ],
  notFor: [
    'filling a quota: these pictures show nothing that a label of the world could name',
    'validation or test splits: they would measure fractals',
    'claims about people, places or things of the world',
  ],
};
