import { type Browser, chromium, type Page } from 'playwright-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRegistry } from '../../apps/cli/src/registry-process.ts';
import { findChromium } from '../run/chromium.ts';

const dashboard = fileURLToPath(new URL('../../apps/dashboard/dist', import.meta.url));

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Visit {
  /** A page that was never here before. */
  open(): Promise<Page>;
  /** The registry's. */
  readonly address: string;
  /** A folder that is gone afterwards. */
  readonly folder: string;
}

/**
 * A browser before the built dashboard of a real registry with an empty log. Build it first: `pnpm build`.
 *
 * @param settings of the registry, beside those that every such visit has.
 */
export const visit = async <T>(
  work: (visit: Visit) => Promise<T>,
  settings: Readonly<Record<string, string>> = {},
): Promise<T> => {
  const executablePath = findChromium(process.env);
  if (executablePath === undefined) throw new Error('no chromium was found');
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const { DATABASE_URL: _, ...environment } = process.env;
  const registry = await startRegistry({
    ...environment,
    ASSENT_DATA: join(folder, 'data'),
    ASSENT_PORT: '0',
    ASSENT_ORIGIN: 'localhost/bench',
    ASSENT_DASHBOARD: dashboard,
    // What this process writes is the row, and the registry writes to the same place.
    ASSENT_LOG_LEVEL: 'silent',
    ...settings,
  });
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath, args: flags });
    const opened = browser;
    const { address } = registry;
    return await work({ folder, address, open: () => opened.newPage({ baseURL: registry.address }) });
  } finally {
    await browser?.close();
    await registry.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
