import type { Parameters, Result } from '@assent/schema';
import { readParameters, type ValuesOf } from '../parameters.ts';
import { styleNames } from './style.ts';

/** What `avatar` can be asked for. */
export const avatarFields = {
  size: { kind: 'whole', min: 32, max: 512, standard: 128, says: 'width and height of the picture in pixels' },
  styles: { kind: 'names', of: styleNames, says: 'styles it may be drawn in' },
} as const;

type AvatarParameters = ValuesOf<typeof avatarFields>;

export const readAvatarParameters = (given: Parameters): Result<AvatarParameters> =>
  readParameters(avatarFields, given);
