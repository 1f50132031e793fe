import { parseArgs } from 'node:util';
import { measureDigits } from './pictures/digits.ts';
import { measureFashion } from './pictures/fashion.ts';
import { measureTables } from './tables.ts';

// `pnpm bench:evidence [NAME…] [--pages FOLDER]`: what the synthetic items are worth. `digits` and `fashion` are of pictures, every
// other name a part of those in the table of tables; without a name all is measured.

const { values, positionals: wanted } = parseArgs({ options: { pages: { type: 'string' } }, allowPositionals: true });
const pictures = { digits: measureDigits, fashion: measureFashion };
const tables = wanted.filter((name) => !(name in pictures));

const verdicts = wanted.length === 0 || tables.length > 0 ? await measureTables(tables, values.pages) : [];
for (const [name, measure] of Object.entries(pictures)) {
  if (wanted.length === 0 || wanted.includes(name)) verdicts.push(...(await measure()));
}
process.stdout.write(`\n${verdicts.map(({ line }) => line).join('\n')}\n`);
process.exitCode = verdicts.every(({ met }) => met) ? 0 : 1;
