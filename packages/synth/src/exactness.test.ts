import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** These are exact by ECMA-262 (`sqrt` by IEEE 754); every other `Math` function may differ between engines. */
const exact = ['PI', 'abs', 'ceil', 'floor', 'imul', 'max', 'min', 'sqrt'];

const forbidden: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`\\bMath\\s*(?!\\.(?:${exact.join('|')})\\b)(?:\\.\\w+|\\[)`),
    'a function of Math that engines may round differently',
  ],
  [/\*\*/, '`**`, which is Math.pow'],
  [/\b(?:Date|performance|Temporal)\b/, 'a clock'],
  [/\b(?:getRandomValues|randomUUID|crypto)\b/, 'chance'],
  [/\b(?:Intl|toLocale\w+|localeCompare)\b/, 'the place it runs in'],
  [/\b(?:Float32Array|Float16Array|fround|f16round)\b/, 'floats of less than 64 bits'],
  [/\b(?:WebGL\w*|OffscreenCanvas|getContext|WebAssembly)\b/, 'drawing or arithmetic outside of the language'],
];

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(?<!:)\/\/.*$/gm, '');

const problems = (text: string) =>
  forbidden.flatMap(([pattern, what]) => (pattern.test(withoutComments(text)) ? [what] : []));

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  // Hashes with `node:crypto`, and nothing else: see tests/repo/boundaries.ts.
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && path !== 'sha256-native.ts',
);

test('nothing that decides an item depends on engine, clock, chance or place', () => {
  expect(sources.length).toBeGreaterThan(20);
  for (const path of sources) {
    expect({ path, problems: problems(readFileSync(join(import.meta.dirname, path), 'utf8')) }).toEqual({
      path,
      problems: [],
    });
  }
});

test.each([
  'const a = Math.pow(2, 3);',
  'const a = Math.sin(1);',
  `const a = Math['random']();`,
  'const a = Math.floorish(1);',
  'const a = 2 ** 3;',
  'const a = Date.now();',
  'const a = new Date();',
  'const a = crypto.getRandomValues(b);',
  'const a = b.toLocaleString();',
  'const a = new Float32Array(3);',
])('%s is found', (text) => {
  expect(problems(text)).not.toEqual([]);
});

test.each([
  'const a = Math.sqrt(2) + Math.floor(3.5);',
  '/** Math.sin */',
  'const a = "http://x.example"; // Math.pow',
])('%s is not', (text) => {
  expect(problems(text)).toEqual([]);
});
