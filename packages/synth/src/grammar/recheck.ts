import { readText } from '../canonical-text.ts';
import type { Generated } from '../generator.ts';
import type { GrammarLabels } from './generate.ts';
import { slots, templates } from './lexicon.ts';

/** Read the sentences again and say what disagrees with the labels: each must be a template of its intent with its slots filled in. */
export const recheckGrammar = (item: Generated): string[] => {
  const text = readText(item.content);
  if (!text.ok) return [text.refusal.detail];
  const { sentences } = item.labels as GrammarLabels;
  const lines = text.value.split('\n');
  if (lines.pop() !== '' || lines.length !== sentences.length) {
    return [`${lines.length} sentences, not ${sentences.length}`];
  }
  return sentences.flatMap(({ intent, slots: filled }, i) => {
    const line = lines[i]!;
    let template = '';
    let done = 0;
    for (const { slot, start, end, value } of filled) {
      if (start < done || line.slice(start, end) !== value) return [`sentence ${i}: ${value} does not stand there`];
      if (slots[slot]?.includes(value) !== true) return [`sentence ${i}: ${value} is no ${slot}`];
      template += `${line.slice(done, start)}{${slot}}`;
      done = end;
    }
    template += line.slice(done);
    return templates[intent].includes(template) ? [] : [`sentence ${i}: not about ${intent}`];
  });
};
