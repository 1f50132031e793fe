import type { Random } from '../random.ts';
import { type Box, encodeMask, type RunLengths } from '../run-lengths.ts';
import type { Background } from './background.ts';
import { captionOf } from './caption.ts';
import { markBox } from './mark.ts';
import type { Colour } from './palette.ts';
import type { SceneParameters } from './parameters.ts';
import { askQuestions, type Question } from './questions.ts';
import { type Relation, relationsOf } from './relations.ts';
import type { Scene, Size } from './scene.ts';
import type { Shape } from './shapes.ts';
import type { Stencil } from './stencil.ts';

export type ObjectLabel = {
  shape: Shape;
  colour: Colour;
  size: Size;
  /** Of the visible pixels. */
  box: Box;
  /** Number of visible pixels. */
  area: number;
  /** Number of pixels that objects in front hide; 0: the whole object is seen. */
  hidden: number;
  /** The visible pixels. */
  mask: RunLengths;
};

/** Everything that is known of a scene, true because the picture was drawn from it. */
export type SceneLabels = {
  format: 'shapes-scene/1';
  width: number;
  height: number;
  background: Background;
  caption: string;
  /** From the back to the front. */
  objects: ObjectLabel[];
  /** Names that do not occur are left out. */
  counts: { total: number; shapes: Record<string, number>; colours: Record<string, number> };
  relations: Relation[];
  questions: Question[];
  /** Where the word SYNTHETIC stands: no object is under it. */
  mark: Box;
};

export const labelScene = (scene: Scene, parameters: SceneParameters, random: Random): SceneLabels => {
  const { side, background } = scene;
  const objects = scene.objects.map((_, i) => labelObject(scene, i));
  const relations = relationsOf(objects);
  return {
    format: 'shapes-scene/1',
    width: side,
    height: side,
    background,
    caption: captionOf(background, objects),
    objects,
    counts: {
      total: objects.length,
      shapes: countBy(objects.map(({ shape }) => shape)),
      colours: countBy(objects.map(({ colour }) => colour)),
    },
    relations,
    questions: askQuestions(objects, relations, parameters, random),
    mark: markBox(side),
  };
};

/** How often each name occurs. */
export const countBy = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const labelObject = ({ side, objects, ground }: Scene, i: number): ObjectLabel => {
  const { shape, colour, size } = objects[i]!;
  const { stencil, area, visible } = ground.placed[i]!;
  const number = i + 1;
  const box = boxOf(ground.owner, side, stencil, number);
  const mask = encodeMask(side, side, box, ground.owner, number);
  return { shape, colour, size, box, area: visible, hidden: area - visible, mask };
};

/** The smallest box around the pixels of one owner within a stencil's box. */
const boxOf = (owner: Uint8Array, side: number, { left, top, width, height }: Stencil, number: number): Box => {
  let [x0, y0, x1, y1] = [side, side, -1, -1];
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      if (owner[y * side + x] !== number) continue;
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = y;
    }
  }
  return [x0, y0, x1 - x0 + 1, y1 - y0 + 1];
};
