/**
 * `node packages/schema/scripts/write-json-schemas.ts [FOLDER]` writes the JSON Schema of every named shape, so that
 * other languages have them without running ours. The folder is `packages/schema/json-schema` where none is given.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { jsonSchema, namedSchemas } from '../src/json-schemas.ts';

const folder = process.argv[2] ?? join(dirname(import.meta.dirname), 'json-schema');
const names = Object.keys(namedSchemas).map((name) => [name, `${name}.v1.json`] as const);

await mkdir(folder, { recursive: true });
const files = new Set<string>(names.map(([, file]) => file));
// A shape that is gone, or has another name now, leaves nothing behind.
for (const file of await readdir(folder)) {
  if (/\.v[0-9]+\.json$/.test(file) && !files.has(file)) await rm(join(folder, file));
}
for (const [name, file] of names) {
  await writeFile(join(folder, file), `${JSON.stringify(jsonSchema(name), null, 2)}\n`);
}
