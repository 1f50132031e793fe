import { randomSeed, type Signer } from '@assent/signing';
import { writeKeyFile } from '@assent/signing/key-file';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { unwrap } from './signing.ts';

/** Put a new key into the browser of a page, as its holder would: from a key file. */
export const bringKey = async (page: Page): Promise<Signer> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-key-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'team.key');
  const signer = unwrap(await writeKeyFile(file, randomSeed(), undefined));
  await page.goto('/me');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a key file' }).click();
  await (await chooser).setFiles(file);
  await page.getByText('Signs now').waitFor();
  return signer;
};
