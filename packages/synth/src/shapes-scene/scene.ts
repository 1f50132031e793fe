import type { Random } from '../random.ts';
import type { Background } from './background.ts';
import { Ground } from './ground.ts';
import { markBox } from './mark.ts';
import type { Colour } from './palette.ts';
import type { SceneParameters } from './parameters.ts';
import { outlineOf, type Pose, reachOf, type Shape } from './shapes.ts';

/** Ascending by area. */
const sizes = ['small', 'medium', 'large'] as const;
export type Size = (typeof sizes)[number];

/** Radii in thousandths of the picture's side, with gaps between the sizes that no rounding closes. */
const radii: Readonly<Record<Size, readonly [number, number]>> = {
  small: [76, 88],
  medium: [105, 124],
  large: [145, 168],
};

/** How many places an object is tried in before it is made smaller, or the scene is given up. */
const tries: Readonly<Record<Size, number>> = { small: 48, medium: 8, large: 6 };

interface SceneObject {
  readonly shape: Shape;
  readonly colour: Colour;
  readonly size: Size;
  readonly pose: Pose;
}

export interface Scene {
  readonly side: number;
  readonly background: Background;
  /** From the back to the front, as in `ground.placed`. */
  readonly objects: readonly SceneObject[];
  readonly ground: Ground;
}

/**
 * Choose what a scene holds and where.
 *
 * How many objects is decided first and kept, so that every count is as likely as its neighbours. Where an object finds
 * no room it is tried smaller, then the whole scene anew, then in rows, where everything has room: it always ends.
 *
 * @param attempts before rows are used.
 */
export const composeScene = (parameters: SceneParameters, random: Random, attempts = 8): Scene => {
  const { size: side, minObjects, maxObjects } = parameters;
  const background = random.pick(parameters.backgrounds);
  const count = random.between(minObjects, maxObjects);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const ground = new Ground(side);
    const objects = scatter(parameters, count, ground, random);
    if (objects !== null) return { side, background, objects, ground };
  }
  const ground = new Ground(side);
  return { side, background, objects: inRows(parameters, count, ground, random), ground };
};

const scatter = (parameters: SceneParameters, count: number, ground: Ground, random: Random): SceneObject[] | null => {
  const objects: SceneObject[] = [];
  while (objects.length < count) {
    const shape = random.pick(parameters.shapes);
    const colour = random.pick(parameters.colours);
    const object = place(parameters.size, shape, colour, random.below(sizes.length), ground, random);
    if (object === null) return null;
    objects.push(object);
  }
  return objects;
};

const place = (
  side: number,
  shape: Shape,
  colour: Colour,
  largest: number,
  ground: Ground,
  random: Random,
): SceneObject | null => {
  for (const size of sizes.slice(0, largest + 1).toReversed()) {
    for (let left = tries[size]; left > 0; left--) {
      const radius = (side * random.between(...radii[size])) / 1000;
      const pose = { ...somewhere(side, reachOf[shape] * radius, random), radius, ...someTurn(random) };
      if (ground.place(colour, outlineOf(shape, pose, 0))) return { shape, colour, size, pose };
    }
  }
  return null;
};

/** A point, in sixteenths of a pixel, whose distance to the picture's edge is more than the object's reach. */
const somewhere = (side: number, reach: number, random: Random): { x: number; y: number } => {
  const nearest = Math.ceil(reach) + 1;
  const steps = (side - 2 * nearest) * 16 + 1;
  return { x: nearest + random.below(steps) / 16, y: nearest + random.below(steps) / 16 };
};

/**
 * One of 1,024 turns, without a sine: for t in (0, 1) the point ((1 - t²) / (1 + t²), 2t / (1 + t²)) lies on the first
 * quarter of the unit circle; then 0 to 3 quarter turns.
 */
const someTurn = (random: Random): { cos: number; sin: number } => {
  const t = (random.below(256) + 0.5) / 256;
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  return [
    { cos, sin },
    { cos: -sin, sin: cos },
    { cos: -cos, sin: -sin },
    { cos: sin, sin: -cos },
  ][random.below(4)]!;
};

const rows = 3;
const columns = 4;

/** Small objects in cells above the mark, none near another: there are as many cells as a scene may hold objects. */
const inRows = (parameters: SceneParameters, count: number, ground: Ground, random: Random): SceneObject[] => {
  const { size: side, shapes, colours } = parameters;
  const [across, down] = [side / columns, markBox(side)[1] / rows];
  const cells = random.shuffled(Array.from({ length: rows * columns }, (_, i) => i)).slice(0, count);
  return cells.map((cell) => {
    const [shape, colour] = [random.pick(shapes), random.pick(colours)];
    const radius = Math.min((side * 82) / 1000, (across - 3) / 2 / reachOf[shape]);
    const room = 2 * reachOf[shape] * radius + 3;
    const x = (cell % columns) * across + within(across, room, random);
    const y = Math.floor(cell / columns) * down + within(down, room, random);
    const pose = { x, y, radius, ...someTurn(random) };
    if (!ground.place(colour, outlineOf(shape, pose, 0))) throw new Error(`no room in cell ${cell} of ${side} pixels`);
    return { shape, colour, size: 'small', pose };
  });
};

/** The middle of something `room` wide in a cell `length` wide, to a sixteenth of a pixel. */
const within = (length: number, room: number, random: Random): number =>
  room / 2 + random.below(Math.floor((length - room) * 16) + 1) / 16;
