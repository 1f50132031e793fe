import type { Contour } from './contours.ts';
import { subpixelBits } from './raster.ts';

/** Where the origin of an outline is, x and y, in 256ths of a pixel from the top left. */
export type Pen = [x: number, y: number];

/** From units of the outline to 256ths of a pixel. */
export type Matrix = readonly [xx: number, xy: number, yx: number, yy: number];

/** The corners of contours whose curves are broken into straight edges, a sixteenth of a pixel from them at most. */
export const pathsOf = (
  contours: readonly Contour[],
  [xx, xy, yx, yy]: Matrix,
  [left, top]: Readonly<Pen>,
): Int32Array[] =>
  contours.map(({ points, on }) => {
    const placed = new Int32Array(points.length);
    for (let i = 0; i < points.length; i += 2) {
      placed[i] = left + Math.floor(points[i]! * xx + points[i + 1]! * xy + 0.5);
      placed[i + 1] = top + Math.floor(points[i]! * yx + points[i + 1]! * yy + 0.5);
    }
    return straighten(placed, on);
  });

/** TrueType: between two points that bend lies, in the middle, one on the curve. */
const straighten = (points: Int32Array, on: Uint8Array): Int32Array => {
  const count = on.length;
  const out: number[] = [];
  const at = (i: number): [number, number] => [points[(i % count) * 2]!, points[(i % count) * 2 + 1]!];
  const middle = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): [number, number] => [
    (ax + bx) >> 1,
    (ay + by) >> 1,
  ];
  const first = Math.max(0, on.indexOf(1));
  let from = on[first] === 1 ? at(first) : middle(at(count - 1), at(0));
  out.push(...from);
  const start = from;
  const begin = on[first] === 1 ? first + 1 : first;
  for (let i = begin; i < first + count; i++) {
    if (on[i % count] === 1) {
      from = at(i);
      out.push(...from);
      continue;
    }
    const isLast = i + 1 === first + count;
    const to = isLast ? start : on[(i + 1) % count] === 1 ? at(i + 1) : middle(at(i), at(i + 1));
    addCurve(out, from, at(i), to);
    from = to;
    // The point on the curve that ends this one is not gone to twice.
    if (!isLast && on[(i + 1) % count] === 1) i++;
  }
  return Int32Array.from(out);
};

/** Of a curve broken into n edges, none is farther from it than its bend / 4n². */
const farthest = 1 << (subpixelBits - 4);

const addCurve = (
  out: number[],
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): void => {
  const [bendX, bendY] = [x0 - 2 * x1 + x2, y0 - 2 * y1 + y2];
  const bend = Math.max(Math.abs(bendX), Math.abs(bendY));
  const edges = Math.max(1, Math.ceil(Math.sqrt(bend / (4 * farthest))));
  for (let i = 1; i < edges; i++) {
    const t = i / edges;
    out.push(
      Math.floor(x0 + t * (2 * (x1 - x0) + t * bendX) + 0.5),
      Math.floor(y0 + t * (2 * (y1 - y0) + t * bendY) + 0.5),
    );
  }
  out.push(x2, y2);
};
