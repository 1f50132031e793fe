import { describe, expect, test } from 'vitest';
import { randomOf } from '../random.ts';
import { type FillRule, rasterise } from './raster.ts';

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
    const { left, top, width, height, covered } = rasterise([path], 'nonzero');
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
    const { left, top, width, covered } = rasterise([square(512, 256, 768)], 'nonzero');
    const rows = Array.from({ length: 3 }, (_, row) => [...covered.subarray(row * width, row * width + 3)]);
    expect([left, top, rows]).toEqual([2, 1, Array.from({ length: 3 }, () => [255, 255, 255])]);
    expect(covered.reduce((sum, share) => sum + share)).toBe(9 * 255);
  });

  test('in a square the other way round is a hole; the same way round it is none', () => {
    const inner = square(512, 512, 256);
    const turned = Int32Array.from([0, 1, 2, 3].flatMap((i) => [inner[(3 - i) * 2]!, inner[(3 - i) * 2 + 1]!]));
    const middle = (paths: Int32Array[], rule: FillRule) => {
      const { left, top, width, covered } = rasterise(paths, rule);
      return covered[(2 - top) * width + 2 - left];
    };
    expect(middle([square(0, 0, 1280), turned], 'nonzero')).toBe(0);
    expect(middle([square(0, 0, 1280), inner], 'nonzero')).toBe(255);
    // By the other rule it is one whichever way, and a third square fills it again.
    for (const second of [turned, inner]) {
      expect(middle([square(0, 0, 1280), second], 'evenodd')).toBe(0);
      expect(middle([square(0, 0, 1280), second, inner], 'evenodd')).toBe(255);
    }
  });

  test('of nothing is nothing', () => {
    expect(rasterise([], 'nonzero').covered).toHaveLength(0);
    expect(rasterise([square(300, 300, 0)], 'nonzero').covered.every((share) => share === 0)).toBe(true);
  });
});
