import { type Disclaim, type Dispute, type Resolve, type Terms } from '@assent/schema';
import * as fc from 'fast-check';
import { at, someTerms } from '../conformance/decisions/told-history.ts';
import { days, newYear, usesOf } from '../support/written-statements.ts';

type People = 'uncleared' | readonly string[];

/** Who holds what, in truth: eve can change her keys, the kid is a minor whom ann guards. */
export const truth = {
  one: { author: 'ann', owners: ['ann'], depicts: [] },
  two: { author: 'ann', owners: ['ben'], depicts: ['cem'] },
  three: { author: null, owners: ['cem', 'dua'], depicts: [] },
  four: { author: 'eve', owners: ['eve'], depicts: ['cem', 'kid'] },
} as Record<Work, { author: string | null; owners: string[]; depicts: People }>;
export type Work = 'four' | 'one' | 'three' | 'two';
export const works = ['one', 'two', 'three', 'four'] as const;
const people = ['ann', 'ben', 'cem', 'dua', 'eve'] as const;

type SaidTerms = Pick<Terms, 'from' | 'onWithdraw' | 'reserves' | 'until' | 'uses'>;

/** Something that somebody does, by names. What it speaks of is counted back from the last of its kind. */
export type Deed =
  | {
      readonly do: 'grant';
      readonly by: string;
      readonly capacity: Terms['capacity'];
      readonly works: readonly Work[];
      readonly terms: SaidTerms;
      /** What its lines claim otherwise than is true. */
      readonly claim?: { readonly author?: string | null; readonly owners?: string[]; readonly depicts?: People };
      readonly replaces?: number | undefined;
      /** By which of the delegations in the holder's name somebody else signs it. */
      readonly through?: number | undefined;
    }
  | {
      readonly do: 'withdraw';
      readonly as: 'minor' | 'principal' | 'signer';
      readonly target: number;
      readonly line?: number | undefined;
    }
  | {
      readonly do: 'erase';
      readonly as: 'registry' | 'signer';
      readonly grant: number;
      readonly line?: number | undefined;
    }
  | { readonly do: 'disclaim'; readonly by: string; readonly works: readonly Work[]; readonly about: Disclaim['about'] }
  | { readonly do: 'dispute'; readonly by: string; readonly works: readonly Work[]; readonly about: Dispute['about'] }
  | {
      readonly do: 'resolve';
      readonly by: string;
      readonly work: Work;
      readonly dispute: number | undefined;
      readonly strike: number | undefined;
      readonly outcome: Resolve['outcome'];
    }
  | {
      readonly do: 'delegate';
      readonly by: string;
      readonly to: string;
      readonly above: number | undefined;
      readonly terms: SaidTerms;
      readonly works: readonly Work[] | null;
    }
  | { readonly do: 'guard'; readonly by: string; readonly lapsesOn: number }
  | {
      readonly do: 'attest';
      readonly subject: string;
      readonly how: 'document' | 'email';
      readonly until: number | null;
    }
  | { readonly do: 'keys'; readonly how: 'recover' | 'revoke' | 'rotate'; readonly since?: number | undefined }
  | { readonly do: 'state'; readonly after: number };

type Granting = Extract<Deed, { do: 'grant' }>;

/** In which capacity each may sign for what, in truth. */
const roles: readonly Pick<Granting, 'by' | 'capacity' | 'works'>[] = [
  { by: 'ann', capacity: 'author', works: ['one', 'two'] },
  { by: 'ann', capacity: 'owner', works: ['one'] },
  { by: 'ann', capacity: 'guardian', works: ['four'] },
  { by: 'ben', capacity: 'owner', works: ['two'] },
  { by: 'cem', capacity: 'subject', works: ['two', 'four'] },
  { by: 'cem', capacity: 'owner', works: ['three'] },
  { by: 'dua', capacity: 'owner', works: ['three'] },
  { by: 'eve', capacity: 'author', works: ['four'] },
];

const openUses = usesOf(['imitate-style', 'search', 'train-generative']);
const open: SaidTerms = {
  uses: openUses,
  reserves: [],
  from: newYear,
  until: newYear + 600 * days,
  onWithdraw: 'future-only',
};

/** Everybody but one agrees to everything, ben and cem through an agency: so that there is something to lose. */
const agreement = (lapsesOn: number, but: number, terms: SaidTerms): readonly Deed[] => [
  { do: 'attest', subject: 'dua', how: 'document', until: null },
  { do: 'guard', by: 'ann', lapsesOn },
  { do: 'delegate', by: 'ben', to: 'agency', above: undefined, terms: open, works: null },
  { do: 'delegate', by: 'ben', to: 'photographer', above: 0, terms: open, works: null },
  { do: 'delegate', by: 'cem', to: 'agency', above: undefined, terms: open, works: ['two', 'four'] },
  ...roles.map((role, i) => ({
    ...role,
    do: 'grant' as const,
    terms: i === but ? terms : open,
    through: role.by === 'ben' || role.capacity === 'subject' ? 0 : undefined,
  })),
];

const back = fc.nat(4);
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const someWorks: fc.Arbitrary<Work[]> = fc.subarray([...works], { minLength: 1, maxLength: 2 });
const somebody = fc.constantFrom(...people);

const claim = fc.record(
  {
    author: fc.option(somebody, { freq: 4 }),
    owners: fc.subarray([...people], { minLength: 1, maxLength: 2 }),
    depicts: fc.oneof(
      fc.constant<People>('uncleared'),
      fc.subarray([...people, 'kid'], { maxLength: 2 }).map((named): People => named),
    ),
  },
  { requiredKeys: [] },
);

/** More refusals than somebody alone would make: what one says, others wear down. */
const termsOfMany: fc.Arbitrary<SaidTerms> = fc
  .tuple(someTerms, seldom(fc.constant('search' as const)))
  .map(([terms, use]) => {
    if (use === undefined) return terms;
    const { [use]: _, ...rest } = terms.uses;
    return { ...terms, uses: rest, reserves: [...new Set([...terms.reserves, use])].toSorted() };
  });

export const grant: fc.Arbitrary<Granting> = fc
  .oneof(
    { weight: 5, arbitrary: fc.constantFrom(...roles).map((role) => ({ ...role, claim: {} })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...roles).chain((role) => claim.map((said) => ({ ...role, claim: said }))),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        by: fc.constantFrom(...people, 'kid'),
        capacity: fc.constantFrom('author', 'guardian', 'owner', 'steward', 'subject'),
        works: someWorks,
        claim,
      }),
    },
  )
  .chain((said) =>
    fc
      .record({ terms: termsOfMany, replaces: seldom(back), through: fc.option(back, { nil: undefined, freq: 2 }) })
      .map((rest) => ({ do: 'grant', ...said, ...rest })),
  );

export const dispute: fc.Arbitrary<Extract<Deed, { do: 'dispute' }>> = fc.record({
  do: fc.constant('dispute'),
  by: fc.constantFrom(...people, 'stranger'),
  works: someWorks,
  about: fc.constantFrom('depicted', 'forged', 'guardian', 'owner'),
});

/** A grant in truth, but for who is seen in the works: nobody contests whose they are. */
export const depiction: fc.Arbitrary<Granting> = fc.record({
  do: fc.constant('grant'),
  by: fc.constantFrom('ben'),
  capacity: fc.constantFrom('owner'),
  works: fc.constant<Work[]>(['two']),
  terms: termsOfMany,
  claim: fc.record({ depicts: fc.subarray([...people, 'kid'], { maxLength: 2 }) }),
});

const line = fc.option(fc.nat(2), { nil: undefined });
const other: readonly (readonly [number, fc.Arbitrary<Deed>])[] = [
  [5, grant],
  [3, dispute],
  [
    3,
    fc.record({
      do: fc.constant('withdraw'),
      as: fc.constantFrom('minor', 'principal', 'signer', 'signer'),
      target: fc.nat(12),
      line,
    }),
  ],
  [2, fc.record({ do: fc.constant('erase'), as: fc.constantFrom('registry', 'signer'), grant: back, line })],
  [
    2,
    fc.record({
      do: fc.constant('disclaim'),
      by: fc.constantFrom(...people, 'kid'),
      works: someWorks,
      about: fc.constantFrom('author', 'depicted', 'owner'),
    }),
  ],
  [
    3,
    fc.record({
      do: fc.constant('resolve'),
      by: fc.constantFrom('dua', 'judge', 'judge', 'stranger'),
      work: fc.constantFrom(...works),
      dispute: fc.option(back, { nil: undefined }),
      strike: fc.option(fc.nat(2), { nil: undefined, freq: 1 }),
      outcome: fc.constantFrom('rejected', 'rejected', 'upheld'),
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('delegate'),
      by: somebody,
      to: fc.constantFrom('agency', 'photographer', 'ann'),
      above: fc.option(back, { nil: undefined }),
      terms: someTerms,
      works: fc.option<Work[], null>(someWorks),
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('guard'),
      by: somebody,
      lapsesOn: fc.constantFrom(newYear + 10 * days, at + 60 * days, newYear + 600 * days),
    }),
  ],
  [
    1,
    fc.record({
      do: fc.constant('attest'),
      subject: fc.constantFrom(...people, 'stranger'),
      how: fc.constantFrom('document', 'email'),
      until: fc.constantFrom(null, newYear),
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('keys'),
      how: fc.constantFrom('recover', 'revoke', 'rotate'),
      since: fc.option(fc.nat(8), { nil: undefined }),
    }),
  ],
  [3, fc.record({ do: fc.constant('state'), after: fc.constantFrom(0, 5 * days, 20 * days) })],
] as const;

const deed: fc.Arbitrary<Deed> = fc.oneof(...other.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** Deeds in their order; most begin with an agreement. */
export const deeds: fc.Arbitrary<Deed[]> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom(newYear + 500 * days, newYear + 500 * days, at + 90 * days),
        fc.nat(roles.length),
        termsOfMany,
        fc.array(deed, { maxLength: 8 }),
      )
      .map(([lapsesOn, but, terms, more]) => [...agreement(lapsesOn, but, terms), ...more]),
  },
  { weight: 1, arbitrary: fc.array(deed, { minLength: 1, maxLength: 12 }) },
);
