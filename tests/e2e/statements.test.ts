import { beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage } from './support/browser.ts';
import { openPlace, type Place } from './support/place.ts';
import { fillWithSample, type Sample, views } from './support/sample.ts';
import { publishGrant } from './support/signing.ts';

const browser = await openBrowser();
let place: Place;
let sample: Sample;

beforeAll(async () => {
  place = await openPlace();
  sample = await fillWithSample(place);
});

/** The number under a name on the front page. */
const numberOf = async (page: Awaited<ReturnType<typeof openPage>>['page'], name: string): Promise<number> => {
  const definition = page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) });
  return Number((await definition.locator('xpath=following-sibling::dd').innerText()).replaceAll(',', ''));
};

describe('the front page', () => {
  it('shows the numbers of this registry, and grows when a statement is published', async () => {
    const { page, faults } = await openPage(browser, place.address);
    await page.goto('/');
    await page.getByText('Entries in the log').waitFor();
    const before = await place.api.overview.query();
    expect(await numberOf(page, 'Entries in the log')).toBe(before.size);
    expect(await numberOf(page, 'Works')).toBe(before.works);
    expect(await numberOf(page, 'Signers')).toBe(before.signers);
    expect(await numberOf(page, 'Datasets')).toBe(2);
    await page.getByRole('region', { name: 'Checkpoint' }).scrollIntoViewIfNeeded();
    await page.getByText('The signature holds').waitFor();

    await publishGrant(place, sample.lantern, [{ content: 'one more', title: 'One more' }]);
    await page.getByRole('status', { name: 'News' }).getByText('The log now holds').waitFor();
    const after = await place.api.overview.query();
    await expect.poll(() => numberOf(page, 'Entries in the log')).toBe(after.size);
    expect(await numberOf(page, 'Works')).toBe(before.works + 1);
    await page.getByRole('list', { name: 'Newest statements' }).getByText('Permission for 1 work').waitFor();
    expect(faults).toEqual([]);
  });

  it('draws the growth, and says the same as a table', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/');
    await page.getByRole('heading', { name: 'Growth' }).scrollIntoViewIfNeeded();
    await page.getByRole('figure', { name: 'Entries and works over time' }).locator('svg').waitFor();
    await page.getByRole('button', { name: 'The numbers as a table' }).click();
    const rows = page.getByRole('region', { name: 'Growth as a table' }).getByRole('row');
    const { size } = await place.api.overview.query();
    expect(await rows.nth(1).getByRole('cell').nth(1).innerText()).toBe(String(size));
  });

  it('says so when the registry stops answering, and keeps what was read', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/');
    await page.getByText('Entries in the log').waitFor();
    await page.route('**/trpc/**', (route) => route.abort());
    await page.getByText('The registry does not answer. This page asks again by itself.').waitFor();
    expect(await numberOf(page, 'Datasets')).toBe(2);
    await page.unroute('**/trpc/**');
    await page.getByText('The registry does not answer.').waitFor({ state: 'hidden' });
  });
});

describe('a statement', () => {
  it('opens with the words that its signer read, and its proof holds in the page', async () => {
    const { page, faults } = await openPage(browser, place.address);
    await page.goto(`/log/${sample.grant}`);
    await page.getByText('Checked just now by this page').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Permission for 3 works');
    await page.getByText('You sign as the author of these works.').waitFor();
    const steps = page.getByRole('list', { name: 'Proof' }).getByRole('listitem');
    for (const name of ['Statement', 'List', 'Place in the log', 'Checkpoint']) {
      const step = steps.filter({ has: page.getByRole('heading', { name: new RegExp(`^${name}`) }) });
      expect(await step.getByText('Holds', { exact: true }).count()).toBe(1);
    }
    await page.getByText('comes from this same server').waitFor();
    await page.getByRole('link', { name: views[0]!.title, exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('says of a pinned key that it is pinned, and fails when the log answers with another', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto(`/log/${sample.grant}`);
    await page.getByRole('button', { name: 'Pin the log’s key' }).click();
    await page.getByText('against the key that you pinned in this browser').waitFor();
    const { origin } = await place.api.overview.query();
    await page.evaluate(
      ([name, key]) => localStorage.setItem(name!, key!),
      [`assent.log-key.${origin}`, 'localhost/e2e+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    );
    await page.reload();
    await page.getByText('Do not rely on this').waitFor();
  });

  it.each([
    ['a byte of the signed text', (entry: Buffer) => entry.length - 200],
    ['a byte of the signature', (entry: Buffer) => entry.length - 10],
  ])('with %s changed on the way fails, and says which check', async (_, at) => {
    const { page } = await openPage(browser, place.address);
    await page.route('**/trpc/statements.read*', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { result: { data: { entry: string } } };
      const entry = Buffer.from(answer.result.data.entry, 'base64');
      entry[at(entry)]! ^= 1;
      answer.result.data.entry = entry.toString('base64');
      await route.fulfill({ response, json: answer });
    });
    await page.goto(`/log/${sample.grant}`);
    await page.getByRole('alert').getByText('Do not rely on this').waitFor();
    const steps = page.getByRole('list', { name: 'Proof' }).getByRole('listitem');
    const outcome = (name: string) =>
      steps.filter({ has: page.getByRole('heading', { name: new RegExp(`^${name}`) }) });
    expect(await outcome('Statement').getByText('Fails', { exact: true }).count()).toBe(1);
    expect(await outcome('Place in the log').getByText('Fails', { exact: true }).count()).toBe(1);
    expect(await outcome('Checkpoint').getByText('Holds', { exact: true }).count()).toBe(1);
  });

  it('that takes something back leads to what it takes back', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto(`/log/${sample.withdrawal}`);
    await page.getByRole('link', { name: /^entry \d+$/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Permission for 2 works' }).waitFor();
    await page.getByText('Ended', { exact: true }).waitFor();
  });

  it('is reached from the front page by keyboard alone', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/');
    await page.getByRole('list', { name: 'Newest statements' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Skip to the content');
    await page.keyboard.press('Enter');
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if (
        await page.evaluate(() =>
          /^\/log\/\d+$/.test((document.activeElement as HTMLAnchorElement | null)?.pathname ?? ''),
        )
      )
        break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Proof' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/log\/\d+$/);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });
});

describe('the log', () => {
  it('is narrowed to one kind by the address', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/log');
    await page
      .getByRole('navigation', { name: 'Kinds of statement' })
      .getByRole('link', { name: 'Withdrawals' })
      .click();
    await page.waitForURL('**/log?kind=withdraw');
    const entries = page.getByRole('list', { name: 'Entries of the log' }).getByRole('listitem');
    await expect.poll(() => entries.count()).toBe(1);
    await page.goBack();
    await expect.poll(() => entries.count()).toBeGreaterThan(10);
  });
});

it('a theme that was chosen stays chosen', async () => {
  const { page } = await openPage(browser, place.address, { colorScheme: 'light' });
  await page.goto('/');
  await page.getByRole('radio', { name: 'Dark' }).click();
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  await page.reload();
  expect(await ground()).toBe(dark);
  await page.getByRole('radio', { name: 'As the system' }).click();
  expect(await ground()).not.toBe(dark);
});
