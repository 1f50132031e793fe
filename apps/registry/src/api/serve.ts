import type { Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { serve as listen } from '@hono/node-server';
import type { Config } from '../config.ts';
import type { Registry } from '../registry.ts';
import { application, type OperatorLog } from './application.ts';
import { bodyLimits, FairUse } from './fair-use.ts';
import { Growth } from './growth.ts';
import { Readiness } from './health.ts';
import { Metrics } from './metrics.ts';
import { type ListeningOperator, serveOperator } from './operator.ts';

/** How long headers may take, and how often connections that take too long are looked for, in milliseconds. */
const headersPatience = 15_000;
const looked = 1_000;

export interface Listening {
  readonly port: number;
  /** Finish what was accepted, take nothing new, let go of every connection. */
  close(): Promise<void>;
}

/** Listen; rejects with the system's error (`EADDRINUSE`) where a port is taken. */
export const serveHttp = async (registry: Registry, config: Config, logger: OperatorLog): Promise<Listening> => {
  const clock = (): number => performance.now() / 1000;
  const fairUse = new FairUse(config.fairUse, clock);
  const growth = new Growth(() => registry.checkpoints.last);
  const metrics = new Metrics({ registry, fairUse, growth });
  let stopping = false;
  const app = application({
    registry,
    config,
    fairUse,
    growth,
    readiness: new Readiness(registry),
    metrics,
    logger,
    stopping: () => stopping,
  });
  let operator: ListeningOperator | undefined;
  if (config.operator !== undefined) operator = await serveOperator(config.operator, metrics);
  try {
    const { server, port } = await start(app.fetch, config);
    const close = async (): Promise<void> => {
      stopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      growth.close();
      // A connection whose last request was answered is closed; it would be kept for the next one otherwise.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      await Promise.race([closed, pause(config.stopSeconds * 1000, undefined, { ref: false })]);
      clearInterval(idle);
      // Whoever is still there has had their time.
      server.closeAllConnections();
      await closed;
      await operator?.close();
    };
    return { port, close };
  } catch (cause) {
    await operator?.close();
    throw cause;
  }
};

type Fetch = Parameters<typeof listen>[0]['fetch'];

const start = (
  fetch: Fetch,
  { host, port, requestSeconds, idleSeconds }: Config,
): Promise<{ server: Server; port: number }> =>
  new Promise((resolve, reject) => {
    const requestTimeout = requestSeconds * 1000;
    const serverOptions = {
      requestTimeout,
      headersTimeout: Math.min(requestTimeout, headersPatience),
      connectionsCheckingInterval: looked,
      maxHeaderSize: bodyLimits.headers,
    };
    const server = listen({ fetch, hostname: host, port, serverOptions }, (address) =>
      resolve({ server: server as Server, port: address.port }),
    );
    // A reader that stops reading, and a sender that stops sending.
    (server as Server).setTimeout(idleSeconds * 1000);
    server.on('error', reject);
  });
