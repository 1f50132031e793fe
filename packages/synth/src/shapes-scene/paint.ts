import { blankImage, type CanonicalImage } from '../canonical-image.ts';
import type { Random } from '../random.ts';
import { drawBackground } from './background.ts';
import { drawMark } from './mark.ts';
import { fillOf, type Rgb, rimOf } from './palette.ts';
import type { Scene } from './scene.ts';
import { outlineOf } from './shapes.ts';
import { full, type Stencil, stencilOf } from './stencil.ts';

/** The picture of a scene: background, objects from the back to the front, and the mark over all. */
export const paintScene = ({ side, background, objects, ground }: Scene, random: Random): CanonicalImage => {
  const image = blankImage(side, side, 3);
  drawBackground(image, background, random);
  objects.forEach(({ shape, colour, pose }, i) => {
    paint(image, ground.placed[i]!.stencil, rimOf(colour));
    const rim = Math.min(Math.max(1, side / 128), pose.radius / 6);
    paint(image, stencilOf(outlineOf(shape, pose, rim)), fillOf[colour]);
  });
  drawMark(image);
  return image;
};

/** Lay a colour over the picture, as much as the stencil covers of each pixel. */
const paint = ({ width: side, pixels }: CanonicalImage, stencil: Stencil, [red, green, blue]: Rgb): void => {
  const { left, top, width, height, coverage } = stencil;
  for (let y = 0; y < height; y++) {
    let at = ((top + y) * side + left) * 3;
    for (let x = 0; x < width; x++, at += 3) {
      const share = coverage[y * width + x]!;
      if (share === 0) continue;
      if (share === full) {
        pixels[at] = red;
        pixels[at + 1] = green;
        pixels[at + 2] = blue;
        continue;
      }
      const rest = full - share;
      pixels[at] = (pixels[at]! * rest + red * share + 8) >> 4;
      pixels[at + 1] = (pixels[at + 1]! * rest + green * share + 8) >> 4;
      pixels[at + 2] = (pixels[at + 2]! * rest + blue * share + 8) >> 4;
    }
  }
};
