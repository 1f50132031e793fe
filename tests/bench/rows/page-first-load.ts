import type { CDPSession, Page } from 'playwright-core';
import { visit } from '../browser.ts';
import { costRow, type Row } from '../measure.ts';

/** What a page fetched, in bytes as they came over the network: compressed. */
const watchBytes = (session: CDPSession) => {
  const kinds = new Map<string, string>();
  const bytes: Record<string, number> = {};
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other';
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
  });
  return bytes;
};

const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10;

/** Script of the first page, compressed, with everything that it fetches by itself. */
export const pageScriptKb = (): Promise<Row[]> =>
  visit(async ({ open }) => {
    const page = await open();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    const bytes = watchBytes(session);
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    // Longer than a page waits before it fetches what stands further down.
    await page.waitForTimeout(2000);
    const rest = Object.entries(bytes)
      .filter(([kind]) => !['Fetch', 'Script'].includes(kind))
      .map(([kind, size]) => `${kind.toLowerCase()} ${kilobytes(size)}`);
    return [
      costRow('page-script-kb', 'kB of script, compressed', kilobytes(bytes['Script'] ?? 0), undefined, {
        note: `at most 200; the front page, a new reader; beside it ${rest.join(', ')} kB`,
      }),
    ];
  });

const slowDown = 4;
const runs = 5;

/** Runs in the page: when its heading was there, and every stretch of work of more than 50 ms. */
const watchWork = (): void => {
  const seen: { heading: number; work: { from: number; to: number }[] } = { heading: 0, work: [] };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      seen.work.push({ from: startTime, to: startTime + duration });
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver(() => {
    if (seen.heading === 0 && document.querySelector('main h1') !== null) seen.heading = performance.now();
  }).observe(document, { childList: true, subtree: true });
};

/** Until it answers: the heading is there, and the work that was under way by then is done. */
const interactiveAfter = async (page: Page): Promise<number> => {
  await page.addInitScript(watchWork);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(3000);
  const { heading, work } = await page.evaluate(
    () => (globalThis as unknown as { seen: { heading: number; work: { from: number; to: number }[] } }).seen,
  );
  // Work that follows within half a second of other work still keeps the page from answering.
  let until = heading;
  for (const { from, to } of work) if (from < until + 500) until = Math.max(until, to);
  return until / 1000;
};

/** Seconds until the front page answers, on a processor a quarter as fast. */
export const pageInteractive = (): Promise<Row[]> =>
  visit(async ({ open }) => {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const page = await open();
      times.push(await interactiveAfter(page));
      await page.context().close();
    }
    const sorted = times.toSorted((a, b) => a - b);
    return [
      costRow('page-interactive', `seconds at ${slowDown} × CPU slow-down`, sorted[Math.floor(runs / 2)]!, undefined, {
        note: `at most 1.5; the front page, a new reader; heading shown and no stretch of work over 50 ms for half a second; median of ${runs}: ${sorted.map((time) => time.toFixed(2)).join(', ')}`,
      }),
    ];
  });
