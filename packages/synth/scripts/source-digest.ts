import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toUtf8 } from '@assent/schema';

/** The file that each generator makes its items with; what it imports is found from it. */
export const entries: Readonly<Record<string, string>> = {
  'audio-events': 'audio-events/generate.ts',
  avatar: 'avatar/generate.ts',
  dyck: 'dyck/generate.ts',
  glyph: 'glyph/generate.ts',
  grammar: 'grammar/generate.ts',
  ifs: 'ifs/generate.ts',
  'shapes-scene': 'shapes-scene/generate.ts',
  'tabular-cart': 'tabular-cart/generate.ts',
  'tabular-declared': 'tabular-declared/generate.ts',
  'tabular-mst': 'tabular-mst/generate.ts',
};

/** Imports of values from files of this package; imports of types leave no trace in what runs. */
const valueImport = /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)';/gm;

/** The entry and every file of this package that it runs, ascending. Paths are relative to `src`. */
export const sourcesOf = (entry: string, read: (path: string) => string): string[] => {
  const found = new Set([entry]);
  for (const path of found) {
    for (const [, specifier] of read(path).matchAll(valueImport)) {
      found.add(new URL(specifier!, `file:///${path}`).pathname.slice(1));
    }
  }
  return [...found].toSorted();
};

/** SHA-256 over `path ‖ 0x00 ‖ length in bytes ‖ 0x00 ‖ text` of each source, ascending by path; UTF-8, decimal. */
export const digestOf = (entry: string, read: (path: string) => string): string => {
  const hash = sha256.create();
  for (const path of sourcesOf(entry, read)) {
    const text = toUtf8(read(path));
    hash.update(toUtf8(`${path}\0${text.length}\0`)).update(text);
  }
  return bytesToHex(hash.digest());
};

/** The text of the file that holds a generator's digest. */
export const digestFile = (digest: string): string =>
  `/** Written by \`node packages/synth/scripts/code-digest.ts\`. */\nexport const codeDigest = '${digest}';\n`;
