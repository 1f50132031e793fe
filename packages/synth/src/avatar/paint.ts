import { blankImage, type CanonicalImage } from '../canonical-image.ts';
import { pathsOf } from '../outline/paths.ts';
import { type Coverage, rasterise, subpixelBits } from '../outline/raster.ts';
import { readColour } from './draw.ts';
import type { AvatarLabels, Rgb } from './labels.ts';
import { unitsPerSide } from './style-source.ts';
import { layersOf, styleNamed } from './style.ts';

/** The picture of what labels say; `undefined` where they name a style, variant or colour that there is not. */
export const paintAvatar = ({ width: size, style: name, colours, parts }: AvatarLabels): CanonicalImage | undefined => {
  const style = styleNamed(name);
  const ground = colours['ground'];
  if (style === undefined || ground === undefined) return undefined;
  const image = blankImage(size, size, 3);
  image.pixels.set(ground);
  for (let done = 3; done < image.pixels.length; done *= 2) image.pixels.copyWithin(done, 0, done);
  const scale = (size << subpixelBits) / unitsPerSide;
  for (const part of style.parts) {
    if (parts[part.name] === undefined) continue;
    const layers = layersOf(part).get(parts[part.name]!);
    if (layers === undefined) return undefined;
    for (const { fill, opacity, rule, contours } of layers) {
      const colour = fill.startsWith('#') ? readColour(fill) : colours[fill];
      if (colour === undefined) return undefined;
      lay(rasterise(pathsOf(contours, [scale, 0, 0, scale], [0, 0]), rule), colour, opacity, image);
    }
  }
  return image;
};

/** Lay a colour over what is there, as far as it covers; what lies beyond the edge of the picture is not seen. */
const lay = (
  { left, top, width: across, height: down, covered }: Coverage,
  colour: Rgb,
  opacity: number,
  { width, height, pixels }: CanonicalImage,
): void => {
  const [firstX, lastX] = [Math.max(0, -left), Math.min(across, width - left)];
  for (let y = Math.max(0, -top); y < Math.min(down, height - top); y++) {
    let at = ((top + y) * width + left + firstX) * 3;
    for (let x = firstX; x < lastX; x++, at += 3) {
      // Both are parts of 255.
      const share = covered[y * across + x]! * opacity;
      if (share === 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const before = pixels[at + channel]!;
        pixels[at + channel] = before + Math.floor(((colour[channel]! - before) * share + 32_512) / 65_025);
      }
    }
  }
};
