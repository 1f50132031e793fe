import type { GeneratorManifest } from '@assent/schema';
import { hashParameters } from '../seed.ts';
import { codeDigest } from './code-digest.ts';
import { id, version } from './generate.ts';
import { golden } from './golden.ts';
import { styleSources } from './styles.ts';

export const manifest: GeneratorManifest = {
  id,
  version,
  codeDigest,
  class: 'asset-render',
  modality: 'image',
  mime: 'image/png',
  roles: ['placeholder'],
  digitalSourceType: 'algorithmicMedia',
  determinism: 'bit-exact',
  golden: golden.map(({ seed, parameters, content }) => ({
    seed,
    parametersHash: hashParameters(parameters),
    content,
  })),
  lineage: styleSources.map(
    ({ name, from, sha256, licence, artist }) => `${name}: ${from}, by ${artist}, sha256 ${sha256}, ${licence}`,
  ),
  evidence: [
    {
      claim: 'labels are true: drawn again from them, every pixel agrees',
      metric: 'pictures in which every pixel agrees',
      value: '400 of 400',
      source: 'packages/synth/src/avatar/recheck.test.ts',
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
      claim: 'training on these pictures is of any use',
      metric: 'none',
      value: 'not known',
      source: 'not measured',
      grade: 'none',
    },
  ],
  notFor: [
    'learning anything about people: nobody is shown, and no share of any group means anything',
    'filling a quota of portraits, or any claim about age, sex, origin or expression',
    'validation or test splits, and telling real faces from drawn ones',
  ],
};
