import type { Point } from './woff.ts';

// Writes what `OutlineReader` reads.

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/** Seven bits a byte from the lowest, the eighth for "more". */
export const writeNumber = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...writeNumber(value >> 7)];

/** Number of contours; of each the number of points, whether each is on the curve, and the steps between them. */
export const writeContours = (contours: readonly Point[][]): number[] => {
  const out = writeNumber(contours.length);
  let [x, y] = [0, 0];
  for (const contour of contours) {
    out.push(...writeNumber(contour.length));
    for (let i = 0; i < contour.length; i += 8) {
      out.push(contour.slice(i, i + 8).reduce((bits, { on }, bit) => bits | (on ? 1 << bit : 0), 0));
    }
    for (const point of contour) {
      out.push(...writeNumber(zigzag(point.x - x)), ...writeNumber(zigzag(point.y - y)));
      [x, y] = [point.x, point.y];
    }
  }
  return out;
};
