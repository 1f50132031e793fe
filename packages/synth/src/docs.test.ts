import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { contactSheet, sheetItem } from '../scripts/sheet.ts';
import { sceneFields } from './shapes-scene/parameters.ts';
import { shapesScene } from './shapes-scene/generator.ts';

const docs = new URL('../../../docs/generators/', import.meta.url);
const page = readFileSync(new URL('shapes-scene.md', docs), 'utf8');

const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? '';

describe('the page of shapes-scene', () => {
  test('shows pictures that the generator makes', async () => {
    const png = readFileSync(new URL('shapes-scene.png', docs));
    // After a change of what pictures look like: node packages/synth/scripts/contact-sheet.ts
    expect(png.equals(await contactSheet(shapesScene, 144))).toBe(true);
  });

  test('shows labels that the generator writes', async () => {
    const { labels } = await sheetItem(shapesScene, 2, 144);
    expect(JSON.parse(block('json'))).toEqual(labels);
  });

  test('has a sample that runs and prints what the page says', () => {
    const folder = fileURLToPath(new URL('..', import.meta.url));
    const printed = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', block('ts')], {
      cwd: folder,
    });
    expect(printed.toString()).toBe(block('text'));
  });

  test('lists every parameter with its range, its names and its standard value', () => {
    for (const [name, field] of Object.entries(sceneFields)) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
      const words =
        field.kind === 'whole'
          ? [`${field.min} to ${field.max}`, `| ${field.standard} |`]
          : field.of.map((of) => `\`${of}\``);
      for (const word of words) expect(row).toContain(word);
    }
  });

  test('says what the manifest says', () => {
    const { version, evidence } = shapesScene.manifest;
    expect(page).toContain(`| version | ${version} |`);
    for (const { value } of evidence.filter(({ grade }) => grade === 'measured')) {
      if (/^[\d,]+ of/.test(value) && !value.includes(':')) expect(page).toContain(value);
    }
  });
});
