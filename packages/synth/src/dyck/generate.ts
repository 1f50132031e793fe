import { accepted, type Parameters, type Result, toUtf8 } from '@assent/schema';
import { textContent } from '../canonical-text.ts';
import type { Generated } from '../generator.ts';
import { type Random, randomOf } from '../random.ts';
import { type DyckParameters, type Language, readDyckParameters } from './parameters.ts';

// The digest of the code covers this file and all it imports: everything an item follows from, beside its seed.

export const id = 'dyck';
export const version = '1.0.0';

/** What is known of a text of brackets. */
export type DyckLabels = {
  format: 'dyck/1';
  language: Language;
  /** A bracket of kind i opens as the number i and closes as `types` + i. */
  types: number;
  tokens: number;
  /** The most brackets that are open at a time. */
  depth: number;
};

/** How to write brackets from a seed, once the parameters are checked. */
export const prepareDyck = (given: Parameters): Result<(seed: Uint8Array) => Generated> => {
  const parameters = readDyckParameters(given);
  if (!parameters.ok) return parameters;
  return accepted((seed) => {
    const random = randomOf(seed, 'brackets');
    const language = random.pick(parameters.value.languages);
    const { sequence, depth } = drawSequence(language, parameters.value, random);
    const text = `${sequence.join(' ')}\n`;
    const { types, tokens } = parameters.value;
    const labels: DyckLabels = { format: 'dyck/1', language, types, tokens, depth };
    return { content: textContent(text), bytes: toUtf8(text), mime: 'text/plain', ext: 'txt', labels };
  });
};

/** Each step opens or closes, evenly, where both are possible; a kind to open is drawn evenly. */
const drawSequence = (
  language: Language,
  { types, tokens, maxDepth }: DyckParameters,
  random: Random,
): { sequence: number[]; depth: number } => {
  const sequence: number[] = [];
  /** Kinds that are open, in the order they opened. */
  const open: number[] = [];
  let depth = 0;
  while (sequence.length < tokens) {
    const mayOpen = open.length < Math.min(maxDepth, tokens - sequence.length);
    if (open.length === 0 || (mayOpen && random.below(2) === 0)) {
      open.push(random.below(types));
      sequence.push(open.at(-1)!);
      depth = Math.max(depth, open.length);
    } else if (language === 'nested') sequence.push(types + open.pop()!);
    else {
      // Any of those that are open, evenly: the last takes its place.
      const i = random.below(open.length);
      sequence.push(types + open[i]!);
      const last = open.pop()!;
      if (i < open.length) open[i] = last;
    }
  }
  return { sequence, depth };
};
