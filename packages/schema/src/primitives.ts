import { z } from 'zod';

/** Whole numbers that JSON and every reader of it hold exactly. */
export const Count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
/** Integer seconds since 1970-01-01T00:00:00Z. Intervals are `[from, until)`. */
export const Time = z.int().min(0).max(253_402_300_799);
/** A SHA-256, lowercase hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** The id of a statement: SHA-256 over the bytes that were signed. */
export const StatementId = z.string().regex(/^sha256:[0-9a-f]{64}$/);
/** `did:key` of an Ed25519 key: the key is the identity. */
export const DidKey = z.string().regex(/^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/);
/** An identity whose keys can change: SHA-256 of its first statement's payload, base32. */
export const ActId = z.string().regex(/^act:[a-z2-7]{51}[aq]$/);
export const Identity = z.union([DidKey, ActId]);
/** A log's name: a host with an optional path, no scheme (C2SP tlog-checkpoint). */
export const Origin = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]{0,120}[a-z0-9])?(:[0-9]{1,5})?(\/[A-Za-z0-9._~-]{1,60}){0,4}$/);
/** A short name in lower case: a stratum, a dataset, a generator, a tag's like. */
export const Name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);
export const SemVer = z.string().regex(/^(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})$/);
export const Mime = z.string().regex(/^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,60}$/);
/** ISO 3166-1 alpha-2. */
export const Country = z.string().regex(/^[A-Z]{2}$/);
export const Url = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[\x21-\x7e]+$/);

/** Text from others: no control characters, and none that turn the direction of what follows. */
export const PlainText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*$/u);

/** Strictly ascending by UTF-16 code unit: one encoding of each set. */
export const isAscending = (values: readonly string[]): boolean =>
  values.every((value, i) => i === 0 || values[i - 1]! < value);

/** A set, written as an array in ascending order without doubles. */
export const SetOf = <T extends z.ZodType<string>>(element: T, max: number) =>
  z.array(element).max(max).refine(isAscending, 'not strictly ascending').meta({ uniqueItems: true });
