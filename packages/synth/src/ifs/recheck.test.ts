import { describe, expect, test } from 'vitest';
import type { Generated } from '../generator.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { hexToBytes } from '@noble/hashes/utils.js';
import { toUtf8, type Parameters } from '@assent/schema';
import { readImage } from '../canonical-image.ts';
import { ifs } from './generator.ts';
import type { IfsLabels } from './labels.ts';

const seedOf = (text: string) => hexToBytes(sha256Hex(toUtf8(text)));

const make = async (parameters: Parameters, count: number) => {
  const prepared = ifs.prepare(parameters);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const items: Generated[] = [];
  for (let i = 0; i < count; i++) items.push(await prepared.value.generate(seedOf(`attractor ${i}`)));
  return { items, recheck: prepared.value.recheck, labels: items.map((item) => item.labels as IfsLabels) };
};

describe('the system in the labels is the one that the pixels show', () => {
  test.each<[Parameters, number]>([
    [{}, 100],
    [{ size: 64 }, 100],
    [{ size: 32, points: 1000, minMaps: 8, maxMaps: 8 }, 40],
    [{ size: 512, points: 16_384 }, 20],
    [{ size: 128, minMaps: 2, maxMaps: 2, backgrounds: ['cloud'] }, 40],
  ])('%j: %i pictures', async (parameters, count) => {
    const { items, recheck } = await make(parameters, count);
    expect(items.flatMap(recheck)).toEqual([]);
  });
});

describe('other labels are found', async () => {
  const { items, recheck, labels } = await make({ size: 128 }, 40);
  const problems = (i: number, changed: Partial<IfsLabels>) =>
    recheck({ ...items[i]!, labels: { ...labels[i]!, ...changed } });

  test('the system of the picture before', () => {
    for (let i = 1; i < items.length; i++) {
      expect(problems(i, { maps: labels[i - 1]!.maps, view: labels[i - 1]!.view })).not.toEqual([]);
    }
  });

  test('one map turned by a quarter', () => {
    let found = 0;
    labels.forEach(({ maps }, i) => {
      // The map that is taken most: of one that is hardly taken, hardly a pixel tells.
      const most = maps.reduce((best, map, at) => (map.weight > maps[best]!.weight ? at : best), 0);
      const [a, b, c, d] = maps[most]!.matrix;
      const turned = maps.map((map, at) =>
        at === most ? { ...map, matrix: [-c, -d, a, b] as typeof map.matrix } : map,
      );
      if (problems(i, { maps: turned }).length > 0) found++;
    });
    expect(found).toBe(items.length);
  });

  test('a map left out, one that does not contract, weights that do not add up', () => {
    const { maps } = labels[0]!;
    expect(problems(0, { maps: maps.slice(1) })).not.toEqual([]);
    const [first, ...rest] = maps;
    expect(problems(0, { maps: [{ ...first!, matrix: [2, 0, 0, 0.1] }, ...rest] })).toEqual([
      'a map does not contract',
    ]);
    expect(problems(0, { maps: [{ ...first!, weight: first!.weight + 1 }, ...rest] })).toEqual([
      'its weights add up to 4097',
    ]);
  });

  test('another count, another size, a pixel more', () => {
    expect(problems(0, { lit: labels[0]!.lit + 1 })).toEqual([expect.stringContaining('pixels are light')]);
    expect(problems(0, { width: 127 })).toEqual(['the picture is 128 by 128 pixels']);
    const content = items[0]!.content.slice();
    const image = readImage(content);
    if (!image.ok) throw new Error(image.refusal.detail);
    const { pixels } = image.value;
    pixels[pixels.findIndex((_, at) => at % 3 === 0 && Math.max(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!) < 96)] =
      200;
    expect(recheck({ ...items[0]!, content })).not.toEqual([]);
    expect(recheck({ ...items[0]!, content: content.subarray(1) })).toEqual(['not a picture in canonical form']);
  });
});
