import { accepted, type Parameters, refused, type Result } from '@assent/schema';
import { readParameters, type ValuesOf } from '../parameters.ts';
import { faceNames } from './face.ts';
import { kinds } from './text.ts';

/** Ascending: dark on light, or light on dark. */
const inks = ['dark', 'light'] as const;
export type Ink = (typeof inks)[number];

/** What `glyph` can be asked for. */
export const glyphFields = {
  height: {
    kind: 'whole',
    min: 20,
    max: 96,
    standard: 28,
    says: 'height of the picture in pixels; as wide as its text',
  },
  maxTurn: { kind: 'whole', min: 0, max: 30, standard: 12, says: 'degrees that a digit or letter may be turned' },
  kinds: { kind: 'names', of: kinds, says: 'what may be written' },
  faces: { kind: 'names', of: faceNames, says: 'faces it may be written in' },
  inks: { kind: 'names', of: inks, says: 'dark on light, or light on dark' },
} as const;

export type GlyphParameters = ValuesOf<typeof glyphFields>;

export const readGlyphParameters = (given: Parameters): Result<GlyphParameters> => {
  const values = readParameters(glyphFields, given);
  if (!values.ok) return values;
  const { height, kinds: asked } = values.value;
  // Below, hairlines of a line are too faint to be read.
  return height < 24 && asked.some((kind) => kind === 'line' || kind === 'word')
    ? refused('malformed', 'height: at least 24 for words and lines')
    : accepted(values.value);
};
