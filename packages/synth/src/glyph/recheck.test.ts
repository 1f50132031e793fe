import { hexToBytes } from '@noble/hashes/utils.js';
import { type Parameters, toUtf8 } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import type { Generated } from '../generator.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { glyph } from './generator.ts';
import type { CharacterLabel, GlyphLabels } from './labels.ts';

const make = async (parameters: Parameters, count: number) => {
  const prepared = glyph.prepare(parameters);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const items: Generated[] = [];
  for (let i = 0; i < count; i++)
    items.push(await prepared.value.generate(hexToBytes(sha256Hex(toUtf8(`glyph ${i}`)))));
  return { items, recheck: prepared.value.recheck, labels: items.map((item) => item.labels as GlyphLabels) };
};

describe('labels are those of the pixels', () => {
  test.each<[Parameters, number]>([
    [{ kinds: ['digit'] }, 600],
    [{ kinds: ['letter'] }, 300],
    [{ kinds: ['digit', 'letter'], height: 20, maxTurn: 30 }, 120],
    [{ kinds: ['word'] }, 100],
    [{ kinds: ['line'], height: 24 }, 40],
    [{ kinds: ['line', 'word'], height: 96 }, 40],
  ])('%j: %i pictures', async (parameters, count) => {
    const { items, recheck } = await make(parameters, count);
    expect(items.flatMap(recheck)).toEqual([]);
  });
});

describe('other labels are found', async () => {
  const { items, recheck, labels } = await make({ height: 32 }, 60);
  const changed = (i: number, change: (labels: GlyphLabels) => GlyphLabels) =>
    recheck({ ...items[i]!, labels: change(structuredClone(labels[i]!)) });
  const first = (i: number, change: (label: CharacterLabel) => CharacterLabel) =>
    changed(i, (old) => ({
      ...old,
      characters: old.characters.map((label, at) => (at === 0 ? change(label) : label)),
    }));

  test('another digit or letter, in any place of any picture', () => {
    let tried = 0;
    for (const [i, { text, kind }] of labels.entries()) {
      const other = /\d/.test(text[0]!) ? String((Number(text[0]) + 1) % 10) : text.startsWith('h') ? 'x' : 'h';
      const problems = changed(i, (old) => ({
        ...old,
        text: other + text.slice(1),
        words: old.words.map((word, at) => (at === 0 ? { ...word, text: other + word.text.slice(1) } : word)),
        characters: old.characters.map((label, at) => (at === 0 ? { ...label, character: other } : label)),
      }));
      expect({ kind, text, problems }).toEqual({
        kind,
        text,
        problems: [expect.stringMatching(/^character 0: (?:the pixels|its box)/)],
      });
      tried++;
    }
    expect(tried).toBe(60);
  });

  test('a text that is not the characters’', () => {
    expect(changed(0, (old) => ({ ...old, text: `${old.text}x` }))).toEqual([
      'the characters are not those of the text',
    ]);
  });

  test('a box that is moved, too large or too small', () => {
    for (const i of labels.keys()) {
      for (const [dx, dy, dw, dh] of [
        [1, 0, 0, 0],
        [0, -1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, -1],
      ] as const) {
        const problems = first(i, (label) => {
          const [x, y, w, h] = label.box;
          return { ...label, box: [x + dx, y + dy, w + dw, h + dh] };
        });
        expect(problems).not.toEqual([]);
      }
    }
  });

  test('a face nobody has, another face, other words, a sign of no alphabet', () => {
    const [name, other] = [labels[0]!.face, labels.find(({ face }) => face !== labels[0]!.face)!.face];
    expect(changed(0, (old) => ({ ...old, face: 'none' }))).toEqual(['no face is called none']);
    expect([name, changed(0, (old) => ({ ...old, face: other }))]).not.toEqual([name, []]);
    expect(changed(0, (old) => ({ ...old, words: [] }))).toEqual(['the words are elsewhere']);
  });

  test('a stroke more', () => {
    const content = items[0]!.content.slice();
    content[content.length - 1] = labels[0]!.shades[1];
    expect(recheck({ ...items[0]!, content })).not.toEqual([]);
    expect(recheck({ ...items[0]!, content: content.subarray(1) })).toEqual(['not a picture in canonical form']);
  });
});
