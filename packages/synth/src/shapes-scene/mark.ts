import type { CanonicalImage } from '../canonical-image.ts';
import type { Box } from '../run-lengths.ts';

/** Letters, rows from the top. */
const letters: Readonly<Record<string, readonly string[]>> = {
  C: ['###', '#..', '#..', '#..', '###'],
  E: ['###', '#..', '##.', '#..', '###'],
  H: ['#.#', '#.#', '###', '#.#', '#.#'],
  I: ['###', '.#.', '.#.', '.#.', '###'],
  N: ['#..#', '##.#', '#.##', '#..#', '#..#'],
  S: ['###', '#..', '###', '..#', '###'],
  T: ['###', '.#.', '.#.', '.#.', '.#.'],
  Y: ['#.#', '#.#', '###', '.#.', '.#.'],
};

/** The word in pixels: five rows. */
const rows = [0, 1, 2, 3, 4].map((row) => [...'SYNTHETIC'].map((letter) => letters[letter]![row]!).join('.'));
const margin = 2;
const plateWidth = rows[0]!.length + 2 * margin;
const plateHeight = rows.length + 2 * margin;
const light = 250;
const dark = 24;

/** Where the mark is: the corner at the right of the bottom, 40 by 9 pixels, twice that from 256 pixels on, and so on. */
export const markBox = (size: number): Box => {
  const scale = Math.max(1, size >> 7);
  return [size - plateWidth * scale, size - plateHeight * scale, plateWidth * scale, plateHeight * scale];
};

/** The word SYNTHETIC on the picture itself: file metadata is lost at the first screenshot, this is not. */
export const drawMark = ({ width, pixels }: CanonicalImage): void => {
  const [left, top, across, down] = markBox(width);
  const scale = across / plateWidth;
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const shade = rows[Math.floor(y / scale) - margin]?.[Math.floor(x / scale) - margin] === '#' ? light : dark;
      const at = ((top + y) * width + left + x) * 3;
      pixels[at] = shade;
      pixels[at + 1] = shade;
      pixels[at + 2] = shade;
    }
  }
};
