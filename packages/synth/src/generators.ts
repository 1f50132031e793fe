import { accepted, type GeneratorRef, refused, type Result } from '@assent/schema';
import type { Generator } from './generator.ts';
import { audioEvents } from './audio-events/generator.ts';
import { avatar } from './avatar/generator.ts';
import { dyck } from './dyck/generator.ts';
import { glyph } from './glyph/generator.ts';
import { grammar } from './grammar/generator.ts';
import { ifs } from './ifs/generator.ts';
import { shapesScene } from './shapes-scene/generator.ts';
import { tabularCart } from './tabular-cart/generator.ts';
import { tabularDeclared } from './tabular-declared/generator.ts';
import { tabularMst } from './tabular-mst/generator.ts';

/** Every generator there is. A closed list: a plan cannot bring code of its own. */
export const generators: readonly Generator[] = [
  audioEvents,
  avatar,
  dyck,
  glyph,
  grammar,
  ifs,
  shapesScene,
  tabularCart,
  tabularDeclared,
  tabularMst,
];

/** How a statement names a generator: which one, and exactly which code. */
export const generatorRef = ({ manifest: { id, version, codeDigest } }: Generator): GeneratorRef => ({
  id,
  version,
  codeDigest,
});

/** The newest generator of that name, for writing a plan; a statement is checked with `findGenerator`. */
export const generatorNamed = (id: string): Result<Generator> => {
  const found = generators.findLast(({ manifest }) => manifest.id === id);
  return found ? accepted(found) : refused('generator_unknown', id);
};

/** The generator that a signed statement names, of that very version and code; otherwise `generator_unknown`. */
export const findGenerator = ({ id, version, codeDigest }: GeneratorRef): Result<Generator> => {
  const versions = generators.filter(({ manifest }) => manifest.id === id);
  if (versions.length === 0) return refused('generator_unknown', id);
  const same = versions.filter(({ manifest }) => manifest.version === version);
  if (same.length === 0) return refused('generator_unknown', `${id} ${version}`);
  // Other code of the same version may draw something else: its items could not be told from forged ones.
  const found = same.find(({ manifest }) => manifest.codeDigest === codeDigest);
  return found ? accepted(found) : refused('generator_unknown', `${id} ${version} with code ${codeDigest}`);
};
