/**
 * Writes the published test vectors, and the table of their attacks: the same bytes from the same sources, every time. A
 * test compares.
 *
 *     node tests/conformance/vectors/write.ts
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { hashOf, keyOf } from '../../support/written-statements.ts';
import { fillAttacks } from './make/attack-table.ts';
import { makeVectorFiles } from './make/files.ts';
import { keyNames } from './make/seal.ts';

const page = join(import.meta.dirname, '..', '..', '..', 'docs', 'spec', 'vectors.md');

/** The text of each file by its path. */
export const writeVectors = async (): Promise<ReadonlyMap<string, string>> => {
  const keys = keyNames.map((name) => {
    const { did, publicKey } = keyOf(name);
    return { name, seed: hashOf(`key of ${name}`), publicKey: bytesToHex(publicKey), did };
  });
  const cases = await makeVectorFiles();
  const files = [['keys.jsonl', keys] as const, ...cases].map(
    ([name, lines]) =>
      [join(import.meta.dirname, name), lines.map((line) => `${JSON.stringify(line)}\n`).join('')] as const,
  );
  return new Map([...files, [page, fillAttacks(await readFile(page, 'utf8'), cases)]]);
};

if (import.meta.main) {
  const files = await writeVectors();
  for (const [path, text] of files) await writeFile(path, text);
  console.log(`wrote ${files.size} files`);
}
