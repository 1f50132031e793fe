import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomSeed } from '@assent/signing';
import { writeKeyFile } from '@assent/signing/key-file';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { photograph } from '../support/photograph.ts';
import { barriers, overflow } from './support/accessibility.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { openPlace } from './support/place.ts';
import { unwrap } from './support/signing.ts';

const browser = await openBrowser();
const place = await openPlace();
const folder = await mkdtemp(join(tmpdir(), 'assent-languages-'));
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
const screenshots = process.env['ASSENT_SCREENSHOTS'] ?? join(tmpdir(), 'assent-screenshots');
await mkdir(screenshots, { recursive: true });

const spoken = (page: Page): Promise<string> => page.evaluate(() => document.documentElement.lang);

it('a page speaks the first of the browser’s languages that it knows, and English where it knows none', async () => {
  for (const [locale, lang, heading] of [
    ['es-MX', 'es', 'Qué se puede usar para entrenar IA'],
    ['en-US', 'en', 'What may be used to train AI'],
    ['fi-FI', 'en', 'What may be used to train AI'],
  ] as const) {
    const { page } = await openPage(browser, place.address, { locale });
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await spoken(page)).toBe(lang);
    await page.context().close();
  }
});

it('a language that is chosen is spoken at once, by the keyboard too, loses nothing, and is remembered', async () => {
  const { page, faults } = await openPage(browser, place.address);
  await page.goto('/');
  const field = page.getByRole('textbox');
  await field.fill('no hash yet');
  await page.getByRole('radio', { name: 'English' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.getByRole('heading', { level: 1, name: 'Qué se puede usar para entrenar IA' }).waitFor();
  expect(await field.inputValue()).toBe('no hash yet');
  expect(await spoken(page)).toBe('es');
  await page.getByRole('button', { name: 'Buscar', exact: true }).click();
  await page.getByText('Un SHA-256 tiene 64 cifras').waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Publicar obras' }).click();
  await page.getByRole('heading', { level: 1, name: 'Di para qué se pueden usar tus obras' }).waitFor();
  expect(await page.title()).toBe('Publicar obras · Assent');
  expect(faults).toEqual([]);
});

it('who publishes in Spanish signs the Spanish text, and its page fits a phone and is accessible', async () => {
  const { page, faults } = await openPage(browser, place.address, {
    locale: 'es-ES',
    viewport: { width: 360, height: 900 },
  });
  const key = join(folder, 'spanish.key');
  const { did } = unwrap(await writeKeyFile(key, randomSeed(), undefined));
  await page.goto('/publish');
  const choose = async (name: string, file: string) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name }).click();
    await (await chooser).setFiles(file);
  };
  await choose('Elegir un archivo de clave', key);
  await choose('Elegir archivos', photograph('acanthus-mollis'));
  await page.getByText('1 obra lista.').waitFor();
  await page.getByText('A nadie', { exact: true }).click();
  const shown = await page.getByLabel('Lo que firmas').getByRole('paragraph').allInnerTexts();
  expect(shown).toContain('Un modelo que ya haya aprendido de ellas no las olvidará.');
  await page.screenshot({ path: join(screenshots, 'publish-spanish-light-360.png'), fullPage: true });
  expect(await overflow(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Firmar y publicar 1 obra' }).click();
  await page.getByText('Comprobado ahora mismo por esta página').waitFor();
  const { entries } = await place.api.statements.list.query({ limit: 1, signer: did });
  const { statement } = await place.api.statements.read.query({ index: entries[0]!.index });
  expect(statement.kind === 'grant' && statement.notice.language).toBe('es');
  expect(faults).toEqual([]);
});
