import { accepted, refused, type Result } from './refusal.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const limits = {
  /** A statement's payload, in bytes. */
  payload: 32 * 1024,
  /** A log entry as stored, in bytes: C2SP tlog-tiles writes its length as 16 bits. */
  entry: 65_535,
  /** An envelope as received: a payload in base64, signatures, and room for white space. */
  envelope: 96 * 1024,
  /** A line of a works list or of `items.jsonl`, in bytes. */
  line: 4 * 1024,
  /** A line of a synthetic slice (its labels are in it), in bytes. */
  sliceLine: 32 * 1024,
  /** A line of the state: it names every claim on a work. */
  stateLine: 256 * 1024,
  /** Levels of nesting. */
  depth: 32,
  /** Works in one list sent with its statement in a single request. */
  listLines: 100_000,
  /** Works in one list at all: longer ones come in chunks, up to here. */
  list: 1_048_576,
} as const;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

export const toUtf8 = (text: string): Uint8Array => encoder.encode(text);

/** UTF-8 to text; a byte order mark is kept (and is then refused as JSON). */
export const fromUtf8 = (bytes: Uint8Array): Result<string> => {
  try {
    return accepted(utf8.decode(bytes));
  } catch {
    return refused('not_utf8');
  }
};

/** The same text as one string: what was put together letter by letter is held as a tree, of many times its size. */
export const flat = (text: string): string => utf8.decode(encoder.encode(text));

/** Thrown inside this file only, to leave the recursion. */
class NotCanonical extends Error {}

const write = (value: Json, depth: number): string => {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new NotCanonical('a number that JSON cannot hold');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new NotCanonical('a lone surrogate');
    return JSON.stringify(value);
  }
  // Reached by a caller's mistake, never from parsed JSON: a bigint would come out as `{}`.
  if (typeof value !== 'object') throw new NotCanonical('a value that JSON does not have');
  if (depth === 0) throw new NotCanonical('nested too deeply');
  if (Array.isArray(value)) {
    let out = '[';
    for (let i = 0; i < value.length; i++) out += (i === 0 ? '' : ',') + write(value[i]!, depth - 1);
    return `${out}]`;
  }
  let out = '{';
  // Without a comparator, sorting compares UTF-16 code units, which is the order RFC 8785 §3.2.3 asks for.
  for (const key of Object.keys(value).toSorted()) {
    if (!key.isWellFormed()) throw new NotCanonical('a lone surrogate');
    const member = value[key];
    // `undefined` members do not exist in JSON; an optional member left out of an object literal is no member.
    if (member === undefined) continue;
    out += `${out === '{' ? '' : ','}${JSON.stringify(key)}:${write(member, depth - 1)}`;
  }
  return `${out}}`;
};

/**
 * The JSON Canonicalization Scheme (RFC 8785) of a value.
 *
 * @throws RangeError for what has no canonical form: a lone surrogate, a number or value JSON cannot hold, more than 32
 * levels.
 */
export const canonicalize = (value: unknown): string => {
  try {
    return write(value as Json, limits.depth);
  } catch (cause) {
    if (cause instanceof NotCanonical) throw new RangeError(cause.message, { cause });
    throw cause;
  }
};

export const canonicalBytes = (value: unknown): Uint8Array => encoder.encode(canonicalize(value));

/** Bounded, so that hostile nesting cannot exhaust the stack of what walks the value later. */
const tooDeep = (value: Json, left: number): boolean => {
  if (value === null || typeof value !== 'object') return false;
  if (left === 0) return true;
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    if (tooDeep(member, left - 1)) return true;
  }
  return false;
};

/** Parse JSON that a person may have written: any spelling, but bounded in size and depth. */
export const parseJson = (bytes: Uint8Array, maxBytes: number): Result<Json> => {
  if (bytes.length > maxBytes) return refused('too_large', `${bytes.length} bytes, at most ${maxBytes}`);
  const text = fromUtf8(bytes);
  return text.ok ? parseText(text.value) : text;
};

const parseText = (text: string): Result<Json> => {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    return refused('not_json', (cause as Error).message);
  }
  return tooDeep(value, limits.depth) ? refused('too_deep') : accepted(value);
};

/**
 * The payload gate: size → UTF-8 → parse → depth → fixed point of RFC 8785.
 *
 * Comparing with the canonical form refuses in one step duplicate keys, other spellings of numbers and escapes,
 * white space, byte order marks and wrong key order, so two readers cannot see two things in the same signed bytes.
 */
export const acceptPayload = (bytes: Uint8Array, maxBytes: number): Result<Json> => {
  if (bytes.length > maxBytes) return refused('too_large', `${bytes.length} bytes, at most ${maxBytes}`);
  const text = fromUtf8(bytes);
  return text.ok ? acceptCanonicalText(text.value) : text;
};

/** The gate for text whose bytes were decoded already, such as a line of a file read as UTF-8. */
export const acceptCanonicalText = (text: string): Result<Json> => {
  const parsed = parseText(text);
  if (!parsed.ok || isPlainlyCanonical(parsed.value, text)) return parsed;
  try {
    return canonicalize(parsed.value) === text ? parsed : refused('not_canonical');
  } catch (cause) {
    return refused('not_canonical', (cause as Error).message);
  }
};

/**
 * Whether text is canonical as nearly all of it is: without an escaped code unit, its members in order, and what the engine
 * writes of them again. Parsing keeps members in the order of the text; where it does not (keys that are integers), or drops
 * one, or something is spelled otherwise, the texts differ. Then, and where escapes could hide a lone surrogate, the canonical
 * form decides.
 */
const isPlainlyCanonical = (value: Json, text: string): boolean =>
  !text.includes('\\u') && hasMembersInOrder(value) && JSON.stringify(value) === text;

const hasMembersInOrder = (value: Json): boolean => {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(hasMembersInOrder);
  let before = '';
  for (const key of Object.keys(value)) {
    if (key < before || !hasMembersInOrder(value[key]!)) return false;
    before = key;
  }
  return true;
};

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Keys that could reach an object's prototype, and U+0000, which PostgreSQL's text cannot hold: in no statement. */
export const holdsForbidden = (value: Json): boolean => {
  if (typeof value === 'string') return value.includes('\0');
  if (value === null || typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some(holdsForbidden);
  return Object.entries(value).some(
    ([key, member]) => forbiddenKeys.has(key) || key.includes('\0') || holdsForbidden(member),
  );
};
