import { Count, Envelope, limits, refused, StatementId, toUtf8 } from '@assent/schema';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { chunkLines } from '../log/list-chunk.ts';
import { readBytes, readJson } from './body.ts';
import { costs } from './fair-use.ts';
import { type Door, open, refusalOf } from './plain.ts';
import { type Answered, tooMany } from './question.ts';
import { apiPath } from './routes.ts';

const Root = z.string().regex(/^[0-9a-f]{64}$/);

/** For the description of the API. */
export const worksListPuts = [
  {
    name: 'beginWorksList',
    path: `${apiPath}/works-lists/{root}`,
    says: 'Begin a list of works too long for one request, by the envelope of the grant that signs it, or ask how far it came: the same envelope again answers which chunks are here. It is judged before anything of the list is sent.',
    media: 'application/json',
    input: z.strictObject({ root: Root }),
    body: Envelope,
  },
  {
    name: 'putWorksListChunk',
    path: `${apiPath}/works-lists/{root}/{id}/{chunk}`,
    says: 'One chunk of such a list: its lines, canonical and in order, each ended by a line feed, `chunkLines` of them, in the last chunk what is left. Chunks may come in any order and again. With the last one the grant is appended, and the receipt answered.',
    media: 'application/jsonl',
    input: z.strictObject({ root: Root, id: StatementId, chunk: Count }),
    body: undefined,
  },
] as const;

/** A chunk whose lines are all as long as may be, each with its line feed. */
const largestChunk = chunkLines * (limits.line + 1);
/** How long somebody waits for a place for a chunk, in seconds. */
const pause = 2;

/**
 * Lists too long for one request. `PUT works-lists/{root}` sends the grant, as its envelope, and answers which chunks are
 * here; `PUT works-lists/{root}/{id}/{chunk}` sends lines, each ended by a line feed. Both may be sent again.
 */
export const serveWorksLists = (app: Hono<Door>): void => {
  const path = `${apiPath}/works-lists/:root{[0-9a-f]{64}}`;
  app.put(path, async (context) => {
    const { registry } = context.get('asking');
    const json = await readJson(context.req.raw, limits.envelope, context.get('asking'));
    if (!json.ok) return refusalOf(context, json.refusal);
    const root = context.req.param('root');
    return answer(context, await registry.uploads.begin(toUtf8(JSON.stringify(json.value)), root));
  });
  app.put(`${path}/:id{sha256:[0-9a-f]{64}}/:chunk{0|[1-9][0-9]{0,4}}`, async (context) => {
    const { registry } = context.get('asking');
    const bytes = await chunkOf(context);
    if (!bytes.ok) return refusalOf(context, bytes.refusal);
    return answer(
      context,
      await registry.uploads.put(context.req.param('id'), Number(context.req.param('chunk')), bytes.value),
    );
  });
};

const answer = (context: Context<Door>, progress: Answered<object>): Response =>
  progress.ok
    ? context.json(progress.value, 200, { 'cache-control': 'no-store', ...open })
    : refusalOf(context, progress.refusal);

const chunkOf = async (context: Context<Door>): Promise<Answered<Uint8Array>> => {
  const { fairUse, caller } = context.get('asking');
  const declared = context.req.header('content-length');
  const length = declared === undefined ? undefined : Number(declared);
  if (length !== undefined && length > largestChunk)
    return refused('too_large', `${length} bytes, at most ${largestChunk}`);
  const release = fairUse.body(length);
  if (release === undefined) return tooMany(pause);
  try {
    const bytes = await readBytes(context.req.raw, largestChunk);
    if (bytes === undefined) return refused('too_large', `more than ${largestChunk} bytes`);
    fairUse.addresses.spend(caller, Math.floor(bytes.length / costs.received));
    return { ok: true, value: bytes };
  } finally {
    release();
  }
};
