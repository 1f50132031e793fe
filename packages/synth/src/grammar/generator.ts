import { accepted, type Parameters } from '@assent/schema';
import type { Generated, Generator } from '../generator.ts';
import { type GrammarLabels, grammarFields, prepareGrammar } from './generate.ts';
import { golden } from './golden.ts';
import { manifest } from './manifest.ts';
import { recheckGrammar } from './recheck.ts';

/** Short requests in English, with what they want and which words say it. */
export const grammar: Generator = {
  manifest,
  fields: grammarFields,
  golden,
  prepare(parameters: Parameters) {
    const generate = prepareGrammar(parameters);
    return generate.ok ? accepted({ generate: generate.value, recheck: recheckGrammar, tally }) : generate;
  },
};

const tally = (item: Generated): Record<string, Record<string, number>> => {
  const { sentences } = item.labels as GrammarLabels;
  return {
    intent: countBy(sentences.map(({ intent }) => intent)),
    slot: countBy(sentences.flatMap(({ slots }) => slots.map(({ slot }) => slot))),
  };
};

const countBy = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
