import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { photograph } from '../support/photograph.ts';
import { barriers, overflow } from './support/accessibility.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { openPlace } from './support/place.ts';

const browser = await openBrowser();
const place = await openPlace();
const folder = await mkdtemp(join(tmpdir(), 'assent-own-keys-'));
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
const screenshots = process.env['ASSENT_SCREENSHOTS'] ?? join(tmpdir(), 'assent-screenshots');
await mkdir(screenshots, { recursive: true });
const passphrase = 'plum ladder quiet harbour';

const saved = async (page: Page, name: string): Promise<string> => {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  const path = join(folder, `${Math.random()}.file`);
  await (await download).saveAs(path);
  return path;
};

const choose = async (page: Page, name: string, file: string): Promise<void> => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name }).click();
  await (await chooser).setFiles(file);
};

const openKey = async (page: Page, file: string, sealed: boolean): Promise<void> => {
  await choose(page, 'Choose a key file', file);
  if (!sealed) return;
  await page.getByLabel('Passphrase of this file').fill(passphrase);
  await page.getByRole('button', { name: 'Open the key' }).click();
};

const makeIdentity = async (page: Page) => {
  await page.goto('/me');
  await page.getByLabel('A passphrase for the files that you save').fill(passphrase);
  await page.getByRole('button', { name: 'Make my keys' }).click();
  const files = {
    signing: await saved(page, 'Save the signing key'),
    next: await saved(page, 'Save the next key'),
    recovery: await saved(page, 'Save the recovery key'),
  };
  const written = (await page.locator('code').first().innerText()).replaceAll(/\s/gu, '');
  await page.getByText('I have all three.').click();
  await page.getByRole('button', { name: 'Make this my identity' }).click();
  await page.getByText('The key in this browser signs for this identity').waitFor();
  return { ...files, written };
};

const publishOne = async (page: Page, name: string): Promise<void> => {
  await page.goto('/publish');
  await choose(page, 'Choose files', photograph(name));
  await page.getByText('1 work ready.').waitFor();
  await page.getByLabel('Tags').fill('plants, test');
  await page.getByText('The names of the files').click();
  await page.getByText('Nobody', { exact: true }).click();
  await page.getByRole('button', { name: 'Sign and publish 1 work' }).click();
};

it('keys are changed by the one that was announced, and recovered in another browser by the one that was written down', async () => {
  const { page, faults } = await openPage(browser, place.address);
  const files = await makeIdentity(page);

  // The signing key is not the one that was announced.
  await page.getByRole('button', { name: 'Change keys' }).click();
  await openKey(page, files.signing, true);
  await page.getByText('This is not the next key of this identity.').waitFor();
  await openKey(page, files.next, true);
  await page.getByLabel('A passphrase for the new key files').fill(passphrase);
  await page.getByRole('button', { name: 'Make the new keys' }).click();
  await saved(page, 'Save the new next key');
  await page.getByText('I have saved it all.').click();
  await page.getByRole('button', { name: 'Sign and change keys' }).click();
  await page.getByText('The new key signs for you from now on').waitFor();
  await publishOne(page, 'acanthus-mollis');
  await page.getByText('Checked just now by this page').waitFor();

  // Another browser, in which nothing is left but what was written down and the identity.
  const identity = (await place.api.statements.list.query({ limit: 1, kind: 'grant' })).entries[0]!.iss;
  const other = await openPage(browser, place.address);
  await other.page.goto('/me');
  await other.page.getByRole('button', { name: 'Recover an identity by its recovery key' }).click();
  const recovering = other.page.getByLabel('Which identity?');
  await recovering.fill(identity);
  await other.page
    .getByLabel('Or type the recovery key')
    .fill(files.written.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')));
  await other.page.getByRole('button', { name: 'Open the key' }).click();
  await other.page.getByText('This is not a recovery key of this identity.').waitFor();
  await other.page.getByLabel('Or type the recovery key').fill(files.written);
  await other.page.getByRole('button', { name: 'Open the key' }).click();
  await other.page.getByLabel('A passphrase for the new key files').fill(passphrase);
  await other.page.getByRole('button', { name: 'Make the new keys' }).click();
  await saved(other.page, 'Save the new signing key');
  await saved(other.page, 'Save the new next key');
  await other.page.getByText('I have saved it all.').click();
  await other.page.getByRole('button', { name: 'Sign and recover this identity' }).click();
  await other.page.getByText('The key in this browser signs for this identity').waitFor();
  await publishOne(other.page, 'march-pastoral');
  await other.page.getByText('Checked just now by this page').waitFor();

  // The first browser is told that its key is another's past, and the log takes nothing by it.
  await page.goto('/me');
  await page.getByText('The key in this browser no longer signs for this identity').waitFor();
  await publishOne(page, 'allium-oreophilum');
  await page.getByText('The registry did not record it').waitFor();

  // And stopped at once, from where it signs.
  await other.page.goto('/me');
  await other.page.getByRole('button', { name: 'Stop this key at once' }).click();
  await other.page.getByText('I have the next key or the recovery key.').click();
  await other.page.getByRole('button', { name: 'Sign and stop this key' }).click();
  await other.page.getByText('The key in this browser no longer signs for this identity').waitFor();
  const { entries } = await place.api.statements.list.query({ limit: 10, kind: 'identity', signer: identity });
  expect(entries.length).toBe(4);
  expect([...faults, ...other.faults].filter((fault) => !fault.includes('statements.publish'))).toEqual([]);
});

it('permissions are narrowed, taken along as a file, and withdrawn together with their datasets and models named', async () => {
  const { page, faults } = await openPage(browser, place.address, { viewport: { width: 360, height: 900 } });
  const files = await makeIdentity(page);
  expect(files.written.length).toBe(44);
  for (const name of ['locomotion-house-cat', 'airplane-from-above']) {
    await publishOne(page, name);
    await page.getByText('Checked just now by this page').waitFor();
  }
  await page.goto('/mine');
  const inForce = page.getByRole('list', { name: 'In force' });
  const first = inForce.getByRole('listitem').first();
  await first.getByRole('button', { name: 'Change or renew…' }).click();
  await first.getByRole('button', { name: 'What you allow from now on' }).click();
  await first.getByText('Nothing, and say so to machines.').click();
  await first.getByText('You refuse expressly').waitFor();
  await page.screenshot({ path: join(screenshots, 'mine-changing-light-360.png'), fullPage: true });
  expect(await overflow(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await first.getByRole('button', { name: 'Sign and replace it' }).click();
  const ended = page.getByRole('list', { name: 'Withdrawn or replaced' });
  await ended.getByText('It has ended for all of its works.').waitFor();
  const { entries } = await place.api.statements.list.query({ limit: 1, kind: 'grant' });
  const { statement } = await place.api.statements.read.query({ index: entries[0]!.index });
  const [line] = await place.api.statements.lines.query({ index: entries[0]!.index });
  expect(JSON.parse(line!)).toMatchObject({ title: 'image', tags: ['plants', 'test'] });
  expect(statement.kind === 'grant' && [Object.keys(statement.uses).length, statement.replaces.length]).toEqual([0, 1]);

  const path = await saved(page, 'Save everything as a file');
  const taken = JSON.parse(await readFile(path, 'utf8')) as {
    statements: { lines: string[] }[];
    files: { name: string }[];
  };
  expect(taken.statements.map(({ lines }) => lines.length)).toEqual([1, 1, 1, 0]);
  expect(taken.files.length).toBe(2);

  await page.getByRole('button', { name: 'Choose all permissions' }).click();
  await page.getByText('2 permissions chosen').waitFor();
  await page.getByRole('button', { name: 'Withdraw those chosen…' }).click();
  await page.getByText('No dataset that was released here holds any of them.').waitFor();
  await page.screenshot({ path: join(screenshots, 'mine-many-light-360.png'), fullPage: true });
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign and withdraw 2 works' }).click();
  await expect.poll(() => ended.getByRole('listitem').count()).toBe(3);
  expect(faults).toEqual([]);
});
