import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage, type WatchedPage } from './browser.ts';
import type { Place } from './place.ts';

/** Say on the page that a log's key is trusted. */
export const pinKey = async (page: Page, key: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Paste a verifier key or a trust policy' }).fill(key);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByRole('button', { name: 'Trust this key' }).click();
};

export const chooseFolder = async (page: Page, folder: string): Promise<void> => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await chooser).setFiles(folder);
};

export const chooseFiles = async (page: Page, files: string | string[]): Promise<void> => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a tar, or the files' }).click();
  await (await chooser).setFiles(files);
};

/** The verdict's word, once there is one. */
export const verdictOf = async (page: Page): Promise<string> => {
  const verdict = page.getByRole('heading', { level: 2, name: /^(True|Not true|Cannot be judged)$/ });
  await verdict.waitFor();
  return verdict.innerText();
};

/** A check's outcome by its name. */
export const outcomeOf = async (page: Page, name: string): Promise<string> => {
  const trigger = page.getByRole('list', { name: 'Checks' }).getByRole('button', { name: new RegExp(`^${name}`) });
  return (await trigger.innerText()).split('\n').at(-1)!;
};

/** The files of a bundle without those of its items, one beside the other. */
export const looseFiles = async (bundle: string): Promise<string[]> => [
  join(bundle, 'manifest.json'),
  join(bundle, 'items.jsonl'),
  ...(await readdir(join(bundle, 'evidence'))).map((name) => join(bundle, 'evidence', name)),
];

/** The room in a browser that trusts nobody yet, or one key. */
export const openVerifyRoom = async (browser: Browser, { address }: Place, key?: string): Promise<WatchedPage> => {
  const opened = await openPage(browser, address);
  await opened.page.goto('/verify');
  await opened.page.getByText('You trust nobody yet').waitFor();
  if (key !== undefined) await pinKey(opened.page, key);
  return opened;
};

/** What is checked, in order. */
export const checks = [
  'Signed by who issued it',
  'Recorded in a log that you trust',
  'Every file is the one signed for',
  'Every statement is signed, and in the log',
  'Nothing in force was left out',
  'The items are the ones signed for',
  'Everybody concerned agreed',
  'Synthetic items are what they are said to be',
  'Released in public',
];
