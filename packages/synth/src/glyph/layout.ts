import { pathsOf, type Pen } from '../outline/paths.ts';
import { type Coverage, rasterise, subpixelBits } from '../outline/raster.ts';
import type { Face } from './face.ts';
import { matrixOf, type Pose } from './pose.ts';

const one = 1 << subpixelBits;

/** Pens along the baseline from (0, 0), characters that show nothing left out. */
export const pensOf = (text: string, face: Face, pose: Pose, spacing: number): { character: string; pen: Pen }[] => {
  const [xx, , yx] = matrixOf(pose);
  const pens: { character: string; pen: Pen }[] = [];
  let along = 0;
  for (const character of text) {
    if (character === ' ') {
      along += spaceWidth + spacing;
      continue;
    }
    pens.push({ character, pen: [Math.floor(along * xx + 0.5), Math.floor(along * yx + 0.5)] });
    along += face.glyphs.get(character)!.advance + spacing;
  }
  return pens;
};

/** Of every face alike, in units of the em. */
const spaceWidth = 140;

/** One character drawn at a pen. */
export const layGlyph = (character: string, face: Face, pose: Pose, pen: Pen): Coverage =>
  rasterise(pathsOf(face.glyphs.get(character)!.contours, matrixOf(pose), pen), 'nonzero');

/** The corners of all that is drawn, in 256ths of a pixel: left, top, right, bottom. */
export const extentOf = (pens: readonly { character: string; pen: Pen }[], face: Face, pose: Pose): number[] => {
  const matrix = matrixOf(pose);
  const extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { character, pen } of pens) {
    for (const path of pathsOf(face.glyphs.get(character)!.contours, matrix, pen)) {
      for (let i = 0; i < path.length; i += 2) {
        extent[0] = Math.min(extent[0]!, path[i]!);
        extent[1] = Math.min(extent[1]!, path[i + 1]!);
        extent[2] = Math.max(extent[2]!, path[i]!);
        extent[3] = Math.max(extent[3]!, path[i + 1]!);
      }
    }
  }
  return extent;
};

/** Pixels, rounded up. */
export const pixels = (steps: number): number => Math.ceil(steps / one);
