import { describe, expect, test } from 'vitest';
import { decodeMask } from '../run-lengths.ts';
import { randomOf } from '../random.ts';
import { labelScene } from './labels.ts';
import { markBox } from './mark.ts';
import { readSceneParameters, type SceneParameters } from './parameters.ts';
import { composeScene, type Scene } from './scene.ts';
import { outlineOf } from './shapes.ts';
import { full, stencilOf } from './stencil.ts';

type Given = Parameters<typeof readSceneParameters>[0];

const read = (given: Given): SceneParameters => {
  const parameters = readSceneParameters(given);
  if (!parameters.ok) throw new Error(parameters.refusal.detail);
  return parameters.value;
};

const seedOf = (i: number) => new Uint8Array(32).fill(i % 256).with(0, i >> 8);

const settings: Given[] = [
  { size: 150 },
  { size: 64, minObjects: 12, maxObjects: 12 },
  { size: 111, minObjects: 6, maxObjects: 12, colours: ['red', 'yellow'] },
  { size: 160, minObjects: 12, maxObjects: 12, colours: ['blue'] },
  { size: 64, minObjects: 12, maxObjects: 12, colours: ['pink'], shapes: ['triangle'] },
];

/** Silhouettes of all objects, each a set of pixels, made anew from the poses. */
const silhouettes = ({ side, objects }: Scene): Set<number>[] =>
  objects.map(({ shape, pose }) => {
    const { left, top, width, coverage } = stencilOf(outlineOf(shape, pose, 0));
    const pixels = new Set<number>();
    coverage.forEach((covered, i) => {
      if (covered * 2 >= full) pixels.add((top + Math.floor(i / width)) * side + left + (i % width));
    });
    return pixels;
  });

describe.each(settings)('%j', (given) => {
  const parameters = read(given);
  const scenes = Array.from({ length: 60 }, (_, i) =>
    composeScene(parameters, randomOf(seedOf(i), 'scene'), i % 3 === 0 ? 0 : 8),
  );

  test('a scene holds as many objects as asked for, of the shapes and colours asked for', () => {
    const counts = new Set(scenes.map(({ objects }) => objects.length));
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(parameters.minObjects);
    expect(Math.max(...counts)).toBeLessThanOrEqual(parameters.maxObjects);
    for (const { objects, background } of scenes) {
      expect(parameters.backgrounds).toContain(background);
      for (const { shape, colour } of objects) {
        expect(parameters.shapes).toContain(shape);
        expect(parameters.colours).toContain(colour);
      }
    }
  });

  test('of each object at least three quarters are visible, in one piece, and its mask is just that', () => {
    for (const scene of scenes) {
      const labels = labelScene(scene, parameters, randomOf(seedOf(0), 'questions'));
      const whole = silhouettes(scene);
      whole.forEach((pixels, i) => {
        const visible = [...pixels].filter((at) => whole.slice(i + 1).every((front) => !front.has(at)));
        const { area, hidden, mask } = labels.objects[i]!;
        expect({ area, hidden }).toEqual({ area: visible.length, hidden: pixels.size - visible.length });
        expect(4 * visible.length).toBeGreaterThanOrEqual(3 * pixels.size);
        const decoded = decodeMask(mask);
        const ones = decoded.ok ? [...decoded.value.keys()].filter((at) => decoded.value[at] === 1) : [];
        expect(ones).toEqual(visible.toSorted((a, b) => a - b));
        expect(pieces(new Set(visible), scene.side)).toBe(1);
      });
    }
  });

  test('no object leaves the picture, reaches under the mark, or touches one of its colour', () => {
    for (const scene of scenes) {
      const { side, objects } = scene;
      const [left, top, across, down] = markBox(side);
      expect([left + across, top + down]).toEqual([side, side]);
      const whole = silhouettes(scene);
      whole.forEach((pixels, i) => {
        for (const at of pixels) {
          const [x, y] = [at % side, Math.floor(at / side)];
          const free = x > 0 && y > 0 && x < side - 1 && y < side - 1 && (x < left - 1 || y < top - 1);
          if (!free) expect({ x, y }).toBe('within the picture and clear of the mark');
        }
        const alike = whole.filter((_, j) => j !== i && objects[j]!.colour === objects[i]!.colour);
        for (const other of alike) {
          const near = [...pixels].some((at) =>
            [0, 1, side - 1, side, side + 1].some((step) => other.has(at + step) || other.has(at - step)),
          );
          expect(near).toBe(false);
        }
      });
    }
  });
});

test('how many objects a scene has is even between the fewest and the most', () => {
  const parameters = read({ size: 64, minObjects: 1, maxObjects: 12 });
  const counts = Array.from({ length: 13 }, () => 0);
  for (let i = 0; i < 1200; i++) counts[composeScene(parameters, randomOf(seedOf(i), 'scene')).objects.length]!++;
  // 100 each are expected; 60 or 140 would be four standard deviations off.
  for (const count of counts.slice(1)) expect(Math.abs(count - 100)).toBeLessThan(40);
});

test('the fewest may not be more than the most', () => {
  expect(readSceneParameters({ minObjects: 5, maxObjects: 4 })).toMatchObject({
    ok: false,
    refusal: { code: 'malformed', detail: 'minObjects: 5, more than maxObjects, 4' },
  });
});

/** Pieces connected by steps to the eight neighbours. */
const pieces = (pixels: Set<number>, side: number): number => {
  const left = new Set(pixels);
  let count = 0;
  for (const start of pixels) {
    if (!left.delete(start)) continue;
    count++;
    const queue = [start];
    for (const at of queue)
      for (const next of [
        at - side - 1,
        at - side,
        at - side + 1,
        at - 1,
        at + 1,
        at + side - 1,
        at + side,
        at + side + 1,
      ])
        if (left.delete(next)) queue.push(next);
  }
  return count;
};
