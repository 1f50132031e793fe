import { accepted, type Parameters, type Result } from '@assent/schema';
import { digitalSourceXmp } from '../digital-source.ts';
import type { Generated } from '../generator.ts';
import { writePng } from '../png.ts';
import { randomOf } from '../random.ts';
import { chooseAvatar } from './draw.ts';
import { paintAvatar } from './paint.ts';
import { readAvatarParameters } from './parameters.ts';

// The digest of the code covers this file and all it imports: everything an item follows from, beside its seed.

export const id = 'avatar';
export const version = '1.0.0';

const words = {
  text: {
    Software: `${id} ${version}`,
    Description: 'Synthetic picture, put together by a program from drawn parts. It shows nobody.',
  },
  xmp: digitalSourceXmp('algorithmicMedia'),
};

/** How to draw an avatar from a seed, once the parameters are checked. */
export const prepareAvatars = (given: Parameters): Result<(seed: Uint8Array) => Generated> => {
  const parameters = readAvatarParameters(given);
  if (!parameters.ok) return parameters;
  const { size, styles } = parameters.value;
  return accepted((seed) => {
    const labels = chooseAvatar(size, styles, randomOf(seed, 'avatar'));
    const image = paintAvatar(labels)!;
    return {
      content: image.content,
      bytes: writePng(image, words),
      mime: 'image/png',
      ext: 'png',
      labels,
      width: size,
      height: size,
    };
  });
};
