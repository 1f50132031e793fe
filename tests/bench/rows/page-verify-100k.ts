import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { dirname, join } from 'node:path';
import { visit } from '../browser.ts';
import { costRow, type Row } from '../measure.ts';
import { releasedBundle } from './verify-100k.ts';

/** Runs in the page: the longest time for which nobody could have got through to it. */
const watchGaps = (): void => {
  const seen = { longest: 0, last: performance.now() };
  Object.assign(globalThis, { seen });
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    const now = performance.now();
    seen.longest = Math.max(seen.longest, now - seen.last);
    seen.last = now;
    setTimeout(() => port2.postMessage(null), 4);
  });
  port1.start();
  port2.postMessage(null);
};

/** CPU seconds that the page's own process used so far; its worker runs in it. */
const rendererSeconds = async (page: Page): Promise<number> => {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
};

/** Seconds from choosing a bundle of 100,000 items to its verdict on the page, and whether the page answers meanwhile. */
export const pageVerify100k = (): Promise<Row[]> =>
  visit(async ({ open, folder }) => {
    const { bundle, trust } = await releasedBundle();
    for (const [name, bytes] of bundle) {
      await mkdir(dirname(join(folder, 'bundle', name)), { recursive: true });
      await writeFile(join(folder, 'bundle', name), bytes);
    }
    const page = await open();
    await page.goto('/verify');
    await page.getByRole('textbox', { name: 'Paste a verifier key or a trust policy' }).fill(JSON.stringify(trust));
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByRole('button', { name: 'Trust this policy' }).click();
    await page.getByText('Any team may have signed').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    const dialog = await chooser;
    await page.evaluate(watchGaps);
    const before = await rendererSeconds(page);
    const start = performance.now();
    await dialog.setFiles(join(folder, 'bundle'));
    await page.getByRole('heading', { level: 2, name: 'True' }).waitFor({ timeout: 120_000 });
    const seconds = (performance.now() - start) / 1000;
    const cpuSeconds = (await rendererSeconds(page)) - before;
    const { longest } = await page.evaluate(() => (globalThis as unknown as { seen: { longest: number } }).seen);
    const megabytes = [...bundle.values()].reduce((sum, { length }) => sum + length, 0) / 1e6;
    return [
      costRow('page-verify-100k', 'seconds', seconds, undefined, {
        cpuSeconds,
        note: `at most 5; 1,000 works lists, ${megabytes.toFixed(0)} MB, from choosing the folder to the verdict; the page's longest pause meanwhile: ${longest.toFixed(0)} ms`,
      }),
    ];
  });
