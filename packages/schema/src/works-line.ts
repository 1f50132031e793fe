import { z } from 'zod';
import { Count, Identity, Mime, PlainText, SetOf, Sha256, Url } from './primitives.ts';
import { Tag } from './terms.ts';

export const Subject = z.strictObject({ subject: Identity, minor: z.boolean() });
export type Subject = z.infer<typeof Subject>;

/** `[]`: no identifiable person. `"uncleared"`: there are people and they were not asked. */
export const Depicts = z.union([
  z.literal('uncleared'),
  z
    .array(Subject)
    .max(64)
    .refine(
      (people) => people.every((p, i) => i === 0 || people[i - 1]!.subject < p.subject),
      'not strictly ascending',
    ),
]);
export type Depicts = z.infer<typeof Depicts>;

/** Who holds what in a work, as one line says it. */
export const Claim = z.strictObject({
  author: Identity.nullable(),
  depicts: Depicts,
  owners: SetOf(Identity, 16).min(1),
});
export type Claim = z.infer<typeof Claim>;

/** Random, so that an erased line cannot be guessed from its leaf hash. */
export const Salt = z.string().regex(/^[0-9a-f]{32}$/);

/** The line of an author, owner or steward. */
export const HolderLine = z.strictObject({
  sha256: Sha256,
  bytes: Count,
  mime: Mime,
  salt: Salt,
  ...Claim.shape,
  title: PlainText(200).optional(),
  attribution: PlainText(300).optional(),
  urls: z.array(Url).max(8).optional(),
  width: Count.optional(),
  height: Count.optional(),
  pdq: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  tags: SetOf(Tag, 32).optional(),
});
export type HolderLine = z.infer<typeof HolderLine>;

/** The line of a person depicted or of a guardian. */
export const SubjectLine = z.strictObject({ sha256: Sha256, salt: Salt });
export type SubjectLine = z.infer<typeof SubjectLine>;

const Labels: z.ZodType<unknown> = z.json();

/** A line of a synthetic slice: one generated item, sorted by the file's hash like every list of works. */
export const SliceLine = z.strictObject({
  /** Hash of the file as written. */
  sha256: Sha256,
  /** Hash of the canonical decoded form, because encoders change. */
  content: Sha256,
  slot: Count,
  /** SHA-256 of the slot's seed. */
  seed: Sha256,
  mime: Mime,
  labels: Labels,
});
export type SliceLine = z.infer<typeof SliceLine>;

export type WorksLine = HolderLine | SubjectLine | SliceLine;

/**
 * What is kept of a line of a grant whose content was erased: its work and, of a holder's line, what it claimed, since
 * whoever had to be asked still has to; and the hash of the leaf that was signed, so that the list's root still computes.
 * Without the salt nothing else of the line can be guessed from that hash.
 */
export const ErasedLine = z.union([
  z.strictObject({ leaf: Sha256, sha256: Sha256, ...Claim.shape }),
  z.strictObject({ leaf: Sha256, sha256: Sha256 }),
]);
export type ErasedLine = z.infer<typeof ErasedLine>;

/** A line as a registry has it: as it was signed, or what an erasure left of it. */
export type KeptLine = WorksLine | ErasedLine;
