import { accepted, type Parameters, refused, type Result } from '@assent/schema';
import { readParameters, type ValuesOf } from '../parameters.ts';

/** Ascending. */
const backgrounds = ['black', 'cloud', 'tint'] as const;
export type Background = (typeof backgrounds)[number];

/** Ascending. */
const palettes = ['grey', 'hue', 'spectrum'] as const;
export type Palette = (typeof palettes)[number];

/** What `ifs` can be asked for. */
export const ifsFields = {
  size: { kind: 'whole', min: 32, max: 512, standard: 256, says: 'width and height of the picture in pixels' },
  points: { kind: 'whole', min: 1000, max: 200_000, standard: 100_000, says: 'points of the attractor that are drawn' },
  minMaps: { kind: 'whole', min: 2, max: 8, standard: 2, says: 'the fewest maps in a system' },
  maxMaps: { kind: 'whole', min: 2, max: 8, standard: 7, says: 'the most maps in a system' },
  backgrounds: { kind: 'names', of: backgrounds, says: 'grounds that the attractor may lie on' },
  palettes: { kind: 'names', of: palettes, says: 'ways in which the attractor may be coloured' },
} as const;

/** Pixels of the picture for each point, at the most. */
const fewest = 16;

export type IfsParameters = ValuesOf<typeof ifsFields>;

export const readIfsParameters = (given: Parameters): Result<IfsParameters> => {
  const values = readParameters(ifsFields, given);
  if (!values.ok) return values;
  const { size, points, minMaps, maxMaps } = values.value;
  if (minMaps > maxMaps) return refused('malformed', `minMaps: ${minMaps}, more than maxMaps, ${maxMaps}`);
  // Fewer are dust, in which nobody could see a system again.
  if (points * fewest < size * size) {
    return refused('malformed', `points: at least ${Math.ceil((size * size) / fewest)} for ${size} by ${size} pixels`);
  }
  return accepted(values.value);
};
