import { z } from 'zod';
import {
  ActId,
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
import { Capacity, GrantedUses, OnWithdraw, Terms, termsFaults } from './terms.ts';
import { Claim } from './works-line.ts';

/** The header every statement begins with. `iat` is the signer's clock and informative: order comes from the log. */
const header = { v: z.literal(1), aud: Origin, iss: Identity, iat: Time };

/** Root (RFC 6962) and number of lines of a list that is kept beside the log. */
export const ListCommitment = z.strictObject({ root: Sha256, count: Count.min(1) });
export type ListCommitment = z.infer<typeof ListCommitment>;

/** Hash, language and version of the text that the signer was shown: made from the terms, so that read equals signed. */
export const Notice = z.strictObject({ sha256: Sha256, language: z.enum(['en', 'es']), version: Count.min(1) });
export type Notice = z.infer<typeof Notice>;

/** Signed for somebody else: for whom, and the delegation that lets this signer. */
export const SignedFor = z.strictObject({ principal: Identity, delegation: StatementId });
export type SignedFor = z.infer<typeof SignedFor>;

export const Grant = z
  .strictObject({
    ...header,
    kind: z.literal('grant'),
    ...Terms.shape,
    for: SignedFor.optional(),
    works: ListCommitment,
    replaces: SetOf(StatementId, 64),
    notice: Notice,
  })
  .superRefine((grant, context) => {
    for (const fault of termsFaults(grant)) context.addIssue(fault);
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
  /** Manifests of the released datasets that a fitted or foreign model learnt from; empty for what learns from none. */
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

/** What a disclaimer or a dispute is about. */
export const Disclaimed = z.enum(['author', 'depicted', 'owner']);
export type Disclaimed = z.infer<typeof Disclaimed>;

/** I do not hold rights in these works, or I am not the person depicted: about the signer, and nobody else. */
export const Disclaim = z.strictObject({
  ...header,
  kind: z.literal('disclaim'),
  works: ListCommitment,
  about: Disclaimed,
});
export type Disclaim = z.infer<typeof Disclaim>;

/** What is said of these works is wrong. Anybody may say so; it freezes them until it is settled or lapses. */
export const Dispute = z.strictObject({
  ...header,
  kind: z.literal('dispute'),
  works: ListCommitment,
  about: z.enum(['depicted', 'forged', 'guardian', 'owner']),
});
export type Dispute = z.infer<typeof Dispute>;

/** A dispute or competing claims are settled, for those who trust the arbiter. */
export const Resolve = z
  .strictObject({
    ...header,
    kind: z.literal('resolve'),
    works: ListCommitment,
    /** Disputes that it settles. `rejected`: they count no more; `upheld`: they count for good. */
    disputes: SetOf(StatementId, 64),
    outcome: z.enum(['rejected', 'upheld']),
    /** Claims on these works that are untrue, as a state line holds them: they count for nothing. */
    strikes: z.array(Claim).max(16),
    reason: PlainText(500),
  })
  .refine(({ disputes, strikes }) => disputes.length + strikes.length > 0, 'settles nothing');
export type Resolve = z.infer<typeof Resolve>;

/** This identity may grant in my name, up to these terms, until. */
export const Delegate = z.strictObject({
  ...header,
  kind: z.literal('delegate'),
  to: Identity,
  /** Passed on by somebody who has it from another. */
  for: SignedFor.optional(),
  capacities: SetOf(Capacity, 5).min(1),
  uses: GrantedUses,
  /** The least that grants under it ask for on a withdrawal. */
  onWithdraw: OnWithdraw,
  from: Time,
  until: Time,
  /** `null`: for all works. */
  works: ListCommitment.nullable(),
});
export type Delegate = z.infer<typeof Delegate>;

/** I sign for this minor. The minor's identity signs too. */
export const Guardianship = z.strictObject({
  ...header,
  kind: z.literal('guardianship'),
  minor: Identity,
  /** A date that the guardian chooses, before majority; never one that gives a birth date away. */
  lapsesOn: Time,
});
export type Guardianship = z.infer<typeof Guardianship>;

/** The keys of an identity from here on: inception, rotation, recovery, revocation (formats §3). */
export const IdentityStatement = z
  .strictObject({
    ...header,
    kind: z.literal('identity'),
    /** `act:self` in the first: the identity is the hash of that very payload. */
    iss: z.union([z.literal('act:self'), ActId]),
    /** The identity statement before this one; absent in the first. */
    prev: StatementId.optional(),
    keys: SetOf(DidKey, 8),
    /** How many distinct keys have to sign; 0 where no key is left. */
    threshold: z.int().min(0).max(8),
    /** SHA-256 of the raw 32 bytes of keys that may come next. */
    nextKeyHashes: SetOf(Sha256, 8),
    /** In order: an earlier one cannot be removed by a later one. */
    recovery: z.array(DidKey).max(4),
    /** What was granted, delegated, guarded or generated with these keys from this log index on was not the owner's doing. */
    compromisedSince: Count.optional(),
  })
  .refine(({ iss, prev }) => (iss === 'act:self') === (prev === undefined), 'only the first has no other before it')
  .refine(
    ({ keys, threshold }) => threshold <= keys.length && threshold > 0 === keys.length > 0,
    'a threshold that its keys cannot meet',
  )
  .refine(({ iss, keys }) => iss !== 'act:self' || keys.length > 0, 'an identity begins with a key')
  .refine(({ recovery }) => new Set(recovery).size === recovery.length, 'a recovery key twice')
  .refine(({ keys, recovery }) => keys.every((key) => !recovery.includes(key)), 'a recovery key that also signs');
export type IdentityStatement = z.infer<typeof IdentityStatement>;

/** The contents of these works-list lines are erased; their leaves stay provable. */
export const Erase = z.strictObject({
  ...header,
  kind: z.literal('erase'),
  /** The grant whose lines they are. */
  statement: StatementId,
  /** Absent: all of its lines. */
  leaves: LeafRanges.optional(),
  reason: PlainText(500).optional(),
});
export type Erase = z.infer<typeof Erase>;

/** What a team did with a dataset. */
export const Receipt = z
  .strictObject({
    ...header,
    kind: z.literal('receipt'),
    /** The id of a released manifest. */
    manifest: StatementId,
    did: z.enum(['deleted-model', 'removed-items', 'trained']),
    /** The model it is about: absent only where items were removed. */
    model: z.strictObject({ name: Name, version: SemVer, sha256: Sha256.optional() }).optional(),
    /** Receipts of the models that this one was trained from. */
    bases: SetOf(StatementId, 16),
    /** Withdrawals that it answers. */
    withdrawals: SetOf(StatementId, 64),
    from: Time,
    until: Time,
  })
  .refine(({ did, model }) => did === 'removed-items' || model !== undefined, 'no model is named')
  .refine(({ did, bases }) => did === 'trained' || bases.length === 0, 'only training has a base')
  .refine(({ from, until }) => from <= until, 'ends before it begins');
export type Receipt = z.infer<typeof Receipt>;

/** One schema a kind. */
export const kinds = {
  attest: Attest,
  delegate: Delegate,
  disclaim: Disclaim,
  dispute: Dispute,
  erase: Erase,
  grant: Grant,
  guardianship: Guardianship,
  identity: IdentityStatement,
  receipt: Receipt,
  release: Release,
  resolve: Resolve,
  state: State,
  synthetic: Synthetic,
  'synthetic-plan': SyntheticPlan,
  withdraw: Withdraw,
} as const;
export type Kind = keyof typeof kinds;

export const Statement = z.discriminatedUnion('kind', [
  Attest,
  Delegate,
  Disclaim,
  Dispute,
  Erase,
  Grant,
  Guardianship,
  IdentityStatement,
  Receipt,
  Release,
  Resolve,
  State,
  Synthetic,
  SyntheticPlan,
  Withdraw,
]);
export type Statement = z.infer<typeof Statement>;

export const payloadType = (kind: string): string => `application/vnd.assent.${kind}.v1+json`;
