import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { assentJson, temporaryFolder } from '../support/programs.ts';
import { barriers, overflow } from './support/accessibility.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { bringKey } from './support/key-holder.ts';
import { openPlace } from './support/place.ts';
import { views } from './support/sample.ts';
import { newSigner, publishGrant, publishWithdraw, sha256Of } from './support/signing.ts';

const place = await openPlace();
const photographer = newSigner();
const withdrawn = await publishGrant(place, photographer, [views[0]!]);
await publishGrant(place, photographer, views.slice(1));
const browser = await openBrowser();

const choices = {
  uses: 'train-predictive',
  aims: 'sell-outputs',
  who: 'company',
  on: 'none',
  where: 'DE ES FR',
  from: '2026-01-01',
  until: '2027-06-30',
  duties: 'attribute',
  after: 'remove-from-datasets',
  sure: '0-0-0-0-0',
  title: 'Old views',
  name: 'old-views',
  version: '1.0.0',
  val: '0',
  test: '0',
  review: '180',
  cap: 'never',
  seed: '8f'.repeat(32),
  parts: JSON.stringify([
    { name: 'views', title: 'Views', quota: 3, match: { tags: ['photograph'], people: 'none' }, fill: null },
  ]),
};
const assemble = (more: Readonly<Record<string, string>>): string =>
  `/assemble?${new URLSearchParams({ ...choices, ...more }).toString()}`;

const signIn = async (page: Page): Promise<void> => {
  await page.goto('/teams');
  await page.getByRole('button', { name: 'Sign in with this key' }).press('Enter');
  await page.getByText('Signed in as').waitFor();
};

const screenshots = process.env['ASSENT_SCREENSHOTS'] ?? join(tmpdir(), 'assent-screenshots');

/** Looks at a page: light and dark, narrow and wide. */
const look = async (page: Page, name: string): Promise<void> => {
  await mkdir(screenshots, { recursive: true });
  // Each width and each theme once: what one of them breaks is broken beside the other too.
  for (const [colorScheme, width] of [
    ['light', 360],
    ['dark', 1440],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(() => scrollTo(0, 0));
    const path = join(screenshots, `${name}-${colorScheme}-${width}.png`);
    await page.screenshot({ path, fullPage: true });
    const found = { name, width, wider: await overflow(page), barriers: await barriers(page) };
    expect(found).toEqual({ name, width, wider: 0, barriers: [] });
  }
};

it('a team goes from its purpose to a verified export in the page, and a withdrawal reaches it', async () => {
  const { page, faults } = await openPage(browser, place.address);
  await page.goto('/teams');
  await page.getByText('There is no key in this browser yet').waitFor();
  await bringKey(page);
  await page.goto('/teams');
  await look(page, 'teams-sign-in');
  await signIn(page);
  await page.getByText('You are in no team yet').waitFor();
  await page.getByRole('textbox', { name: 'Name of the team' }).fill('Vision');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Vision' }).waitFor();
  await page.getByRole('textbox', { name: 'Their identity' }).fill(newSigner().did);
  await page.getByRole('radio', { name: /^Auditor/ }).press('Space');
  await page.getByRole('button', { name: 'Give this role' }).press('Enter');
  await page.getByRole('list', { name: 'Members' }).getByText('Auditor').waitFor();
  await page.getByRole('link', { name: 'Begin a dataset' }).click();
  const { searchParams } = new URL(page.url());
  await page.goto(assemble({ team: searchParams.get('team')! }));
  await page.getByRole('button', { name: 'Keep as a draft of Vision' }).press('Enter');
  await page.getByText('What you see is what is kept.').waitFor();

  await page.getByRole('button', { name: 'Freeze, sign and release' }).press('Enter');
  await page.getByText('Released, and true').waitFor();
  await look(page, 'team-released');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the bundle' }).press('Enter');
  const folder = await temporaryFolder();
  await (await saved).saveAs(join(folder, 'bundle.tar'));
  await promisify(execFile)('tar', ['-xf', 'bundle.tar'], { cwd: folder });
  await writeFile(join(folder, 'trust.json'), JSON.stringify(await place.api.log.trust.query()));
  const verified = await assentJson(['verify', 'old-views-1.0.0', '--trust', 'trust.json'], { cwd: folder });
  expect(verified).toMatchObject({ code: 0, answer: { ok: true, counts: { total: 3 } } });

  // What was signed stays in this browser, and the draft with the team.
  await page.goto('/teams');
  await page.getByRole('list', { name: 'Signed in this browser' }).getByText('Old views').waitFor();
  await page.getByRole('link', { name: 'Vision' }).click();
  await page.getByRole('list', { name: 'Drafts' }).getByRole('link', { name: 'Old views' }).click();
  await page.getByText('What you see is what is kept.').waitFor();
  expect(new URL(page.url()).searchParams.get('name')).toBe('old-views');

  await publishWithdraw(place, photographer, withdrawn.id);
  const [dataset] = await place.api.datasets.list.query({ limit: 1 });
  expect(dataset!.withdrawn).toEqual([sha256Of(views[0]!)]);
  await page.goto(`/datasets/${dataset!.release}`);
  await page.getByText('1 of its 3 items is no longer allowed.').waitFor();
  await page.getByText('An owner of this work has not agreed.').waitFor();

  // The next version from the same specification is one step, and the page says what came of it.
  await page.getByRole('link', { name: 'Choose for version 2.0.0 in the same way' }).press('Enter');
  await page.getByRole('status', { name: 'Count' }).getByText('2 of 3 works qualify.').waitFor();
  // Numbers are quoted in an address that the router wrote.
  const next = [...new URL(page.url()).searchParams].map(([name, value]) => [name, value.replace(/^"([^"]*)"$/, '$1')]);
  const { parts: _, ...same } = choices;
  expect(Object.fromEntries(next)).toMatchObject({ ...same, version: '2.0.0' });
  await page.getByRole('button', { name: 'Freeze, sign and release' }).press('Enter');
  await page.getByText('Released, and true').waitFor();
  await page.getByRole('link', { name: 'Its public page' }).press('Enter');
  await page.getByRole('heading', { level: 3, name: 'What changed since 1.0.0' }).waitFor();
  await page.getByText('2 items stayed.').waitFor();
  await page.getByRole('heading', { level: 4, name: '1 item went' }).waitFor();
  await page.getByRole('heading', { level: 2, name: 'What its works allow now' }).scrollIntoViewIfNeeded();
  await page.locator('figure svg').first().waitFor();
  await look(page, 'dataset');
  await page.getByRole('radio', { name: 'Español' }).click();
  await page.getByRole('heading', { level: 3, name: 'Qué ha cambiado desde 1.0.0' }).waitFor();
  await look(page, 'dataset-es');
  expect(faults).toEqual([]);
});

it('of two editors of a draft neither writes over what the other wrote unseen', async () => {
  const [ana, ben] = [await openPage(browser, place.address), await openPage(browser, place.address)];
  await bringKey(ana.page);
  const { did } = await bringKey(ben.page);
  for (const { page } of [ana, ben]) await signIn(page);
  await ana.page.getByRole('textbox', { name: 'Name of the team' }).fill('Two');
  await ana.page.keyboard.press('Enter');
  await ana.page.getByRole('textbox', { name: 'Their identity' }).fill(did);
  await ana.page.getByRole('button', { name: 'Give this role' }).click();
  await ana.page.getByRole('list', { name: 'Members' }).getByText('Editor').waitFor();
  await ana.page.goto(assemble({}));
  await ana.page.getByRole('button', { name: 'Keep as a draft of Two' }).click();
  await ana.page.getByText('What you see is what is kept.').waitFor();
  const draft = new URL(ana.page.url()).searchParams.get('draft')!;
  await ben.page.goto(`/assemble?draft=${draft}`);
  await ben.page.getByText('What you see is what is kept.').waitFor();

  for (const [{ page }, title] of [
    [ana, 'By Ana'],
    [ben, 'By Ben'],
  ] as const) {
    await page.getByRole('textbox', { name: 'Title of the dataset' }).fill(title);
    await page.getByText('You changed something that is not kept yet.').waitFor();
  }
  await ana.page.getByRole('button', { name: 'Save the draft' }).click();
  await ana.page.getByText('What you see is what is kept.').waitFor();
  await ben.page.getByRole('button', { name: 'Save the draft' }).click();
  await ben.page.getByText('Somebody saved this draft after you opened it').waitFor();
  await look(ben.page, 'draft-superseded');
  await ben.page.getByRole('button', { name: 'Keep mine as a draft of its own' }).click();
  await ben.page.getByText('What you see is what is kept.').waitFor();
  await ben.page.goto('/teams');
  await ben.page.getByRole('link', { name: 'Two' }).click();
  const drafts = ben.page.getByRole('list', { name: 'Drafts' });
  for (const title of ['By Ana', 'By Ben']) await drafts.getByRole('link', { name: title }).waitFor();
  await look(ben.page, 'team');
  expect(ana.faults).toEqual([]);
});
