import { digitalSourceXmp } from '../digital-source.ts';
import type { Generated } from '../generator.ts';
import { writePng } from '../png.ts';
import { randomOf } from '../random.ts';
import { labelScene } from './labels.ts';
import { paintScene } from './paint.ts';
import type { SceneParameters } from './parameters.ts';
import { composeScene } from './scene.ts';

/** What the file says of itself. It names no slot or seed: two slots with one picture would give one file, and show. */
const text = {
  Software: 'shapes-scene 1.0.0',
  Description: 'Synthetic picture, drawn by a program: it shows nobody and nothing that exists.',
};
const xmp = digitalSourceXmp('algorithmicMedia');

/** One scene: composed, painted and labelled from one description, each part with random numbers of its own. */
export const generateScene = (parameters: SceneParameters, seed: Uint8Array): Generated => {
  const scene = composeScene(parameters, randomOf(seed, 'scene'));
  const image = paintScene(scene, randomOf(seed, 'background'));
  return {
    content: image.content,
    bytes: writePng(image, { text, xmp }),
    mime: 'image/png',
    ext: 'png',
    labels: labelScene(scene, parameters, randomOf(seed, 'questions')),
    width: image.width,
    height: image.height,
  };
};
