import type { GeneratorManifest } from '@assent/schema';
import type { GoldenCase } from '../generator.ts';
import { hashParameters } from '../seed.ts';

/** What every generator of rows that is fitted says of itself, and what each says of its own. */
export const derivedRows = (
  own: Pick<GeneratorManifest, 'codeDigest' | 'evidence' | 'id' | 'notFor' | 'version'>,
  golden: readonly GoldenCase[],
): GeneratorManifest => ({
  ...own,
  class: 'derived',
  modality: 'tabular',
  mime: 'application/vnd.assent.row+json',
  roles: ['content'],
  digitalSourceType: 'trainedAlgorithmicData',
  determinism: 'bit-exact',
  golden: golden.map(({ seed, parameters, content }) => ({
    seed,
    parametersHash: hashParameters(parameters),
    content,
  })),
  // Of the code. What a model was fitted on is in the lineage of the model.
  lineage: [],
});
