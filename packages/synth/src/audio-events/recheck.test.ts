import { hexToBytes } from '@noble/hashes/utils.js';
import { type Parameters, toUtf8 } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { readSound, soundOf } from '../canonical-sound.ts';
import type { Generated } from '../generator.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { AudioEvent } from './events.ts';
import type { AudioLabels } from './generate.ts';
import { audioEvents } from './generator.ts';

const make = async (parameters: Parameters, count: number) => {
  const prepared = audioEvents.prepare(parameters);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const items: Generated[] = [];
  for (let i = 0; i < count; i++)
    items.push(await prepared.value.generate(hexToBytes(sha256Hex(toUtf8(`sound ${i}`)))));
  return { items, recheck: prepared.value.recheck };
};

describe('labels are those of the samples', () => {
  test.each<[Parameters, number]>([
    [{ milliseconds: 2000 }, 40],
    [{ rate: 8000, milliseconds: 500, maxEvents: 2 }, 40],
    [{ rate: 22_050, milliseconds: 2000, minEvents: 8, maxEvents: 8 }, 20],
    [{ rate: 48_000, milliseconds: 500, maxEvents: 1 }, 20],
  ])('%j: %i sounds', async (parameters, count) => {
    const { items, recheck } = await make(parameters, count);
    expect(items.flatMap(recheck)).toEqual([]);
  });
});

describe('other labels are found', async () => {
  const { items, recheck } = await make({ milliseconds: 1500, maxEvents: 3 }, 40);
  const changed = (item: Generated, change: (event: AudioEvent) => Partial<AudioEvent>) => {
    const labels = item.labels as AudioLabels;
    const [first, ...rest] = labels.events;
    return recheck({ ...item, labels: { ...labels, events: [{ ...first!, ...change(first!) }, ...rest] } });
  };
  const all = (change: (event: AudioEvent) => Partial<AudioEvent>, of = items) =>
    of.map((item) => changed(item, change));
  const firstOf = (item: Generated) => (item.labels as AudioLabels).events[0]!;

  test('the same', () => {
    expect(all(() => ({})).flat()).toEqual([]);
  });

  test('another place, length or level', () => {
    for (const change of [{ onset: 400 }, { onset: -400 }, { length: 600 }, { length: -600 }, { level: 2 }] as const) {
      const [name, by] = Object.entries(change)[0] as ['onset' | 'length' | 'level', number];
      for (const problems of all((event) => ({ [name]: event[name] + by })))
        expect({ change, problems }).not.toEqual({ change, problems: [] });
    }
  });

  test('another pitch', () => {
    const tones = items.filter((item) => firstOf(item).pitch !== null);
    expect(tones.length).toBeGreaterThan(15);
    for (const factor of [0.5, 0.8, 1.25, 2, 3]) {
      for (const problems of all(({ pitch }) => ({ pitch: Math.round(pitch! * factor) }), tones))
        expect(problems).not.toEqual([]);
    }
  });

  test('hiss for tones and tones for hiss, overtones where there are none', () => {
    const isTone = (item: Generated) => firstOf(item).pitch !== null;
    const tones = items.filter(isTone);
    for (const problems of all(() => ({ type: 'noise', pitch: null }), tones)) expect(problems).not.toEqual([]);
    const hiss = items.filter((item) => !isTone(item));
    expect(hiss.length).toBeGreaterThan(3);
    for (const problems of all(() => ({ type: 'fm', pitch: 44_000 }), hiss)) expect(problems).not.toEqual([]);
    for (const problems of all(({ type }) => ({ type: type === 'harmonic' ? 'fm' : 'harmonic' }), tones)) {
      expect(problems).toEqual([expect.stringMatching(/has (?:no )?overtones$/)]);
    }
  });

  test('an event left out, a click in the silence, another rate', () => {
    const [item] = items;
    const labels = item!.labels as AudioLabels;
    expect(recheck({ ...item!, labels: { ...labels, events: labels.events.slice(0, -1) } })).not.toEqual([]);
    const sound = readSound(item!.content);
    if (!sound.ok) throw new Error(sound.refusal.detail);
    const samples = sound.value.samples.slice();
    samples[0] = 1;
    expect(recheck({ ...item!, content: soundOf(samples, labels.rate).content })).toEqual(['event 0: begins earlier']);
    expect(recheck({ ...item!, content: soundOf(samples, 8000).content })).toEqual(['24000 samples, 8000 a second']);
    expect(recheck({ ...item!, content: item!.content.subarray(1) })).toEqual([
      'not a sound of one channel in canonical form',
    ]);
  });
});

test.each([
  [{ maxEvents: 2, milliseconds: 500 }, undefined],
  [{ maxEvents: 3, milliseconds: 500 }, 'maxEvents: at most one in 250 milliseconds, 2'],
  [{ minEvents: 3, maxEvents: 2 }, 'minEvents: 3, more than maxEvents, 2'],
  [{ rate: 48_001 }, 'rate'],
])('%j', (given, detail) => {
  const answer = audioEvents.prepare(given as Parameters);
  if (detail === undefined) expect(answer.ok).toBe(true);
  else
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'malformed', detail: expect.stringContaining(detail) },
    });
});
