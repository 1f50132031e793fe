import {
  commerces,
  type Claim,
  downstreams,
  onWithdraws,
  operators,
  Statement,
  type Trust,
  uses,
} from '@assent/schema';
import type { Logged, WorkEvidence } from '@assent/consent';
import * as fc from 'fast-check';
import { at, someTerms } from '../conformance/decisions/told-history.ts';
import { days, hashOf, keyOf, noTrust } from '../support/written-statements.ts';

const few = ['ann', 'ben', 'cem', 'act'].map((name) => (name === 'act' ? `act:${hashOf('act')}` : keyOf(name).did));
const who = fc.constantFrom(...few);
/** So few that they name each other, and themselves. */
const ids = ['a', 'b', 'c', 'd', 'e'].map((name) => `sha256:${hashOf(name)}`);
const id = fc.constantFrom(...ids);
const set = <T>(values: readonly T[], minLength = 0): fc.Arbitrary<T[]> =>
  fc.subarray([...values].toSorted(), { minLength });
const time = fc.constantFrom(0, at - 1, at, at + 1, at + 900 * days, 2 ** 40);
const works = fc.constant({ root: hashOf('root'), count: 3 });
const header = { v: fc.constant(1 as const), aud: fc.constant('registry.example/log'), iss: who, iat: time };
const signedFor = fc.record({ principal: who, delegation: id });

const claim: fc.Arbitrary<Claim> = fc.record({
  author: fc.option(who),
  owners: set(few, 1),
  depicts: fc.oneof(
    fc.constant('uncleared' as const),
    set(few).chain((named) =>
      fc
        .array(fc.boolean(), { minLength: 4, maxLength: 4 })
        .map((minor) => named.map((subject, i) => ({ subject, minor: minor[i]! }))),
    ),
  ),
});

const kind = <K extends string>(name: K) => ({ ...header, kind: fc.constant(name) });
const grant: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.record(
      {
        ...kind('grant'),
        capacity: fc.constantFrom('author', 'guardian', 'owner', 'subject'),
        for: signedFor,
        works,
        replaces: set(ids),
        notice: fc.constant({ sha256: hashOf('notice'), language: 'en', version: 1 }),
      },
      { requiredKeys: ['v', 'aud', 'iss', 'iat', 'kind', 'capacity', 'works', 'replaces', 'notice'] },
    ),
    someTerms,
  )
  .map(([said, terms]) => ({ ...said, ...terms }));

const shaped: fc.Arbitrary<unknown> = fc.oneof(
  grant,
  fc
    .tuple(
      fc.record(
        {
          ...kind('delegate'),
          to: who,
          for: signedFor,
          capacities: fc.constant(['author', 'guardian', 'owner', 'subject']),
          works: fc.constant(null),
          from: time,
          until: time,
        },
        { requiredKeys: ['v', 'aud', 'iss', 'iat', 'kind', 'to', 'capacities', 'works', 'from', 'until'] },
      ),
      someTerms,
    )
    .map(([delegate, { uses: granted, onWithdraw }]) => ({ ...delegate, uses: granted, onWithdraw })),
  fc.record({ ...kind('guardianship'), minor: who, lapsesOn: time }),
  fc.record({ ...kind('disclaim'), works, about: fc.constantFrom('author', 'depicted', 'owner') }),
  fc.record({ ...kind('dispute'), works, about: fc.constantFrom('depicted', 'forged', 'guardian', 'owner') }),
  fc.record({
    ...kind('resolve'),
    works,
    disputes: set(ids),
    outcome: fc.constantFrom('rejected', 'upheld'),
    strikes: fc.array(claim, { maxLength: 2 }),
    reason: fc.constant('So it is.'),
  }),
  fc.record({
    ...kind('attest'),
    subject: who,
    how: fc.constantFrom('document', 'email'),
    checkedAt: time,
    until: fc.option(time),
    evidence: fc.constant(hashOf('')),
  }),
  fc.record({ ...kind('withdraw'), statement: id }),
  fc.record({ ...kind('state'), size: fc.nat(9), at: time, root: fc.constant(hashOf('')), count: fc.nat(9) }),
);

/** One member is something else; the gate lets by what still has the shape of a statement. */
const altered = fc
  .tuple(
    shaped,
    fc.nat(20),
    fc.oneof(
      fc.jsonValue(),
      time,
      who,
      id,
      set(uses),
      set(commerces),
      set(operators),
      fc.constantFrom(...downstreams, ...onWithdraws),
    ),
  )
  .map(([one, which, value]) => {
    const names = Object.keys(one as object);
    return { ...(one as object), [names[which % names.length]!]: value };
  });

const gate = (one: unknown): Statement[] => {
  const parsed = Statement.safeParse(one);
  return parsed.success ? [parsed.data] : [];
};

const said: fc.Arbitrary<Logged[]> = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 4, arbitrary: grant }, { weight: 4, arbitrary: shaped }, { weight: 1, arbitrary: altered }),
      id,
      fc.nat(60),
    ),
    {
      maxLength: 12,
    },
  )
  .map((many) =>
    many.flatMap(([one, called, index]) =>
      gate(one).map((statement) => ({ index, id: called, statement, leafHash: hashOf('') })),
    ),
  );

/** Claims and statements on a work, and of identities, that no history led to; and a verifier who trusts anybody. */
export const hostileWork: fc.Arbitrary<{
  readonly evidence: WorkEvidence;
  readonly shown: readonly Logged[];
  readonly trust: Trust;
  readonly crowded: readonly string[];
}> = fc.record({
  evidence: fc.record({ claims: fc.array(claim, { maxLength: 2 }), live: said }),
  shown: said,
  trust: set(few).map((arbiters): Trust => ({
    ...noTrust,
    arbiters,
    attesters: few.map((identity) => ({ identity, upTo: 2 })),
  })),
  crowded: fc.oneof({ weight: 4, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: set(few) }),
});
