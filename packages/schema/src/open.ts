import type { z } from 'zod';
import { acceptPayload, holdsForbidden, parseJson } from './canonical.ts';
import { accepted, refused, type Result } from './refusal.ts';

/** Where and why a value does not have its shape, in one line. */
const describe = (error: z.ZodError): string => {
  const issue = error.issues[0];
  if (issue === undefined) return 'unknown';
  const path = issue.path.map(String).join('.');
  return `${path === '' ? 'here' : path}: ${issue.message}`;
};

const shape = <T>(schema: z.ZodType<T>, value: unknown): Result<T> => {
  const parsed = schema.safeParse(value);
  return parsed.success ? accepted(parsed.data) : refused('malformed', describe(parsed.error));
};

/** Canonical bytes to a value of a shape: the gate, then the schema. For everything that is signed, hashed or bundled. */
export const openCanonical = <T>(schema: z.ZodType<T>, bytes: Uint8Array, maxBytes: number): Result<T> => {
  const payload = acceptPayload(bytes, maxBytes);
  if (!payload.ok) return payload;
  if (holdsForbidden(payload.value)) return refused('malformed', 'a forbidden key or U+0000');
  return shape(schema, payload.value);
};

/** JSON in any spelling to a value of a shape. For files that people write, and for what is re-encoded before use. */
export const openJson = <T>(schema: z.ZodType<T>, bytes: Uint8Array, maxBytes: number): Result<T> => {
  const json = parseJson(bytes, maxBytes);
  if (!json.ok) return json;
  if (holdsForbidden(json.value)) return refused('malformed', 'a forbidden key or U+0000');
  return shape(schema, json.value);
};
