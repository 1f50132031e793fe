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
  modality: 'tabular',
  mime: 'application/vnd.assent.row+json',
  roles: ['placeholder'],
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
      claim: 'rows say something about people or things',
      metric: 'none',
      value: 'they do not',
      source: 'by construction: no data is behind them',
      grade: 'none',
    },
  ],
  notFor: [
    'anything but building and testing software: no data is behind these rows',
    'quotas: a placeholder enters no dataset',
    'claims about people, however plausible a row looks',
  ],
};
