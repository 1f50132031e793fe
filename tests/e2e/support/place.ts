import type { Router } from '@assent/registry/router';
import { createTRPCClient, httpLink } from '@trpc/client';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type RegistryProcess, startRegistry } from '../../../apps/cli/src/registry-process.ts';

const dashboard = fileURLToPath(new URL('../../../apps/dashboard/dist', import.meta.url));

/** A real registry that serves the built dashboard, on a free port. */
export interface Place {
  readonly address: string;
  /** The registry's data folder: its key is in it. */
  readonly data: string;
  readonly api: ReturnType<typeof createTRPCClient<Router>>;
  readonly registry: RegistryProcess;
}

/** A registry with an empty log, until the end of the test file. */
export const openPlace = async (): Promise<Place> => {
  const data = await mkdtemp(join(tmpdir(), 'assent-e2e-'));
  const { DATABASE_URL: _, ...environment } = process.env;
  const registry = await startRegistry({
    ...environment,
    ASSENT_DATA: data,
    ASSENT_PORT: '0',
    ASSENT_ORIGIN: 'localhost/e2e',
    ASSENT_DASHBOARD: dashboard,
    ASSENT_LOG_LEVEL: 'warn',
  });
  afterAll(async () => {
    await registry.stop();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  });
  const { address } = registry;
  return { address, data, registry, api: createTRPCClient<Router>({ links: [httpLink({ url: `${address}/trpc` })] }) };
};
