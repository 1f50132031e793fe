import { canonicalBytes, limits, SliceLine } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { generatorRef } from './generators.ts';
import { ReportDraft } from './report.ts';
import { type SliceSource, slotSeed } from './seed.ts';
import { sha256Hex } from './sha256-hex.ts';
import { shapesScene } from './shapes-scene/generator.ts';
import { makeSlice, regenerateSlot, type SliceItem, sliceLines } from './slice.ts';

const source: SliceSource = {
  generator: generatorRef(shapesScene),
  parameters: { size: 64, maxObjects: 4 },
  spec: 'a'.repeat(64),
  stratum: 'counted-scenes',
  nonce: 'b'.repeat(64),
};

const make = async (slots: number | number[], of = source): Promise<SliceItem[]> => {
  const slice = makeSlice(of, slots);
  if (!slice.ok) throw new Error(slice.refusal.detail);
  const made: SliceItem[] = [];
  for await (const item of slice.value) made.push(item);
  return made;
};

const items = await make(20);
const lines = items.map(({ line }) => line);

describe('making', () => {
  test('a slice of n has the slots 0 to n - 1, each with its seed, hashes and labels', () => {
    expect(items.map(({ slot }) => slot)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    for (const { slot, seed, item, line } of items) {
      expect(seed).toEqual(slotSeed(source, slot));
      expect(line).toEqual({
        sha256: sha256Hex(item.bytes),
        content: sha256Hex(item.content),
        slot,
        seed: sha256Hex(seed),
        mime: 'image/png',
        labels: item.labels,
      });
      expect(SliceLine.parse(line)).toEqual(line);
    }
  });

  test('a slot comes out the same alone as among others', async () => {
    expect((await make([13, 4])).map(({ line }) => line)).toEqual([lines[13], lines[4]]);
  });

  test('nothing is made of a generator or parameters that are not known', () => {
    const other = { ...source, generator: { ...source.generator, codeDigest: '0'.repeat(64) } };
    expect(makeSlice(other, 1)).toMatchObject({ ok: false, refusal: { code: 'generator_unknown' } });
    expect(makeSlice({ ...source, parameters: { size: 1 } }, 1)).toMatchObject({
      ok: false,
      refusal: { code: 'malformed' },
    });
  });
});

describe('lines', () => {
  test('are signed ascending by the file’s hash', () => {
    const sorted = sliceLines(lines);
    if (!sorted.ok) throw new Error(sorted.refusal.detail);
    const hashes = sorted.value.map(({ sha256 }) => sha256);
    expect(hashes).toEqual(hashes.toSorted());
    expect(new Set(sorted.value)).toEqual(new Set(lines));
  });

  test('of two slots with one file are refused, naming both', () => {
    expect(sliceLines([...lines, { ...lines[3]!, slot: 20 }])).toMatchObject({
      ok: false,
      refusal: { code: 'quota_impossible', detail: expect.stringContaining('slots 3 and 20') },
    });
  });

  test('over the limit are refused', () => {
    const room = limits.sliceLine - canonicalBytes({ ...lines[0], labels: '' }).length;
    expect(sliceLines([{ ...lines[0]!, labels: 'x'.repeat(room) }]).ok).toBe(true);
    expect(sliceLines([{ ...lines[0]!, labels: 'x'.repeat(room + 1) }])).toMatchObject({
      ok: false,
      refusal: { code: 'line_too_long' },
    });
  });
});

describe('making again', () => {
  test('a true line is reproduced', async () => {
    for (const line of lines) expect(await regenerateSlot(line, source)).toMatchObject({ ok: true, value: { line } });
  });

  const labels = lines[5]!.labels as { counts: object };
  test.each([
    ['a picture that was touched up', { content: '0'.repeat(64) }, 'content'],
    ['a file with other words in it', { sha256: '0'.repeat(64) }, 'sha256'],
    ['a seed somebody chose', { seed: '0'.repeat(64) }, 'seed'],
    ['another label', { labels: { ...labels, counts: { ...labels.counts, total: 99 } } }, 'labels'],
    ['another type', { mime: 'image/webp' }, 'mime'],
    ['the line of another slot', { slot: 6 }, 'seed'],
  ])('%s is found', async (_, changed, member) => {
    expect(await regenerateSlot({ ...lines[5]!, ...changed }, source)).toMatchObject({
      ok: false,
      refusal: { code: 'synthetic_not_reproduced', detail: expect.stringContaining(`${member} differs`) },
    });
  });

  test.each([
    ['nonce', { ...source, nonce: 'c'.repeat(64) }],
    ['specification', { ...source, spec: 'c'.repeat(64) }],
    ['stratum', { ...source, stratum: 'other' }],
    ['parameter', { ...source, parameters: { size: 64, maxObjects: 5 } }],
  ])('a line of another %s is found', async (_, other) => {
    expect(await regenerateSlot(lines[0]!, other)).toMatchObject({
      ok: false,
      refusal: { code: 'synthetic_not_reproduced', detail: 'slot 0: seed differs' },
    });
  });

  test('code that is not here is no proof either way', async () => {
    const other = { ...source, generator: { ...source.generator, version: '2.0.0' } };
    expect(await regenerateSlot(lines[0]!, other)).toMatchObject({ ok: false, refusal: { code: 'generator_unknown' } });
  });
});

describe('the report', () => {
  const draft = (of = source) => {
    const started = ReportDraft.start(of);
    if (!started.ok) throw new Error(started.refusal.detail);
    return started.value;
  };
  const reportOf = (added: readonly SliceItem[]) => {
    const report = draft();
    for (const item of added) report.add(item);
    return report.finish();
  };

  test('counts items, bytes and classes, and passes', () => {
    const { report, sha256 } = reportOf(items);
    const sizes = items.map(({ item }) => item.bytes.length);
    expect(report).toMatchObject({
      format: 'synth-report/1',
      generator: source.generator,
      stratum: 'counted-scenes',
      items: 20,
      bytes: { least: Math.min(...sizes), most: Math.max(...sizes), total: sizes.reduce((a, b) => a + b) },
      labels: { recomputed: 20, agreed: 20, problems: [] },
      duplicates: 0,
      passed: true,
    });
    const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b);
    const objects = items.reduce((sum, { item }) => sum + (item.labels as { objects: unknown[] }).objects.length, 0);
    expect(total(report.classes.shape!)).toBe(objects);
    expect(total(report.classes.colour!)).toBe(objects);
    expect(total(report.classes.background!)).toBe(20);
    expect(sha256).toBe(sha256Hex(canonicalBytes(report)));
    expect(reportOf(items).sha256).toBe(sha256);
  });

  test('does not pass with an item twice', () => {
    expect(reportOf([...items, items[0]!]).report).toMatchObject({ duplicates: 1, passed: false });
  });

  test('does not pass with a label that its pixels deny', () => {
    const [first, second] = items;
    const swapped = { ...first!, item: { ...first!.item, labels: second!.item.labels } };
    const { report } = reportOf([swapped, ...items.slice(1)]);
    expect(report).toMatchObject({ labels: { recomputed: 20, agreed: 19 }, passed: false });
    expect(report.labels.problems).toEqual([expect.stringMatching(/^slot 0: object \d+: /)]);
  });

  test('does not pass with nothing in it', () => {
    expect(draft().finish().report.passed).toBe(false);
  });
});
