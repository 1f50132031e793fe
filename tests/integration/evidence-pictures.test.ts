import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Layer } from '../bench/evidence/network/layers.ts';
import { chance, entropyGradient, newBody, newHead, run, runBack, side } from '../bench/evidence/network/network.ts';
import { accuracy } from '../bench/evidence/network/train.ts';
import { openPackage } from '../bench/evidence/package-data.ts';
import { learnToRead } from '../bench/evidence/pictures/digits.ts';
import { drawDigits } from '../bench/evidence/pictures/drawn-digits.ts';
import { fractals, measureStart, noise } from '../bench/evidence/pictures/starts.ts';
import { temporaryFolder } from '../support/programs.ts';

// What `pnpm bench:evidence digits fashion` takes minutes for, on a few hundred pictures of our own: is the measuring right?

const shades = (seed: number) => {
  const random = chance(seed);
  return Float32Array.from({ length: side * side }, () => random.next() / 4_294_967_296);
};

describe('the network', () => {
  const random = chance(1);
  const layers: Layer[] = [...newBody(random), ...newHead(10, random)];
  const input = shades(2);
  const loss = () => {
    const scores = run(layers, input);
    const greatest = Math.max(...scores);
    return Math.log(scores.reduce((sum, score) => sum + Math.exp(score - greatest), 0)) + greatest - scores[3]!;
  };

  test('has the gradients that small steps of its weights show', () => {
    runBack(layers, entropyGradient(run(layers, input), 3));
    const weights = layers.flatMap((layer) => layer.weights);
    expect(weights).toHaveLength(8);
    for (const [i, { values, gradient }] of weights.entries()) {
      // The weight that matters most: of the others, 32 bits show too little.
      const at = gradient.reduce((best, slope, j) => (Math.abs(slope) > Math.abs(gradient[best]!) ? j : best), 0);
      const [before, step] = [values[at]!, 1e-3];
      values[at] = before + step;
      const above = loss();
      values[at] = before - step;
      const below = loss();
      values[at] = before;
      const slope = (above - below) / (2 * step);
      expect({ i, near: Math.abs(slope - gradient[at]!) < 0.02 * Math.abs(slope) + 1e-3 }).toEqual({ i, near: true });
    }
  });
});

test('a network that learned from drawn digits reads others', async () => {
  const digits = await drawDigits(600);
  const how = { epochs: 4, batch: 8, rate: 0.03, momentum: 0.9, decay: 1e-4, seed: 2 };
  expect(accuracy(learnToRead(digits.slice(0, 500), how), digits.slice(500))).toBeGreaterThan(0.7);
  // From labels that have nothing to do with the pictures, nothing is learned.
  const wrong = digits.slice(0, 500).map((digit, i) => ({ ...digit, label: (i * 7) % 10 }));
  expect(accuracy(learnToRead(wrong, { ...how, epochs: 1 }), digits.slice(500))).toBeLessThan(0.3);
});

test('starts are compared on the same pictures', async () => {
  const digits = await drawDigits(450);
  const parts = { probe: digits.slice(0, 250), few: [digits.slice(250, 350)], tests: digits.slice(350) };
  const steps = { batch: 10, rate: 0.02, momentum: 0.9, decay: 1e-4, seed: 2 };
  const settings = {
    views: 4,
    pretraining: steps,
    probing: { ...steps, epochs: 6 },
    reading: { ...steps, epochs: 6 },
    tuning: { ...steps, epochs: 8 },
  };
  for (const pictures of [await fractals(20), noise(20)]) {
    const { probe, frozen, tuned } = measureStart({ name: '', pictures }, parts, settings);
    expect(probe).toBeGreaterThan(0.3);
    expect([frozen.length, tuned.length]).toEqual([1, 1]);
    // The same settings give the same figures.
    const twice = measureStart({ name: '', pictures }, { ...parts, few: [] }, settings);
    expect(twice).toEqual({ probe, frozen: [], tuned: [] });
  }
});

describe('a package of data', () => {
  const packed = async (text: string) => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'package'));
    await writeFile(join(folder, 'package', 'data'), text);
    const file = join(folder, 'made-1.0.0.tgz');
    execFileSync('tar', ['-czf', file, '-C', folder, 'package']);
    const hash = createHash('sha512')
      .update(await readFile(file))
      .digest('base64');
    return { folder, file, integrity: `sha512-${hash}` };
  };

  test('is read when it is the one that was asked for', async () => {
    const { folder, integrity } = await packed('numbers');
    const read = openPackage({ name: 'made', version: '1.0.0', integrity }, folder);
    expect(typeof read === 'string' ? read : read('data').toString()).toBe('numbers');
  });

  test('is refused and thrown away when it is another', async () => {
    const { folder, file } = await packed('other numbers');
    const { integrity } = await packed('numbers');
    expect(openPackage({ name: 'made', version: '1.0.0', integrity }, folder)).toContain('another hash');
    expect(existsSync(file)).toBe(false);
  });
});
