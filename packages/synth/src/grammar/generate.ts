import { accepted, type Parameters, type Result, toUtf8 } from '@assent/schema';
import { textContent } from '../canonical-text.ts';
import type { Generated } from '../generator.ts';
import { readParameters } from '../parameters.ts';
import { type Random, randomOf } from '../random.ts';
import { type Intent, intents, slots, templates } from './lexicon.ts';

// The digest of the code covers this file and all it imports: everything an item follows from, beside its seed.

export const id = 'grammar';
export const version = '1.0.0';

/** What `grammar` can be asked for. */
export const grammarFields = {
  sentences: { kind: 'whole', min: 1, max: 64, standard: 8, says: 'sentences in a text, a line each' },
  intents: { kind: 'names', of: intents, says: 'what the sentences may be about' },
} as const;

/** A part of a sentence that was filled in: characters `[start, end)` of its line, counted as UTF-16 has them. */
type SlotLabel = { slot: string; start: number; end: number; value: string };

export type GrammarLabels = {
  format: 'grammar/1';
  sentences: { intent: Intent; slots: SlotLabel[] }[];
};

/** How to write sentences from a seed, once the parameters are checked. */
export const prepareGrammar = (given: Parameters): Result<(seed: Uint8Array) => Generated> => {
  const parameters = readParameters(grammarFields, given);
  if (!parameters.ok) return parameters;
  const { sentences: count, intents: asked } = parameters.value;
  return accepted((seed) => {
    const random = randomOf(seed, 'sentences');
    const sentences = Array.from({ length: count }, () => drawSentence(random.pick(asked), random));
    const text = sentences.map((sentence) => `${sentence.text}\n`).join('');
    const labels: GrammarLabels = {
      format: 'grammar/1',
      sentences: sentences.map(({ intent, slots: filled }) => ({ intent, slots: filled })),
    };
    return { content: textContent(text), bytes: toUtf8(text), mime: 'text/plain', ext: 'txt', labels };
  });
};

/** A template of the intent, each slot filled evenly; no value stands twice in a sentence. */
const drawSentence = (intent: Intent, random: Random): { intent: Intent; text: string; slots: SlotLabel[] } => {
  const filled: SlotLabel[] = [];
  let text = '';
  // Odd parts are the names of slots.
  for (const [i, part] of random.pick(templates[intent]).split(/[{}]/).entries()) {
    if (i % 2 === 0) {
      text += part;
      continue;
    }
    const value = random.pick(slots[part]!.filter((one) => filled.every((other) => other.value !== one)));
    filled.push({ slot: part, start: text.length, end: text.length + value.length, value });
    text += value;
  }
  return { intent, text, slots: filled };
};
