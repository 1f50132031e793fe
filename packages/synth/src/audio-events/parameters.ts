import { accepted, type Parameters, refused, type Result } from '@assent/schema';
import { readParameters, type ValuesOf } from '../parameters.ts';

/** Ascending: sines that are no multiples of one another; one sine that bends another; a tone with its overtones; hiss. */
const types = ['additive', 'fm', 'harmonic', 'noise'] as const;
export type EventType = (typeof types)[number];

/** What `audio-events` can be asked for. */
export const audioFields = {
  rate: { kind: 'whole', min: 8000, max: 48_000, standard: 16_000, says: 'samples a second' },
  milliseconds: { kind: 'whole', min: 500, max: 10_000, standard: 4000, says: 'length of a sound' },
  minEvents: { kind: 'whole', min: 1, max: 8, standard: 1, says: 'the fewest events in a sound' },
  maxEvents: { kind: 'whole', min: 1, max: 8, standard: 5, says: 'the most events in a sound' },
  types: { kind: 'names', of: types, says: 'what may be heard' },
} as const;

export type AudioParameters = ValuesOf<typeof audioFields>;

export const readAudioParameters = (given: Parameters): Result<AudioParameters> => {
  const values = readParameters(audioFields, given);
  if (!values.ok) return values;
  const { minEvents, maxEvents, milliseconds } = values.value;
  if (minEvents > maxEvents) {
    return refused('malformed', `minEvents: ${minEvents}, more than maxEvents, ${maxEvents}`);
  }
  return maxEvents * 250 > milliseconds
    ? refused('malformed', `maxEvents: at most one in 250 milliseconds, ${Math.floor(milliseconds / 250)}`)
    : accepted(values.value);
};
