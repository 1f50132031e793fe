import type { GeneratorManifest } from '@assent/schema';
import { hashParameters } from '../seed.ts';
import { codeDigest } from './code-digest.ts';
import { faceSources } from './faces.ts';
import { id, version } from './generate.ts';
import { golden } from './golden.ts';

export const manifest: GeneratorManifest = {
  id,
  version,
  codeDigest,
  class: 'asset-render',
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
  lineage: faceSources.map(({ name, from, sha256 }) => `${name}: ${from}, sha256 ${sha256}, OFL-1.1`),
  evidence: [
    {
      claim: 'labels are true: recomputed from the pixels, all agree',
      metric: 'pictures in which every label agrees',
      value: '1,200 of 1,200',
      source: 'packages/synth/src/glyph/recheck.test.ts',
      grade: 'measured',
    },
    {
      claim: 'a small convolutional network reads real digits, trained on 10,000 of these and no real one',
      metric: 'share of the 10,000 test digits of MNIST',
      value: '93.15 %',
      source: 'tests/bench/evidence/pictures/digits.ts',
      grade: 'measured',
    },
  ],
  notFor: [
    'claims about how people write: hands here are fonts, drawn by designers',
    'scripts other than unaccented Latin, and layouts beyond one line',
    'validation or test splits: they would measure these faces',
  ],
};
