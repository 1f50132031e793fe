import type { Layer, Weights } from './layers.ts';
import { chance, entropyGradient, type Picture, run, runBack } from './network.ts';

/** How a training goes. Every number that decides it is here. */
export interface Training {
  readonly epochs: number;
  readonly batch: number;
  /** Of the first step; it falls to zero along half a cosine. */
  readonly rate: number;
  readonly momentum: number;
  /** Share of each weight that a step of full rate takes away, in parts of the rate. */
  readonly decay: number;
  readonly seed: number;
}

/** Change a picture before it is learned from, another way each time. */
export type Distortion = (shades: Float32Array) => Float32Array;

/** Learn by stochastic gradient descent with momentum. Layers that are not in `learned` stay as they are. */
export const train = (
  layers: readonly Layer[],
  learned: readonly Layer[],
  pictures: readonly Picture[],
  training: Training,
  distort: Distortion = (shades) => shades,
): void => {
  const { batch, epochs, rate, seed } = training;
  const random = chance(seed);
  const weights = learned.flatMap((layer) => layer.weights);
  const velocities = weights.map(({ values }) => new Float32Array(values.length));
  const steps = epochs * Math.ceil(pictures.length / batch);
  const back = layers.slice(layers.indexOf(learned[0]!));
  for (let epoch = 0, step = 0; epoch < epochs; epoch++) {
    const order = random.shuffled(pictures);
    for (let from = 0; from < order.length; from += batch, step++) {
      const some = order.slice(from, from + batch);
      for (const { shades, label } of some) runBack(back, entropyGradient(run(layers, distort(shades)), label));
      const now = (rate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
      weights.forEach((one, i) => descend(one, velocities[i]!, now, some.length, training));
    }
  }
};

const descend = (
  { values, gradient }: Weights,
  velocity: Float32Array,
  rate: number,
  count: number,
  { decay, momentum }: Training,
): void => {
  for (let i = 0; i < values.length; i++) {
    velocity[i] = momentum * velocity[i]! - rate * (gradient[i]! / count + decay * values[i]!);
    values[i]! += velocity[i]!;
  }
  gradient.fill(0);
};

/** The share of pictures whose class has the highest score. */
export const accuracy = (layers: readonly Layer[], pictures: readonly Picture[]): number => {
  const right = pictures.filter(({ shades, label }) => {
    const scores = run(layers, shades);
    return scores.every((score, i) => i === label || score < scores[label]!);
  });
  return right.length / pictures.length;
};
