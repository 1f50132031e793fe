import { canonicalize } from '@assent/schema';
import { blankImage, type CanonicalImage, readImage } from '../canonical-image.ts';
import type { Generated } from '../generator.ts';
import { type Box, decodeMask } from '../run-lengths.ts';
import { answerQuestion } from './answer.ts';
import { captionOf } from './caption.ts';
import { countBy, type ObjectLabel, type SceneLabels } from './labels.ts';
import { drawMark, markBox } from './mark.ts';
import { colours } from './palette.ts';
import { isOnePiece } from './one-piece.ts';
import { type Points, recogniseShape } from './recognise.ts';
import { relationsOf } from './relations.ts';
import type { Size } from './scene.ts';
import { seenColours } from './seen.ts';

/**
 * Recompute a scene's labels from its pixels; what disagrees, one sentence each.
 *
 * Nothing here knows how the picture was drawn. That the labels follow from the pixels rests on two things that are
 * checked: masks are in one piece and those of one colour never touch, so each patch of a colour is one object; and no
 * pixel outside of the masks has the colour of an object, so none is left out.
 */
export const recheckScene = (item: Generated): string[] => {
  const image = readImage(item.content);
  if (!image.ok) return [image.refusal.detail];
  const labels = item.labels as SceneLabels;
  const { width, height } = image.value;
  if (width !== labels.width || height !== labels.height) return [`the picture is ${width} by ${height} pixels`];
  return [...recheckMark(image.value, labels), ...recheckObjects(image.value, labels.objects), ...recheckWords(labels)];
};

const recheckMark = (image: CanonicalImage, { mark }: SceneLabels): string[] => {
  const expected = blankImage(image.width, image.height, 3);
  drawMark(expected);
  const [left, top, across, down] = markBox(image.width);
  if (canonicalize(mark) !== canonicalize([left, top, across, down])) return ['the mark is elsewhere'];
  for (let y = top; y < top + down; y++) {
    for (let i = (y * image.width + left) * 3; i < (y * image.width + left + across) * 3; i++) {
      if (image.pixels[i] !== expected.pixels[i]) return ['the mark is damaged'];
    }
  }
  return [];
};

const recheckObjects = (image: CanonicalImage, objects: readonly ObjectLabel[]): string[] => {
  const owner = new Uint8Array(image.width * image.height);
  const masks: Uint8Array[] = [];
  for (const [i, { mask }] of objects.entries()) {
    const pixels = decodeMask(mask);
    if (!pixels.ok || pixels.value.length !== owner.length) return [`object ${i}: its mask is not of this picture`];
    masks.push(pixels.value);
    const last = pixels.value.lastIndexOf(1);
    for (let at = pixels.value.indexOf(1); at >= 0 && at <= last; at++) {
      if (pixels.value[at] !== 1) continue;
      if (owner[at] !== 0) return [`object ${i}: its mask overlaps that of object ${owner[at]! - 1}`];
      owner[at] = i + 1;
    }
  }
  const seen = seenColours(image);
  const neighbours = neighboursOf(owner, image.width);
  return [
    ...objects.flatMap((object, i) => recheckObject(object, i, masks[i]!, seen, image, neighbours)),
    ...neighbours.flatMap(([a, b]) =>
      objects[a]!.colour === objects[b]!.colour ? [`objects ${a} and ${b}: of one colour, and they touch`] : [],
    ),
    ...recheckRest(owner, seen, image.width),
  ];
};

const recheckObject = (
  { shape, colour, size, box, area, hidden }: ObjectLabel,
  i: number,
  mask: Uint8Array,
  seen: Uint8Array,
  { width, height }: CanonicalImage,
  neighbours: readonly (readonly [number, number])[],
): string[] => {
  const points: number[] = [];
  const votes = colours.map(() => 0);
  const last = mask.lastIndexOf(1);
  for (let at = mask.indexOf(1); at >= 0 && at <= last; at++) {
    if (mask[at] !== 1) continue;
    points.push(at % width, Math.floor(at / width));
    if (seen[at]! > 0) votes[seen[at]! - 1]!++;
  }
  const around = boxAround(points);
  const own = votes[colours.indexOf(colour)]!;
  const others = votes.reduce((sum, count) => sum + count, 0) - own;
  const checks: [boolean, string][] = [
    [points.length === area * 2, 'its mask has another area'],
    [canonicalize(around) === canonicalize(box), 'its mask has another box'],
    [isOnePiece(mask, width, 1, around), 'its mask is in pieces'],
    // Blended pixels, on edges, vote for no colour, or by chance for a wrong one.
    [own * 4 >= area && others * 20 <= own, `the picture does not show ${colour} there`],
    [sizeOf((area + hidden) / (width * height)) === size, 'its area is of another size'],
    [hidden > 0 || recogniseShape(points) === shape, `its pixels are not a ${shape}`],
    [hidden === 0 || neighbours.some(([back]) => back === i), 'nothing is in front of it'],
  ];
  return checks.flatMap(([agrees, problem]) => (agrees ? [] : [`object ${i}: ${problem}`]));
};

/** By the share of the picture that the whole object takes; between the sizes are gaps. */
const sizeOf = (share: number): Size => (share < 0.0303 ? 'small' : share < 0.058 ? 'medium' : 'large');

const boxAround = (points: Points): Box => {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -1, -1];
  for (let i = 0; i < points.length; i += 2) {
    x0 = Math.min(x0, points[i]!);
    x1 = Math.max(x1, points[i]!);
    y0 = Math.min(y0, points[i + 1]!);
    y1 = Math.max(y1, points[i + 1]!);
  }
  return [x0, y0, x1 - x0 + 1, y1 - y0 + 1];
};

/** Pairs of objects with pixels side by side or corner to corner, the one farther back first. */
const neighboursOf = (owner: Uint8Array, width: number): [number, number][] => {
  const pairs = new Set<number>();
  for (let at = 0; at < owner.length; at++) {
    const here = owner[at]!;
    if (here === 0) continue;
    for (const step of [1, width - 1, width, width + 1]) {
      const there = owner[at + step] ?? 0;
      if (there !== 0 && there !== here) pairs.add(Math.min(here, there) * 256 + Math.max(here, there));
    }
  }
  return [...pairs].map((pair) => [(pair >> 8) - 1, (pair & 255) - 1]);
};

/** Pixels of an object's colour that no mask has, nor any neighbour of theirs: an object without a label. */
const recheckRest = (owner: Uint8Array, seen: Uint8Array, width: number): string[] => {
  const around = [-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1];
  let stray = 0;
  for (let at = 0; at < owner.length; at++) {
    if (seen[at] !== 0 && around.every((step) => (owner[at + step] ?? 0) === 0)) stray++;
  }
  return stray === 0 ? [] : [`${stray} pixels of an object's colour belong to no object`];
};

/** What is said of the objects, from what was just checked of each. */
const recheckWords = ({ background, objects, counts, caption, relations, questions }: SceneLabels): string[] => {
  const shapes = countBy(objects.map(({ shape }) => shape));
  const byColour = countBy(objects.map(({ colour }) => colour));
  const checks: [boolean, string][] = [
    [
      canonicalize(counts) === canonicalize({ total: objects.length, shapes, colours: byColour }),
      'the counts are others',
    ],
    [caption === captionOf(background, objects), 'the caption is another'],
    [canonicalize(relations) === canonicalize(relationsOf(objects)), 'the relations are others'],
    ...questions.map(({ question, answer }): [boolean, string] => [
      answerQuestion(question, objects) === answer,
      `"${question}" is not answered by "${answer}"`,
    ]),
  ];
  return checks.flatMap(([agrees, problem]) => (agrees ? [] : [problem]));
};
