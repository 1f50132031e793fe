import type { Random } from '../random.ts';
import { type AffineMap, fullWeight } from './system.ts';

/** Where the attractor lies: pixel column = (x - left) × scale, row = (y - top) × scale. */
export type View = { left: number; top: number; scale: number };

export interface Attractor {
  readonly view: View;
  /**
   * For each pixel how many points fell on it, at most 255, in the high byte; in the low one where in the system the last
   * of them came from: the maps taken last weigh most. Written over by the next game.
   */
  readonly hits: Uint16Array;
  /** Pixels with a point on them. */
  readonly lit: number;
}

/** Points before the first that is drawn: by then it lies on the attractor, to less than a pixel. */
const unseen = 64;
/** Pixels free at each edge. */
const margin = 2;

/** Play the chaos game: from a point, one map after the other by chance, each drawn where it leads. */
export const playChaosGame = (
  system: readonly AffineMap[],
  points: number,
  side: number,
  random: Random,
): Attractor => {
  const { xs, ys, traces, bounds } = walk(system, points, random);
  const [left, right, top, bottom] = bounds;
  const extent = Math.max(right - left, bottom - top, 1e-9);
  const scale = (side - 2 * margin - 1) / extent;
  // In the middle of the picture.
  const view = {
    left: (left + right) / 2 - (side - 1) / (2 * scale),
    top: (top + bottom) / 2 - (side - 1) / (2 * scale),
    scale,
  };
  if (pixels.length < side * side) pixels = new Uint16Array(side * side);
  const hits = pixels.subarray(0, side * side).fill(0);
  const [leftEdge, topEdge] = [view.left - 0.5 / scale, view.top - 0.5 / scale];
  let lit = 0;
  for (let i = 0; i < points; i++) {
    const column = ((xs[i]! - leftEdge) * scale) | 0;
    const row = ((ys[i]! - topEdge) * scale) | 0;
    const at = row * side + column;
    const before = hits[at]!;
    if (before === 0) lit++;
    hits[at] = (before < 0xff_00 ? (before & 0xff_00) + 0x1_00 : 0xff_00) | traces[i]!;
  }
  return { view, hits, lit };
};

// Kept between pictures: every game writes all that is read of it.
let pixels = new Uint16Array(0);
let room = { xs: new Float64Array(0), ys: new Float64Array(0), traces: new Uint8Array(0) };

/** Least and most x, least and most y. */
type Bounds = [number, number, number, number];

const walk = (system: readonly AffineMap[], points: number, random: Random): typeof room & { bounds: Bounds } => {
  if (room.xs.length < points) {
    room = { xs: new Float64Array(points), ys: new Float64Array(points), traces: new Uint8Array(points) };
  }
  const { xs, ys, traces } = room;
  const chosen = new Uint8Array(fullWeight);
  let filled = 0;
  system.forEach(({ weight }, i) => {
    chosen.fill(i * 6, filled, filled + weight);
    filled += weight;
  });
  const maps = Float64Array.from(system.flatMap(({ matrix, shift }) => [...matrix, ...shift]));
  const steps = Uint8Array.from(maps, (_, map) => Math.floor((128 * map) / maps.length));
  let x = 0;
  let y = 0;
  let trace = 0;
  let drawn = 0;
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (let i = -unseen; i < points; i++) {
    // Twelve bits choose a map; a draw is enough for two.
    if ((i & 1) === 0) drawn = random.next();
    const map = chosen[drawn & (fullWeight - 1)]!;
    drawn >>>= 12;
    const next = maps[map]! * x + maps[map + 1]! * y + maps[map + 4]!;
    y = maps[map + 2]! * x + maps[map + 3]! * y + maps[map + 5]!;
    x = next;
    trace = (trace >> 1) + steps[map]!;
    if (i < 0) continue;
    xs[i] = x;
    ys[i] = y;
    traces[i] = trace;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { ...room, bounds: [left, right, top, bottom] };
};
