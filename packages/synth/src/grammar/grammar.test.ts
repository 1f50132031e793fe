import { hexToBytes } from '@noble/hashes/utils.js';
import { type Parameters, toUtf8 } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { textContent } from '../canonical-text.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { GrammarLabels } from './generate.ts';
import { grammar } from './generator.ts';
import { intents, slots, templates } from './lexicon.ts';

const prepared = (parameters: Parameters) => {
  const made = grammar.prepare(parameters);
  if (!made.ok) throw new Error(made.refusal.detail);
  return made.value;
};
const make = (parameters: Parameters, i: number) =>
  prepared(parameters).generate(hexToBytes(sha256Hex(toUtf8(`sentences ${i}`))));

test('every sentence is a template of its intent with its slots filled in', async () => {
  const { recheck } = prepared({});
  const seen = new Set<string>();
  for (let i = 0; i < 500; i++) {
    const item = await make({ sentences: 1 + (i % 64) }, i);
    expect(recheck(item)).toEqual([]);
    for (const { intent } of (item.labels as GrammarLabels).sentences) seen.add(intent);
  }
  expect([...seen].toSorted()).toEqual(intents);
});

test('every slot of a template has a list, no list names a value twice, and no value holds a brace or a line', () => {
  for (const intent of intents) {
    expect(new Set(templates[intent]).size).toBe(templates[intent].length);
    for (const template of templates[intent]) {
      for (const [, slot] of template.matchAll(/\{(\w+)\}/g)) expect(slots[slot!]!.length).toBeGreaterThan(6);
    }
  }
  for (const values of Object.values(slots)) {
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(value).toMatch(/^[^{}\n]+$/);
  }
});

describe('other labels are found', async () => {
  const item = await make({ sentences: 3, intents: ['travel'] }, 1);
  const { recheck } = prepared({});
  const changed = (change: (labels: GrammarLabels) => void) => {
    const labels = structuredClone(item.labels as GrammarLabels);
    change(labels);
    return recheck({ ...item, labels });
  };

  test('the same', () => {
    expect(changed(() => {})).toEqual([]);
  });

  test('another intent, another slot, another place, another value, a slot or a sentence left out', () => {
    expect(changed(({ sentences }) => void (sentences[0]!.intent = 'music'))).toEqual(['sentence 0: not about music']);
    expect(changed(({ sentences }) => void (sentences[1]!.slots[0]!.slot = 'dish'))).toEqual([
      expect.stringMatching(/^sentence 1: .* is no dish$/),
    ]);
    expect(changed(({ sentences }) => void sentences[2]!.slots[0]!.start++)).toEqual([
      expect.stringMatching(/^sentence 2: .* does not stand there$/),
    ]);
    expect(changed(({ sentences }) => void (sentences[0]!.slots[0]!.value = 'Nowhere'))).toEqual([
      'sentence 0: Nowhere does not stand there',
    ]);
    expect(changed(({ sentences }) => void sentences[0]!.slots.pop())).toEqual(['sentence 0: not about travel']);
    expect(changed(({ sentences }) => void sentences.pop())).toEqual(['3 sentences, not 2']);
  });

  test('another text', () => {
    const text = new TextDecoder().decode(item.bytes);
    expect(recheck({ ...item, content: textContent(text.trimEnd()) })).toEqual(['2 sentences, not 3']);
    expect(recheck({ ...item, content: textContent(text.replace(/[.?]/, '!')) })).toEqual([
      'sentence 0: not about travel',
    ]);
  });
});

test.each([
  [{ sentences: 0 }, 'sentences'],
  [{ sentences: 65 }, 'sentences'],
  [{ intents: [] }, 'intents'],
  [{ tokens: 1 }, 'tokens'],
])('%j is refused', (given, detail) => {
  expect(grammar.prepare(given as Parameters)).toMatchObject({
    ok: false,
    refusal: { code: 'malformed', detail: expect.stringContaining(detail) },
  });
});
