import { expect, test } from 'vitest';
import { readImage } from '../canonical-image.ts';
import type { Generated } from '../generator.ts';
import { randomOf } from '../random.ts';
import { answerQuestion } from './answer.ts';
import { shapesScene } from './generator.ts';
import type { ObjectLabel, SceneLabels } from './labels.ts';
import { type Colour, colours, fillOf } from './palette.ts';

/*
 * A reader that gets the pixels and nothing else: patches of each colour by flood fill, their boxes, and their shapes
 * by convex hull. Of what draws and labels scenes it knows the table of colours alone.
 */

interface Patch {
  colour: Colour;
  pixels: [number, number][];
  box: [number, number, number, number];
}

/** The colour a pixel shows: some shade between the full colour and nine sixteenths of it, within two steps. */
const colourAt = (red: number, green: number, blue: number): Colour | null => {
  for (const colour of colours) {
    const fill = fillOf[colour];
    const brightest = fill.indexOf(Math.max(...fill));
    const shade = [red, green, blue][brightest]! / fill[brightest]!;
    if (shade < 0.55 || shade > 1.01) continue;
    if ([red, green, blue].every((value, i) => Math.abs(value - fill[i]! * shade) <= 2)) return colour;
  }
  return null;
};

const patchesOf = ({ content }: Generated): Patch[] => {
  const image = readImage(content);
  if (!image.ok) throw new Error(image.refusal.detail);
  const { width, height, pixels } = image.value;
  const seen = Array.from({ length: width * height }, (_, i) =>
    colourAt(pixels[i * 3]!, pixels[i * 3 + 1]!, pixels[i * 3 + 2]!),
  );
  const patches: Patch[] = [];
  seen.forEach((colour, start) => {
    if (colour === null) return;
    const queue = [start];
    seen[start] = null;
    for (const at of queue) {
      for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
        if (seen[at + step] === colour) {
          seen[at + step] = null;
          queue.push(at + step);
        }
      }
    }
    const points = queue.map((at): [number, number] => [at % width, Math.floor(at / width)]);
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    // Blended pixels on edges may look like some colour by chance; they make specks, not patches.
    if (points.length > 12)
      patches.push({ colour, pixels: points, box: [x, y, Math.max(...xs) - x + 1, Math.max(...ys) - y + 1] });
  });
  return patches;
};

/** Andrew's monotone chain over the corners of all pixels. */
const hullOf = (pixels: readonly [number, number][]): [number, number][] => {
  const corners = pixels.flatMap(([x, y]): [number, number][] => [
    [x, y],
    [x + 1, y],
    [x, y + 1],
    [x + 1, y + 1],
  ]);
  const sorted = corners.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (points: [number, number][]) => {
    const out: [number, number][] = [];
    for (const [x, y] of points) {
      for (;;) {
        const [b, a] = [out.at(-1), out.at(-2)];
        if (!a || !b || (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) > 0) break;
        out.pop();
      }
      out.push([x, y]);
    }
    return out.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
};

const shapeOf = ({ pixels }: Patch): string => {
  const hull = hullOf(pixels);
  const twice = hull.reduce(
    (sum, [x, y], i) => sum + x * hull[(i + 1) % hull.length]![1] - y * hull[(i + 1) % hull.length]![0],
    0,
  );
  const solidity = pixels.length / (Math.abs(twice) / 2);
  const middle = [0, 1].map((axis) => pixels.reduce((sum, point) => sum + point[axis]! + 0.5, 0) / pixels.length);
  const [x, y] = [middle[0]!, middle[1]!];
  if (!pixels.some(([px, py]) => Math.hypot(px + 0.5 - x, py + 0.5 - y) < 1.5)) return 'ring';
  if (solidity < 0.675) return 'star';
  if (solidity < 0.8) return 'cross';
  const widths = Array.from({ length: 90 }, (_, i) => {
    const [cos, sin] = [Math.cos((i * Math.PI) / 90), Math.sin((i * Math.PI) / 90)];
    const along = hull.map(([hx, hy]) => hx * cos + hy * sin);
    return Math.max(...along) - Math.min(...along);
  });
  const slender = Math.max(...widths) / Math.min(...widths);
  if (slender > 1.28) return slender > 1.7 ? 'semicircle' : 'square';
  const farthest = Math.max(...hull.map(([hx, hy]) => Math.hypot(hx - x, hy - y)));
  const filled = pixels.length / (Math.PI * farthest * farthest);
  return filled > 0.85 ? 'circle' : filled > 0.53 ? 'heart' : 'triangle';
};

const contains = (box: readonly number[], x: number, y: number) =>
  x >= box[0]! && y >= box[1]! && x < box[0]! + box[2]! && y < box[1]! + box[3]!;

test('whoever sees only the pixels of 200 scenes finds the objects, counts, places and answers of the labels', async () => {
  const prepared = shapesScene.prepare({ size: 256, minObjects: 1, maxObjects: 12 });
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const random = randomOf(new Uint8Array(32), 'seen');
  const shapesSeen = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const item = await prepared.value.generate(Uint8Array.from({ length: 32 }, () => random.below(256)));
    const { objects, counts, relations, questions } = item.labels as SceneLabels;
    const patches = patchesOf(item);
    expect(patches.length).toBe(counts.total);
    const found = objects.map((object) => {
      const own = patches.filter(
        ({ colour, pixels }) => colour === object.colour && pixels.every(([x, y]) => contains(object.box, x, y)),
      );
      expect(own.length).toBeGreaterThan(0);
      // Where a box of the same colour lies within a larger one, the nearer in area is meant.
      return own.toSorted(
        (a, b) => Math.abs(a.pixels.length - object.area) - Math.abs(b.pixels.length - object.area),
      )[0]!;
    });
    expect(new Set(found).size).toBe(objects.length);
    const read = objects.map((object, j): ObjectLabel => {
      const patch = found[j]!;
      // Pixels on the edge are blended, so a patch is its mask less about a pixel all around, more at tips.
      expect(patch.pixels.length / object.area).toBeGreaterThan(0.7);
      for (const side of [0, 1, 2, 3])
        expect(Math.abs(patch.box[side]! - object.box[side]!)).toBeLessThanOrEqual(side < 2 ? 5 : 9);
      const shape = object.hidden === 0 ? shapeOf(patch) : object.shape;
      if (shape !== object.shape) expect({ i, j, shape }).toEqual({ i, j, shape: object.shape });
      if (object.hidden === 0) shapesSeen.add(shape);
      return { ...object, colour: patch.colour, box: patch.box };
    });
    for (const [a, relation, b] of relations) {
      const axis = relation === 'left-of' ? 0 : 1;
      expect(read[a]!.box[axis] + read[a]!.box[axis + 2]!).toBeLessThanOrEqual(read[b]!.box[axis]);
    }
    for (const { question, answer } of questions) expect(answerQuestion(question, read)).toBe(answer);
  }
  expect(shapesSeen.size).toBe(8);
}, 120_000);
