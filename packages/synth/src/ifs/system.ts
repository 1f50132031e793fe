import type { Random } from '../random.ts';

/** `x ↦ a x + b y + e`, `y ↦ c x + d y + f`. */
export type AffineMap = {
  matrix: [a: number, b: number, c: number, d: number];
  shift: [e: number, f: number];
  /** How often the map is taken, of 4,096 times. */
  weight: number;
};

/** What the weights of a system add up to. */
export const fullWeight = 4096;

/** A uniform number in `[min, max)`: 32 bits of chance, scaled by arithmetic that every engine rounds alike. */
const uniform = (random: Random, min: number, max: number): number =>
  min + (max - min) * (random.next() / 4_294_967_296);

/**
 * A system of `count` contracting maps, drawn as Anderson and Farrell do (Improving Fractal Pre-training, WACV 2022, §3):
 * each matrix is rotation × singular values × rotation × signs, with the sum over all maps of σ₁ + 2σ₂ between
 * (5 + count) / 2 and (6 + count) / 2; shifts in [-1, 1]; maps taken as often as their determinants are large.
 */
export const drawSystem = (count: number, random: Random): AffineMap[] => {
  const matrices = drawSingularValues(count, uniform(random, (5 + count) / 2, (6 + count) / 2), random).map(
    ([large, small]): AffineMap['matrix'] => {
      const [cos, sin] = drawTurn(random);
      const [cosAfter, sinAfter] = drawTurn(random);
      const [flipX, flipY] = [random.below(2) * 2 - 1, random.below(2) * 2 - 1];
      return [
        (cos * large * cosAfter - sin * small * sinAfter) * flipX,
        (-cos * large * sinAfter - sin * small * cosAfter) * flipY,
        (sin * large * cosAfter + cos * small * sinAfter) * flipX,
        (-sin * large * sinAfter + cos * small * cosAfter) * flipY,
      ];
    },
  );
  const weights = weightsOf(matrices);
  return matrices.map((matrix, i) => ({
    matrix,
    shift: [uniform(random, -1, 1), uniform(random, -1, 1)],
    weight: weights[i]!,
  }));
};

/**
 * Pairs σ₁ ≥ σ₂ in [0, 1] with the given sum of σ₁ + 2σ₂: each value is drawn between the bounds that leave the rest of
 * the pairs possible (a pair takes from 0 to 3 of the sum), the last pair takes what is left.
 */
const drawSingularValues = (count: number, sum: number, random: Random): [number, number][] => {
  const pairs: [number, number][] = [];
  for (let rest = sum; pairs.length < count;) {
    const others = 3 * (count - pairs.length - 1);
    const isLast = others === 0;
    const large = isLast ? NaN : uniform(random, Math.max(0, (rest - others) / 3), Math.min(1, rest));
    const small = isLast
      ? uniform(random, Math.max(0, (rest - 1) / 2), rest / 3)
      : uniform(random, Math.max(0, (rest - others - large) / 2), Math.min(large, (rest - large) / 2));
    pairs.push([isLast ? rest - 2 * small : large, small]);
    rest -= pairs.at(-1)![0] + 2 * small;
  }
  return random.shuffled(pairs);
};

/** Cosine and sine of a uniform angle, without either: a point of the disc, moved out to its circle. */
const drawTurn = (random: Random): [number, number] => {
  for (;;) {
    const [x, y] = [uniform(random, -1, 1), uniform(random, -1, 1)];
    const square = x * x + y * y;
    if (square > 1 || square < 0.01) continue;
    const length = Math.sqrt(square);
    return [x / length, y / length];
  }
};

/** In proportion to the determinants, each at least a sixty-fourth, in whole parts of `fullWeight`. */
const weightsOf = (matrices: readonly AffineMap['matrix'][]): number[] => {
  const areas = matrices.map(([a, b, c, d]) => Math.max(Math.abs(a * d - b * c), 0.01));
  const total = areas.reduce((sum, area) => sum + area, 0);
  const weights = areas.map((area) => Math.max(fullWeight / 64, Math.floor((area / total) * fullWeight)));
  const largest = areas.indexOf(Math.max(...areas));
  weights[largest]! += fullWeight - weights.reduce((sum, weight) => sum + weight, 0);
  return weights;
};
