import { describe, expect, test } from 'vitest';
import { randomOf } from '../random.ts';
import { type Outline, outlineOf, type Pose, reachOf, shapes } from './shapes.ts';
import { full, stencilOf } from './stencil.ts';

const random = randomOf(new Uint8Array(32), 'stencils');

const somePose = (): Pose => {
  const t = (random.below(256) + 0.5) / 256;
  return {
    x: 40 + random.below(16) / 16,
    y: 40 + random.below(16) / 16,
    radius: random.between(40, 240) / 10,
    cos: (1 - t * t) / (1 + t * t),
    sin: (2 * t) / (1 + t * t),
  };
};

/** Inside an odd number of curves, by shooting a ray upwards from the point: nothing here is shared with the stencil. */
const isInside = ({ corners, radii, x: middleX, y: middleY }: Outline, x: number, y: number): boolean => {
  let inside = false;
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    const [x0, y0, x1, y1] = [corners[i]!, corners[i + 1]!, corners[j]!, corners[j + 1]!];
    if (x0 > x !== x1 > x && y0 + ((x - x0) / (x1 - x0)) * (y1 - y0) < y) inside = !inside;
  }
  for (const radius of radii) if (Math.hypot(x - middleX, y - middleY) < radius) inside = !inside;
  return inside;
};

const samplesInside = (outline: Outline, left: number, top: number): number => {
  let count = 0;
  for (let i = 0; i < 16; i++)
    if (isInside(outline, left + ((i % 4) + 0.5) / 4, top + (Math.floor(i / 4) + 0.5) / 4)) count++;
  return count;
};

describe.each(shapes)('%s', (shape) => {
  test('covers exactly the samples that lie inside, and none outside of its box', () => {
    for (let i = 0; i < 40; i++) {
      const outline = outlineOf(shape, somePose(), i % 2 === 0 ? 0 : 1.5);
      const { left, top, width, height, coverage } = stencilOf(outline);
      for (let y = -2; y < height + 2; y++) {
        for (let x = -2; x < width + 2; x++) {
          const inBox = x >= 0 && y >= 0 && x < width && y < height;
          const expected = samplesInside(outline, left + x, top + y);
          const found = inBox ? coverage[y * width + x] : 0;
          if (found !== expected) expect({ shape, x, y, found }).toEqual({ shape, x, y, found: expected });
        }
      }
    }
  });

  test('has the area of a circle of its radius', () => {
    for (let i = 0; i < 20; i++) {
      const pose = { ...somePose(), radius: 24 };
      const area = stencilOf(outlineOf(shape, pose, 0)).coverage.reduce((sum, covered) => sum + covered, 0) / full;
      expect(Math.abs(area / (Math.PI * 24 * 24) - 1)).toBeLessThan(0.01);
    }
  });

  test('moved inwards it lies inside, nowhere nearer to its edge', () => {
    const pose = somePose();
    const outline = outlineOf(shape, { ...pose, radius: 24 }, 0);
    const inner = outlineOf(shape, { ...pose, radius: 24 }, 2);
    for (let y = 0; y < 80; y += 0.5) {
      for (let x = 0; x < 80; x += 0.5) {
        if (!isInside(inner, x, y)) continue;
        const around = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6);
        const clear = around.every((a) => isInside(outline, x + 1.9 * Math.cos(a), y + 1.9 * Math.sin(a)));
        if (!clear) expect({ shape, x, y }).toBe('two pixels inside');
      }
    }
  });

  test('reaches as far as it says and no farther', () => {
    const pose: Pose = { x: 0, y: 0, radius: 1, cos: 1, sin: 0 };
    const { corners, radii, reach } = outlineOf(shape, pose, 0);
    const distances = Array.from({ length: corners.length / 2 }, (_, i) =>
      Math.hypot(corners[i * 2]!, corners[i * 2 + 1]!),
    );
    expect(Math.max(...distances, ...radii)).toBeCloseTo(reach, 12);
    expect(reachOf[shape]).toBe(reach);
  });
});
