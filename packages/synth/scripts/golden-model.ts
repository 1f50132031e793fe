import { fromUtf8 } from '@assent/schema';
import { generatorNamed } from '../src/generators.ts';
import { goldenContext, goldenRows } from './golden-table.ts';

// Run as `node packages/synth/scripts/golden-model.ts NAME…` to fit the models that golden rows are drawn from anew, and
// then `golden.ts NAME…`. A model that moves says that fitting gives other models: a new minor version at least.

const { writeFileSync } = process.getBuiltinModule('node:fs');

for (const id of process.argv.slice(2)) {
  const found = generatorNamed(id);
  if (!found.ok || found.value.fit === undefined) throw new Error(`${id} is not fitted`);
  const model = await found.value.fit(goldenRows(400), {}, goldenContext());
  if (!model.ok) throw new Error(model.refusal.detail);
  const text = fromUtf8(model.value.bytes);
  if (!text.ok) throw new Error(text.refusal.detail);
  writeFileSync(
    new URL(`../src/${id}/golden-model.ts`, import.meta.url),
    `import { toUtf8 } from '@assent/schema';\n\n` +
      `/** Written by \`node packages/synth/scripts/golden-model.ts ${id}\`: fitted on 400 rows made by rules, of nobody. */\n` +
      `export const goldenModel = toUtf8(\n  '${text.value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}',\n);\n\n` +
      `export const goldenModelHash = '${model.value.sha256}';\n`,
  );
  process.stdout.write(`${id} ${model.value.sha256}, ${model.value.bytes.length} bytes\n`);
}
