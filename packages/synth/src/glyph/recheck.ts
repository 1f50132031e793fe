import { canonicalize } from '@assent/schema';
import { type CanonicalImage, readImage } from '../canonical-image.ts';
import type { Generated } from '../generator.ts';
import type { Box } from '../run-lengths.ts';
import { alphabet } from './alphabet.ts';
import { type Face, faceNamed } from './face.ts';
import { type CharacterLabel, type GlyphLabels, isSeen, seenBox, shadeOf, wordsOf } from './labels.ts';
import { layGlyph } from './layout.ts';

/**
 * Recompute a picture's labels from its pixels; what disagrees, one sentence each.
 *
 * Where something is: nothing is seen outside of the boxes, and each box ends at pixels that are seen. What it is: of all
 * characters that the face could have put there, none comes nearer to the pixels than the one in the label.
 */
export const recheckGlyphs = (item: Generated): string[] => {
  const image = readImage(item.content);
  if (!image.ok) return [image.refusal.detail];
  const labels = item.labels as GlyphLabels;
  const { width, height, channels } = image.value;
  if (width !== labels.width || height !== labels.height || channels !== 1) {
    return [`the picture is ${width} by ${height} pixels of ${channels}`];
  }
  const face = faceNamed(labels.face);
  if (face === undefined) return [`no face is called ${labels.face}`];
  return [
    ...recheckText(labels),
    ...recheckPlaces(image.value, labels),
    ...recheckCharacters(image.value, labels, face),
  ];
};

const recheckText = ({ text, characters, words }: GlyphLabels): string[] => {
  const written = characters.map(({ character }) => character).join('');
  if (written !== text.replaceAll(' ', '')) return ['the characters are not those of the text'];
  return canonicalize(wordsOf(text, characters)) === canonicalize(words) ? [] : ['the words are elsewhere'];
};

const recheckPlaces = ({ width, pixels }: CanonicalImage, { characters, shades }: GlyphLabels): string[] => {
  const boxed = new Uint8Array(pixels.length);
  const [least, most] = [Math.min(...shades), Math.max(...shades)];
  for (const {
    box: [x, y, across, down],
  } of characters) {
    for (let row = y; row < y + down; row++) boxed.fill(1, row * width + x, row * width + x + across);
  }
  for (const [at, shade] of pixels.entries()) {
    if (shade < least || shade > most) return ['a shade that is neither of ground nor of ink'];
    if (boxed[at] === 0 && isSeen(shade, shades)) return ['something is seen outside of all boxes'];
  }
  const seen = (x: number, y: number) => isSeen(pixels[y * width + x]!, shades);
  const touches = ([x, y, across, down]: Readonly<Box>): boolean => {
    const rows = Array.from({ length: down }, (_, i) => y + i);
    const columns = Array.from({ length: across }, (_, i) => x + i);
    return (
      columns.some((column) => seen(column, y)) &&
      columns.some((column) => seen(column, y + down - 1)) &&
      rows.some((row) => seen(x, row)) &&
      rows.some((row) => seen(x + across - 1, row))
    );
  };
  return characters.flatMap(({ box }, i) => (touches(box) ? [] : [`character ${i}: its box is too large`]));
};

const recheckCharacters = (image: CanonicalImage, labels: GlyphLabels, face: Face): string[] => {
  const others = labels.kind === 'digit' ? alphabet.slice(0, 10) : alphabet;
  const shared = sharedPixels(image, labels.characters);
  return labels.characters.flatMap((label, i) => {
    if (!alphabet.includes(label.character)) return [`character ${i}: not one of the alphabet`];
    const box = seenBox(layGlyph(label.character, face, labels.pose, label.pen), labels.shades);
    if (canonicalize(box ?? null) !== canonicalize(label.box)) return [`character ${i}: its box is elsewhere`];
    const far = (character: string, most: number) => distance(image, labels, shared, face, label, character, most);
    const own = far(label.character, Infinity);
    // Rounding; what another character would change is far more.
    if (own > label.box[2] * label.box[3] * 2) return [`character ${i}: the pixels do not show ${label.character}`];
    const nearer = Array.from(others).find((other) => far(other, own) < own);
    return nearer === undefined ? [] : [`character ${i}: the pixels show ${nearer}, not ${label.character}`];
  });
};

/** 1 where the boxes of two characters overlap: what is seen there may be of either. */
const sharedPixels = ({ width, pixels }: CanonicalImage, characters: readonly CharacterLabel[]): Uint8Array => {
  const boxes = new Uint8Array(pixels.length);
  for (const {
    box: [x, y, across, down],
  } of characters) {
    for (let row = y; row < y + down; row++) {
      // A pixel beyond the box may be tinged too faintly to be seen.
      for (let column = Math.max(0, x - 1); column < Math.min(width, x + across + 1); column++)
        boxes[row * width + column]!++;
    }
  }
  return boxes.map((count) => (count > 1 ? 1 : 0));
};

/**
 * How far the pixels in a character's box are from those of a character drawn there: the sum of differences, and what
 * would be seen outside. `most` where it is at least that.
 */
const distance = (
  { width, pixels }: CanonicalImage,
  { shades, pose }: GlyphLabels,
  shared: Uint8Array,
  face: Face,
  { box: [x, y, across, down], pen }: CharacterLabel,
  character: string,
  most: number,
): number => {
  const { left, top, width: wide, height: high, covered } = layGlyph(character, face, pose, pen);
  let sum = 0;
  for (let row = y; row < y + down && sum < most; row++) {
    for (let column = x; column < x + across; column++) {
      if (shared[row * width + column] === 1) continue;
      const [dx, dy] = [column - left, row - top];
      const share = dx >= 0 && dy >= 0 && dx < wide && dy < high ? covered[dy * wide + dx]! : 0;
      sum += Math.abs(shadeOf(share, shades) - pixels[row * width + column]!);
    }
  }
  // Ink that the character would have outside of the box, where the label says it shows nothing.
  for (let dy = 0; dy < high && sum < most; dy++) {
    for (let dx = 0; dx < wide; dx++) {
      const [column, row] = [left + dx, top + dy];
      if (column >= x && row >= y && column < x + across && row < y + down) continue;
      const shade = shadeOf(covered[dy * wide + dx]!, shades);
      if (isSeen(shade, shades)) sum += Math.abs(shade - shades[0]);
    }
  }
  return sum;
};
