import { type Parameters, toUtf8 } from '@assent/schema';
import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { readImage } from '../canonical-image.ts';
import type { Generated } from '../generator.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { avatar } from './generator.ts';
import type { AvatarLabels } from './labels.ts';
import { paintAvatar } from './paint.ts';
import { layersOf, styleNamed, styleNames } from './style.ts';
import { styleSources } from './styles.ts';

const make = async (parameters: Parameters, count: number) => {
  const prepared = avatar.prepare(parameters);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const items: Generated[] = [];
  for (let i = 0; i < count; i++) {
    items.push(await prepared.value.generate(hexToBytes(sha256Hex(toUtf8(`avatar ${i}`)))));
  }
  return { items, recheck: prepared.value.recheck, labels: items.map((item) => item.labels as AvatarLabels) };
};

test.each<[Parameters, number]>([
  [{}, 250],
  [{ size: 32 }, 100],
  [{ size: 97 }, 40],
  [{ size: 512 }, 10],
])('the pixels are what the labels say; %j: %i pictures', async (parameters, count) => {
  const { items, recheck } = await make(parameters, count);
  expect(items.flatMap(recheck)).toEqual([]);
});

describe('other labels are found', async () => {
  const { items, recheck, labels } = await make({ size: 64 }, 40);
  const problems = (i: number, changed: Partial<AvatarLabels>) =>
    recheck({ ...items[i]!, labels: { ...labels[i]!, ...changed } });

  test('a part left out, and parts of another picture', () => {
    for (const [i, { parts }] of labels.entries()) {
      expect(problems(i, labels[(i + 1) % labels.length]!)).not.toEqual([]);
      // Dark glasses hide eyes and brows whole: that these are behind them, no pixel shows.
      if (parts['glasses'] !== undefined) continue;
      for (const part of Object.keys(parts)) {
        const { [part]: _, ...others } = parts;
        expect({ i, part, problems: problems(i, { parts: others }) }).toEqual({
          i,
          part,
          problems: [expect.stringContaining('are not those of what the labels say')],
        });
      }
    }
  });

  test('a ground of another shade, a style or a variant that there is not, another size', () => {
    const { colours, parts } = labels[0]!;
    const [red, green, blue] = colours['ground']!;
    expect(problems(0, { colours: { ...colours, ground: [red ^ 1, green, blue] } })).not.toEqual([]);
    expect(problems(0, { colours: {} })).toEqual([expect.stringContaining('is drawn like that')]);
    expect(problems(0, { style: 'portraits' })).toEqual(['nothing of portraits is drawn like that']);
    expect(problems(0, { parts: { ...parts, eyes: 'nobody' } })).toEqual([
      expect.stringContaining('is drawn like that'),
    ]);
    expect(problems(0, { width: 63 })).toEqual(['the picture is 64 by 64 pixels']);
  });

  test('colours are those that are seen, and no others', () => {
    for (const [i, { colours }] of labels.entries()) {
      for (const colour of Object.keys(colours)) {
        const { [colour]: _, ...others } = colours;
        expect(problems(i, { colours: others })).toEqual([expect.stringContaining('is drawn like that')]);
      }
    }
  });

  test('one sample changed, bytes that are no picture', () => {
    const content = items[0]!.content.slice();
    const image = readImage(content);
    if (!image.ok) throw new Error(image.refusal.detail);
    image.value.pixels[1000]! ^= 1;
    expect(recheck({ ...items[0]!, content })).toEqual(['1 samples are not those of what the labels say']);
    expect(recheck({ ...items[0]!, content: content.subarray(1) })).toEqual(['not a picture in canonical form']);
  });
});

describe.each(styleNames)('%s', (name) => {
  const style = styleNamed(name)!;

  test('any two variants of a part differ in pixels, at the smallest size', () => {
    const colours = Object.fromEntries(
      style.colours.map((colour, i): [string, [number, number, number]] => [colour.name, [200 - 40 * i, 60 * i, 90]]),
    );
    for (const part of style.parts) {
      const pictures = [...layersOf(part).keys()].map((variant) => {
        const labels: AvatarLabels = { format: 'avatar/1', width: 32, height: 32, style: name, colours, parts: {} };
        return sha256Hex(paintAvatar({ ...labels, parts: { [part.name]: variant } })!.content);
      });
      expect({ part: part.name, differ: new Set(pictures).size }).toEqual({ part: part.name, differ: pictures.length });
    }
  });

  test('has fills that it knows, and something to draw in every variant', () => {
    const known = style.colours.map((colour) => colour.name);
    expect(known[0]).toBe('ground');
    for (const part of style.parts) {
      for (const [variant, layers] of layersOf(part)) {
        expect({ variant, layers: layers.length > 0 }).toEqual({ variant, layers: true });
        for (const { fill, opacity, contours } of layers) {
          expect(known.includes(fill) || /^#[0-9a-f]{6}$/.test(fill)).toBe(true);
          expect(opacity > 0 && opacity <= 255).toBe(true);
          expect(contours.length).toBeGreaterThan(0);
        }
      }
    }
  });
});

test('styles are known by name, in order, and each is under CC0', () => {
  expect(styleNames).toEqual(styleNames.toSorted());
  expect(styleSources.map(({ licence }) => licence)).toEqual(styleNames.map(() => 'CC0-1.0'));
  expect(styleNamed('portraits')).toBeUndefined();
});

test('a thousand avatars of one style are a thousand pictures', async () => {
  const { items } = await make({ size: 32, styles: ['thumbs'] }, 1000);
  expect(new Set(items.map(({ content }) => sha256Hex(content))).size).toBe(1000);
});
