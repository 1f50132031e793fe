import type { Picture } from '../network/network.ts';
import type { Verdict } from '../verdict.ts';
import { readFashion } from './published.ts';
import { fractals, measureStart, noise, type Parts, type Settings, type Start } from './starts.ts';

const classes = 500;
const draws = 5;
const settings: Settings = {
  views: 80,
  pretraining: { batch: 32, rate: 0.02, momentum: 0.9, decay: 1e-4, seed: 2 },
  probing: { epochs: 6, batch: 32, rate: 0.01, momentum: 0.9, decay: 1e-4, seed: 2 },
  reading: { epochs: 60, batch: 10, rate: 0.01, momentum: 0.9, decay: 1e-3, seed: 2 },
  tuning: { epochs: 60, batch: 10, rate: 0.005, momentum: 0.9, decay: 1e-3, seed: 2 },
};

/** A fixed split by index: of each class, the first 1,000 for the probe, then 10 for each draw, and the last 1,000 as tests. */
const split = (byClass: readonly (readonly Picture[])[]): Parts => ({
  probe: byClass.flatMap((pictures) => pictures.slice(0, 1000)),
  few: Array.from({ length: draws }, (_, i) =>
    byClass.flatMap((pictures) => pictures.slice(1000 + 10 * i, 1010 + 10 * i)),
  ),
  tests: byClass.flatMap((pictures) => pictures.slice(-1000)),
});

/** What a first training on `ifs` is worth on Fashion-MNIST, beside none and beside noise. */
export const measureFashion = async (): Promise<Verdict[]> => {
  const byClass = readFashion();
  if (typeof byClass === 'string') {
    process.stdout.write(`fashion: skipped, ${byClass}\n`);
    return [];
  }
  process.stdout.write(`fashion: ${JSON.stringify({ classes, ...settings })}\n`);
  const parts = split(byClass);
  const starts: readonly Start[] = [
    { name: 'ifs', pictures: await fractals(classes) },
    { name: 'nothing', pictures: [] },
    { name: 'noise', pictures: noise(classes) },
  ];
  const probes = starts.map((start) => {
    const { probe, frozen, tuned } = measureStart(start, parts, settings);
    process.stdout.write(
      `  ${start.name.padEnd(8)} 10,000 labels, frozen ${percent([probe])}; 100 labels, frozen ${percent(frozen)}; 100 labels, all trained ${percent(tuned)}\n`,
    );
    return probe;
  });
  const met = probes[0]! > probes[1]! && probes[1]! > probes[2]!;
  return [
    { line: `fashion: by the probe ifs is before nothing, and that before noise: ${met ? 'met' : 'MISSED'}`, met },
  ];
};

/** The mean, and what it is of. */
const percent = (shares: readonly number[]): string => {
  const each = shares.map((share) => (share * 100).toFixed(2));
  const mean = (shares.reduce((sum, share) => sum + share, 0) / shares.length) * 100;
  return each.length === 1 ? `${each[0]} %` : `${mean.toFixed(2)} % (${each.join(' ')})`;
};
