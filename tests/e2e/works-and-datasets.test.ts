import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBrowser, openPage } from './support/browser.ts';
import { openPlace, type Place } from './support/place.ts';
import { fillWithSample, plates, type Sample, views } from './support/sample.ts';
import { sha256Of } from './support/signing.ts';

const browser = await openBrowser();
let place: Place;
let sample: Sample;

beforeAll(async () => {
  place = await openPlace();
  sample = await fillWithSample(place);
});

const fileWith = async (content: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-file-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'picture.jpg');
  await writeFile(path, content);
  return path;
};

describe('looking up a work', () => {
  it('by choosing its file hashes it in the page: nothing but the hash is sent', async () => {
    const { page, faults } = await openPage(browser, place.address);
    const bodies: (string | null)[] = [];
    page.on('request', (request) => bodies.push(request.postData()));
    await page.goto('/');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chooser).setFiles(await fileWith(views[0]!.content));
    await page.waitForURL(`**/works/${sha256Of(views[0]!)}`);
    await page.getByText('1 permission is in force').waitFor();
    await page.getByRole('link', { name: 'Old photographs and counted scenes' }).first().waitFor();
    expect(bodies.filter((body) => body !== null)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('by dropping its file', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/');
    const box = (await page.getByText('Drop a file here').boundingBox())!;
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [await fileWith(plates[0]!.content)], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: box.x + 10, y: box.y + 10, data });
    }
    await page.waitForURL(`**/works/${sha256Of(plates[0]!)}`);
    await page.getByText('No permission is in force').waitFor();
  });

  it('by its hash, and a hash that is none is refused with words', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/');
    const field = page.getByRole('textbox', { name: 'Or paste a SHA-256' });
    await field.fill('not a hash');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByText('A SHA-256 has 64 digits').waitFor();
    await field.fill(`sha256:${sha256Of({ content: 'nobody knows this' }).toUpperCase()}`);
    await field.press('Enter');
    await page.getByText('Nobody has said anything about this file here').waitFor();
  });
});

describe('a dataset', () => {
  it('shows its purpose, its sources with numbers, what was withdrawn, and a proof that holds', async () => {
    const { page, faults } = await openPage(browser, place.address);
    await page.goto('/datasets');
    await page.getByRole('link', { name: 'Old photographs and counted scenes' }).last().click();
    await page.waitForURL(`**/datasets/${sample.first}`);
    // The list says some of the same, so what is looked for is looked for in the dataset's own sections.
    await page
      .getByRole('region', { name: 'What it was made for' })
      .getByText('Companies want to train models')
      .waitFor();
    await page.getByText('2 of its 13 items are no longer allowed.').waitFor();
    const row = page.getByRole('row', { name: /^photographs/ });
    expect((await row.getByRole('cell').allInnerTexts()).slice(0, 4)).toEqual(['6', '5', '0', '1']);
    for (const plate of plates)
      await page
        .locator(`a[href="/works/${sha256Of(plate)}"]`)
        .first()
        .waitFor();
    await page.getByText('Karl Blossfeldt, Acanthus mollis, 1928').waitFor();
    await page.getByText('Checked just now by this page').waitFor();
    await page.getByText('The 13 items shown here are those that were released.').waitFor();
    expect(faults).toEqual([]);
  });

  it('that is told otherwise than it was signed fails', async () => {
    const { page } = await openPage(browser, place.address);
    await page.route('**/trpc/datasets.read*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll('"synthetic":8', '"synthetic":0') });
    });
    await page.goto(`/datasets/${sample.second}`);
    await page.getByRole('alert').getByText('Do not rely on this').waitFor();
  });

  it('that was never released is said not to be there', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/datasets/0');
    await page.getByText('Nothing is recorded under that name.').waitFor();
  });
});

it('an empty registry says what will stand there', async () => {
  const empty = await openPlace();
  const { page, faults } = await openPage(browser, empty.address);
  await page.goto('/');
  await page.getByText('The log is empty').waitFor();
  await page.getByText('No dataset was released yet').waitFor();
  await page.goto('/log');
  await page.getByText('No entries here').waitFor();
  await page.goto('/datasets');
  await page.getByText('No dataset was released yet').waitFor();
  expect(faults).toEqual([]);
});
