import { generators } from '../src/generators.ts';
import { sheetOf, sheets } from './sheet.ts';

// Run as `node packages/synth/scripts/contact-sheet.ts` after a change of what pictures look like.

const { writeFileSync } = process.getBuiltinModule('node:fs');
for (const generator of generators.filter(({ manifest }) => (sheets[manifest.id]?.count ?? 0) > 0)) {
  const file = new URL(`../../../docs/generators/${generator.manifest.id}.png`, import.meta.url);
  const png = await sheetOf(generator);
  writeFileSync(file, png);
  process.stdout.write(`${generator.manifest.id}: ${png.length} bytes\n`);
}
