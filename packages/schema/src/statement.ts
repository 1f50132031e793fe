import { z } from 'zod';
import {
  Count,
  DidKey,
  Identity,
  Name,
  Origin,
  PlainText,
  SemVer,
  SetOf,
  Sha256,
  StatementId,
  Time,
} from './primitives.ts';
import { Terms } from './terms.ts';

/** The header every statement begins with. `iat` is the signer's clock and informative: order comes from the log. */
const header = { v: z.literal(1), aud: Origin, iss: Identity, iat: Time };

/** Root (RFC 6962) and number of lines of a list that is kept beside the log. */
export const ListCommitment = z.strictObject({ root: Sha256, count: Count.min(1) });
export type ListCommitment = z.infer<typeof ListCommitment>;

/** Hash, language and version of the text that the signer was shown: made from the terms, so that read equals signed. */
export const Notice = z.strictObject({ sha256: Sha256, language: z.enum(['en', 'es']), version: Count.min(1) });
export type Notice = z.infer<typeof Notice>;

export const Grant = z
  .strictObject({
    ...header,
    kind: z.literal('grant'),
    ...Terms.shape,
    /** Signed for somebody else, by a delegation of theirs. */
    for: z.strictObject({ principal: Identity, delegation: StatementId }).optional(),
    works: ListCommitment,
    replaces: SetOf(StatementId, 64),
    notice: Notice,
  })
  .superRefine((grant, context) => {
    const { capacity, basis, evidence, uses, reserves, from, until, onWithdraw } = grant;
    const terms = Terms.safeParse({
      capacity,
      ...(basis && { basis }),
      ...(evidence && { evidence }),
      uses,
      reserves,
      from,
      until,
      onWithdraw,
    });
    if (!terms.success) context.addIssue(terms.error.issues[0]?.message ?? 'terms');
  });
export type Grant = z.infer<typeof Grant>;

/** Lines of a list, `[first, last]` inclusive. */
export const LeafRanges = z
  .array(z.tuple([Count, Count]))
  .min(1)
  .max(1000)
  .refine(
    (ranges) => ranges.every(([first, last], i) => first <= last && (i === 0 || ranges[i - 1]![1] < first)),
    'not ascending and disjoint',
  );

export const Withdraw = z.strictObject({
  ...header,
  kind: z.literal('withdraw'),
  statement: StatementId,
  /** Absent: all of its works. */
  leaves: LeafRanges.optional(),
});
export type Withdraw = z.infer<typeof Withdraw>;

/** An identity was checked. It says who somebody is, not what they own. */
export const Attest = z.strictObject({
  ...header,
  kind: z.literal('attest'),
  subject: Identity,
  how: z.enum(['document', 'domain', 'email', 'organisation']),
  /** What was checked, as it may be shown: a domain, an organisation's name. Never the name of a person depicted. */
  claim: PlainText(120).optional(),
  checkedAt: Time,
  until: Time.nullable(),
  evidence: Sha256,
});
export type Attest = z.infer<typeof Attest>;

const parameterName = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
/** Parameters of a generator: flat, whole numbers, so that every engine reads the same. */
export const Parameters = z.record(
  parameterName,
  z.union([z.int(), z.boolean(), PlainText(200), z.array(z.union([z.int(), PlainText(60)])).max(64)]),
);
export type Parameters = z.infer<typeof Parameters>;

export const GeneratorRef = z.strictObject({ id: Name, version: SemVer, codeDigest: Sha256 });
export type GeneratorRef = z.infer<typeof GeneratorRef>;

export const syntheticClasses = ['formula', 'asset-render', 'derived', 'trained-external'] as const;
export const SyntheticClass = z.enum(syntheticClasses);
export type SyntheticClass = z.infer<typeof SyntheticClass>;
export const SyntheticRole = z.enum(['content', 'placeholder', 'pretrain']);
export type SyntheticRole = z.infer<typeof SyntheticRole>;

/** What will be generated: signed before anybody can know the seeds. */
export const SyntheticPlan = z.strictObject({
  ...header,
  kind: z.literal('synthetic-plan'),
  dataset: Name,
  version: SemVer,
  /** SHA-256 of the canonical specification. */
  spec: Sha256,
  strata: z
    .array(z.strictObject({ stratum: Name, generator: GeneratorRef, parameters: Parameters, slots: Count.min(1) }))
    .min(1)
    .max(64)
    .refine(
      (strata) => strata.every((s, i) => i === 0 || strata[i - 1]!.stratum < s.stratum),
      'not strictly ascending',
    ),
});
export type SyntheticPlan = z.infer<typeof SyntheticPlan>;

/** What was generated: one slice, for one stratum of one plan. */
export const Synthetic = z.strictObject({
  ...header,
  kind: z.literal('synthetic'),
  plan: StatementId,
  stratum: Name,
  generator: GeneratorRef,
  parameters: Parameters,
  /** Leaf hash of the first `state` entry after the plan: it carries the registry's signature, so no team can choose it. */
  nonce: Sha256,
  class: SyntheticClass,
  role: SyntheticRole,
  /** Grants that a derived generator was fitted on; lineage of an external one. Empty for `formula`. */
  lineage: SetOf(StatementId, 256),
  works: ListCommitment,
  /** SHA-256 of the canonical report. */
  report: Sha256,
});
export type Synthetic = z.infer<typeof Synthetic>;

/** This dataset manifest was issued. */
export const Release = z.strictObject({
  ...header,
  kind: z.literal('release'),
  dataset: Name,
  version: SemVer,
  /** Id of the manifest's envelope. */
  manifest: StatementId,
  /** Log index of the `state` that the manifest is as of. */
  state: Count,
  items: ListCommitment,
});
export type Release = z.infer<typeof Release>;

/** The registry states the root of all that is live, for its first `size` entries, at time `at`. */
export const State = z.strictObject({
  ...header,
  iss: DidKey,
  kind: z.literal('state'),
  size: Count,
  at: Time,
  root: Sha256,
  count: Count,
});
export type State = z.infer<typeof State>;

/** One schema a kind. */
export const kinds = {
  attest: Attest,
  grant: Grant,
  release: Release,
  state: State,
  synthetic: Synthetic,
  'synthetic-plan': SyntheticPlan,
  withdraw: Withdraw,
} as const;
export type Kind = keyof typeof kinds;

export const Statement = z.discriminatedUnion('kind', [
  Attest,
  Grant,
  Release,
  State,
  Synthetic,
  SyntheticPlan,
  Withdraw,
]);
export type Statement = z.infer<typeof Statement>;

export const payloadType = (kind: string): string => `application/vnd.assent.${kind}.v1+json`;
