import { formatVerifierKey } from '@assent/log';
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { damaged, flipped, type Released, releaseWithTerminal } from './support/bundle.ts';
import { openPlace, type Place } from './support/place.ts';
import { newSigner } from './support/signing.ts';
import {
  checks,
  chooseFiles,
  chooseFolder,
  looseFiles,
  openVerifyRoom,
  outcomeOf,
  pinKey,
  verdictOf,
} from './support/verifier.ts';

const run = promisify(execFile);
const browser = await openBrowser();
let place: Place;
let released: Released;

beforeAll(async () => {
  place = await openPlace();
  released = await releaseWithTerminal(place);
});

const openRoom = (key?: string) => openVerifyRoom(browser, place, key);

/** Hashing waits its turn on a busy machine. */
const slow = { timeout: 20_000 };

describe('a journalist who was given a bundle', () => {
  it('finds it true without a network, every check in order, and can read each down to the bytes', async () => {
    const { page, faults } = await openRoom(released.key);
    await page.getByRole('button', { name: 'Remove localhost/e2e' }).waitFor();
    await page.context().setOffline(true);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await chooseFolder(page, released.bundle);
    expect(await verdictOf(page)).toBe('True');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('True');
    await page.getByText('2 items agreed to by everybody who has to, and 8 synthetic items').waitFor();
    for (const name of checks) expect(await outcomeOf(page, name)).toBe('Holds');
    for (const sentence of ['no witness confirms it', 'Nobody else has recomputed'])
      await page.getByText(sentence).waitFor();
    await page.getByRole('button', { name: /^Every file is the one signed for/ }).click();
    await expect.poll(() => page.getByRole('cell', { name: 'The same' }).count(), slow).toBe(5);
    await page.getByRole('button', { name: /^Synthetic items are/ }).click();
    await page.getByText('8 of 8').waitFor();
    await page.getByRole('button', { name: /^Released in public/ }).click();
    const release = await readFile(join(released.bundle, 'evidence/release'), 'utf8');
    expect(await page.getByRole('region', { name: 'evidence/release' }).innerText()).toBe(release);
    // The shell asks by itself whether the registry is there; of the bundle nothing may leave.
    expect(requests.filter((path) => path !== '/trpc/overview')).toEqual([]);
    expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });

  it('is served a page that can compile no WebAssembly, and a worker that can', async () => {
    const { page } = await openRoom();
    const compiles = (): boolean => {
      try {
        return new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) instanceof WebAssembly.Module;
      } catch {
        return false;
      }
    };
    const [worker] = page.workers();
    expect(worker!.url()).toContain('verification.worker');
    expect([await page.evaluate(compiles), await worker!.evaluate(compiles)]).toEqual([false, true]);
  });

  it('says whom they trust first: until then nothing is judged, and then at once', async () => {
    const { page } = await openRoom();
    await chooseFolder(page, released.bundle);
    await page.getByText('The bundle is here. Say first whose log you trust.').waitFor();
    expect(await page.getByText('It says it is of the log localhost/e2e').count()).toBe(1);
    expect(await page.getByRole('list', { name: 'Checks' }).count()).toBe(0);
    await pinKey(page, released.key);
    expect(await verdictOf(page)).toBe('True');
  });

  it.each([
    ['a policy file that its operator handed out', 'Choose a policy file', 'Trust this policy'],
    ['this registry’s own key', 'Look at this registry’s own key', 'Trust this key'],
  ])('can take %s, sees what that means, and takes it back', async (_, look, agree) => {
    const { page } = await openRoom();
    if (look.startsWith('Choose')) {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: look }).click();
      await (await chooser).setFiles(released.policy);
    } else await page.getByRole('button', { name: look }).click();
    const review = page.getByRole('heading', { name: /^Is this the key that you expect/ });
    await review.waitFor();
    const written = released.key
      .split('+')
      .slice(2)
      .join('+')
      .match(/.{1,4}/g)!;
    for (const group of written) await page.getByText(group, { exact: true }).first().waitFor();
    await page.getByRole('button', { name: agree }).click();
    await page.reload();
    for (const group of written) await page.getByText(group, { exact: true }).first().waitFor();
    await chooseFolder(page, released.bundle);
    expect(await verdictOf(page)).toBe('True');
    await page.getByRole('button', { name: 'Remove localhost/e2e' }).click();
    await page.getByText('The bundle is here. Say first whose log you trust.').waitFor();
    expect(await page.evaluate(() => localStorage.getItem('assent.trust'))).toBe(null);
  });

  it('is told what is wrong with a key that is none', async () => {
    const { page } = await openRoom();
    const field = page.getByRole('textbox', { name: 'Paste a verifier key or a trust policy' });
    for (const [text, why] of [
      [`${released.key.slice(0, -4)}AAAA`, 'This is not a usable Ed25519 key.'],
      ['{"v": 1', 'This is not JSON.'],
      ['{"v":1}', 'does not have the expected shape'],
    ] as const) {
      await field.fill(text);
      await page.getByRole('button', { name: 'Look at it' }).click();
      await page.getByText(why).waitFor();
    }
    expect(await page.getByRole('button', { name: 'Trust this key' }).count()).toBe(0);
  });

  it('can drop the folder, a tar of it, or its loose files', async () => {
    const { page, faults } = await openRoom(released.key);
    const zone = page.getByText('Drop the bundle here');
    await zone.scrollIntoViewIfNeeded();
    const box = (await zone.boundingBox())!;
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [released.bundle], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: box.x + 10, y: box.y + 10, data });
    }
    expect(await verdictOf(page)).toBe('True');

    const tar = join(released.folder, 'bundle.tar');
    await run('tar', ['-cf', tar, '-C', dirname(released.bundle), basename(released.bundle)]);
    await page.getByRole('button', { name: 'Check another bundle' }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Drop the bundle here');
    await chooseFiles(page, tar);
    expect(await verdictOf(page)).toBe('True');

    await page.getByRole('button', { name: 'Check another bundle' }).click();
    await chooseFiles(page, await looseFiles(released.bundle));
    expect(await verdictOf(page)).toBe('True');
    await page.getByText('the evidence was checked, the pictures were not').waitFor();
    expect(faults).toEqual([]);
  });

  it('does all of it by keyboard alone', async () => {
    const { page } = await openRoom();
    const press = async (name: string, key = 'Enter') => {
      const focused = () =>
        page.evaluate(() => {
          const { activeElement: at } = document;
          return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
        });
      for (let presses = 0; presses < 60 && !(await focused()).startsWith(name); presses++)
        await page.keyboard.press('Tab');
      expect(await focused()).toContain(name);
      if (key !== '') await page.keyboard.press(key);
    };
    const isTyping = () => page.evaluate(() => document.activeElement?.tagName === 'TEXTAREA');
    for (let presses = 0; presses < 60 && !(await isTyping()); presses++) await page.keyboard.press('Tab');
    await page.keyboard.insertText(released.key);
    await press('Look at it');
    await press('Trust this key');
    await page.getByRole('button', { name: 'Remove localhost/e2e' }).waitFor();
    await page.keyboard.press('Control+Home');
    const chooser = page.waitForEvent('filechooser');
    await press('Choose a folder');
    await (await chooser).setFiles(released.bundle);
    expect(await verdictOf(page)).toBe('True');
    await press('Everybody concerned agreed');
    await page.getByText('Decided again').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('true');
  });
});

describe('a bundle that was tampered with', () => {
  const judge = async (folder: string): Promise<Page> => {
    const { page } = await openRoom(released.key);
    await chooseFolder(page, folder);
    return page;
  };

  it('in one bit of a statement is not true, and the statement is named', async () => {
    const page = await judge(await damaged(released, 'evidence/statements.bin', flipped));
    expect(await verdictOf(page)).toBe('Not true');
    expect(await outcomeOf(page, 'Signed by who issued it')).toBe('Holds');
    expect(await outcomeOf(page, 'Every file is the one signed for')).toBe('Fails');
    expect(await outcomeOf(page, 'Everybody concerned agreed')).not.toBe('Holds');
    await page.getByText('An evidence file is not the one that was signed for.').first().waitFor();
    await page.getByRole('button', { name: /^Every file is the one signed for/ }).click();
    await expect.poll(() => page.getByRole('cell', { name: 'The same' }).count(), slow).toBe(4);
  });

  it('in one bit of a picture is not true, and the picture is named', async () => {
    const [picture] = (await readdir(join(released.bundle, 'data'))).filter((name) => name.endsWith('.jpg'));
    const page = await judge(await damaged(released, `data/${picture!}`, flipped));
    expect(await verdictOf(page)).toBe('Not true');
    const wrong = page.getByRole('list', { name: 'What is wrong' }).getByRole('listitem');
    await wrong.getByText('A file is not the one that was agreed to').waitFor();
    await wrong.getByRole('button', { name: 'Show its lines in the bundle' }).click();
    await wrong.getByRole('region', { name: 'A line of items.jsonl' }).getByText(picture!.slice(0, 64)).waitFor();
    // All else was looked at to the end, and holds.
    for (const name of checks.filter((check) => !check.startsWith('Every file'))) {
      expect(await outcomeOf(page, name)).toBe('Holds');
    }
  });

  it('by an item that nobody agreed to is not true', async () => {
    const copy = await damaged(released, 'items.jsonl', (bytes) => bytes);
    const sha256 = 'f'.repeat(64);
    const line = { ext: 'jpg', sha256, source: 'consented', split: 'train', stratum: 'illustrations' };
    await appendFile(join(copy, 'items.jsonl'), `${JSON.stringify(line)}\n`);
    const page = await judge(copy);
    expect(await verdictOf(page)).toBe('Not true');
    expect(await outcomeOf(page, 'The items are the ones signed for')).toBe('Fails');
    await page.getByText('The list of items is not the one that was signed.').first().waitFor();
    await page.getByText('The evidence for an item is incomplete.').first().waitFor();
  });

  it('by leaving out a picture is not true; by leaving out its proofs it cannot be judged', async () => {
    const [picture] = await readdir(join(released.bundle, 'data'));
    const short = await judge(await damaged(released, `data/${picture!}`, () => undefined));
    expect(await verdictOf(short)).toBe('Not true');
    const unproven = await judge(await damaged(released, 'evidence/proofs.bin', () => undefined));
    expect(await verdictOf(unproven)).toBe('Cannot be judged');
    expect(await outcomeOf(unproven, 'Everybody concerned agreed')).toBe('Left open');
  });

  it('by nobody, under another key of the same name, cannot be judged, and says why', async () => {
    const { page } = await openRoom(formatVerifierKey('localhost/e2e', newSigner().publicKey));
    await chooseFolder(page, released.bundle);
    expect(await verdictOf(page)).toBe('Cannot be judged');
    await page.getByText('this bundle’s checkpoint is not signed with it').waitFor();
    await page.getByRole('button', { name: 'Trust another key, or another policy' }).click();
    await pinKey(page, released.key);
    expect(await verdictOf(page)).toBe('True');
  });

  it('under the key of another log cannot be judged', async () => {
    const { page } = await openRoom(formatVerifierKey('elsewhere.example', newSigner().publicKey));
    await chooseFolder(page, released.bundle);
    expect(await verdictOf(page)).toBe('Cannot be judged');
    await page.getByText('It is of the log localhost/e2e, whose key you do not trust.').waitFor();
  });
});

describe('what is no bundle', () => {
  it('is refused with words: a folder without a manifest', async () => {
    const { page } = await openRoom(released.key);
    const folder = await mkdtemp(join(tmpdir(), 'assent-none-'));
    await writeFile(join(folder, 'holiday.jpg'), 'sun');
    await chooseFolder(page, folder);
    await page.getByRole('alert').getByText('There is no manifest.json among these files').waitFor();
    await chooseFolder(page, released.bundle);
    expect(await verdictOf(page)).toBe('True');
  });

  it.each([
    ['that climbs out of its folder', ['--transform', 's,^bundle/items,../items,'], 'names a place outside of it'],
    ['with an absolute name', ['-P', '--transform', 's,^bundle/items,/items,'], 'names a place outside of it'],
    ['that is compressed', ['-z'], 'a tar header is damaged'],
  ])('is refused with words: a tar %s', async (_, options, why) => {
    const { page } = await openRoom(released.key);
    const tar = join(await mkdtemp(join(released.folder, 'tar-')), 'bundle.tar');
    await run('tar', ['-cPf', tar, ...options, '-C', dirname(released.bundle), basename(released.bundle)]);
    await chooseFiles(page, tar);
    await page.getByRole('alert').getByText(why).waitFor();
  });

  it('is refused with words: a tar with a link, and one that names a file twice', async () => {
    const { page } = await openRoom(released.key);
    const copy = await damaged(released, 'items.jsonl', () => undefined);
    await symlink('/etc/hostname', join(copy, 'items.jsonl'));
    const [linked, twice] = [join(copy, '../linked.tar'), join(copy, '../twice.tar')];
    await run('tar', ['-cf', linked, '-C', dirname(copy), 'bundle']);
    await chooseFiles(page, linked);
    await page.getByRole('alert').getByText('is no plain file').waitFor();
    await run('tar', ['-cf', twice, '-C', dirname(released.bundle), 'bundle']);
    await run('tar', ['-rf', twice, '-C', dirname(released.bundle), 'bundle/items.jsonl']);
    await chooseFiles(page, twice);
    await page.getByRole('alert').getByText('bundle/items.jsonl is in the tar twice').waitFor();
  });
});

/** Last, since it ends what the bundle rests on. */
it('whether something was withdrawn since is asked only when somebody asks, and names the works', async () => {
  const { page, faults } = await openRoom(released.key);
  await chooseFolder(page, released.bundle);
  expect(await verdictOf(page)).toBe('True');
  const ask = page.getByRole('button', { name: 'Ask the registry now' });
  await ask.click();
  await page.getByText('Every item is still agreed to').waitFor();
  await released.withdraw();
  await ask.click();
  await page.getByText('2 works withdrawn since').waitFor();
  const items = await readFile(join(released.bundle, 'items.jsonl'), 'utf8');
  const consented = items.split('\n').filter((line) => line.includes('"consented"'));
  for (const line of consented) {
    const { sha256 } = JSON.parse(line) as { sha256: string };
    await page.locator(`a[href="/works/${sha256}"]`).waitFor();
  }
  expect(await page.getByRole('heading', { level: 2, name: 'True' }).count()).toBe(1);
  expect(faults).toEqual([]);
});
