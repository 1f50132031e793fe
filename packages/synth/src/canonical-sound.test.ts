import { expect, test } from 'vitest';
import { phaseStep, sine } from './audio-events/sine.ts';
import { readSound, soundOf, writeWav } from './canonical-sound.ts';

const sound = soundOf(Int16Array.of(0, 1, -1, 32_767, -32_768), 16_000);

test('content is magic, zero, rate, channels, samples, and what was written is read', () => {
  const header = [...Buffer.from('synth-pcm/1'), 0, 0, 0, 0x3e, 0x80, 1];
  expect([...sound.content]).toEqual([...header, 0, 0, 1, 0, 255, 255, 255, 127, 0, 128]);
  expect(readSound(sound.content)).toEqual({ ok: true, value: sound });
});

test.each([
  ['nothing', new Uint8Array()],
  ['half a sample', sound.content.subarray(0, -1)],
  ['two channels', sound.content.with(16, 2)],
  ['another magic', sound.content.with(10, 0x32)],
])('%s is refused', (_, content) => {
  expect(readSound(content)).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
});

test('a WAV file has its chunks where RIFF wants them', () => {
  const wav = Buffer.from(writeWav(sound, 'a test', 'odd'));
  expect([wav.toString('latin1', 0, 4), wav.readUInt32LE(4), wav.toString('latin1', 8, 16)]).toEqual([
    'RIFF',
    wav.length - 8,
    'WAVEfmt ',
  ]);
  expect([20, 22, 32, 34].map((at) => wav.readUInt16LE(at))).toEqual([1, 1, 2, 16]);
  expect([wav.readUInt32LE(24), wav.readUInt32LE(28)]).toEqual([16_000, 32_000]);
  const found: Record<string, Buffer> = {};
  for (let at = 12; at < wav.length; at += 8 + wav.readUInt32LE(at + 4)) {
    expect(at % 2).toBe(0);
    found[wav.toString('latin1', at, at + 4)] = wav.subarray(at + 8, at + 8 + wav.readUInt32LE(at + 4));
  }
  expect(Object.keys(found)).toEqual(['fmt ', 'LIST', 'data']);
  expect(found.data!.equals(sound.content.subarray(17))).toBe(true);
  expect(found.LIST!.toString('latin1')).toContain('ISFT');
});

test('the sine is that of Math, to a step of its table', () => {
  for (let i = 0; i < 4096; i++) {
    expect(Math.abs(sine((i * 2 ** 20) | 0) - 32_767 * Math.sin((2 * Math.PI * i) / 4096))).toBeLessThan(0.51);
  }
  expect(phaseStep(44_000, 16_000)).toBe(Math.floor((440 / 16_000) * 2 ** 32));
});
