import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node } from '@assent/signing/node';
import { readKeyFile, writeKeyFile } from '@assent/signing/key-file';
import { fromBase64, openStatement, randomSeed } from '@assent/signing';
import { readNotice } from '@assent/consent';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../support/photograph.ts';
import { assentJson } from '../support/programs.ts';
import { barriers, overflow } from './support/accessibility.ts';
import { openBrowser, openContext, openPage, openPageIn } from './support/browser.ts';
import { openPlace, type Place } from './support/place.ts';
import { unwrap } from './support/signing.ts';

const browser = await openBrowser();
const screenshots = process.env['ASSENT_SCREENSHOTS'] ?? join(tmpdir(), 'assent-screenshots');
let place: Place;
let folder: string;

beforeAll(async () => {
  place = await openPlace();
  folder = await mkdtemp(join(tmpdir(), 'assent-creator-'));
  await mkdir(screenshots, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const pictures = ['acanthus-mollis', 'march-pastoral'].map(photograph);
const passphrase = 'plum ladder quiet harbour';
const hashOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** Press a button that hands out a file, and read what was saved. */
const saved = async (page: Page, name: string): Promise<string> => {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  const path = join(folder, `${Math.random()}.file`);
  await (await download).saveAs(path);
  return path;
};

const choose = async (page: Page, button: string, files: string | string[]): Promise<void> => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(files);
};

/** Make an identity on the page, as far as it can be sent. */
const makeIdentity = async (page: Page) => {
  await page.getByLabel('A passphrase for the files that you save').fill(passphrase);
  await page.getByRole('button', { name: 'Make my keys' }).click();
  await page.getByRole('heading', { name: 'Save your three keys' }).waitFor();
  const files = {
    signing: await saved(page, 'Save the signing key'),
    next: await saved(page, 'Save the next key'),
    recovery: await saved(page, 'Save the recovery key'),
  };
  await page.getByText('I have all three.').click();
  await page.getByRole('button', { name: 'Make this my identity' }).click();
  return files;
};

const publishButton = (page: Page, works: string) => page.getByRole('button', { name: `Sign and publish ${works}` });

/** Import a key file of a new key, made without the page. */
const bringKey = async (page: Page): Promise<string> => {
  const path = join(folder, `${Math.random()}.key`);
  const { did } = unwrap(await writeKeyFile(path, randomSeed(), undefined));
  await choose(page, 'Choose a key file', path);
  await page.getByRole('heading', { name: '1. Your works' }).waitFor();
  return did;
};

describe('an illustrator', () => {
  it('makes an identity, publishes two pictures, sees the receipt proven, and withdraws one of them', async () => {
    const { page, faults } = await openPage(browser, place.address);
    const sent: { url: string; body: Buffer }[] = [];
    page.on('request', (request) => {
      const body = request.postDataBuffer();
      if (body !== null) sent.push({ url: request.url(), body });
    });
    await page.goto('/publish');
    await page.getByText('Lose all three, and nobody can bring them back').waitFor();
    const files = await makeIdentity(page);
    await page.getByRole('heading', { name: '1. Your works' }).waitFor();
    // The files are the terminal's, under the passphrase; the seeds are in no request.
    for (const file of [files.signing, files.next, files.recovery]) {
      await chmod(file, 0o600);
      const key = unwrap(await readKeyFile(file, async () => passphrase));
      expect(key.signsFor).toMatch(/^act:/);
    }
    await expect
      .poll(async () => (await place.api.statements.list.query({ limit: 10, kind: 'identity' })).entries.length)
      .toBe(1);

    await choose(page, 'Choose files', pictures);
    await page.getByText('2 works ready.').waitFor();
    await page.getByText('Nobody', { exact: true }).click();
    await page.getByText('Train, but never show them.').click();
    const shown = await page.getByLabel('What you sign').getByRole('paragraph').allInnerTexts();
    await publishButton(page, '2 works').click();
    await page.getByText('Checked just now by this page').waitFor();
    await page.getByText('The list of 2 lines is the one that was signed.').waitFor();
    const receipt = JSON.parse(await readFile(await saved(page, 'Save the receipt'), 'utf8')) as { envelope: string };
    const opened = unwrap(await openStatement(unwrap(fromBase64(receipt.envelope)), node));
    // What was read is what was signed, to the letter.
    expect(opened.statement.kind === 'grant' && readNotice(opened.statement)).toEqual(shown);
    expect(shown).toContain('If you withdraw, they have to be taken out of the datasets that hold them.');

    await page.getByRole('link', { name: 'See my works' }).click();
    const permissions = page.getByRole('list', { name: 'In force' });
    await permissions.getByRole('link', { name: 'Permission for 2 works' }).waitFor();
    await page.getByRole('button', { name: 'Show the works, or withdraw' }).click();
    const works = page.getByRole('list', { name: 'Works', exact: true });
    await expect.poll(() => works.getByRole('checkbox').count()).toBe(2);
    await works.locator('label').first().click();
    await page.getByRole('button', { name: 'Withdraw 1 work…' }).click();
    await page.getByRole('heading', { name: 'Withdraw 1 work?' }).waitFor();
    await page.getByText('No dataset that was released here holds it.').waitFor();
    await page.getByText(/will not forget/).waitFor();
    await page.getByRole('button', { name: 'Sign and withdraw 1 work' }).click();
    await page.getByText('1 work withdrawn, and the proof holds.').waitFor();
    await page.getByText('Not in force').waitFor();
    expect(await works.getByRole('checkbox').count()).toBe(1);
    const looked = await place.api.works.lookUp.mutate({ works: await Promise.all(pictures.map(hashOf)) });
    expect(looked.works.map(({ live }) => live.length).toSorted()).toEqual([0, 1]);

    // Everything that left is smaller than either picture.
    expect(sent.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThan(40_000);
    // Nothing of a picture left: no run of its bytes is in any request, as it is or in base64.
    expect(sent.some(({ url }) => url.includes('statements.publish'))).toBe(true);
    for (const picture of pictures) {
      const bytes = await readFile(picture);
      // Where a group of base64 begins, and whole groups of it.
      const run = bytes.subarray(1023, 1023 + 24);
      for (const { body } of sent) {
        expect(body.includes(run)).toBe(false);
        expect(body.includes(run.toString('base64'))).toBe(false);
        expect(body.includes('image.jpg')).toBe(false);
      }
    }
    expect(faults).toEqual([]);
  });

  it('brings a key file of the terminal, which signs here and cannot be read out again', async () => {
    const path = join(folder, 'terminal.key');
    const { answer } = await assentJson<{ identity: string }>(['keygen', path]);
    const { page } = await openPage(browser, place.address);
    await page.goto('/publish');
    await choose(page, 'Choose a key file', path);
    await choose(page, 'Choose files', pictures[0]!);
    await page.getByText('1 work ready.').waitFor();
    await page.getByText('Nobody', { exact: true }).click();
    // A key that cannot be replaced allows nothing without an end.
    expect(await page.getByText('Until you withdraw').count()).toBe(0);
    await publishButton(page, '1 work').click();
    await page.getByText('Checked just now by this page').waitFor();
    const { entries } = await place.api.statements.list.query({ limit: 1, kind: 'grant' });
    expect(entries[0]!.iss).toBe(answer.identity);
    const extractable = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('assent');
          opening.onsuccess = () => {
            const all = opening.result.transaction('keys').objectStore('keys').getAll();
            all.onsuccess = () =>
              resolve(all.result.map((key: { privateKey: CryptoKey }) => key.privateKey.extractable));
          };
        }),
    );
    expect(extractable).toEqual([false]);
  });

  it('is told what is wrong with a key file that is none, or whose passphrase is another', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/me');
    const none = join(folder, 'none.key');
    await writeFile(none, 'no key');
    await choose(page, 'Choose a key file', none);
    await page.getByText('This is not JSON.').waitFor();
    const sealed = join(folder, 'sealed.key');
    unwrap(await writeKeyFile(sealed, randomSeed(), passphrase));
    await choose(page, 'Choose a key file', sealed);
    const field = page.getByLabel('Passphrase of this file');
    await field.fill('another');
    await page.getByRole('button', { name: 'Open the key' }).click();
    await page.getByText('Nothing was changed.').waitFor();
    await field.fill(passphrase);
    await page.getByRole('button', { name: 'Open the key' }).click();
    await page.getByRole('list', { name: 'Keys in this browser' }).getByText('Signs now').waitFor();
  });
});

/** Go on with Tab until what has the focus is called so. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const named = await page.evaluate(() => {
      const at = document.activeElement as (HTMLElement & { labels?: NodeListOf<HTMLElement> }) | null;
      return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? '';
    });
    if (name.test(named)) return;
  }
  throw new Error(`no way by keyboard to ${name}`);
};

it('publishing works with the keyboard alone', async () => {
  const { page, faults } = await openPage(browser, place.address);
  await page.goto('/publish');
  await bringKey(page);
  await page.reload();
  await page.getByRole('heading', { name: '1. Your works' }).waitFor();
  await tabTo(page, /^Choose files$/);
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(pictures);
  await page.getByText('2 works ready.').waitFor();
  await tabTo(page, /^Nobody$/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Research only/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.getByRole('radio', { name: /^Nothing, and say so to machines/ }).isChecked()).toBe(true);
  const said = (await page.getByLabel('What you sign').innerText()).split('\n\n');
  expect(said.some((sentence) => sentence.startsWith('You refuse expressly'))).toBe(true);
  await tabTo(page, /^Sign and publish 2 works$/);
  await page.keyboard.press('Enter');
  await page.getByText('Checked just now by this page').waitFor();
  // The reading place is at what was recorded: the first stop from there is in it.
  await tabTo(page, /^Save the receipt$/);
  expect(faults).toEqual([]);
});

describe('what can go wrong', () => {
  it('a registry that is down loses nothing: after a reload the same bytes are sent again', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/publish');
    const did = await bringKey(page);
    await choose(page, 'Choose files', pictures);
    await page.getByText('2 works ready.').waitFor();
    await page.getByText('Nobody', { exact: true }).click();
    const sent: string[] = [];
    const publishing = '**/trpc/statements.publish';
    await page.route(publishing, (route) => {
      sent.push(route.request().postData()!);
      return route.abort();
    });
    await publishButton(page, '2 works').click();
    await page.getByRole('alert').getByText('Nothing was lost').waitFor();
    await page.reload();
    await page.getByText('1 statement is signed and not recorded yet').waitFor();
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('The registry does not answer. Nothing was lost').first().waitFor();
    await page.unroute(publishing);
    page.on('request', (request) => {
      if (request.url().includes('statements.publish')) sent.push(request.postData()!);
    });
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('1 statement recorded, and the proof holds.').waitFor();
    expect(sent.length).toBe(3);
    expect(new Set(sent).size).toBe(1);
    const { entries } = await place.api.statements.list.query({ limit: 10, signer: did });
    expect(entries.length).toBe(1);
    await page.reload();
    await page.getByRole('heading', { name: '1. Your works' }).waitFor();
    expect(await page.getByText('not recorded yet').count()).toBe(0);
  });

  it('a receipt whose proof does not hold is not believed, and what was signed is kept', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/publish');
    await bringKey(page);
    await choose(page, 'Choose files', pictures[0]!);
    await page.getByText('1 work ready.').waitFor();
    await page.getByText('Nobody', { exact: true }).click();
    await page.route('**/trpc/statements.publish', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { result: { data: { leafHash: string } } };
      answer.result.data.leafHash = answer.result.data.leafHash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
      return route.fulfill({ response, json: answer });
    });
    await publishButton(page, '1 work').click();
    await page.getByRole('heading', { name: 'Do not rely on this yet' }).waitFor();
    await page.getByText('1 statement is signed and not recorded yet').waitFor();
  });

  it('the same file twice is one work, and what is no picture or of another kind is left out and named', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto('/publish');
    await bringKey(page);
    const twin = join(folder, 'twin.jpg');
    const broken = join(folder, 'broken.png');
    const other = join(folder, 'letter.pages');
    await cp(pictures[0]!, twin);
    await writeFile(broken, 'no picture');
    await writeFile(other, 'a letter');
    await choose(page, 'Choose files', [pictures[0]!, twin, broken, other]);
    await page.getByText('1 work ready. 1 file is the same as another').waitFor();
    await page.getByText('1 file left out, see below. 1 file of other kinds passed over.').waitFor();
    await page.getByText('this browser cannot read it as one').waitFor();
    expect(await publishButton(page, '1 work').isDisabled()).toBe(true);
    await page.getByText('Say whether somebody can be recognised in them.').waitFor();
  });

  it('a folder of 10,000 is read with a pause in it, only rows in sight are drawn, and one signature covers it', async () => {
    const many = join(folder, 'many');
    await mkdir(many);
    const names = Array.from({ length: 10_000 }, (_, at) => join(many, `note-${String(at).padStart(5, '0')}.txt`));
    for (let from = 0; from < names.length; from += 500)
      await Promise.all(names.slice(from, from + 500).map((name) => writeFile(name, name)));
    const { page, faults } = await openPage(browser, place.address);
    await page.goto('/publish');
    const did = await bringKey(page);
    await choose(page, 'Choose a folder', many);
    await page.getByRole('button', { name: 'Pause' }).click();
    const paused = page.getByText(/^Paused: /);
    await paused.waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('10,000 works ready.').waitFor();
    expect(await page.getByRole('list', { name: 'Files' }).getByRole('listitem').count()).toBeLessThan(40);
    await page.getByText('Nobody', { exact: true }).click();
    await publishButton(page, '10,000 works').click();
    await page.getByText('The list of 10,000 lines is the one that was signed.').waitFor({ timeout: 60_000 });
    const { entries } = await place.api.statements.list.query({ limit: 10, signer: did });
    expect(entries.map(({ works }) => works)).toEqual([10_000]);
    expect(faults).toEqual([]);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1440]) {
    it(`every step is whole and accessible, ${colorScheme}, ${width} px wide`, async () => {
      const context = await openContext(browser, place.address, { colorScheme, viewport: { width, height: 900 } });
      const { page, faults } = await openPageIn(context, place.address);
      const look = async (name: string) => {
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}-${width}.png`), fullPage: true });
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
        expect(await overflow(page)).toBe(0);
        expect(await barriers(page)).toEqual([]);
      };
      await page.goto('/mine');
      await page.getByText('There is no key in this browser yet').waitFor();
      await look('mine-none');
      await page.goto('/publish');
      await page.getByRole('heading', { name: 'Make an identity' }).waitFor();
      await look('publish-none');
      await page.getByLabel('A passphrase for the files that you save').fill(passphrase);
      await page.getByRole('button', { name: 'Make my keys' }).click();
      await page.getByRole('heading', { name: 'Save your three keys' }).waitFor();
      await look('publish-keys');
      await page.reload();
      await bringKey(page);
      await choose(page, 'Choose files', pictures);
      await page.getByText('2 works ready.').waitFor();
      await page.getByText('Yes, and I name them.').click();
      await page.getByText('Somebody else, such as a client.').click();
      await page.getByRole('button', { name: 'Set each use' }).click();
      await page.getByText('What they owe you').waitFor();
      await look('publish-choosing');
      await page.getByText('Nobody', { exact: true }).click();
      await page.getByText('I do', { exact: true }).click();
      await publishButton(page, '2 works').click();
      await page.getByText('Checked just now by this page').waitFor();
      await look('publish-recorded');
      await page.getByRole('link', { name: 'See my works' }).click();
      await page.getByRole('button', { name: 'Show the works, or withdraw' }).click();
      await page.getByRole('button', { name: 'Choose all' }).click();
      await page.getByRole('button', { name: 'Withdraw 2 works…' }).click();
      await page.getByText('No dataset that was released here holds any of them.').waitFor();
      await look('mine-withdrawing');
      await page.goto('/me');
      await page.getByText('Signs now').waitFor();
      await look('me');
      expect(faults).toEqual([]);
      await context.close();
    });
  }
}
