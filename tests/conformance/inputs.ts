import { toUtf8 } from '@assent/schema';
import { fromBase64 } from '@assent/signing/verify';
import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { derivedLines, Derived } from './derived-lines.ts';

export const Hex = z.string().transform((text, context) => {
  try {
    return hexToBytes(text);
  } catch {
    context.addIssue('not hexadecimal');
    return z.NEVER;
  }
});

export const Base64 = z.string().transform((text, context) => {
  const bytes = fromBase64(text);
  if (bytes.ok) return bytes.value;
  context.addIssue('not canonical base64');
  return z.NEVER;
});

/** More is in no case: what is checked for its size is refused far below this. */
const mostBytes = 128 * 1024 * 1024;

const Part = z.union([Base64, z.strictObject({ repeat: Base64, times: z.int().min(0).max(mostBytes) })]);

/** Bytes in base64; as text, in UTF-8; or in parts, so that a hundred megabytes of one letter are a short case. */
export const Bytes = z.union([
  Base64,
  z.strictObject({ text: z.string().refine((text) => text.isWellFormed()) }).transform(({ text }) => toUtf8(text)),
  z.strictObject({ parts: z.array(Part).max(100) }).transform(({ parts }, context) => {
    const length = (part: z.infer<typeof Part>): number =>
      part instanceof Uint8Array ? part.length : part.repeat.length * part.times;
    const total = parts.reduce((sum, part) => sum + length(part), 0);
    if (total > mostBytes) {
      context.addIssue(`more than ${mostBytes} bytes`);
      return z.NEVER;
    }
    const whole = Buffer.alloc(total);
    let at = 0;
    for (const part of parts) {
      const end = at + length(part);
      if (end > at) whole.fill(part instanceof Uint8Array ? part : part.repeat, at, end);
      at = end;
    }
    return new Uint8Array(whole.buffer, whole.byteOffset, whole.length);
  }),
]);

/** The published Merkle suites are written by Go, to which `null` is the empty list and the empty string of bytes. */
export const Hash = Base64.nullable().transform((bytes) => bytes ?? new Uint8Array());
export const Hashes = z
  .array(Hash)
  .nullable()
  .transform((hashes) => hashes ?? []);

/** Data of leaves: in full, or by the rule of their making. */
export const Leaves = z.union([
  Hashes,
  Derived.transform((rule) => derivedLines(rule).map((line) => Buffer.from(line))),
]);

/**
 * An index or a size: a number, or in decimal where a number would be rounded. Beyond 2^53 - 1 it stays beyond, and
 * every function that takes it refuses it.
 */
export const Whole = z
  .union([
    z.number(),
    z
      .string()
      .max(40)
      .regex(/^-?(0|[1-9][0-9]*)$/),
  ])
  .transform(Number);

/** As it was parsed: rebuilt by zod it would lose a member called `__proto__`, for which an entry has to be refused. */
const Untouched = z.custom<object>((value) => value !== null && typeof value === 'object' && !Array.isArray(value));

export const Entry = z.object({
  /** Counting up to it takes time; logs of test cases are short. */
  index: Whole.pipe(z.int().min(0).max(1_000_000)),
  kind: z.string(),
  /** The statement, or its bytes in base64. */
  payload: z.union([Base64, Untouched]),
  /** Lines of the works list, each as an object or as its canonical text; or the rule of their making. */
  lines: z.union([z.array(z.union([z.string(), Untouched])), Derived.transform(derivedLines)]).optional(),
  /** The dids that signed; without them the statement's `iss` did, alone. */
  keys: z.array(z.string()).optional(),
});
export type Entry = z.infer<typeof Entry>;
