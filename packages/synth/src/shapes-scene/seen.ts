import type { CanonicalImage } from '../canonical-image.ts';
import { type Colour, colours, fillOf, rimOf } from './palette.ts';

/** Every colour that the inside of an object has: its fill, its rim, and what lies between them. */
const insideColours: ReadonlyMap<number, Colour> = new Map(
  colours.flatMap((colour) => {
    const [rim, fill] = [rimOf(colour), fillOf[colour]];
    return Array.from({ length: 17 }, (_, share): [number, Colour] => {
      const [red, green, blue] = rim.map((from, i) => (from * (16 - share) + fill[i]! * share + 8) >> 4);
      return [(red! << 16) | (green! << 8) | blue!, colour];
    });
  }),
);

/** The colour of the object that a pixel surely shows, by its number in `colours` from 1; 0 where it is not sure. */
export const seenColours = ({ pixels }: CanonicalImage): Uint8Array => {
  const seen = new Uint8Array(pixels.length / 3);
  let last = -1;
  let number = 0;
  for (let i = 0; i < seen.length; i++) {
    const value = (pixels[i * 3]! << 16) | (pixels[i * 3 + 1]! << 8) | pixels[i * 3 + 2]!;
    // Neighbours are mostly alike, and looking up is slow.
    if (value !== last) {
      const colour = insideColours.get(value);
      number = colour === undefined ? 0 : colours.indexOf(colour) + 1;
      last = value;
    }
    seen[i] = number;
  }
  return seen;
};
