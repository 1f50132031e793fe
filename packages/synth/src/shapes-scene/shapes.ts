/** Outlines of objects, each of area π, so that one radius gives objects of one size whatever their shape. */

/** Ascending. Few, so that a glance tells each from all others. */
export const shapes = ['circle', 'cross', 'heart', 'ring', 'semicircle', 'square', 'star', 'triangle'] as const;
export type Shape = (typeof shapes)[number];

/** Where an object lies, in pixels from the top left corner; `cos` and `sin` of its turn. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  /** Of the circle that has the object's area. */
  readonly radius: number;
  readonly cos: number;
  readonly sin: number;
}

/** What is filled: the points that lie inside an odd number of these curves. */
export interface Outline {
  /** Corners of one polygon, x and y in turn; empty for none. */
  readonly corners: readonly number[];
  /** Radii of circles around `x`, `y`. */
  readonly radii: readonly number[];
  readonly x: number;
  readonly y: number;
  /** No point of it is farther than this from `x`, `y`. */
  readonly reach: number;
}

/** The outline of an object, moved inwards by `inset` pixels. */
export const outlineOf = (shape: Shape, pose: Pose, inset: number): Outline => {
  const { x, y, radius } = pose;
  const place = { x, y, reach: reachOf[shape] * radius };
  if (shape === 'circle') return { ...place, corners: [], radii: [radius - inset] };
  if (shape === 'ring') {
    const outer = ringOuter * radius;
    return { ...place, corners: [], radii: [outer - inset, outer / 2 + inset] };
  }
  const corners = unitCorners[shape].map((_, i, unit) => {
    const [dx, dy] = [unit[i & ~1]! * radius, unit[i | 1]! * radius];
    return (i & 1) === 0 ? x + dx * pose.cos - dy * pose.sin : y + dx * pose.sin + dy * pose.cos;
  });
  return { ...place, corners: inset === 0 ? corners : insetBy(corners, inset), radii: [] };
};

// The area of a ring with a hole of half its radius is ¾ π r².
const ringOuter = Math.sqrt(4 / 3);

type Point = readonly [number, number];

const turned = ([x, y]: Point, [cos, sin]: Point): Point => [x * cos - y * sin, x * sin + y * cos];

/** Points `from`, and `from` turned by `turn` once, twice, …; `count` in all. Turns are given, never computed from angles. */
const around = (from: Point, turn: Point, count: number): Point[] => {
  const points = [from];
  while (points.length < count) points.push(turned(points.at(-1)!, turn));
  return points;
};

/** The turn of half the angle: cos(a/2) = √((1 + cos a) / 2). */
const half = ([cos]: Point): Point => [Math.sqrt((1 + cos) / 2), Math.sqrt((1 - cos) / 2)];

const quarterTurn: Point = [0, 1];
const thirdTurn: Point = [-0.5, Math.sqrt(3) / 2];
const fifthTurn: Point = [(Math.sqrt(5) - 1) / 4, Math.sqrt(10 + 2 * Math.sqrt(5)) / 4];
/** 5.625 degrees: 32 of these are a half circle. */
const step = half(half(half(half(quarterTurn))));

/** Scaled to the area π, by the shoelace formula; x and y in turn. */
const ofAreaPi = (points: readonly Point[]): readonly number[] => {
  const flat = points.flat();
  const scale = Math.sqrt(Math.PI / Math.abs(signedArea(flat)));
  return flat.map((v) => v * scale);
};

const signedArea = (corners: readonly number[]): number => {
  let twice = 0;
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    twice += corners[i]! * corners[j + 1]! - corners[j]! * corners[i + 1]!;
  }
  return twice / 2;
};

const starPoints = (): Point[] => {
  const outer = around([0, -1], fifthTurn, 5);
  const inner = outer.map(([x, y]): Point => turned([x / 2, y / 2], half(fifthTurn)));
  return outer.flatMap((point, i) => [point, inner[i]!]);
};

const crossPoints = (): Point[] =>
  around([0, 1], quarterTurn, 4).flatMap((direction) =>
    (
      [
        [-1, 3],
        [1, 3],
        [1, 1],
      ] as const
    ).map(([a, b]): Point => {
      const [dx, dy] = direction;
      return [dx * b - dy * a, dy * b + dx * a];
    }),
  );

/** The flat side below; moved up by the centroid's distance from it, 4 r / 3 π. */
const semicirclePoints = (): Point[] => around([-1, 0], step, 33).map(([x, y]): Point => [x, y + 4 / (3 * Math.PI)]);

/** A square on its tip, with half discs on the two upper sides. */
const heartPoints = (): Point[] => {
  const right = around([0.5, 0.5], [step[0], -step[1]], 33).map(([x, y]): Point => [x + 0.5, y - 0.5]);
  const left = right.map(([x, y]): Point => [-x, y]).toReversed();
  return [[0, 1], ...right, ...left.slice(1)].map(([x, y]): Point => [x!, y! + 0.15]);
};

const unitCorners: Readonly<Record<Exclude<Shape, 'circle' | 'ring'>, readonly number[]>> = {
  cross: ofAreaPi(crossPoints()),
  heart: ofAreaPi(heartPoints()),
  semicircle: ofAreaPi(semicirclePoints()),
  square: ofAreaPi(around([1, 1], quarterTurn, 4)),
  star: ofAreaPi(starPoints()),
  triangle: ofAreaPi(around([0, -1], thirdTurn, 3)),
};

const farthest = (corners: readonly number[]): number => {
  let square = 0;
  for (let i = 0; i < corners.length; i += 2) {
    square = Math.max(square, corners[i]! * corners[i]! + corners[i + 1]! * corners[i + 1]!);
  }
  return Math.sqrt(square);
};

/** How far an object reaches from its middle, in radii. */
export const reachOf: Readonly<Record<Shape, number>> = {
  circle: 1,
  cross: farthest(unitCorners.cross),
  heart: farthest(unitCorners.heart),
  ring: ringOuter,
  semicircle: farthest(unitCorners.semicircle),
  square: farthest(unitCorners.square),
  star: farthest(unitCorners.star),
  triangle: farthest(unitCorners.triangle),
};

/** Each edge moved inwards by `by`; corners are where neighbouring edges meet again. */
const insetBy = (corners: readonly number[], by: number): number[] => {
  const count = corners.length / 2;
  const inwards = signedArea(corners) > 0 ? by : -by;
  const out: number[] = [];
  for (let i = 0; i < count; i++) {
    const [x0, y0] = corner(corners, (i + count - 1) % count);
    const [x1, y1] = corner(corners, i);
    const [x2, y2] = corner(corners, (i + 1) % count);
    const before = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
    const after = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
    const [aX, aY] = [(x1 - x0) / before, (y1 - y0) / before];
    const [bX, bY] = [(x2 - x1) / after, (y2 - y1) / after];
    // The sum of both edges' inner normals, scaled so that the new corner lies `by` inside each.
    const scale = inwards / (1 + aX * bX + aY * bY);
    out.push(x1 - (aY + bY) * scale, y1 + (aX + bX) * scale);
  }
  return out;
};

const corner = (corners: readonly number[], i: number): Point => [corners[i * 2]!, corners[i * 2 + 1]!];
