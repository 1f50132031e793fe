import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digestFile, digestOf, entries, sourcesOf } from '../scripts/source-digest.ts';
import { generators } from './generators.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('every generator says where its code begins', () => {
  expect(generators.map(({ manifest }) => manifest.id)).toEqual(Object.keys(entries));
});

describe.each(generators)('$manifest.id', ({ manifest: { id, codeDigest } }) => {
  // After a change, run `node packages/synth/scripts/code-digest.ts`. Where items come out differently (golden hashes
  // move), the version has to move too.
  test('the digest in its manifest is that of its sources (or: scripts/code-digest.ts was not run, see here)', () => {
    expect(digestOf(entries[id]!, read)).toBe(codeDigest);
    expect(read(`${id}/code-digest.ts`)).toBe(digestFile(codeDigest));
  });

  test('the digest covers whatever decides an item, and not the file it is written in', () => {
    const sources = sourcesOf(entries[id]!, read);
    expect(sources).toEqual(expect.arrayContaining(['random.ts', entries[id]!]));
    expect(sources).not.toContain(`${id}/code-digest.ts`);
  });
});

describe('the digest', () => {
  const files: Record<string, string> = {
    'a/entry.ts': `import { b } from './b.ts';\nimport {\n  c,\n  d,\n} from '../c.ts';\nimport type { e } from './e.ts';\nexport { f } from './f.ts';\n`,
    'a/b.ts': `import { c } from '../c.ts';\n// ü\n`,
    'a/f.ts': '',
    'c.ts': `import { x } from 'elsewhere';\n`,
  };
  const digest = (changed: Record<string, string> = {}) =>
    digestOf('a/entry.ts', (path) => ({ ...files, ...changed })[path]!);

  test('follows imports of values, also over lines and through exports, and not imports of types', () => {
    expect(sourcesOf('a/entry.ts', (path) => files[path]!)).toEqual(['a/b.ts', 'a/entry.ts', 'a/f.ts', 'c.ts']);
  });

  test('is the hash of path, length and text', () => {
    const expected = createHash('sha256');
    for (const path of ['a/b.ts', 'a/entry.ts', 'a/f.ts', 'c.ts']) {
      expected.update(`${path}\0${Buffer.byteLength(files[path]!)}\0${files[path]}`);
    }
    expect(digest()).toBe(expected.digest('hex'));
  });

  test('moves with any byte of any file it covers', () => {
    for (const path of Object.keys(files)) expect(digest({ [path]: `${files[path]} ` })).not.toBe(digest());
  });
});
