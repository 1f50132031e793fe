import { z } from 'zod';
import { commerces, downstreams, duties, onWithdraws, operators, uses } from './vocabulary.ts';
import { Country, Name, SetOf, Sha256, Time, Url } from './primitives.ts';

export const Use = z.enum(uses);
export type Use = z.infer<typeof Use>;

export const Commerce = z.enum(commerces);
export type Commerce = z.infer<typeof Commerce>;

export const Operator = z.enum(operators);
export type Operator = z.infer<typeof Operator>;

export const Downstream = z.enum(downstreams);
export type Downstream = z.infer<typeof Downstream>;

export const OnWithdraw = z.enum(onWithdraws);
export type OnWithdraw = z.infer<typeof OnWithdraw>;

export const Duty = z.enum(duties);
export type Duty = z.infer<typeof Duty>;

/** Where it is used or offered. Groups such as the EU are expanded when written. */
export const Territory = z.union([
  z.strictObject({ only: SetOf(Country, 249) }),
  z.strictObject({ except: SetOf(Country, 249) }),
]);
export type Territory = z.infer<typeof Territory>;

/** The five axes of one granted use. */
export const UseTerms = z
  .strictObject({
    commerce: SetOf(Commerce, commerces.length),
    operators: SetOf(Operator, operators.length),
    downstream: Downstream,
    territory: Territory,
    duties: SetOf(Duty, duties.length),
    /** What is to be paid and to whom: present exactly when `pay` is a duty. */
    offer: z.strictObject({ url: Url, sha256: Sha256 }).optional(),
  })
  .refine(
    (terms) => terms.duties.includes('pay') === (terms.offer !== undefined),
    'an offer goes with the duty to pay',
  );
export type UseTerms = z.infer<typeof UseTerms>;

/** One optional member a use, so that an unknown use is refused like any unknown member. */
const everyUse = <T extends z.ZodType>(shape: T) =>
  z.strictObject(Object.fromEntries(uses.map((use) => [use, shape.optional()])) as Record<Use, z.ZodOptional<T>>);

export const GrantedUses = everyUse(UseTerms);
export type GrantedUses = z.infer<typeof GrantedUses>;

export const capacities = ['author', 'guardian', 'owner', 'steward', 'subject'] as const;
export const Capacity = z.enum(capacities);
export type Capacity = z.infer<typeof Capacity>;

/** How a right came to the one who signs, where it did not arise with them. */
export const Basis = z.enum(['cc0', 'commission', 'employment', 'estate', 'expired', 'government', 'sale']);
export type Basis = z.infer<typeof Basis>;

const termsShape = {
  capacity: Capacity,
  basis: Basis.optional(),
  /** Where the basis can be checked. */
  evidence: z.strictObject({ url: Url, sha256: Sha256.optional() }).optional(),
  uses: GrantedUses,
  reserves: SetOf(Use, uses.length),
  from: Time,
  until: Time.nullable(),
  onWithdraw: OnWithdraw,
};

const stewardBases: readonly (Basis | undefined)[] = ['cc0', 'expired', 'government'];

/** What is wrong with terms whose members are each right; nothing, mostly. */
export const termsFaults = ({
  capacity,
  basis,
  evidence,
  uses: granted,
  reserves,
}: Pick<Terms, 'basis' | 'capacity' | 'evidence' | 'reserves' | 'uses'>): string[] => {
  const faults: string[] = [];
  if (capacity === 'steward') {
    if (!stewardBases.includes(basis) || evidence === undefined)
      faults.push('a steward names basis (cc0, expired, government) and evidence');
  } else if (stewardBases.includes(basis)) faults.push('this basis is a steward’s');
  if (basis !== undefined && !['steward', 'owner'].includes(capacity))
    faults.push('only owners and stewards name a basis');
  if (reserves.some((use) => granted[use] !== undefined)) faults.push('a use is both granted and reserved');
  return faults;
};

/** What may be done, as a holder writes it: the part of a grant that a terms file holds. */
export const Terms = z.strictObject(termsShape).superRefine((terms, context) => {
  for (const fault of termsFaults(terms)) context.addIssue(fault);
});
export type Terms = z.infer<typeof Terms>;

/** What the dataset, or the model, may be used for: the meet over all holders, per use. Uses left out are not granted. */
export const ScopeTerms = z.strictObject({
  commerce: SetOf(Commerce, commerces.length),
  operators: SetOf(Operator, operators.length),
  downstream: Downstream,
  territory: Territory,
  duties: SetOf(Duty, duties.length),
  from: Time,
  until: Time.nullable(),
  onWithdraw: OnWithdraw,
});
export type ScopeTerms = z.infer<typeof ScopeTerms>;
export const Scope = everyUse(ScopeTerms);
export type Scope = z.infer<typeof Scope>;

/** The least assurance (0 a key, 1 a domain or address, 2 a document or organisation) asked of each capacity. */
export const Assurance = z.int().min(0).max(2);
export const MinimumAssurance = z.strictObject({
  author: Assurance,
  guardian: Assurance,
  owner: Assurance,
  steward: Assurance,
  subject: Assurance,
});

/** What a team wants to do. Nothing here has a default: leaving something out would be asking for less. */
export const Purpose = z
  .strictObject({
    uses: SetOf(Use, uses.length).min(1),
    commerce: SetOf(Commerce, commerces.length).min(1),
    operator: Operator,
    downstream: Downstream,
    territory: Territory,
    from: Time,
    /** End of training and of passing the dataset on; not of using a released model. */
    until: Time.nullable(),
    /** Duties that the team accepts. */
    duties: SetOf(Duty, duties.length),
    /** The most that the team will do on a withdrawal. */
    onWithdraw: OnWithdraw,
    assurance: MinimumAssurance,
  })
  .refine((purpose) => purpose.until === null || purpose.until > purpose.from, 'until is not after from')
  .refine((purpose) => !('only' in purpose.territory && purpose.territory.only.length === 0), 'no territory');
export type Purpose = z.infer<typeof Purpose>;

export const Tag = Name;
