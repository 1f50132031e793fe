import { accepted, type Parameters } from '@assent/schema';
import type { Generated, Generator } from '../generator.ts';
import { type AudioLabels, prepareAudio } from './generate.ts';
import { golden } from './golden.ts';
import { manifest } from './manifest.ts';
import { audioFields } from './parameters.ts';
import { recheckAudio } from './recheck.ts';

/** Tones and hisses one after the other, with what they are and where they begin. */
export const audioEvents: Generator = {
  manifest,
  fields: audioFields,
  golden,
  prepare(parameters: Parameters) {
    const generate = prepareAudio(parameters);
    return generate.ok ? accepted({ generate: generate.value, recheck: recheckAudio, tally }) : generate;
  },
};

const tally = (item: Generated): Record<string, Record<string, number>> => {
  const { events } = item.labels as AudioLabels;
  const type: Record<string, number> = {};
  for (const event of events) type[event.type] = (type[event.type] ?? 0) + 1;
  return { events: { [events.length]: 1 }, type };
};
