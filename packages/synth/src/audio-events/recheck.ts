import { readSound } from '../canonical-sound.ts';
import type { Generated } from '../generator.ts';
import type { AudioEvent } from './events.ts';
import type { AudioLabels } from './generate.ts';
import { phaseStep, sine } from './sine.ts';

/**
 * Recompute a sound's labels from its samples; what disagrees, one sentence each.
 *
 * Between events is silence, and each is as loud as it says. Of a tone, no frequency around is stronger than its pitch; hiss has
 * no frequency that stands out; overtones are there or not.
 */
export const recheckAudio = (item: Generated): string[] => {
  const sound = readSound(item.content);
  if (!sound.ok) return [sound.refusal.detail];
  const { rate, samples } = sound.value;
  const labels = item.labels as AudioLabels;
  if (rate !== labels.rate || samples.length !== labels.samples) return [`${samples.length} samples, ${rate} a second`];
  let silentFrom = 0;
  for (const [i, { onset, length }] of labels.events.entries()) {
    if (onset < silentFrom || length < 1 || onset + length > samples.length) return [`event ${i}: out of its place`];
    if (samples.subarray(silentFrom, onset).some((sample) => sample !== 0)) return [`event ${i}: begins earlier`];
    silentFrom = onset + length;
  }
  if (samples.subarray(silentFrom).some((sample) => sample !== 0)) return ['something is heard after the last event'];
  return labels.events.flatMap((event, i) =>
    recheckEvent(samples.subarray(event.onset, event.onset + event.length), event, rate).map(
      (what) => `event ${i}: ${what}`,
    ),
  );
};

const recheckEvent = (samples: Int16Array, { type, pitch, level }: AudioEvent, rate: number): string[] => {
  // Rises within a 200th of a second, and is never silent for a 100th.
  const edge = Math.floor(rate / 100);
  if (!samples.subarray(0, edge).some(Boolean) || !samples.subarray(-2 * edge).some(Boolean)) return ['is shorter'];
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  if (Math.abs(peak - level) > 1) return [`reaches ${peak}, not ${level}`];
  // A quarter of a second is enough for a pitch. Two frequencies are told apart from 1/length hertz on.
  const part = samples.subarray(0, Math.floor(rate / 4));
  const energy = energyOf(part);
  const share = (centihertz: number) => powerAt(part, centihertz, rate) / energy;
  const apart = Math.ceil((2 * 100 * rate) / part.length);
  if ((type === 'noise') !== (pitch === null)) return ['a pitch where there is none, or none where there is'];
  if (pitch === null) {
    return recheckHiss(samples.subarray(0, Math.floor(rate / 10)), rate);
  }
  const own = share(pitch);
  if (own < 0.35) return ['its pitch is hardly there'];
  for (let at = pitch % apart; at < 100_000; at += apart) {
    if (at !== pitch && share(at) > own) return [`is a tone of ${at / 100} hertz`];
  }
  // The octave is there in every harmonic tone, and in no other.
  const hasOctave = share(pitch * 2) > own / 200;
  return hasOctave === (type === 'harmonic') ? [] : [hasOctave ? 'has overtones' : 'has no overtones'];
};

const energyOf = (samples: Int16Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0);

/** A tenth of a second: what stands out there is within 5 hertz of a frequency that is tried. */
const recheckHiss = (samples: Int16Array, rate: number): string[] => {
  const energy = energyOf(samples);
  for (let at = 10_000; at < 90_000; at += 500) {
    if (powerAt(samples, at, rate) > 0.3 * energy) return [`is a tone of ${at / 100} hertz`];
  }
  return [];
};

/** The energy of a sound that is at one frequency: how well it goes with a sine and a cosine of it. */
const powerAt = (samples: Int16Array, centihertz: number, rate: number): number => {
  const step = phaseStep(centihertz, rate);
  let [along, across] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    const phase = Math.imul(i, step);
    along += (samples[i]! * sine(phase)) / 32_767;
    across += (samples[i]! * sine((phase + 0x40_00_00_00) | 0)) / 32_767;
  }
  return (2 * (along * along + across * across)) / samples.length;
};
