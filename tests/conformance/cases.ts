import { Purpose, Sha256, Time, Trust } from '@assent/schema';
import { fromBase64 } from '@assent/signing/verify';
import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

const Hex = z.string().transform((text, context) => {
  try {
    return hexToBytes(text);
  } catch {
    context.addIssue('not hexadecimal');
    return z.NEVER;
  }
});

const Base64 = z.string().transform((text, context) => {
  const bytes = fromBase64(text);
  if (bytes.ok) return bytes.value;
  context.addIssue('not canonical base64');
  return z.NEVER;
});

/** The published Merkle suites are written by Go, to which `null` is the empty list and the empty string of bytes. */
const Hash = Base64.nullable().transform((bytes) => bytes ?? new Uint8Array());
const Hashes = z
  .array(Hash)
  .nullable()
  .transform((hashes) => hashes ?? []);

/**
 * An index or a size: a number, or in decimal where a number would be rounded. Beyond 2^53 - 1 it stays beyond, and
 * every function that takes it refuses it.
 */
const Whole = z
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

const Entry = z.object({
  /** Counting up to it takes time; logs of test cases are short. */
  index: Whole.pipe(z.int().min(0).max(1_000_000)),
  kind: z.string(),
  /** The statement, or its bytes in base64. */
  payload: z.union([Base64, Untouched]),
  /** Lines of the works list, each as an object or as its canonical text. */
  lines: z.array(z.union([z.string(), Untouched])).optional(),
});
export type Entry = z.infer<typeof Entry>;

export const DecideCase = z.object({
  op: z.literal('decide'),
  entries: z.array(Entry),
  work: Sha256,
  at: Time,
  purpose: Purpose,
  trust: Trust,
});
export type DecideCase = z.infer<typeof DecideCase>;

/** What may be asked. Members that are not named here are passed over, so that a case can carry its own name. */
export const Case = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('ed25519.verify'),
    key: Hex,
    sig: Hex,
    msg: Hex,
    backend: z.enum(['node', 'noble', 'webcrypto']).optional(),
  }),
  z.object({ op: z.literal('payload.accept'), bytes: Base64 }),
  z.object({ op: z.literal('jcs'), bytes: Base64 }),
  z.object({ op: z.literal('statement.open'), envelope: Base64 }),
  z.object({ op: z.literal('merkle.root'), leaves: Hashes }),
  z.object({ op: z.literal('merkle.inclusion'), leafHash: Hash, index: Whole, size: Whole, proof: Hashes, root: Hash }),
  z.object({
    op: z.literal('merkle.consistency'),
    size1: Whole,
    size2: Whole,
    root1: Hash,
    root2: Hash,
    proof: Hashes,
  }),
  z.object({ op: z.literal('note.verify'), note: Base64, vkeys: z.array(z.string()) }),
  z.object({ op: z.literal('checkpoint.parse'), text: Base64 }),
  DecideCase,
]);
export type Case = z.infer<typeof Case>;
