import { formatVerifierKey } from '@assent/log';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { barriers, overflow } from './support/accessibility.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { damaged, flipped, type Released, releaseWithTerminal } from './support/bundle.ts';
import { openPlace, type Place } from './support/place.ts';
import { newSigner } from './support/signing.ts';
import { checks, chooseFiles, chooseFolder, openVerifyRoom, pinKey, verdictOf } from './support/verifier.ts';

const browser = await openBrowser();
let place: Place;
let released: Released;

beforeAll(async () => {
  place = await openPlace();
  released = await releaseWithTerminal(place);
});

const screenshots = process.env['ASSENT_SCREENSHOTS'] ?? join(tmpdir(), 'assent-screenshots');

/** A damaged bundle with more findings than fit on a screen. */
const verbose = (bytes: Buffer): Buffer =>
  Buffer.concat([
    bytes,
    ...Array.from({ length: 300 }, (_, at) =>
      Buffer.from(
        `{"ext":"jpg","sha256":"ff${at.toString(16).padStart(62, '0')}","source":"consented","split":"train","stratum":"illustrations"}\n`,
      ),
    ),
  ]);

/** Each state of the room, with the words by which it is known to be there. */
const states: readonly {
  readonly name: string;
  readonly key?: 'good' | 'other';
  readonly reach: (page: Page) => Promise<unknown>;
}[] = [
  { name: 'empty', reach: async () => {} },
  { name: 'review', reach: (page) => page.getByRole('button', { name: 'Look at this registry’s own key' }).click() },
  { name: 'trusting', key: 'good', reach: (page) => page.getByText('Any team may have signed').waitFor() },
  {
    name: 'untrusting',
    reach: async (page) => {
      await chooseFolder(page, released.bundle);
      await page.getByText('Say first whose log you trust').waitFor();
    },
  },
  {
    name: 'true',
    key: 'good',
    reach: async (page) => {
      await chooseFolder(page, released.bundle);
      await verdictOf(page);
    },
  },
  {
    name: 'true-opened',
    key: 'good',
    reach: async (page) => {
      await chooseFolder(page, released.bundle);
      await verdictOf(page);
      for (const name of checks) await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
      await page.getByRole('cell', { name: 'The same' }).first().waitFor();
      await page.getByRole('region', { name: 'evidence/release' }).waitFor();
    },
  },
  {
    name: 'false',
    key: 'good',
    reach: async (page) => {
      await chooseFolder(page, await damaged(released, 'evidence/statements.bin', flipped));
      await verdictOf(page);
    },
  },
  {
    name: 'false-many',
    key: 'good',
    reach: async (page) => {
      await chooseFolder(page, await damaged(released, 'items.jsonl', verbose));
      await verdictOf(page);
    },
  },
  {
    name: 'unjudged',
    key: 'other',
    reach: async (page) => {
      await chooseFolder(page, released.bundle);
      await verdictOf(page);
    },
  },
  {
    name: 'refused',
    key: 'good',
    reach: async (page) => {
      await chooseFiles(page, released.policy);
      await page.getByRole('alert').waitFor();
    },
  },
];

it.each(states)(
  'the room is whole and accessible in light and dark, narrow and wide: $name',
  async ({ name, key, reach }) => {
    const { page, faults } = await openVerifyRoom(
      browser,
      place,
      key && (key === 'good' ? released.key : formatVerifierKey('localhost/e2e', newSigner().publicKey)),
    );
    await reach(page);
    await mkdir(screenshots, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 1440]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({
          path: join(screenshots, `verify-${name}-${colorScheme}-${width}.png`),
          fullPage: true,
        });
        expect(await overflow(page)).toBe(0);
        expect(await barriers(page)).toEqual([]);
      }
    }
    expect(faults).toEqual([]);
  },
);

it('the room can be read at twice its size', async () => {
  const viewport = { width: 640, height: 450 };
  const { page } = await openPage(browser, place.address, { viewport, deviceScaleFactor: 2 });
  await page.goto('/verify');
  await pinKey(page, released.key);
  await chooseFolder(page, released.bundle);
  await verdictOf(page);
  expect(await overflow(page)).toBe(0);
});
