import { z } from 'zod';
import { Count, Identity, Name, Origin, PlainText, SemVer, SetOf, Sha256, StatementId, Time } from './primitives.ts';
import { ListCommitment } from './statement.ts';
import { Duty, Purpose, Scope } from './terms.ts';

/** The version of the rules that decide; a verifier refuses one it does not know. */
export const policyVersion = 'assent-policy/1';

export const StratumCounts = z.strictObject({
  name: Name,
  quota: Count,
  consented: Count,
  synthetic: Count,
  shortfall: Count,
  /** The share that synthetic items may have, in percent; 0 where nothing is filled. */
  maxSharePercent: z.int().min(0).max(100),
});
export type StratumCounts = z.infer<typeof StratumCounts>;

/** The point of the log that a manifest is true at: `state.size <= state.index < checkpoint.size`. */
export const AsOf = z
  .strictObject({
    origin: Origin,
    state: z.strictObject({ index: Count, size: Count, at: Time, root: Sha256 }),
    checkpoint: z.strictObject({ size: Count, root: Sha256 }),
  })
  .refine((asOf) => asOf.state.size <= asOf.state.index && asOf.state.index < asOf.checkpoint.size, 'not in order');
export type AsOf = z.infer<typeof AsOf>;

/** The signed statement of what a dataset holds, for which purpose, as of which point of the log. */
export const Manifest = z.strictObject({
  v: z.literal(1),
  kind: z.literal('manifest'),
  aud: Origin,
  iss: Identity,
  iat: Time,
  dataset: Name,
  version: SemVer,
  title: PlainText(120),
  /** Manifests this one is made of. */
  parents: SetOf(StatementId, 64),
  policy: z.literal(policyVersion),
  purpose: Purpose,
  /** SHA-256 of the canonical specification. */
  spec: Sha256,
  seed: Sha256,
  asOf: AsOf,
  counts: z.strictObject({
    total: Count,
    consented: Count,
    synthetic: Count,
    strata: z.array(StratumCounts).min(1).max(64),
  }),
  /** The meet of what all holders of all items granted; a manifest may say less, never more. */
  scope: Scope,
  /** The union of what the items' holders ask for. */
  duties: SetOf(Duty, 4),
  /** RFC 6962 root over the lines of `items.jsonl`; an empty dataset is not issued. */
  items: ListCommitment,
  /** SHA-256 of each evidence file's bytes. */
  evidence: z.strictObject({
    checkpoint: Sha256,
    proofs: Sha256,
    state: Sha256,
    statements: Sha256,
    works: Sha256,
  }),
  reviewBy: Time,
});
export type Manifest = z.infer<typeof Manifest>;

export const Split = z.enum(['pretrain', 'test', 'train', 'val']);
export type Split = z.infer<typeof Split>;

/** A line of `items.jsonl`. The item's file is `data/<sha256>.<ext>`. */
export const Item = z
  .strictObject({
    sha256: Sha256,
    ext: z.string().regex(/^[a-z0-9]{1,8}$/),
    source: z.enum(['consented', 'synthetic']),
    split: Split,
    stratum: Name,
    attribution: PlainText(300).optional(),
    /** Log index of the `synthetic` statement, and the slot in its plan. */
    slice: Count.optional(),
    slot: Count.optional(),
  })
  .refine((item) => {
    const fromSlice = item.source === 'synthetic';
    return (item.slice !== undefined) === fromSlice && (item.slot !== undefined) === fromSlice;
  }, 'slice and slot belong to synthetic items');
export type Item = z.infer<typeof Item>;
