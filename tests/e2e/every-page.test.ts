import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { barriers, overflow } from './support/accessibility.ts';
import { openBrowser, openContext, openPage, openPageIn } from './support/browser.ts';
import { openPlace } from './support/place.ts';
import { fillWithSample, plates } from './support/sample.ts';
import { newSigner, publishGrant, sha256Of } from './support/signing.ts';

const place = await openPlace();
const sample = await fillWithSample(place);
const browser = await openBrowser();

/** Text that strangers may sign: from right to left, long, and dressed as markup. */
const hostile = {
  content: 'hostile',
  title: 'عنوان <img src=x onerror=alert(1)> ' + 'a'.repeat(120),
  attribution: '<b>ليلى</b> & Söhne, '.repeat(6).trim(),
};
const hostileGrant = await publishGrant(place, newSigner(), [hostile]);

const { entries } = await place.api.statements.list.query({ limit: 200 });
const entryOf = (kind: string): number => entries.find((entry) => entry.kind === kind)!.index;
const withdrawn = sha256Of(plates[0]!);

/** Each page in each of its states, with the words by which it is known to be there. */
const pages: readonly {
  readonly name: string;
  readonly path: string;
  readonly ready: (page: Page) => Promise<unknown>;
}[] = [
  {
    name: 'front',
    path: '/',
    ready: async (page) => {
      await page.getByRole('region', { name: 'Checkpoint' }).scrollIntoViewIfNeeded();
      await page.getByText('The signature holds').waitFor();
      await page.getByRole('region', { name: 'Growth' }).scrollIntoViewIfNeeded();
      await page.getByRole('figure').locator('svg').waitFor();
    },
  },
  { name: 'log', path: '/log', ready: (page) => page.getByRole('list', { name: 'Entries of the log' }).waitFor() },
  {
    name: 'log-none',
    path: '/log?kind=synthetic&before=1',
    ready: (page) => page.getByText('No entries here').waitFor(),
  },
  ...['grant', 'withdraw', 'attest', 'release', 'state', 'synthetic-plan', 'synthetic'].map((kind) => ({
    name: `statement-${kind}`,
    path: `/log/${entryOf(kind)}`,
    ready: (page: Page) => page.getByText('Checked just now by this page').waitFor(),
  })),
  {
    name: 'statement-hostile',
    path: `/log/${hostileGrant.index}`,
    ready: (page) => page.getByText('Checked just now by this page').waitFor(),
  },
  {
    name: 'statement-none',
    path: '/log/999999',
    ready: (page) => page.getByText('Nothing is recorded here').waitFor(),
  },
  { name: 'datasets', path: '/datasets', ready: (page) => page.getByRole('list', { name: 'Datasets' }).waitFor() },
  {
    name: 'dataset-withdrawn',
    path: `/datasets/${sample.first}`,
    ready: (page) => page.getByText('shown here are those that were released').waitFor(),
  },
  {
    name: 'dataset',
    path: `/datasets/${sample.second}`,
    ready: (page) => page.getByText('shown here are those that were released').waitFor(),
  },
  {
    name: 'work-withdrawn',
    path: `/works/${withdrawn}`,
    ready: (page) => page.getByText('No permission is in force').waitFor(),
  },
  {
    name: 'work-hostile',
    path: `/works/${sha256Of(hostile)}`,
    ready: (page) => page.getByText('1 permission is in force').waitFor(),
  },
  {
    name: 'work-unknown',
    path: `/works/${'0'.repeat(64)}`,
    ready: (page) => page.getByText('Nobody has said anything').waitFor(),
  },
  { name: 'nowhere', path: '/nowhere', ready: (page) => page.getByText('There is no such page').waitFor() },
];

const screenshots = process.env['ASSENT_SCREENSHOTS'] ?? join(tmpdir(), 'assent-screenshots');
await mkdir(screenshots, { recursive: true });

/** What the browser itself says of an answer that is "not found": the page has its own words for it. */
const isExpected = (path: string, fault: string): boolean =>
  path === '/log/999999' && fault.includes('404 (Not Found)');

const context = await openContext(browser, place.address);

it.each(pages)(
  '$name is whole, accessible and keeps to its own address, in light and dark, narrow and wide',
  async ({ name, path, ready }) => {
    const { page, faults } = await openPageIn(context, place.address);
    await page.setViewportSize({ width: 360, height: 900 });
    await page.goto(path);
    await ready(page);
    expect(await page.title()).toContain('Assent');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      // What is drawn for a width is drawn anew.
      await ready(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}-${width}.png`), fullPage: true });
        expect(await overflow(page)).toBe(0);
        expect(await barriers(page)).toEqual([]);
      }
    }
    expect(faults.filter((fault) => !isExpected(path, fault))).toEqual([]);
    await page.close();
  },
);

it('every page can be read at twice its size', async () => {
  const { page } = await openPage(browser, place.address, {
    viewport: { width: 640, height: 450 },
    deviceScaleFactor: 2,
  });
  for (const { path, ready } of pages) {
    await page.goto(path);
    await ready(page);
    expect(await overflow(page)).toBe(0);
  }
});

/** What a page says of its own: neither what others wrote and signed, nor bytes, nor names that are the same everywhere. */
const ownSentences = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const said = new Set<string>();
    const take = (text: string | null): void => {
      // Two words at least: a single one may well be the same in both languages.
      if (text !== null && /\p{L}{2,}\P{L}*\s\P{L}*\p{L}{2,}/u.test(text)) said.add(text.trim());
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.parentElement!.closest('bdi, code, pre, blockquote, noscript, script, style, [lang]:not(html)') === null)
        take(node.textContent);
    for (const element of document.querySelectorAll('[aria-label]')) take(element.getAttribute('aria-label'));
    const foreign = new Set([...document.querySelectorAll('bdi')].map(({ textContent }) => textContent));
    for (const part of document.title.split(' · ')) if (!foreign.has(part)) take(part);
    return [...said];
  });

const doors = ['/publish', '/mine', '/me', '/assemble', '/verify'].map((path) => ({
  path,
  ready: (page: Page) => page.getByRole('heading', { level: 1 }).waitFor(),
}));

it('no page says in Spanish what it says in English', async () => {
  const [{ page: english }, { page: spanish }] = await Promise.all([
    openPage(browser, place.address, { locale: 'en-GB' }),
    openPage(browser, place.address, { locale: 'es-ES' }),
  ]);
  const left: Record<string, string[]> = {};
  for (const { path, ready } of [...pages, ...doors]) {
    await Promise.all([english.goto(path), spanish.goto(path)]);
    await ready(english);
    await spanish.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => spanish.getByText('Cargando', { exact: true }).count()).toBe(0);
    const inEnglish = new Set(await ownSentences(english));
    expect(inEnglish.size).toBeGreaterThan(5);
    const same = (await ownSentences(spanish)).filter((sentence) => inEnglish.has(sentence));
    if (same.length > 0) left[path] = same;
  }
  expect(left).toEqual({});
});
