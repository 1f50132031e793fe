import { createHash } from 'node:crypto';
import { generatorNamed, readImage } from '@assent/synth';
import type { Layer } from '../network/layers.ts';
import { chance, newBody, newHead, newProbe, type Picture, run, side } from '../network/network.ts';
import { accuracy, train, type Training } from '../network/train.ts';
import { resample, warp } from './distort.ts';

/** One picture a class, to be told apart however it is bent: what a network may begin with. */
export interface Start {
  readonly name: string;
  /** Empty: it begins with chance alone. */
  readonly pictures: readonly Picture[];
}

/** Real pictures in parts that share none. */
export interface Parts {
  /** With many labels, for the probe. */
  readonly probe: readonly Picture[];
  /** Draws of a few labelled pictures each. */
  readonly few: readonly (readonly Picture[])[];
  readonly tests: readonly Picture[];
}

export interface Measured {
  /** A linear reading of what the frozen network answers. */
  readonly probe: number;
  /** The same, learned from a few labels: of each draw. */
  readonly frozen: readonly number[];
  /** All of it trained on a few labels: of each draw. */
  readonly tuned: readonly number[];
}

/** Every number that decides it. `views`: how often each picture of a start is seen. */
export interface Settings {
  readonly views: number;
  readonly pretraining: Omit<Training, 'epochs'>;
  readonly probing: Training;
  readonly reading: Training;
  readonly tuning: Training;
}

const pretrainingBends = { turn: 0.4, shear: 0.3, stretch: 0.3, shift: 3, bend: 2 };
const tuningBends = { turn: 0.05, shear: 0.05, stretch: 0.1, shift: 1, bend: 0.5 };

/** What a network is worth that begins in a certain way. All else, the first weights too, is the same for every start. */
export const measureStart = ({ pictures }: Start, { probe, few, tests }: Parts, settings: Settings): Measured => {
  const body = begin(pictures, settings);
  const answers = (some: readonly Picture[]) =>
    some.map(({ shades, label }): Picture => ({ shades: run(body, shades).slice(), label }));
  const answered = answers(tests);
  const read = (labelled: readonly Picture[], probing: Training): number => {
    const reader = newProbe(10, chance(5));
    train(reader, reader, answers(labelled), probing);
    return accuracy(reader, answered);
  };
  const readings = { probe: read(probe, settings.probing), frozen: few.map((some) => read(some, settings.reading)) };
  const start = weightsOf(body);
  const tuned = few.map((labelled, i) => {
    const layers = [...setWeights(body, start), ...newHead(10, chance(6 + i))];
    train(layers, layers, labelled, settings.tuning, warp(tuningBends, chance(60 + i)));
    return accuracy(layers, tests);
  });
  return { ...readings, tuned };
};

const begin = (pictures: readonly Picture[], { views, pretraining }: Settings): Layer[] => {
  const body = newBody(chance(1));
  if (pictures.length === 0) return body;
  const layers = [...body, ...newHead(pictures.length, chance(2))];
  train(layers, layers, pictures, { ...pretraining, epochs: views }, warp(pretrainingBends, chance(3)));
  return body;
};

const weightsOf = (layers: readonly Layer[]): Float32Array[] =>
  layers.flatMap(({ weights }) => weights.map(({ values }) => values.slice()));

const setWeights = (layers: readonly Layer[], values: readonly Float32Array[]): readonly Layer[] => {
  layers.flatMap(({ weights }) => weights).forEach((one, i) => one.values.set(values[i]!));
  return layers;
};

/** Attractors of `ifs`, light on black, each a class of its own. */
export const fractals = async (count: number): Promise<Picture[]> => {
  const ifs = generatorNamed('ifs');
  if (!ifs.ok) throw new Error(ifs.refusal.detail);
  const size = 2 * side;
  const prepared = ifs.value.prepare({ size, backgrounds: ['black'], palettes: ['grey'] });
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const pictures: Picture[] = [];
  for (let label = 0; label < count; label++) {
    const { content } = await prepared.value.generate(seed(`evidence fractal ${label}`));
    const image = readImage(content);
    if (!image.ok) throw new Error(image.refusal.detail);
    const grey = {
      width: size,
      height: size,
      shades: Float32Array.from({ length: size * size }, (_, i) => image.value.pixels[i * 3]! / 255),
    };
    // Between its pixels: each of the result is the mean of four.
    pictures.push({ label, shades: resample(grey, (x, y) => [size / 2 - 0.5 + 2 * x, size / 2 - 0.5 + 2 * y]) });
  }
  return pictures;
};

/** White noise, each picture a class of its own: it has to lose. */
export const noise = (count: number): Picture[] =>
  Array.from({ length: count }, (_, label) => {
    const random = chance(1000 + label);
    return { label, shades: Float32Array.from({ length: side * side }, () => random.next() / 4_294_967_296) };
  });

const seed = (text: string): Uint8Array => createHash('sha256').update(text).digest();
