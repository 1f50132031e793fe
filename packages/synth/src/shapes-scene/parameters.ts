import { accepted, type Parameters, refused, type Result } from '@assent/schema';
import { readParameters, type ValuesOf } from '../parameters.ts';
import { backgrounds } from './background.ts';
import { colours } from './palette.ts';
import { shapes } from './shapes.ts';

/** What `shapes-scene` can be asked for. */
export const sceneFields = {
  size: { kind: 'whole', min: 64, max: 512, standard: 256, says: 'width and height of the picture in pixels' },
  minObjects: { kind: 'whole', min: 1, max: 12, standard: 2, says: 'the fewest objects in a scene' },
  maxObjects: { kind: 'whole', min: 1, max: 12, standard: 8, says: 'the most objects in a scene' },
  shapes: { kind: 'names', of: shapes, says: 'shapes that objects may have' },
  colours: { kind: 'names', of: colours, says: 'colours that objects may have' },
  backgrounds: { kind: 'names', of: backgrounds, says: 'patterns that the background may have' },
} as const;

export type SceneParameters = ValuesOf<typeof sceneFields>;

export const readSceneParameters = (given: Parameters): Result<SceneParameters> => {
  const values = readParameters(sceneFields, given);
  if (!values.ok) return values;
  const { minObjects, maxObjects } = values.value;
  if (minObjects > maxObjects) {
    return refused('malformed', `minObjects: ${minObjects}, more than maxObjects, ${maxObjects}`);
  }
  return accepted(values.value);
};
