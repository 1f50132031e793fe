import { createHash, randomBytes } from 'node:crypto';
import type { Router } from '@assent/registry/router';
import { leafHash, rootOf } from '@assent/log';
import { canonicalize, type HolderLine, toUtf8 } from '@assent/schema';
import { signerFromSeed, signStatement, toBase64 } from '@assent/signing';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { Page } from 'playwright-core';
import { visit } from '../browser.ts';
import { costRow, type Row } from '../measure.ts';
import { grantOf } from '../statements.ts';

const count = 1_000_000;
const lists = 1_000;
const each = count / lists;
const days = 86_400;

const tags = ['coast', 'forest', 'harbour', 'market', 'night', 'plate', 'portrait', 'street'];
const mimes = ['image/jpeg', 'image/png', 'image/webp'];
const shapes = [
  { width: 1200, height: 800 },
  { width: 800, height: 1200 },
  { width: 1000, height: 1000 },
];

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** One list of a thousand works, each described a little otherwise; two in three may be sold. */
const submission = async (origin: string, list: number, now: number) => {
  const signer = signerFromSeed(Buffer.from(hash(`signer ${list}`), 'hex'));
  const works = Array.from({ length: each }, (_, i) => hash(`work ${list} ${i}`)).toSorted();
  const lines = works.map((sha256, i) =>
    canonicalize({
      sha256,
      bytes: 1000,
      mime: mimes[i % 3]!,
      salt: randomBytes(16).toString('hex'),
      author: signer.did,
      owners: [signer.did],
      depicts: [],
      tags: [tags[i % 8]!, tags[(i + 1 + (list % 3)) % 8]!].toSorted(),
      ...shapes[(i >> 2) % 3]!,
    } satisfies HolderLine),
  );
  const root = Buffer.from(rootOf(lines.map((line) => leafHash(toUtf8(line))))).toString('hex');
  const grant = grantOf(signer.did, root, each, now);
  const terms = { ...grant.uses.mine!, ...(list % 3 === 0 && { commerce: ['research' as const] }) };
  const said = { ...grant, aud: origin, until: now + 600 * days, uses: { 'train-predictive': terms } };
  return { envelope: toBase64(await signStatement(said, signer)), lines };
};

/** Runs in the page: press a facet, and the milliseconds until the count says something else. */
const pressed = (name: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith(name));
    const counted = document.querySelector('output[aria-label="Count"]');
    if (button === undefined || counted === null) return reject(new Error(`there is no ${name}, or no count`));
    const before = counted.textContent;
    const began = performance.now();
    const observer = new MutationObserver(() => {
      if (counted.textContent === before || !/^[0-9]/.test(counted.textContent)) return;
      observer.disconnect();
      // When it is drawn, not when it is known.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    });
    observer.observe(counted, { childList: true, characterData: true, subtree: true });
    button.click();
  });

const day = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);

const openRoom = async (page: Page, now: number): Promise<void> => {
  const purpose = {
    uses: 'train-predictive',
    aims: 'sell-outputs',
    who: 'company',
    on: 'none',
    where: 'anywhere',
    from: day(now),
    until: day(now + 300 * days),
    duties: 'attribute',
    after: 'remove-from-datasets',
    sure: '0-0-0-0-0',
  };
  await page.goto(`/assemble?${new URLSearchParams(purpose).toString()}`);
  await page.getByText(/of 1,000,000 works qualify\.$/).waitFor({ state: 'attached', timeout: 300_000 });
};

/** Milliseconds from a click on a facet to the new count on the page, at a million works in a real registry. */
export const pageFacet1m = (): Promise<Row[]> =>
  visit(
    async ({ open, address }) => {
      const api = createTRPCClient<Router>({ links: [httpLink({ url: `${address}/trpc` })] });
      const { origin, now } = await api.overview.query();
      for (let list = 0; list < lists; list += 4)
        await Promise.all(
          Array.from({ length: 4 }, async (_, i) =>
            api.statements.publish.mutate(await submission(origin, list + i, now)),
          ),
        );
      const page = await open();
      const began = performance.now();
      await openRoom(page, now);
      const first = (performance.now() - began) / 1000;
      const times: number[] = [];
      for (const name of ['coast', 'image/png', 'Square', 'coast', 'Square']) {
        // What is pressed is there before the clock starts.
        await page.getByRole('button', { name: new RegExp(`^${name}`) }).waitFor();
        times.push(await page.evaluate(pressed, name));
      }
      const sorted = times.toSorted((a, b) => a - b);
      return [
        costRow('page-facet-1m', 'milliseconds', Math.round(sorted[2]!), undefined, {
          note: `at most 300; ${lists} grants of ${each} works each; median of ${times.map((time) => time.toFixed(0)).join(', ')}, one facet after the other, the last two taken back; the first count, after a start, took ${first.toFixed(1)} s`,
        }),
      ];
    },
    { ASSENT_ADDRESS_BURST: '10000000', ASSENT_ADDRESS_RATE: '100000' },
  );
