import { describe, expect, test } from 'vitest';
import { randomOf } from '../random.ts';
import { alphabet, unitsPerEm } from './alphabet.ts';
import { faceNamed, faceNames } from './face.ts';
import { matrixOf, pathsOf } from './pose.ts';
import { rasterise } from './raster.ts';

const random = randomOf(new Uint8Array(32), 'raster');
const somewhere = () => random.between(-3000, 6000);

/** Of a polygon cut to a pixel, by Sutherland and Hodgman, in floats: nothing here is shared with the raster. */
const areaInPixel = (path: Int32Array, column: number, row: number): number => {
  let points = Array.from({ length: path.length / 2 }, (_, i) => [path[i * 2]! / 256, path[i * 2 + 1]! / 256] as const);
  const sides = [
    [0, column, 1],
    [0, column + 1, -1],
    [1, row, 1],
    [1, row + 1, -1],
  ] as const;
  for (const [axis, at, sign] of sides) {
    const isIn = (p: readonly [number, number]) => (p[axis] - at) * sign >= 0;
    points = points.flatMap((b, i) => {
      const a = points.at(i - 1)!;
      const share = (at - a[axis]) / (b[axis] - a[axis]);
      const cut = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share] as const;
      return isIn(a) === isIn(b) ? (isIn(b) ? [b] : []) : isIn(b) ? [cut, b] : [cut];
    });
  }
  return Math.abs(
    points.reduce((sum, [x, y], i) => sum + (points.at(i - 1)![0] * y - x * points.at(i - 1)![1]) / 2, 0),
  );
};

test('a triangle covers of each pixel the area that it has there', () => {
  for (let i = 0; i < 60; i++) {
    const path = Int32Array.from({ length: 6 }, somewhere);
    const { left, top, width, height, covered } = rasterise([path]);
    for (let y = -1; y <= height; y++) {
      for (let x = -1; x <= width; x++) {
        const isInBox = x >= 0 && y >= 0 && x < width && y < height;
        const area = areaInPixel(path, left + x, top + y) * 256;
        const found = isInBox ? covered[y * width + x]! : 0;
        // Crossings are rounded to a 256th of a pixel, and a full pixel is 255.
        if (Math.abs(found - area) > 3.5) expect({ i, x, y, found }).toEqual({ i, x, y, found: area });
      }
    }
  }
});

describe('a square', () => {
  const square = (left: number, top: number, side: number) =>
    Int32Array.of(left, top, left + side, top, left + side, top + side, left, top + side);

  test('on the grid covers its pixels wholly, and none beside', () => {
    const { left, top, width, covered } = rasterise([square(512, 256, 768)]);
    const rows = Array.from({ length: 3 }, (_, row) => [...covered.subarray(row * width, row * width + 3)]);
    expect([left, top, rows]).toEqual([2, 1, Array.from({ length: 3 }, () => [255, 255, 255])]);
    expect(covered.reduce((sum, share) => sum + share)).toBe(9 * 255);
  });

  test('in a square the other way round is a hole; the same way round it is none', () => {
    const inner = square(512, 512, 256);
    const turned = Int32Array.from([0, 1, 2, 3].flatMap((i) => [inner[(3 - i) * 2]!, inner[(3 - i) * 2 + 1]!]));
    const middle = (paths: Int32Array[]) => {
      const { left, top, width, covered } = rasterise(paths);
      return covered[(2 - top) * width + 2 - left];
    };
    expect(middle([square(0, 0, 1280), turned])).toBe(0);
    expect(middle([square(0, 0, 1280), inner])).toBe(255);
  });

  test('of nothing is nothing', () => {
    expect(rasterise([]).covered).toHaveLength(0);
    expect(rasterise([square(300, 300, 0)]).covered.every((share) => share === 0)).toBe(true);
  });
});

test('every character of every face has an outline that closes, in a body of sensible size', () => {
  expect(faceNames.length).toBeGreaterThanOrEqual(40);
  expect(faceNames).toEqual(faceNames.toSorted());
  for (const name of faceNames) {
    const face = faceNamed(name)!;
    for (const character of alphabet) {
      const { advance, contours } = face.glyphs.get(character)!;
      expect(advance).toBeGreaterThan(0);
      expect(advance).toBeLessThan(2 * unitsPerEm);
      const pose = { em: 20 * 256, stretch: 1024, slant: 0, turn: 0 };
      const { width, height, covered } = rasterise(pathsOf(contours, matrixOf(pose), [0, 0]));
      expect(Math.max(width, height)).toBeLessThan(50);
      const ink = covered.reduce((sum, share) => sum + share, 0) / 255;
      expect({ name, character, hasInk: ink > 0.6 && ink < 300 }).toEqual({ name, character, hasInk: true });
    }
  }
});

test('a name that no face has finds none', () => {
  expect(faceNamed('sans-99')).toBeUndefined();
});
