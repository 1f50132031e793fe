import { type Browser, type BrowserContext, chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { findChromium } from '../../run/chromium.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One browser for a test file. */
export const openBrowser = async (): Promise<Browser> => {
  const executablePath = findChromium(process.env);
  if (executablePath === undefined) throw new Error('no chromium was found');
  const browser = await chromium.launch({ executablePath, args: flags });
  afterAll(() => browser.close());
  return browser;
};

/** A page, and everything it did that it must not do. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors, uncaught errors, violations of the policy, requests to other addresses. */
  readonly faults: readonly string[];
}

/** A page in a browser that nobody has used before. */
export const openPage = async (
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> => openPageIn(await openContext(browser, address, options), address);

/** A browser that nobody has used before, for one reader or several pages of one. */
export const openContext = (
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> => browser.newContext({ baseURL: address, reducedMotion: 'reduce', ...options });

export const openPageIn = async (context: BrowserContext, address: string): Promise<WatchedPage> => {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== address && !['data:', 'blob:'].includes(url.protocol)) faults.push(`request: ${request.url()}`);
  });
  return { page, faults };
};
