import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { immutable } from './log-files.ts';
import type { Door } from './plain.ts';

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

/** The path that was asked for, or `undefined` for one that no file can have. */
const decoded = (path: string): string | undefined => {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
};

/** The built page: its files, and the page itself for every address in it. */
export const serveDashboard = (app: Hono<Door>, directory: string): void => {
  app.get('*', async (context) => {
    const path = decoded(context.req.path);
    if (path === undefined) return context.text('not found', 404);
    const wanted = normalize(join(directory, path));
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
