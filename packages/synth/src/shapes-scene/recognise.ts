import type { Shape } from './shapes.ts';

/** Pixels of one object: x and y in turn. */
export type Points = readonly number[];

/**
 * The shape of a whole object, told from its pixels alone by moments around their middle.
 *
 * The thresholds lie in the widest gaps between the eight shapes, measured on objects of 50 pixels and more.
 */
export const recogniseShape = (points: Points): Shape => {
  const { inertia, elongation, tail } = radialMoments(points);
  if (inertia > 1.43) return 'ring';
  if (elongation > 2.3) return 'semicircle';
  if (symmetry(points, 5) > 0.42) return 'star';
  const threefold = symmetry(points, 3);
  if (threefold > 0.49) return 'triangle';
  if (symmetry(points, 4) < 0.185) return threefold > 0.15 ? 'heart' : 'circle';
  if (threefold > 0.206) return 'heart';
  // The arms of a cross carry more of it outwards than a square's corners, and less of it to the very end.
  return inertia - 0.7 * tail > 0.1 ? 'cross' : 'square';
};

const middleOf = (points: Points): readonly [number, number] => {
  let [x, y] = [0, 0];
  for (let i = 0; i < points.length; i += 2) {
    x += points[i]!;
    y += points[i + 1]!;
  }
  return [(2 * x) / points.length, (2 * y) / points.length];
};

/**
 * Inertia: 1 for a disc, more the farther the pixels lie from their middle. Elongation: 1 where no direction is longer.
 * Tail: mean fourth power of the distance from the middle, over the square of the mean second power.
 */
const radialMoments = (points: Points): { inertia: number; elongation: number; tail: number } => {
  const [middleX, middleY] = middleOf(points);
  let [xx, yy, xy, fourth] = [0, 0, 0, 0];
  for (let i = 0; i < points.length; i += 2) {
    const dx = points[i]! - middleX;
    const dy = points[i + 1]! - middleY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
    fourth += (dx * dx + dy * dy) * (dx * dx + dy * dy);
  }
  const count = points.length / 2;
  const sum = xx + yy;
  const spread = Math.sqrt(((xx - yy) * (xx - yy)) / 4 + xy * xy);
  return {
    // A pixel is a square with an inertia of its own, 1/6.
    inertia: ((sum / count + 1 / 6) * 2 * Math.PI) / count,
    elongation: (sum / 2 + spread) / (sum / 2 - spread),
    tail: (fourth * count) / (sum * sum),
  };
};

/**
 * How much the pixels repeat under a turn by the n-th part of a circle, 0 to 1:
 * |Σ zⁿ| / Σ |z|ⁿ over the pixels as complex numbers around their middle.
 */
const symmetry = (points: Points, n: number): number => {
  const [middleX, middleY] = middleOf(points);
  let [real, imaginary, total] = [0, 0, 0];
  for (let i = 0; i < points.length; i += 2) {
    const dx = points[i]! - middleX;
    const dy = points[i + 1]! - middleY;
    let [re, im] = [1, 0];
    for (let power = 0; power < n; power++) [re, im] = [re * dx - im * dy, re * dy + im * dx];
    real += re;
    imaginary += im;
    total += Math.sqrt(re * re + im * im);
  }
  return total === 0 ? 0 : Math.sqrt(real * real + imaginary * imaginary) / total;
};
