import { blankImage, type CanonicalImage } from '../canonical-image.ts';
import type { Random } from '../random.ts';
import type { Attractor } from './attractor.ts';
import type { Background, Palette } from './parameters.ts';

/** No pixel of the ground is lighter than this in any channel, and each of the attractor is, in one: they can be told apart. */
export const lightestGround = 95;
const darkestPoint = 128;

/** Lay an attractor on a dark ground, lighter where more of its points fell. */
export const paintAttractor = (
  { hits }: Attractor,
  side: number,
  background: Background,
  palette: Palette,
  random: Random,
): CanonicalImage => {
  const image = blankImage(side, side, 3);
  const { pixels } = image;
  drawGround(pixels, side, background, random);
  const colours = coloursOf(palette, random);
  for (let i = 0, at = 0; i < hits.length; i++, at += 3) {
    const hit = hits[i]!;
    if (hit === 0) continue;
    const from = (hit & 0xff) * 3;
    const light = brightness[hit >> 8]!;
    pixels[at] = (colours[from]! * light) >> 8;
    pixels[at + 1] = (colours[from + 1]! * light) >> 8;
    pixels[at + 2] = (colours[from + 2]! * light) >> 8;
  }
  return image;
};

/** Of 256, by how many points fell on a pixel: half for one, more by ever less. Its strongest channel stays light. */
const brightness = Uint16Array.from(
  { length: 256 },
  (_, count) => 256 - Math.floor(((256 - darkestPoint - 2) * 3) / (count + 2)),
);

/** A colour for each trace; the strongest channel of each is full. */
const coloursOf = (palette: Palette, random: Random): Uint8Array => {
  const hue = random.below(1536);
  // One hue with its neighbours, or the whole circle, or none.
  const [span, pale] = palette === 'hue' ? [256, 96] : palette === 'spectrum' ? [1536, 40] : [0, 255];
  const colours = new Uint8Array(256 * 3);
  for (let trace = 0; trace < 256; trace++) {
    const turned = (hue + Math.floor((trace * span) / 256)) % 1536;
    for (let channel = 0; channel < 3; channel++) {
      // Of the circle of 1,536 hues a channel is full for a third, gone for a third, and on its way between.
      const away = Math.abs(((turned + 1536 - channel * 512 + 768) % 1536) - 768);
      const full = Math.max(0, Math.min(255, 511 - away));
      colours[trace * 3 + channel] = pale + Math.floor((full * (255 - pale)) / 255);
    }
  }
  return colours;
};

const drawGround = (pixels: Uint8Array, side: number, background: Background, random: Random): void => {
  switch (background) {
    case 'black':
      return;
    case 'tint': {
      const tint = drawTint(random);
      pixels.set(tint);
      for (let done = 3; done < pixels.length; done *= 2) pixels.copyWithin(done, 0, done);
      return;
    }
    case 'cloud':
      drawCloud(pixels, side, drawTint(random), random);
  }
};

const drawTint = (random: Random): [number, number, number] => [
  random.between(8, lightestGround),
  random.between(8, lightestGround),
  random.between(8, lightestGround),
];

/** Cells of a cloud's grid, a side. */
const cells = 8;
/** Few shades, in patches: the file stays small. */
const shades = 12;

/** Chance at the corners of a grid, and what lies between them in between. */
const drawCloud = (pixels: Uint8Array, side: number, tint: readonly number[], random: Random): void => {
  const corners = Uint16Array.from({ length: (cells + 1) * (cells + 1) }, () => random.below(256));
  const table = new Uint8Array(shades * 3);
  for (let i = 0; i < table.length; i++) table[i] = Math.floor((tint[i % 3]! * (Math.floor(i / 3) + 4)) / (shades + 4));
  for (let y = 0, at = 0; y < side; y++) {
    const [row, down] = [Math.floor((y * cells) / side), ((y * cells) % side) / side];
    for (let cell = 0; cell < cells; cell++) {
      const corner = row * (cells + 1) + cell;
      const first = corners[corner]! + (corners[corner + cells + 1]! - corners[corner]!) * down;
      const last = corners[corner + 1]! + (corners[corner + cells + 2]! - corners[corner + 1]!) * down;
      const end = Math.ceil(((cell + 1) * side) / cells);
      const begin = Math.ceil((cell * side) / cells);
      for (let x = begin; x < end; x++, at += 3) {
        const value = first + ((last - first) * (x * cells - cell * side)) / side;
        const shade = ((value * shades) >> 8) * 3;
        pixels[at] = table[shade]!;
        pixels[at + 1] = table[shade + 1]!;
        pixels[at + 2] = table[shade + 2]!;
      }
    }
  }
};
