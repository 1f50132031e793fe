import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { serve as listen } from '@hono/node-server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { readTile } from '../log/public-files.ts';
import type { Registry } from '../registry.ts';
import { router } from './router.ts';

/** A list of 100,000 lines in one request, and room. */
const largestBody = 256 * 1024 * 1024;
const immutable = 'public, max-age=31536000, immutable';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export interface HttpOptions {
  readonly registry: Registry;
  readonly host: string;
  readonly port: number;
  readonly dashboardDirectory: string | undefined;
  /** What broke inside, for the operator. */
  readonly onError: (error: unknown) => void;
}

/** Everything the registry answers over HTTP: its API, the log's public files, the dashboard. */
const application = ({ registry, dashboardDirectory, onError }: Omit<HttpOptions, 'host' | 'port'>): Hono => {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
    }),
  );
  app.onError((error, context) => {
    onError(error);
    return context.text('internal', 500);
  });

  // The log's files are hashes and signatures, which do not get smaller.
  const packed = compress();
  app.use((context, next) => (context.req.path.startsWith('/tile/') ? next() : packed(context, next)));

  app.get('/healthz', (context) => context.text('ok'));
  app.get('/checkpoint', (context) =>
    context.text(registry.checkpoints.last.note, 200, {
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    }),
  );
  app.get('/tile/*', async (context) => {
    const tile = await readTile(registry, context.req.path.slice(1));
    if (tile === undefined) return context.text('not found', 404);
    return context.body(Uint8Array.from(tile), 200, {
      'content-type': 'application/octet-stream',
      'cache-control': immutable,
      'access-control-allow-origin': '*',
    });
  });
  app.use('/trpc/*', bodyLimit({ maxSize: largestBody }));
  app.all('/trpc/*', (context) =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req: context.req.raw,
      router,
      createContext: () => ({ registry }),
      onError: ({ error }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR') onError(error.cause ?? error);
      },
    }),
  );
  if (dashboardDirectory !== undefined) serveDashboard(app, dashboardDirectory);
  return app;
};

/** The built page: its files, and the page itself for every address in it. */
const serveDashboard = (app: Hono, directory: string): void => {
  app.get('*', async (context) => {
    const wanted = normalize(join(directory, decodeURIComponent(context.req.path)));
    const inside = wanted === directory || wanted.startsWith(directory + sep);
    const found = inside ? await stat(wanted).catch(() => undefined) : undefined;
    if (found?.isFile()) {
      const isAsset = context.req.path.startsWith('/assets/');
      return context.body(Readable.toWeb(createReadStream(wanted)) as ReadableStream, 200, {
        'content-type': contentTypes[extname(wanted)] ?? 'application/octet-stream',
        'content-length': String(found.size),
        'cache-control': isAsset ? immutable : 'no-cache',
      });
    }
    // A file that is not there is not the page: an old page asking for an old script has to learn that.
    if (extname(wanted) !== '' && !context.req.path.startsWith('/works/')) return context.text('not found', 404);
    const page = await readFile(join(directory, 'index.html')).catch(() => undefined);
    if (page === undefined) return context.text('The dashboard is not built. Run: pnpm build', 404);
    return context.body(page, 200, { 'content-type': contentTypes['.html']!, 'cache-control': 'no-cache' });
  });
};

/** Listen; rejects with the system's error (`EADDRINUSE`) where the port is taken. */
export const serveHttp = (options: HttpOptions): Promise<{ port: number; close: () => Promise<void> }> =>
  new Promise((resolve, reject) => {
    const server = listen(
      { fetch: application(options).fetch, hostname: options.host, port: options.port },
      ({ port }) =>
        resolve({
          port,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              // Requests under way are finished; idle connections would keep the process for their keep-alive.
              (server as Server).closeIdleConnections();
            }),
        }),
    );
    server.on('error', reject);
  });
