import type { Random } from '../random.ts';
import type { AudioParameters, EventType } from './parameters.ts';
import { phaseStep, sine } from './sine.ts';

/** Something that is heard, in whole numbers, so that labels say it exactly. */
export type AudioEvent = {
  type: EventType;
  /** First sample and number of samples. */
  onset: number;
  length: number;
  /** In hundredths of a hertz; `null` for hiss, which has none. */
  pitch: number | null;
  /** The highest it gets, in 32,767ths of what a sample can hold. */
  level: number;
};

/** Samples of silence around an event, in a second. */
const gapShare = 20;

/** Events one after the other, none over another, silence between: each can be found again in the sound. */
export const drawEvents = (
  { rate, milliseconds, minEvents, maxEvents, types }: AudioParameters,
  random: Random,
): AudioEvent[] => {
  const total = Math.floor((rate * milliseconds) / 1000);
  const count = random.between(minEvents, maxEvents);
  const gap = Math.floor(rate / gapShare);
  const room = Math.floor(total / count);
  return Array.from({ length: count }, (_, i) => {
    const length = random.between(Math.floor(rate / 10), room - 2 * gap);
    const onset = i * room + gap + random.below(room - 2 * gap - length + 1);
    const type = random.pick(types);
    // 110 to 880 hertz, evenly by number: three octaves.
    const pitch = type === 'noise' ? null : random.between(11_000, 88_000);
    return { type, onset, length, pitch, level: random.between(8000, 24_000) };
  });
};

/** Add an event to the sound. Everything is in integers; what is divided is rounded down. */
export const playEvent = (samples: Int16Array, event: AudioEvent, rate: number, random: Random): void => {
  const wave = waveOf(event, rate, random);
  const { onset, length, level } = event;
  const attack = Math.floor(rate / 200);
  const release = Math.floor(length / random.between(2, 6));
  let peak = 1;
  const raw = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const rise = i < attack ? Math.floor(((i + 1) * 4096) / attack) : 4096;
    const left = length - i;
    const fall = left < release ? Math.floor((left * 4096) / release) : 4096;
    const value = Math.floor((wave(i) * Math.min(rise, fall)) / 4096);
    raw[i] = value;
    peak = Math.max(peak, Math.abs(value));
  }
  for (let i = 0; i < length; i++) samples[onset + i] = Math.floor((raw[i]! * level) / peak);
};

type Wave = (i: number) => number;

const waveOf = ({ type, pitch }: AudioEvent, rate: number, random: Random): Wave => {
  const tone = (centihertz: number): Wave => {
    // Above half the rate it would be heard as another pitch.
    if (centihertz >= rate * 50) return () => 0;
    const step = phaseStep(centihertz, rate);
    return (i) => sine(Math.imul(i, step));
  };
  switch (type) {
    case 'harmonic': {
      // Overtones fall off; each its own share of what is left to it.
      const parts = Array.from({ length: 6 }, (_, k) => ({
        wave: tone(pitch! * (k + 1)),
        share: k === 0 ? 64 : Math.floor(random.between(8, 40) / k),
      }));
      return sum(parts);
    }
    case 'additive': {
      // Like a bell: partials that are not multiples of the lowest, in 64ths of it, and a strong lowest one.
      const ratios = [
        64,
        random.between(80, 120),
        random.between(140, 185),
        random.between(200, 250),
        random.between(270, 310),
      ];
      return sum(
        ratios.map((ratio, k) => ({
          wave: tone(Math.floor((pitch! * ratio) / 64)),
          share: k === 0 ? 64 : random.between(10, 36),
        })),
      );
    }
    case 'fm': {
      // A sine whose phase another, slower one pushes to and fro.
      const step = phaseStep(pitch!, rate);
      const slower = phaseStep(random.between(300, 1200), rate);
      const depth = random.between(1, 4) * 4096;
      return (i) => sine((Math.imul(i, step) + sine(Math.imul(i, slower)) * depth) | 0);
    }
    case 'noise': {
      // Hiss, smoothed a little or not.
      const smooth = random.between(1, 4);
      let held = 0;
      return () => {
        held += Math.floor(((random.next() >>> 16) - 32_768 - held) / smooth);
        return held;
      };
    }
  }
};

const sum =
  (parts: readonly { wave: Wave; share: number }[]): Wave =>
  (i) => {
    let value = 0;
    for (const { wave, share } of parts) value += wave(i) * share;
    return value >> 6;
  };
