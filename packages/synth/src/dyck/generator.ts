import { accepted, type Parameters } from '@assent/schema';
import type { Generated, Generator } from '../generator.ts';
import { type DyckLabels, prepareDyck } from './generate.ts';
import { golden } from './golden.ts';
import { manifest } from './manifest.ts';
import { dyckFields } from './parameters.ts';
import { recheckDyck } from './recheck.ts';

/** Balanced brackets of many kinds: for a model of language to begin with. */
export const dyck: Generator = {
  manifest,
  fields: dyckFields,
  golden,
  prepare(parameters: Parameters) {
    const generate = prepareDyck(parameters);
    return generate.ok ? accepted({ generate: generate.value, recheck: recheckDyck, tally }) : generate;
  },
};

const tally = (item: Generated): Record<string, Record<string, number>> => ({
  language: { [(item.labels as DyckLabels).language]: 1 },
});
