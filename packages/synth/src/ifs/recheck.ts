import { type CanonicalImage, readImage } from '../canonical-image.ts';
import type { Generated } from '../generator.ts';
import type { IfsLabels } from './labels.ts';
import { lightestGround } from './paint.ts';
import { type AffineMap, fullWeight } from './system.ts';

/**
 * Recompute from the pixels whether a picture shows the attractor of the system in its labels; what disagrees, in words.
 *
 * Nothing here plays the game again. An attractor is what its own maps put together (Barnsley's collage theorem): each
 * light pixel is where some map takes a light pixel, and maps take light pixels to light pixels.
 */
export const recheckIfs = (item: Generated): string[] => {
  const image = readImage(item.content);
  if (!image.ok) return [image.refusal.detail];
  const labels = item.labels as IfsLabels;
  const { width, height } = image.value;
  if (width !== labels.width || height !== labels.height) return [`the picture is ${width} by ${height} pixels`];
  const lit = litPixels(image.value);
  if (lit === undefined) return ['a pixel is neither ground nor attractor'];
  const count = lit.reduce((sum, one) => sum + one, 0);
  if (count !== labels.lit) return [`${count} pixels are light, not ${labels.lit}`];
  return [...recheckSystem(labels.maps), ...recheckCollage(lit, width, labels)];
};

const darkestPoint = 128;

/** 1 for each pixel of the attractor. */
const litPixels = ({ width, height, pixels }: CanonicalImage): Uint8Array | undefined => {
  const lit = new Uint8Array(width * height);
  for (let i = 0; i < lit.length; i++) {
    const lightest = Math.max(pixels[i * 3]!, pixels[i * 3 + 1]!, pixels[i * 3 + 2]!);
    if (lightest >= darkestPoint) lit[i] = 1;
    else if (lightest > lightestGround) return undefined;
  }
  return lit;
};

const recheckSystem = (maps: readonly AffineMap[]): string[] => {
  let sum = 0;
  for (const { matrix } of maps) {
    const [large, small] = singularValues(matrix);
    if (!(large < 1 + 1e-9)) return ['a map does not contract'];
    sum += large + 2 * small;
  }
  const [least, most] = [(5 + maps.length) / 2, (6 + maps.length) / 2];
  if (!(sum > least - 1e-6 && sum < most + 1e-6)) return [`its singular values add up to ${sum}`];
  const weights = maps.reduce((total, { weight }) => total + weight, 0);
  return weights === fullWeight ? [] : [`its weights add up to ${weights}`];
};

/** From the squares' sum and the product of the two. */
const singularValues = ([a, b, c, d]: AffineMap['matrix']): [number, number] => {
  const squares = a * a + b * b + c * c + d * d;
  const twice = 2 * Math.abs(a * d - b * c);
  const sum = Math.sqrt(squares + twice);
  const difference = Math.sqrt(Math.max(0, squares - twice));
  return [(sum + difference) / 2, (sum - difference) / 2];
};

/** Half a pixel's diagonal before a map, as much after it, rounded up. */
const near = 2;
/** Of what few points reached, rare maps may lead where none fell: that share was never above 4 % in 1,500 pictures. */
const leastInside = 0.9;

const recheckCollage = (lit: Uint8Array, side: number, { maps, view }: IfsLabels): string[] => {
  const reached = new Uint8Array(lit.length);
  const grown = grow(lit, side, near);
  let [inside, all] = [0, 0];
  for (let at = 0; at < lit.length; at++) {
    if (lit[at] === 0) continue;
    const x = (at % side) / view.scale + view.left;
    const y = Math.floor(at / side) / view.scale + view.top;
    for (const { matrix, shift, weight } of maps) {
      const column = Math.floor((matrix[0] * x + matrix[1] * y + shift[0] - view.left) * view.scale + 0.5);
      const row = Math.floor((matrix[2] * x + matrix[3] * y + shift[1] - view.top) * view.scale + 0.5);
      all += weight;
      if (!(column >= 0 && row >= 0 && column < side && row < side)) continue;
      reached[row * side + column] = 1;
      if (grown[row * side + column] === 1) inside += weight;
    }
  }
  const around = grow(reached, side, near);
  let left = 0;
  for (let at = 0; at < lit.length; at++) if (lit[at] === 1 && around[at] === 0) left++;
  // The first point that was drawn is the image of one that was not.
  if (left > 1) return [`${left} light pixels are where no map leads`];
  return inside >= leastInside * all ? [] : ['the maps lead out of the attractor'];
};

/** All pixels within `by` rows and columns of one that is set. */
const grow = (set: Uint8Array, side: number, by: number): Uint8Array => {
  const across = new Uint8Array(set.length);
  const out = new Uint8Array(set.length);
  for (let at = 0; at < set.length; at++) {
    if (set[at] === 0) continue;
    const row = at - (at % side);
    across.fill(1, Math.max(row, at - by), Math.min(row + side, at + by + 1));
  }
  for (let at = 0; at < set.length; at++) {
    if (across[at] === 0) continue;
    for (let to = at - by * side; to <= at + by * side; to += side) if (to >= 0 && to < out.length) out[to] = 1;
  }
  return out;
};
