import { formatTlogProof } from '@assent/log';
import { Count, type Result, accepted, refused } from '@assent/schema';
import { toBase64 } from '@assent/signing';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { readTile } from '../log/public-files.ts';
import type { Registry } from '../registry.ts';
import { costs, listLimits, streamPause } from './fair-use.ts';
import type { Growth } from './growth.ts';
import { type Door, open, refusalOf } from './plain.ts';
import { readText } from './query.ts';
import { tooMany } from './question.ts';
import { apiPath } from './routes.ts';

/** What a path answered once it answers for ever. */
export const immutable = 'public, max-age=31536000, immutable';

/** Answers that are files or streams and not JSON, for the description of the API. */
export const files = [
  {
    name: 'checkpoint',
    path: '/checkpoint',
    says: 'The newest signed checkpoint (C2SP tlog-checkpoint).',
    media: 'text/plain',
    input: z.strictObject({}),
  },
  {
    name: 'hashTile',
    path: '/tile/{level}/{tile}',
    says: 'Hashes of the log’s tree (C2SP tlog-tiles): `tile` is `N`, or `N.p/W` while it is partial, N in groups of three digits, each but the last after an `x`.',
    media: 'application/octet-stream',
    input: z.strictObject({ level: z.int().min(0).max(63), tile: z.string() }),
  },
  {
    name: 'entryBundle',
    path: '/tile/entries/{tile}',
    says: 'Entries of the log (C2SP tlog-tiles), each after its length as two bytes.',
    media: 'application/octet-stream',
    input: z.strictObject({ tile: z.string() }),
  },
  {
    name: 'readProof',
    path: `${apiPath}/entries/{index}/proof`,
    says: 'A proof that stands alone that an entry is in the log, under the newest checkpoint (C2SP tlog-proof).',
    media: 'text/plain',
    input: z.strictObject({ index: Count }),
  },
  {
    name: 'downloadEntries',
    path: `${apiPath}/log/entries`,
    says: 'Entries from a place on, a JSON object a line: `index`, `id`, `loggedAt`, `entry` (base64). Ends at the newest checkpoint or after `limit`.',
    media: 'application/x-ndjson',
    input: z.strictObject({ from: Count, limit: z.int().min(1).max(listLimits.download) }),
  },
  {
    name: 'followLog',
    path: `${apiPath}/log/events`,
    says: 'The log’s growth as server-sent events, `growth`: `from`, `size`, `checkpoint`. An event’s id is the size; with `Last-Event-ID` the first event tells what was missed. `from` is the same for those who cannot set headers.',
    media: 'text/event-stream',
    input: z.strictObject({ from: Count.optional() }),
  },
] as const;

const [, , , proofFile, entriesFile, eventsFile] = files;

export const serveLogFiles = (app: Hono<Door>, registry: Registry, growth: Growth): void => {
  app.get('/checkpoint', (context) =>
    context.text(registry.cosignatures.newest(), 200, { 'cache-control': 'no-cache', ...open }),
  );
  app.get('/tile/*', async (context) => {
    // As it was written: a tile has one address, so that it is cached once.
    const tile = await readTile(registry, new URL(context.req.url).pathname.slice(1));
    if (tile === undefined) return context.text('not found', 404, { 'cache-control': 'no-store', ...open });
    return context.body(Uint8Array.from(tile), 200, {
      'content-type': 'application/octet-stream',
      'cache-control': immutable,
      ...open,
    });
  });
  app.get(proofFile.path.replace('{index}', ':index'), async (context) => {
    const input = inputOf(context, proofFile.input, [['index', context.req.param('index') ?? '']]);
    const proof = input.ok ? await proofOf(registry, input.value.index) : input;
    if (!proof.ok) return refusalOf(context, proof.refusal);
    return context.text(proof.value, 200, { 'cache-control': 'no-cache', ...open });
  });
  app.get(entriesFile.path, (context) => {
    const input = inputOf(context, entriesFile.input);
    return input.ok ? download(context, registry, input.value) : refusalOf(context, input.refusal);
  });
  app.get(eventsFile.path, (context) => {
    const last = context.req.header('last-event-id');
    const input = inputOf(context, eventsFile.input, last === undefined ? [] : [['from', last]]);
    return input.ok ? follow(context, registry, growth, input.value.from) : refusalOf(context, input.refusal);
  });
};

const inputOf = <T extends z.ZodObject>(
  context: Context<Door>,
  shape: T,
  more: readonly (readonly [string, string])[] = [],
): Result<z.infer<T>> => {
  const text = readText(shape, [...more, ...new URL(context.req.url).searchParams]);
  if (!text.ok) return text;
  const parsed = shape.safeParse(text.value);
  if (parsed.success) return accepted(parsed.data);
  const [issue] = parsed.error.issues;
  return refused('malformed', `${issue!.path.map(String).join('.') || 'here'}: ${issue!.message}`);
};

const proofOf = async (registry: Registry, index: number): Promise<Result<string>> => {
  const row = await registry.db
    .selectFrom('log_entry')
    .select(['id', 'leaf_hash'])
    .where('index', '=', index)
    .executeTakeFirst();
  if (row === undefined) return refused('not_found', `entry ${index}`);
  const { proof, checkpoint } = await registry.receipt(row.id, { index, leafHash: row.leaf_hash.toString('hex') });
  return accepted(formatTlogProof({ index, hashes: proof.map((hash) => Buffer.from(hash, 'hex')), checkpoint }));
};

/** Entries read at once. */
const page = 256;

const download = (
  context: Context<Door>,
  registry: Registry,
  { from, limit }: { readonly from: number; readonly limit: number },
): Response => {
  const { fairUse, caller } = context.get('asking');
  const end = Math.min(from + limit, registry.checkpoints.last.size);
  const wait = fairUse.addresses.take(caller, Math.ceil(Math.max(0, end - from) / costs.download));
  if (wait > 0) return refusalOf(context, tooMany(wait).refusal);
  const release = fairUse.stream(caller);
  if (release === undefined) return refusalOf(context, tooMany(streamPause).refusal);
  let next = from;
  const lines = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (next >= end) {
        release();
        controller.close();
        return;
      }
      const to = Math.min(end, next + page);
      const text = await ndjson(registry, next, to).catch((cause: unknown) => {
        release();
        throw cause;
      });
      next = to;
      controller.enqueue(new TextEncoder().encode(text));
    },
    cancel: release,
  });
  return context.body(lines, 200, {
    'content-type': 'application/x-ndjson',
    // All that was asked for is there and will not change; otherwise there will be more.
    'cache-control': end === from + limit ? immutable : 'no-cache',
    ...open,
  });
};

const ndjson = async (registry: Registry, from: number, to: number): Promise<string> => {
  const rows = await registry.db
    .selectFrom('log_entry')
    .select(['index', 'id', 'logged_at', 'entry'])
    .where('index', '>=', from)
    .where('index', '<', to)
    .orderBy('index')
    .execute();
  return rows
    .map(
      ({ index, id, logged_at: loggedAt, entry }) =>
        `${JSON.stringify({ index, id, loggedAt, entry: toBase64(entry) })}\n`,
    )
    .join('');
};

const follow = (context: Context<Door>, registry: Registry, growth: Growth, from: number | undefined): Response => {
  const { size } = registry.checkpoints.last;
  // Who heard of more than there is heard it of another log, and is not to be told that all is well.
  if (from !== undefined && from > size)
    return refusalOf(context, { code: 'not_found', detail: `the log has ${size} entries` });
  const { fairUse, caller } = context.get('asking');
  const release = fairUse.stream(caller);
  if (release === undefined) return refusalOf(context, tooMany(streamPause).refusal);
  return context.body(growth.listen(from ?? size, release), 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // A proxy that gathers answers before it passes them on would hold every event back.
    'x-accel-buffering': 'no',
    ...open,
  });
};
