import { accepted, type Parameters, type Result } from '@assent/schema';
import { digitalSourceXmp } from '../digital-source.ts';
import type { Generated } from '../generator.ts';
import { writePng } from '../png.ts';
import { randomOf } from '../random.ts';
import { playChaosGame } from './attractor.ts';
import type { IfsLabels } from './labels.ts';
import { paintAttractor } from './paint.ts';
import { readIfsParameters } from './parameters.ts';
import { drawSystem } from './system.ts';

// The digest of the code covers this file and all it imports: everything an item follows from, beside its seed.

export const id = 'ifs';
export const version = '1.0.0';

const words = {
  text: {
    Software: `${id} ${version}`,
    Description: 'Synthetic picture, drawn by a program: the attractor of a random iterated function system.',
  },
  xmp: digitalSourceXmp('algorithmicMedia'),
};

/** How to draw an attractor from a seed, once the parameters are checked. */
export const prepareIfs = (given: Parameters): Result<(seed: Uint8Array) => Generated> => {
  const parameters = readIfsParameters(given);
  if (!parameters.ok) return parameters;
  const { size, points, minMaps, maxMaps, backgrounds, palettes } = parameters.value;
  return accepted((seed) => {
    const random = randomOf(seed, 'system');
    const maps = drawSystem(random.between(minMaps, maxMaps), random);
    const attractor = playChaosGame(maps, points, size, randomOf(seed, 'points'));
    const colours = randomOf(seed, 'colours');
    const [background, palette] = [colours.pick(backgrounds), colours.pick(palettes)];
    const image = paintAttractor(attractor, size, background, palette, colours);
    const labels: IfsLabels = {
      format: 'ifs/1',
      width: size,
      height: size,
      background,
      palette,
      maps,
      view: attractor.view,
      points,
      lit: attractor.lit,
    };
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
