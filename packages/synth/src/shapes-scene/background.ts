import type { CanonicalImage } from '../canonical-image.ts';
import type { Random } from '../random.ts';
import { type Rgb, tints } from './palette.ts';

/** Ascending. */
export const backgrounds = ['dots', 'gradient', 'plain', 'stripes'] as const;
export type Background = (typeof backgrounds)[number];

/** How much of the second tint a pixel has, in sixteenths. */
type Pattern = (x: number, y: number) => number;

/** Fill a picture with a quiet pattern in two near tints. */
export const drawBackground = (image: CanonicalImage, style: Background, random: Random): void => {
  const [first, second] = random.pick(tints);
  const { width, height, pixels } = image;
  const { pattern, across, down } = patternOf(style, height, random);
  const stride = width * 3;
  // Pixels repeat after `across`, rows after `down`: copying is several times faster than drawing.
  for (let y = 0; y < Math.min(down, height); y++) {
    const row = y * stride;
    for (let x = 0; x < Math.min(across, width); x++) mix(pixels, row + x * 3, first, second, pattern(x, y));
    repeat(pixels, row, across * 3, row + stride);
  }
  repeat(pixels, 0, down * stride, height * stride);
};

/** Fill `pixels` up to `end` with copies of the `length` bytes from `start`. */
const repeat = (pixels: Uint8Array, start: number, length: number, end: number): void => {
  for (let done = length; start + done < end; done *= 2) {
    pixels.copyWithin(start + done, start, Math.min(start + done, end - done));
  }
};

const mix = (pixels: Uint8Array, at: number, first: Rgb, second: Rgb, sixteenths: number): void => {
  for (let i = 0; i < 3; i++) {
    pixels[at + i] = (first[i]! * (16 - sixteenths) + second[i]! * sixteenths + 8) >> 4;
  }
};

const patternOf = (
  style: Background,
  height: number,
  random: Random,
): { pattern: Pattern; across: number; down: number } => {
  const unit = Math.max(4, height >> 4);
  switch (style) {
    case 'plain':
      return { pattern: () => 0, across: 1, down: 1 };
    case 'gradient':
      return { pattern: (_, y) => Math.floor((16 * y) / (height - 1)), across: 1, down: height };
    case 'stripes': {
      // A diagonal edge cuts the pixels it passes into halves.
      const wide = unit * random.between(1, 2);
      return {
        pattern: (x, y) => {
          const along = (x + y) % (2 * wide);
          return along === 0 || along === wide ? 8 : along < wide ? 16 : 0;
        },
        across: 2 * wide,
        down: 2 * wide,
      };
    }
    case 'dots': {
      const apart = unit * random.between(1, 2);
      const radius = apart / 4;
      return {
        pattern: (x, y) => discCoverage((x % apart) + 0.5 - apart / 2, (y % apart) + 0.5 - apart / 2, radius),
        across: apart,
        down: apart,
      };
    }
  }
};

/** How much of a pixel a disc around the origin covers, by 4 by 4 samples. */
const discCoverage = (x: number, y: number, radius: number): number => {
  let inside = 0;
  for (let i = 0; i < 16; i++) {
    const dx = x + ((i & 3) * 2 - 3) / 8;
    const dy = y + ((i >> 2) * 2 - 3) / 8;
    if (dx * dx + dy * dy <= radius * radius) inside++;
  }
  return inside;
};
