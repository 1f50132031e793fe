import { accepted, type Parameters } from '@assent/schema';
import type { Generated, Generator } from '../generator.ts';
import { prepareIfs } from './generate.ts';
import { golden } from './golden.ts';
import type { IfsLabels } from './labels.ts';
import { manifest } from './manifest.ts';
import { ifsFields } from './parameters.ts';
import { recheckIfs } from './recheck.ts';

/** Attractors of random iterated function systems, one a class: for a network to begin with, not for what they show. */
export const ifs: Generator = {
  manifest,
  fields: ifsFields,
  golden,
  prepare(parameters: Parameters) {
    const generate = prepareIfs(parameters);
    return generate.ok ? accepted({ generate: generate.value, recheck: recheckIfs, tally }) : generate;
  },
};

const tally = (item: Generated): Record<string, Record<string, number>> => {
  const { background, maps, palette } = item.labels as IfsLabels;
  return { background: { [background]: 1 }, maps: { [maps.length]: 1 }, palette: { [palette]: 1 } };
};
