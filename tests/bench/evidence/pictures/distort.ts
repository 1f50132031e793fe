import type { Random } from '../../../../packages/synth/src/random.ts';
import { side } from '../network/network.ts';

/** Shades, 0 to 1, in rows of `width`. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly shades: Float32Array;
}

/** From a point of the result, in pixels from its middle, to one of the source, in pixels. */
export type Place = (x: number, y: number) => readonly [number, number];

/** What lies at places of a picture: shades in between its pixels, nothing beyond its edge. */
export const resample = ({ width, height, shades }: Grey, place: Place): Float32Array => {
  const out = new Float32Array(side * side);
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : shades[y * width + x]!);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [fromX, fromY] = place(x - (side - 1) / 2, y - (side - 1) / 2);
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      const [right, down] = [fromX - left, fromY - top];
      out[y * side + x] =
        (at(left, top) * (1 - right) + at(left + 1, top) * right) * (1 - down) +
        (at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right) * down;
    }
  }
  return out;
};

/** Evenly in ±`most`. */
const within = (most: number, random: Random): number => (random.next() / 2_147_483_648 - 1) * most;

/** How far a picture of a network's side is distorted before it is learned from. */
export interface Warp {
  /** Radians either way. */
  readonly turn: number;
  readonly shear: number;
  /** Share of the size, either way, across and down by themselves. */
  readonly stretch: number;
  /** Pixels. */
  readonly shift: number;
  /** Pixels that points of a 5 by 5 grid move by, either way; what lies between moves in between. */
  readonly bend: number;
}

/** A distortion drawn anew for each picture. */
export const warp = ({ turn, shear, stretch, shift, bend }: Warp, random: Random) => {
  const grid = 5;
  const [bendX, bendY] = [new Float32Array(grid * grid), new Float32Array(grid * grid)];
  return (shades: Float32Array): Float32Array => {
    const angle = within(turn, random);
    const [cos, sin, lean] = [Math.cos(angle), Math.sin(angle), within(shear, random)];
    const [wide, high] = [1 + within(stretch, random), 1 + within(stretch, random)];
    const [left, top] = [within(shift, random), within(shift, random)];
    for (let i = 0; i < grid * grid; i++) [bendX[i], bendY[i]] = [within(bend, random), within(bend, random)];
    return resample({ width: side, height: side, shades }, (x, y) => {
      const [column, row] = [gridPlace(x, grid), gridPlace(y, grid)];
      const [dx, dy] = [(x + lean * y) / wide, y / high];
      return [
        cos * dx - sin * dy + left + (side - 1) / 2 + between(bendX, grid, column, row),
        sin * dx + cos * dy + top + (side - 1) / 2 + between(bendY, grid, column, row),
      ];
    });
  };
};

const gridPlace = (x: number, grid: number): number => ((x + (side - 1) / 2) / (side - 1)) * (grid - 1);

const between = (values: Float32Array, grid: number, x: number, y: number): number => {
  const [left, top] = [Math.min(Math.floor(x), grid - 2), Math.min(Math.floor(y), grid - 2)];
  const [right, down] = [x - left, y - top];
  const at = top * grid + left;
  return (
    (values[at]! * (1 - right) + values[at + 1]! * right) * (1 - down) +
    (values[at + grid]! * (1 - right) + values[at + grid + 1]! * right) * down
  );
};

/** Each pixel moved towards the greatest of its neighbours' shades, or the least, by a share drawn anew: thicker or thinner strokes. */
export const thickness =
  (most: number, random: Random) =>
  (shades: Float32Array): Float32Array => {
    const share = within(most, random);
    const out = new Float32Array(shades.length);
    for (let y = 0, at = 0; y < side; y++) {
      for (let x = 0; x < side; x++, at++) {
        const own = shades[at]!;
        let extreme = own;
        for (const [dx, dy] of [
          [-1, 0],
          [1, 0],
          [0, -1],
          [0, 1],
        ] as const) {
          const [column, row] = [x + dx, y + dy];
          const shade = column < 0 || row < 0 || column >= side || row >= side ? 0 : shades[row * side + column]!;
          extreme = share > 0 ? Math.max(extreme, shade) : Math.min(extreme, shade);
        }
        out[at] = own + Math.abs(share) * (extreme - own);
      }
    }
    return out;
  };
