import { accepted, type Parameters, type Result } from '@assent/schema';
import { soundOf, writeWav } from '../canonical-sound.ts';
import type { Generated } from '../generator.ts';
import { randomOf } from '../random.ts';
import { type AudioEvent, drawEvents, playEvent } from './events.ts';
import { readAudioParameters } from './parameters.ts';

// The digest of the code covers this file and all it imports: everything an item follows from, beside its seed.

export const id = 'audio-events';
export const version = '1.0.0';

export type AudioLabels = {
  format: 'audio-events/1';
  rate: number;
  samples: number;
  /** In the order they are heard. */
  events: AudioEvent[];
};

const comment = 'Synthetic sound, made by a program. IPTC digital source type: algorithmicMedia.';

/** How to make a sound from a seed, once the parameters are checked. */
export const prepareAudio = (given: Parameters): Result<(seed: Uint8Array) => Generated> => {
  const parameters = readAudioParameters(given);
  if (!parameters.ok) return parameters;
  const { rate, milliseconds } = parameters.value;
  return accepted((seed) => {
    const samples = new Int16Array(Math.floor((rate * milliseconds) / 1000));
    const events = drawEvents(parameters.value, randomOf(seed, 'events'));
    const random = randomOf(seed, 'waves');
    for (const event of events) playEvent(samples, event, rate, random);
    const sound = soundOf(samples, rate);
    const labels: AudioLabels = { format: 'audio-events/1', rate, samples: samples.length, events };
    return {
      content: sound.content,
      bytes: writeWav(sound, `${id} ${version}`, comment),
      mime: 'audio/wav',
      ext: 'wav',
      labels,
    };
  });
};
