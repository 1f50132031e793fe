import { chance, newBody, newHead, type Picture } from '../network/network.ts';
import { accuracy, train, type Training } from '../network/train.ts';
import type { Verdict } from '../verdict.ts';
import { drawDigits } from './drawn-digits.ts';
import { readMnist } from './published.ts';
import { thickness, warp } from './distort.ts';

/** Chosen on the first 5,000 training digits of MNIST. Its test digits decided nothing. */
const training: Training = { epochs: 8, batch: 32, rate: 0.03, momentum: 0.9, decay: 1e-4, seed: 2 };
const bends = { turn: 0.25, shear: 0.4, stretch: 0.3, shift: 2, bend: 3 };
const strokes = 1;
const drawn = 10_000;
const wanted = 0.93;

/** Learn to read from drawn digits alone: layers whose scores are of 0 to 9. */
export const learnToRead = (digits: readonly Picture[], how: Training) => {
  const random = chance(1);
  const layers = [...newBody(random), ...newHead(10, random)];
  const [bend, thicken] = [warp(bends, chance(3)), thickness(strokes, chance(4))];
  train(layers, layers, digits, how, (shades) => thicken(bend(shades)));
  return layers;
};

/** A network that never saw a real digit, on the 10,000 test digits of MNIST; beside it one that learned from real ones. */
export const measureDigits = async (): Promise<Verdict[]> => {
  const [tests, real] = [readMnist('t10k', 10_000), readMnist('train', drawn)];
  if (typeof tests === 'string' || typeof real === 'string') {
    process.stdout.write(`digits: skipped, ${String(tests)}\n`);
    return [];
  }
  process.stdout.write(`digits: ${JSON.stringify({ ...training, ...bends, strokes, pictures: drawn })}\n`);
  const rows = [
    ['10,000 digits of glyph, none of them real', await drawDigits(drawn)],
    ['100 real digits', real.slice(0, 100)],
    ['10,000 real digits', real],
  ] as const;
  const found = rows.map(([name, pictures]) => {
    // Everybody learns from as many pictures, seen again and again where they are few.
    const epochs = Math.round((training.epochs * drawn) / pictures.length);
    const share = accuracy(learnToRead(pictures, { ...training, epochs: Math.min(epochs, 100) }), tests);
    process.stdout.write(`  ${name.padEnd(44)} ${(share * 100).toFixed(2)} %\n`);
    return share;
  });
  const met = found[0]! >= wanted;
  return [
    { line: `digits: ${found[0]!.toFixed(4)} on real ones, wanted at least ${wanted}: ${met ? 'met' : 'MISSED'}`, met },
  ];
};
