import { accepted, type Parameters } from '@assent/schema';
import type { Generated, Generator } from '../generator.ts';
import { prepareGlyphs } from './generate.ts';
import { golden } from './golden.ts';
import type { GlyphLabels } from './labels.ts';
import { manifest } from './manifest.ts';
import { glyphFields } from './parameters.ts';
import { recheckGlyphs } from './recheck.ts';

/** Digits, letters, words and lines in openly licensed faces, with the place of every character. */
export const glyph: Generator = {
  manifest,
  fields: glyphFields,
  golden,
  prepare(parameters: Parameters) {
    const generate = prepareGlyphs(parameters);
    return generate.ok ? accepted({ generate: generate.value, recheck: recheckGlyphs, tally }) : generate;
  },
};

const tally = (item: Generated): Record<string, Record<string, number>> => {
  const { characters, face, ink, kind } = item.labels as GlyphLabels;
  const counts: Record<string, number> = {};
  for (const { character } of characters) counts[character] = (counts[character] ?? 0) + 1;
  return { character: counts, face: { [face]: 1 }, ink: { [ink]: 1 }, kind: { [kind]: 1 } };
};
