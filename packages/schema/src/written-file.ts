import { z } from 'zod';
import { refused, type Result } from './refusal.ts';
import { openJson } from './open.ts';
import { Identity, PlainText, SetOf, Time, Url } from './primitives.ts';
import { Specification } from './specification.ts';
import { Purpose, Tag, Terms } from './terms.ts';
import { Depicts } from './works-line.ts';

/**
 * A time as a person writes it in a file: a day (`2027-03-31`, its first second in UTC), a span from now (`P2Y`, `P18M`,
 * `P90D`: ISO 8601), or seconds since 1970.
 */
export const WrittenTime = z.union([
  Time,
  z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
  z.string().regex(/^P(0|[1-9][0-9]{0,3})[YMD]$/),
]);
export type WrittenTime = z.infer<typeof WrittenTime>;

/** Seconds since 1970 of a written time; `undefined` for a day that the calendar does not have. */
export const resolveTime = (written: WrittenTime, now: number): number | undefined => {
  if (typeof written === 'number') return written;
  if (!written.startsWith('P')) {
    const time = Date.parse(`${written}T00:00:00Z`) / 1000;
    return Number.isInteger(time) && new Date(time * 1000).toISOString().startsWith(written) && time >= 0
      ? time
      : undefined;
  }
  const count = Number(written.slice(1, -1));
  const date = new Date(now * 1000);
  if (written.endsWith('D')) date.setUTCDate(date.getUTCDate() + count);
  else if (written.endsWith('M')) date.setUTCMonth(date.getUTCMonth() + count);
  else date.setUTCFullYear(date.getUTCFullYear() + count);
  return Math.floor(date.getTime() / 1000);
};

const times = { from: WrittenTime, until: WrittenTime.nullable() };

/** Who holds what in the files that are published together; `"self"` is the one who signs. */
export const WrittenClaim = z.strictObject({
  author: z.union([z.literal('self'), Identity]).nullable(),
  owners: z.union([z.literal('self'), SetOf(Identity, 16).min(1)]),
  /** No default: somebody has to say whether people are in it. */
  depicts: Depicts,
  attribution: PlainText(300).optional(),
  tags: SetOf(Tag, 32).optional(),
  urls: z.array(Url).max(8).optional(),
});
export type WrittenClaim = z.infer<typeof WrittenClaim>;

/** What `assent publish --terms` reads. */
export const TermsFile = z.strictObject({
  v: z.literal(1),
  terms: z.strictObject({ ...Terms.shape, ...times }),
  /** Absent where the signer is seen or heard in the works, or guards somebody who is: they say nothing of who holds them. */
  works: WrittenClaim.optional(),
  /** What differs for single files, by file name. */
  files: z
    .record(z.string().max(255), z.strictObject({ ...WrittenClaim.partial().shape, title: PlainText(200).optional() }))
    .optional(),
});
export type TermsFile = z.infer<typeof TermsFile>;

/** What `--purpose` reads. */
export const PurposeFile = z.strictObject({ ...Purpose.shape, ...times });
export type PurposeFile = z.infer<typeof PurposeFile>;

/** What `assent assemble --spec` reads. */
export const SpecificationFile = z.strictObject({ ...Specification.shape, purpose: PurposeFile });
export type SpecificationFile = z.infer<typeof SpecificationFile>;

/** Files that people write are read whole. */
const writtenFileLimit = 1024 * 1024;

const resolved = <T extends { from: WrittenTime; until: WrittenTime | null }>(value: T, now: number) => {
  const from = resolveTime(value.from, now);
  const until = value.until === null ? null : resolveTime(value.until, now);
  return from === undefined || until === undefined ? undefined : { ...value, from, until };
};

const check = <T>(schema: z.ZodType<T>, value: unknown): Result<T> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  return refused('malformed', `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
};

const noSuchDay = refused('malformed', 'from or until: no such day');

/** A terms file, with its terms as they will be signed now, and as they are written. */
export type OpenTermsFile = Omit<TermsFile, 'terms'> & { terms: Terms; written: TermsFile };

export const openTermsFile = (bytes: Uint8Array, now: number): Result<OpenTermsFile> => {
  const file = openJson(TermsFile, bytes, writtenFileLimit);
  if (!file.ok) return file;
  const terms = resolved(file.value.terms, now);
  if (terms === undefined) return noSuchDay;
  const checked = check(Terms, terms);
  return checked.ok ? { ok: true, value: { ...file.value, terms: checked.value, written: file.value } } : checked;
};

/** A purpose file as a purpose. */
export const openPurposeFile = (bytes: Uint8Array, now: number): Result<Purpose> => {
  const file = openJson(PurposeFile, bytes, writtenFileLimit);
  if (!file.ok) return file;
  const purpose = resolved(file.value, now);
  return purpose === undefined ? noSuchDay : check(Purpose, purpose);
};

/** A specification file as a specification. */
export const openSpecificationFile = (bytes: Uint8Array, now: number): Result<Specification> => {
  const file = openJson(SpecificationFile, bytes, writtenFileLimit);
  if (!file.ok) return file;
  const purpose = resolved(file.value.purpose, now);
  return purpose === undefined ? noSuchDay : check(Specification, { ...file.value, purpose });
};
