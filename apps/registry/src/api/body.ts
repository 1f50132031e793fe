import { type Json, parseJson, refused } from '@assent/schema';
import { costs } from './fair-use.ts';
import { type Answered, type Asking, tooMany } from './question.ts';

/** How long somebody waits for a place for a large body, in seconds. */
const pause = 2;

/**
 * The JSON that a request carries: one gate for tRPC and plain HTTP. Declared as JSON, at most so many bytes (counted as
 * they come), a place for it where it is large, UTF-8, at most 32 levels deep. Nothing beyond the limit is kept.
 */
export const readJson = async (
  request: Request,
  most: number,
  { fairUse, caller }: Asking,
): Promise<Answered<Json>> => {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json(?:\s*;\s*charset=utf-8)?\s*$/i.test(type))
    return refused('media_type_wrong', type === '' ? 'no content-type' : type.slice(0, 100));
  const declared = request.headers.get('content-length');
  const length = declared === null ? undefined : Number(declared);
  if (length !== undefined && length > most) return refused('too_large', `${length} bytes, at most ${most}`);
  const release = fairUse.body(length);
  if (release === undefined) return tooMany(pause);
  try {
    const bytes = await readBytes(request, most);
    if (bytes === undefined) return refused('too_large', `more than ${most} bytes`);
    fairUse.addresses.spend(caller, Math.floor(bytes.length / costs.received));
    return parseJson(bytes, most);
  } finally {
    release();
  }
};

/** `undefined` beyond the limit. */
export const readBytes = async (request: Request, most: number): Promise<Uint8Array | undefined> => {
  if (request.body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > most) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
};

/** The statement in what was sent to be published, whichever way it came; for a look before anything is charged. */
export const submissionIn = (json: Json): { envelope: string; lines: string[] } | undefined => {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return undefined;
  const { envelope, lines } = json;
  if (typeof envelope !== 'string') return undefined;
  return { envelope, lines: Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : [] };
};
