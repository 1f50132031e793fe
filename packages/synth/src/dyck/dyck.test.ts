import { hexToBytes } from '@noble/hashes/utils.js';
import { type Parameters, toUtf8 } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { textContent } from '../canonical-text.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { DyckLabels } from './generate.ts';
import { dyck } from './generator.ts';

const prepared = (parameters: Parameters) => {
  const made = dyck.prepare(parameters);
  if (!made.ok) throw new Error(made.refusal.detail);
  return made.value;
};
const seedOf = (i: number) => hexToBytes(sha256Hex(toUtf8(`brackets ${i}`)));

describe('a text is balanced as its labels say', () => {
  test.each<[Parameters, number]>([
    [{}, 100],
    [{ types: 1, tokens: 16, maxDepth: 1 }, 100],
    [{ types: 3, tokens: 64, maxDepth: 5 }, 200],
    [{ types: 256, tokens: 512, languages: ['nested'] }, 200],
  ])('%j: %i texts', async (parameters, count) => {
    const { generate, recheck } = prepared(parameters);
    for (let i = 0; i < count; i++) {
      const item = await generate(seedOf(i));
      expect(recheck(item)).toEqual([]);
      expect((item.labels as DyckLabels).depth).toBeLessThanOrEqual(Number(parameters.maxDepth ?? 128));
    }
  });
});

test('shuffled brackets do cross, nested ones never', async () => {
  for (const [language, crosses] of [
    ['shuffle', true],
    ['nested', false],
  ] as const) {
    const { generate, recheck } = prepared({ languages: [language], types: 8, tokens: 200 });
    for (let i = 0; i < 20; i++) {
      const item = await generate(seedOf(i));
      const asNested = recheck({ ...item, labels: { ...(item.labels as DyckLabels), language: 'nested' } });
      expect(asNested.length > 0).toBe(crosses);
    }
  }
});

describe('other labels, other brackets', async () => {
  const { generate, recheck } = prepared({ types: 4, tokens: 32, languages: ['nested'] });
  const item = await generate(seedOf(0));
  const text = new TextDecoder().decode(item.bytes);
  const of = (changed: string) => recheck({ ...item, content: textContent(changed) });

  test.each([
    ['the same', text, []],
    ['one left out', text.slice(text.indexOf(' ') + 1), ['31 brackets, not 32']],
    [
      'the other way round',
      `${text.trimEnd().split(' ').toReversed().join(' ')}\n`,
      ['bracket 0: closes what is not open'],
    ],
    ['a kind that there is not', text.replace(/^\d+/, '8'), ['bracket 0: 8, of more than 4 kinds']],
    ['two lines', text.replace(' ', '\n'), ['not one line of numbers']],
  ])('%s', (_, changed, problems) => {
    expect(of(changed)).toEqual(problems);
  });

  test('another depth', () => {
    const labels = item.labels as DyckLabels;
    expect(recheck({ ...item, labels: { ...labels, depth: labels.depth + 1 } })).toEqual([
      `${labels.depth} deep, not ${labels.depth + 1}`,
    ]);
  });
});

test.each([
  [{ tokens: 17 }, 'tokens: an even number'],
  [{ tokens: 14 }, 'tokens'],
  [{ types: 257 }, 'types'],
  [{ languages: ['other'] }, 'languages'],
])('%j is refused', (given, detail) => {
  expect(dyck.prepare(given)).toMatchObject({
    ok: false,
    refusal: { code: 'malformed', detail: expect.stringContaining(detail) },
  });
});
