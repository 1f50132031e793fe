import { canonicalize, DidKey } from '@assent/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

/** Lines that anybody can make from a rule and a number, where writing them down would take megabytes. */
export const Derived = z.discriminatedUnion('derived', [
  z.strictObject({ derived: z.literal('leaf'), count: z.int().min(0).max(100_000) }),
  z.strictObject({ derived: z.literal('subject-line'), count: z.int().min(0).max(100_000) }),
  z.strictObject({ derived: z.literal('holder-line'), count: z.int().min(0).max(100_000), owner: DidKey }),
]);
export type Derived = z.infer<typeof Derived>;

const hash = (text: string): string => bytesToHex(sha256(utf8ToBytes(`assent-vector-1 ${text}`)));

/**
 * Line i is made of hashes of `assent-vector-1` and the number i; lines of lists are then put in order, as a list is
 * signed (docs/spec/vectors.md §3).
 */
export const derivedLines = (rule: Derived): string[] => {
  const numbers = Array.from({ length: rule.count }, (_, i) => i);
  if (rule.derived === 'leaf') return numbers.map((i) => `assent-vector-1 leaf ${i}`);
  const lines = numbers.map((i) => {
    const subject = { sha256: hash(`${i}`), salt: hash(`salt ${i}`).slice(0, 32) };
    if (rule.derived === 'subject-line') return subject;
    const { owner } = rule;
    return { ...subject, author: null, bytes: i, depicts: [], mime: 'application/octet-stream', owners: [owner] };
  });
  return lines.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)).map((line) => canonicalize(line));
};
