import { accepted, type Parameters, type Result } from '@assent/schema';
import { digitalSourceXmp } from '../digital-source.ts';
import type { Generated } from '../generator.ts';
import { writePng } from '../png.ts';
import { randomOf } from '../random.ts';
import { labelScene } from './labels.ts';
import { paintScene } from './paint.ts';
import { readSceneParameters } from './parameters.ts';
import { composeScene } from './scene.ts';

// The digest of the code covers this file and all it imports: everything an item follows from, beside its seed.

export const id = 'shapes-scene';
export const version = '1.1.0';

/** Named here without slot or seed: two slots with one picture give one file, which shows. */
const words = {
  text: {
    Software: `${id} ${version}`,
    Description: 'Synthetic picture, drawn by a program. It shows nobody and nothing that exists.',
  },
  xmp: digitalSourceXmp('algorithmicMedia'),
};

/** How to make a scene from a seed, once the parameters are checked. */
export const prepareScenes = (given: Parameters): Result<(seed: Uint8Array) => Generated> => {
  const parameters = readSceneParameters(given);
  if (!parameters.ok) return parameters;
  return accepted((seed) => {
    // Composition, background and questions draw from streams of their own.
    const scene = composeScene(parameters.value, randomOf(seed, 'scene'));
    const image = paintScene(scene, randomOf(seed, 'background'));
    return {
      content: image.content,
      bytes: writePng(image, words),
      mime: 'image/png',
      ext: 'png',
      labels: labelScene(scene, parameters.value, randomOf(seed, 'questions')),
      width: image.width,
      height: image.height,
    };
  });
};
