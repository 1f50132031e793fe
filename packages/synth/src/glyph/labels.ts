import type { Pen } from '../outline/paths.ts';
import type { Coverage } from '../outline/raster.ts';
import type { Box } from '../run-lengths.ts';
import type { Ink } from './parameters.ts';
import type { Pose } from './pose.ts';
import type { Kind } from './text.ts';

export type CharacterLabel = {
  character: string;
  /** Of the pixels that it shows in. */
  box: Box;
  /** Where its origin is, in 256ths of a pixel. */
  pen: Pen;
};

/** What is written on a picture, true because it was drawn from it. */
export type GlyphLabels = {
  format: 'glyph/1';
  width: number;
  height: number;
  kind: Kind;
  text: string;
  face: string;
  ink: Ink;
  /** Shades of the ground and of the ink. */
  shades: [ground: number, ink: number];
  pose: Pose;
  /** In reading order; spaces are left out. */
  characters: CharacterLabel[];
  /** Where each word of the text is. */
  words: { text: string; box: Box }[];
};

/** Whether a shade is seen: an eighth of the way from the ground to the ink. */
export const isSeen = (shade: number, [ground, ink]: readonly [number, number]): boolean =>
  Math.abs(shade - ground) * 8 >= Math.abs(ink - ground);

/** The shade of a pixel that ink covers that much, of 255. */
export const shadeOf = (covered: number, [ground, ink]: readonly [number, number]): number =>
  Math.floor((ground * (255 - covered) + ink * covered + 127) / 255);

/** The box of the pixels in which something drawn is seen; `undefined` where nothing is. */
export const seenBox = (
  { left, top, width, height, covered }: Coverage,
  shades: readonly [number, number],
): Box | undefined => {
  let [x0, y0, x1, y1] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const share = covered[y * width + x]!;
      if (share === 0 || !isSeen(shadeOf(share, shades), shades)) continue;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      y1 = y;
    }
  }
  return x1 < 0 ? undefined : [left + x0, top + y0, x1 - x0 + 1, y1 - y0 + 1];
};

/** The box around two. */
const around = ([x, y, w, h]: Readonly<Box>, [x2, y2, w2, h2]: Readonly<Box>): Box => {
  const [left, top] = [Math.min(x, x2), Math.min(y, y2)];
  return [left, top, Math.max(x + w, x2 + w2) - left, Math.max(y + h, y2 + h2) - top];
};

/** Boxes of the words, of those of their characters. */
export const wordsOf = (text: string, characters: readonly { box: Box }[]): { text: string; box: Box }[] => {
  let next = 0;
  return text.split(' ').map((word) => {
    const boxes = characters.slice(next, next + word.length).map(({ box }) => box);
    next += word.length;
    return { text: word, box: boxes.reduce((all, box) => around(all, box)) };
  });
};
