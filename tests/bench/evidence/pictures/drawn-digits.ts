import { createHash } from 'node:crypto';
import { generatorNamed, readImage } from '@assent/synth';
import { faceNames } from '../../../../packages/synth/src/glyph/face.ts';
import type { GlyphLabels } from '../../../../packages/synth/src/glyph/labels.ts';
import { type Picture, side } from '../network/network.ts';
import { type Grey, resample } from './distort.ts';

/** What digits are drawn with: twice the size they are learned at, so that shrinking is all that is done to them. */
const parameters = {
  height: 56,
  kinds: ['digit'],
  inks: ['light'],
  faces: faceNames.filter((name) => name.startsWith('hand')),
};

/** Digits that `glyph` draws, from seeds that follow from their number, in the frame that MNIST's digits have. */
export const drawDigits = async (count: number): Promise<Picture[]> => {
  const glyph = generatorNamed('glyph');
  if (!glyph.ok) throw new Error(glyph.refusal.detail);
  const prepared = glyph.value.prepare(parameters);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const pictures: Picture[] = [];
  for (let i = 0; i < count; i++) {
    const { content, labels } = await prepared.value.generate(
      createHash('sha256').update(`evidence digit ${i}`).digest(),
    );
    const image = readImage(content);
    if (!image.ok) throw new Error(image.refusal.detail);
    const { text, shades, characters } = labels as GlyphLabels;
    pictures.push({ label: Number(text), shades: frame(cut(image.value, shades, characters[0]!.box)) });
  }
  return pictures;
};

/** The pixels of a box, from 0 for the ground to 1 for the ink. */
const cut = (
  { width, pixels }: { width: number; pixels: Uint8Array },
  [ground, ink]: readonly [number, number],
  [left, top, across, down]: readonly [number, number, number, number],
): Grey => {
  const shades = new Float32Array(across * down);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      shades[y * across + x] = (pixels[(top + y) * width + left + x]! - ground) / (ink - ground);
    }
  }
  return { width: across, height: down, shades };
};

/** As MNIST was made (LeCun et al. 1998, §III.A): the longer side 20 pixels, the centre of mass in the middle of 28. */
const frame = (box: Grey): Float32Array => {
  const scale = Math.max(box.width, box.height) / 20;
  // The mean of 3 by 3 places in each pixel, since the box is shrunk.
  const out = new Float32Array(side * side);
  const [middleX, middleY] = centreOf(box);
  for (let i = 0; i < 9; i++) {
    const [dx, dy] = [((i % 3) - 1) / 3, (Math.floor(i / 3) - 1) / 3];
    const part = resample(box, (x, y) => [middleX + (x + dx) * scale, middleY + (y + dy) * scale]);
    for (let at = 0; at < out.length; at++) out[at]! += part[at]! / 9;
  }
  return out;
};

const centreOf = ({ width, shades }: Grey): readonly [number, number] => {
  let [sum, x, y] = [0, 0, 0];
  for (const [at, shade] of shades.entries()) {
    sum += shade;
    x += shade * (at % width);
    y += shade * Math.floor(at / width);
  }
  return [x / sum, y / sum];
};
