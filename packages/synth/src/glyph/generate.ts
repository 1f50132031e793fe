import { accepted, type Parameters, type Result } from '@assent/schema';
import { blankImage } from '../canonical-image.ts';
import { digitalSourceXmp } from '../digital-source.ts';
import type { Generated } from '../generator.ts';
import type { Coverage } from '../outline/raster.ts';
import { writePng } from '../png.ts';
import { type Random, randomOf } from '../random.ts';
import { unitsPerEm } from './alphabet.ts';
import { type Face, faceNamed } from './face.ts';
import { type CharacterLabel, type GlyphLabels, seenBox, shadeOf, wordsOf } from './labels.ts';
import { extentOf, layGlyph, pensOf, pixels } from './layout.ts';
import { type GlyphParameters, type Ink, readGlyphParameters } from './parameters.ts';
import type { Pose } from './pose.ts';
import { drawText, type Kind } from './text.ts';

// The digest of the code covers this file and all it imports: everything an item follows from, beside its seed.

export const id = 'glyph';
export const version = '1.0.0';

const words = {
  text: {
    Software: `${id} ${version}`,
    Description: 'Synthetic picture of characters, drawn by a program from fonts under the SIL Open Font License.',
  },
  xmp: digitalSourceXmp('algorithmicMedia'),
};

/** How to draw characters from a seed, once the parameters are checked. */
export const prepareGlyphs = (given: Parameters): Result<(seed: Uint8Array) => Generated> => {
  const parameters = readGlyphParameters(given);
  if (!parameters.ok) return parameters;
  return accepted((seed) => drawPicture(parameters.value, randomOf(seed, 'text'), randomOf(seed, 'hand')));
};

const drawPicture = (parameters: GlyphParameters, content: Random, hand: Random): Generated => {
  const kind = content.pick(parameters.kinds);
  const text = drawText(kind, content);
  const face = faceNamed(hand.pick(parameters.faces))!;
  const ink = hand.pick(parameters.inks);
  const shades = drawShades(ink, hand);
  const isAlone = kind === 'digit' || kind === 'letter';
  const { height } = parameters;
  const spacing = isAlone ? 0 : hand.between(0, 24);
  const pose = drawPose(parameters, kind, text, face, spacing, hand);
  const { width, left, top } = place(text, face, pose, spacing, height, isAlone, hand);
  const image = blankImage(width, height, 1);
  image.pixels.fill(shades[0]);
  const covered = new Uint8Array(width * height);
  const characters = pensOf(text, face, pose, spacing).map(({ character, pen }): CharacterLabel => {
    pen[0] += left;
    pen[1] += top;
    const coverage = layGlyph(character, face, pose, pen);
    lay(coverage, covered, width);
    const box = seenBox(coverage, shades);
    if (box === undefined) throw new Error(`${character} of ${face.name} shows nowhere`);
    return { character, box, pen };
  });
  for (let at = 0; at < covered.length; at++) {
    if (covered[at]! > 0) image.pixels[at] = shadeOf(covered[at]!, shades);
  }
  const labels: GlyphLabels = {
    format: 'glyph/1',
    width,
    height,
    kind,
    text,
    face: face.name,
    ink,
    shades,
    pose,
    characters,
    words: wordsOf(text, characters),
  };
  return {
    content: image.content,
    bytes: writePng(image, words),
    mime: 'image/png',
    ext: 'png',
    labels,
    width,
    height,
  };
};

/** Far enough from each other to be read. */
const drawShades = (ink: Ink, hand: Random): [number, number] =>
  ink === 'light' ? [hand.between(0, 60), hand.between(180, 255)] : [hand.between(195, 255), hand.between(0, 75)];

/** Pixels that stay free at each side. */
const margin = 1;

const drawPose = (
  { height, maxTurn }: GlyphParameters,
  kind: Kind,
  text: string,
  face: Face,
  spacing: number,
  hand: Random,
): Pose => {
  const isAlone = kind === 'digit' || kind === 'letter';
  // tan(a/2) for a in degrees: its first term is near enough, for what is called a degree here.
  const mostTurn = isAlone ? Math.floor((maxTurn * 1024 * Math.PI) / 360) : 0;
  const pose = {
    em: unitsPerEm,
    stretch: hand.between(820, 1230),
    slant: isAlone ? hand.between(-250, 350) : hand.between(-60, 240),
    turn: hand.between(-mostTurn, mostTurn),
  };
  // A digit is as tall as the share of the picture that is drawn for it; a text has its tallest character within the picture.
  const room = (height - 2 * margin) * 256;
  const [left, top, right, bottom] = extentOf(pensOf(text, face, pose, spacing), face, pose) as [
    number,
    number,
    number,
    number,
  ];
  const share = isAlone ? hand.between(660, 900) : hand.between(820, 1000);
  const fitting = (extent: number) =>
    Math.floor((unitsPerEm * room * share) / (1000 * Math.max(extent, unitsPerEm / 8)));
  const em = isAlone ? Math.min(fitting(bottom - top), fitting(right - left)) : fitting(bottom - top);
  // A text of low letters alone is not blown up: an em is at most as high as the picture.
  return { ...pose, em: Math.max(16, Math.min(em, isAlone ? height * 512 : height * 200) - 1) };
};

/** How wide the picture is and where the first pen is: a single character anywhere in a square, a text in its middle. */
const place = (
  text: string,
  face: Face,
  pose: Pose,
  spacing: number,
  height: number,
  isAlone: boolean,
  hand: Random,
): { width: number; left: number; top: number } => {
  const [left, top, right, bottom] = extentOf(pensOf(text, face, pose, spacing), face, pose) as [
    number,
    number,
    number,
    number,
  ];
  const width = isAlone ? height : pixels(right - left) + 2 * margin + hand.between(2, 8);
  const free = (room: number, extent: number) => Math.max(0, (room - 2 * margin) * 256 - extent);
  const [spareX, spareY] = [free(width, right - left), free(height, bottom - top)];
  // Of the room that is left, the middle half.
  const at = (spare: number) => margin * 256 + Math.floor(spare / 4) + hand.below(Math.floor(spare / 2) + 1);
  return { width, left: at(spareX) - left, top: at(spareY) - top };
};

/** Add a character to the picture: where two overlap, the darker counts. */
const lay = (
  { left, top, width: across, height: down, covered: own }: Coverage,
  covered: Uint8Array,
  width: number,
): void => {
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const share = own[y * across + x]!;
      const at = (top + y) * width + left + x;
      if (share > covered[at]!) covered[at] = share;
    }
  }
};
