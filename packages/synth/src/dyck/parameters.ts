import { accepted, type Parameters, refused, type Result } from '@assent/schema';
import { readParameters, type ValuesOf } from '../parameters.ts';

/** Ascending. */
const languages = ['nested', 'shuffle'] as const;
export type Language = (typeof languages)[number];

/** What `dyck` can be asked for. */
export const dyckFields = {
  types: { kind: 'whole', min: 1, max: 256, standard: 64, says: 'kinds of brackets' },
  tokens: { kind: 'whole', min: 16, max: 8192, standard: 2048, says: 'brackets in a text, an even number' },
  maxDepth: { kind: 'whole', min: 1, max: 1024, standard: 128, says: 'the most brackets open at a time' },
  languages: {
    kind: 'names',
    of: languages,
    says: 'whether brackets close in the order they opened, each kind for itself',
  },
} as const;

export type DyckParameters = ValuesOf<typeof dyckFields>;

export const readDyckParameters = (given: Parameters): Result<DyckParameters> => {
  const values = readParameters(dyckFields, given);
  if (!values.ok) return values;
  return values.value.tokens % 2 === 0 ? accepted(values.value) : refused('malformed', 'tokens: an even number');
};
