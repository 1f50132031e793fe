import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sheetItem, sheetOf, sheets } from '../scripts/sheet.ts';
import type { Generator } from './generator.ts';
import { generators } from './generators.ts';
import { shapesScene } from './shapes-scene/generator.ts';

const docs = new URL('../../../docs/generators/', import.meta.url);
const pageOf = ({ manifest }: Generator) => readFileSync(new URL(`${manifest.id}.md`, docs), 'utf8');

const block = (page: string, language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? '';

describe.each(generators)('the page of $manifest.id', (generator) => {
  test('lists every parameter with its range, its names and its standard value', () => {
    for (const [name, field] of Object.entries(generator.fields)) {
      const row = pageOf(generator)
        .split('\n')
        .find((line) => line.startsWith(`| \`${name}\` |`));
      expect({ name, row }).toEqual({ name, row: expect.any(String) });
      const number = (value: number) => value.toLocaleString('en');
      const words =
        field.kind === 'whole'
          ? [`${number(field.min)} to ${number(field.max)}`, `| ${number(field.standard)} |`]
          : field.kind === 'names'
            ? field.of.map((of) => `\`${of}\``)
            : [];
      for (const word of words) expect(row).toContain(word);
    }
  });

  test('says what the manifest says', () => {
    const { version, evidence, roles } = generator.manifest;
    const page = pageOf(generator);
    expect(page).toContain(`| version | ${version} |`);
    expect(page).toContain(`| class | \`${generator.manifest.class}\``);
    for (const role of roles) expect(page).toContain(`\`${role}\``);
    for (const { value } of evidence.filter(({ grade }) => grade !== 'none')) {
      const figure = /^\d[\d,.]*(?: of [\d,]+| to [\d.]+ %| %)?/.exec(value)?.[0];
      if (figure !== undefined && !value.includes(':')) expect(page).toContain(figure);
    }
  });
});

describe.each(generators.filter(({ manifest }) => manifest.modality === 'image'))(
  'the page of $manifest.id',
  (generator) => {
    test('shows pictures that the generator makes', async () => {
      const png = readFileSync(new URL(`${generator.manifest.id}.png`, docs));
      // After a change of what pictures look like: node packages/synth/scripts/contact-sheet.ts
      expect(png.equals(await sheetOf(generator))).toBe(true);
    });
  },
);

describe.each(generators.filter((generator) => block(pageOf(generator), 'json') !== ''))(
  'the page of $manifest.id',
  (generator) => {
    test('shows labels that the generator writes', async () => {
      const which = Number(/[Ss]eed `contact sheet (\d+)`/.exec(pageOf(generator))![1]);
      const { labels } = await sheetItem(generator, which, sheets[generator.manifest.id]!.parameters);
      expect(JSON.parse(block(pageOf(generator), 'json'))).toEqual(labels);
    });
  },
);

test('the sample of shapes-scene runs and prints what its page says', () => {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const page = pageOf(shapesScene);
  const printed = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', block(page, 'ts')], {
    cwd: folder,
  });
  expect(printed.toString()).toBe(block(page, 'text'));
});
