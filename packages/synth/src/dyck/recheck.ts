import { readText } from '../canonical-text.ts';
import type { Generated } from '../generator.ts';
import type { DyckLabels } from './generate.ts';

/** Read the brackets again and say what disagrees with the labels. */
export const recheckDyck = (item: Generated): string[] => {
  const text = readText(item.content);
  if (!text.ok) return [text.refusal.detail];
  const { language, types, tokens, depth } = item.labels as DyckLabels;
  if (!/^(?:0|[1-9]\d{0,3})(?: (?:0|[1-9]\d{0,3}))*\n$/.test(text.value)) return ['not one line of numbers'];
  const sequence = text.value.trimEnd().split(' ').map(Number);
  if (sequence.length !== tokens) return [`${sequence.length} brackets, not ${tokens}`];
  const counts = Array.from({ length: types }, () => 0);
  const stack: number[] = [];
  let [open, deepest] = [0, 0];
  for (const [at, token] of sequence.entries()) {
    if (token >= 2 * types) return [`bracket ${at}: ${token}, of more than ${types} kinds`];
    if (token < types) {
      counts[token]!++;
      stack.push(token);
      open++;
      deepest = Math.max(deepest, open);
      continue;
    }
    if (counts[token - types]!-- === 0) return [`bracket ${at}: closes what is not open`];
    if (stack.pop() !== token - types && language === 'nested') return [`bracket ${at}: closes across another`];
    open--;
  }
  if (open > 0) return [`${open} brackets are left open`];
  return deepest === depth ? [] : [`${deepest} deep, not ${depth}`];
};
