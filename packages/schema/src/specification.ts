import { z } from 'zod';
import { Count, Mime, Name, PlainText, SemVer, SetOf, Sha256, StatementId } from './primitives.ts';
import { Parameters } from './statement.ts';
import { Purpose, Tag } from './terms.ts';

/** Which works a stratum takes: all members given have to hold. */
export const Match = z.strictObject({
  /** Every one of these tags. */
  tags: SetOf(Tag, 16).optional(),
  mime: SetOf(Mime, 16).optional(),
  orientation: z.enum(['landscape', 'portrait', 'square']).optional(),
  minWidth: Count.optional(),
  minHeight: Count.optional(),
  /** `none`: works that show nobody. */
  people: z.enum(['any', 'none']),
});
export type Match = z.infer<typeof Match>;

/** Filling a shortfall with synthetic items: said per stratum, with the most it may be of the final stratum. */
export const Fill = z
  .strictObject({
    generator: Name,
    parameters: Parameters,
    maxSharePercent: z.int().min(1).max(100),
    /** A stratum wholly synthetic has to say so. */
    syntheticOnly: z.boolean(),
  })
  .refine((fill) => fill.syntheticOnly === (fill.maxSharePercent === 100), 'syntheticOnly goes with a share of 100');
export type Fill = z.infer<typeof Fill>;

export const Stratum = z.strictObject({
  name: Name,
  /** In plain words, for the people who read the dataset's page. */
  title: PlainText(120),
  quota: z.int().min(1).max(100_000_000),
  match: Match,
  /** `null`: a shortfall is declared, not filled. */
  fill: Fill.nullable(),
});
export type Stratum = z.infer<typeof Stratum>;

/** Percent of the consented items of each stratum; the rest is `train`. */
export const Splits = z.strictObject({ val: z.int().min(0).max(50), test: z.int().min(0).max(50) });
export type Splits = z.infer<typeof Splits>;

/** What a team asks for: the same specification, state and nonce give the same dataset, byte for byte. */
export const Specification = z.strictObject({
  v: z.literal(1),
  dataset: Name,
  version: SemVer,
  title: PlainText(120),
  purpose: Purpose,
  /** Made from the items of these released datasets alone; absent: from everything that is registered. */
  parents: SetOf(StatementId, 64).min(1).optional(),
  strata: z
    .array(Stratum)
    .min(1)
    .max(64)
    .refine((strata) => new Set(strata.map((s) => s.name)).size === strata.length, 'two strata of one name'),
  /** At most this many works of one author or owner; `null`: no cap. */
  capPerCreator: z.int().min(1).nullable(),
  splits: Splits,
  /** Any 32 bytes: which works are taken where more qualify than are wanted. */
  seed: Sha256,
  /** Days until somebody should look at the dataset again. */
  reviewAfterDays: z.int().min(1).max(3650),
});
export type Specification = z.infer<typeof Specification>;
