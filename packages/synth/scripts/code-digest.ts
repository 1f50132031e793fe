import { digestFile, digestOf, entries } from './source-digest.ts';

// Run as `node packages/synth/scripts/code-digest.ts` after changing how items are made; where that changes the items
// themselves, the generator's version moves too, and golden hashes only with a new major version.

const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
const source = (path: string) => new URL(`../src/${path}`, import.meta.url);

for (const [id, entry] of Object.entries(entries)) {
  const digest = digestOf(entry, (path) => readFileSync(source(path), 'utf8'));
  writeFileSync(source(`${id}/code-digest.ts`), digestFile(digest));
  process.stdout.write(`${id} ${digest}\n`);
}
