import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomSeed } from '@assent/signing';
import { writeKeyFile } from '@assent/signing/key-file';
import { afterAll, expect, it } from 'vitest';
import { openBrowser, openPage } from './support/browser.ts';
import { releaseDataset } from './support/dataset.ts';
import { openPlace } from './support/place.ts';
import { plates, views } from './support/sample.ts';
import { newSigner, publishAttest, publishGrant, unwrap } from './support/signing.ts';

const browser = await openBrowser();
const place = await openPlace();
const folder = await mkdtemp(join(tmpdir(), 'assent-withdrawal-'));
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

it('whoever withdraws is told first which released datasets hold the works, and the dataset then says so', async () => {
  const file = join(folder, 'archive.key');
  const archive = unwrap(await writeKeyFile(file, randomSeed(), undefined));
  await publishAttest(place, archive, 'Glasshouse Archive');
  await publishGrant(place, archive, plates);
  const { index: release } = await releaseDataset(place, newSigner(), '1.0.0');
  // Of these no dataset was made: the neighbour that has to read otherwise.
  await publishGrant(place, archive, views);

  const { page, faults } = await openPage(browser, place.address);
  await page.goto('/me');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a key file' }).click();
  await (await chooser).setFiles(file);
  await page.getByText('Signs now').waitFor();
  await page.goto('/mine');

  const permission = (works: number) =>
    page
      .getByRole('list', { name: 'In force' })
      .getByRole('listitem')
      .filter({ hasText: `Permission for ${works} works` });
  const ask = async (works: number) => {
    const one = permission(works);
    await one.getByRole('button', { name: 'Show the works, or withdraw' }).click();
    await one.getByRole('button', { name: 'Choose all' }).click();
    await one.getByRole('button', { name: `Withdraw ${works} works…` }).click();
    return one;
  };
  const untouched = await ask(views.length);
  await untouched.getByText('No dataset that was released here holds any of them.').waitFor();
  await untouched.getByRole('button', { name: 'Leave it as it is' }).click();
  await untouched.getByText('Nothing was changed.').waitFor();

  const touched = await ask(plates.length);
  const datasets = touched.getByRole('list', { name: 'Datasets it touches' });
  await datasets.getByRole('link', { name: 'Old photographs and counted scenes' }).waitFor();
  expect(await datasets.getByRole('listitem').count()).toBe(1);
  await touched.getByRole('button', { name: `Sign and withdraw ${plates.length} works` }).click();
  await page
    .getByRole('list', { name: 'Withdrawn or replaced' })
    .getByText('It has ended for all of its works.')
    .waitFor();
  const { withdrawn } = await place.api.datasets.read.query({ release });
  expect(withdrawn.length).toBe(plates.length);
  expect(faults).toEqual([]);
});
