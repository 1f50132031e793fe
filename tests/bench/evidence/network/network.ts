import { Random } from '../../../../packages/synth/src/random.ts';
import { convolution, dense, type Layer, pool, rectifier } from './layers.ts';

/** Pixels a side of every picture here, and of each the shade, 0 to 1, rows from the top. */
export const side = 28;

export interface Picture {
  readonly shades: Float32Array;
  /** The number of its class, from 0. */
  readonly label: number;
}

/** Numbers that a body gives of a picture. */
const features = 7 * 7 * 16;

/** Random numbers from a number, the same in every run. */
export const chance = (seed: number): Random => new Random([seed, 0x5eed, 0xc0ffee, 1]);

/** Two layers of 3 by 3 fields, 8 and then 16 outputs, each rectified and pooled 2 by 2. */
export const newBody = (random: Random): Layer[] => [
  convolution(side, 1, 8, random),
  pool(side, 8),
  convolution(side / 2, 8, 16, random),
  pool(side / 2, 16),
];

/** 64 rectified units, then one a class. */
export const newHead = (classes: number, random: Random): Layer[] => [
  dense(features, 64, random),
  rectifier(64),
  dense(64, classes, random),
];

/** One a class and nothing between: what can be read off the features as they are. */
export const newProbe = (classes: number, random: Random): Layer[] => [dense(features, classes, random)];

export const run = (layers: readonly Layer[], input: Float32Array): Float32Array =>
  layers.reduce((values, layer) => layer.forward(values), input);

/** Back through the layers from the last. */
export const runBack = (layers: readonly Layer[], gradient: Float32Array): void => {
  layers.toReversed().reduce((values, layer) => layer.backward(values), gradient);
};

/** The gradient of the cross entropy by the scores, in place: probabilities, less one at the label. */
export const entropyGradient = (scores: Float32Array, label: number): Float32Array => {
  const greatest = scores.reduce((a, b) => Math.max(a, b));
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i]! - greatest);
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum;
  scores[label]! -= 1;
  return scores;
};
