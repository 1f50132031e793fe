import {
  claimedBeyond,
  dutiesOf,
  everything,
  fullScope,
  isWithin,
  meetScopes,
  meetTerms,
  meetTerritory,
  territoryCovers,
} from '@assent/consent';
import {
  commerces,
  downstreams,
  duties,
  onWithdraws,
  operators,
  Scope,
  ScopeTerms,
  type Territory,
  type Use,
  uses,
} from '@assent/schema';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Few, so that lists often share some; `ZZ` is in none of them: every country that no list names. */
const countries = ['AT', 'DE', 'ES', 'FR', 'US'];
const elsewhere = 'ZZ';

const subset = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);
const territory: fc.Arbitrary<Territory> = fc.oneof(
  subset(countries).map((only) => ({ only })),
  subset(countries).map((except) => ({ except })),
);
const times = fc.integer({ min: 0, max: 5 });
const terms: fc.Arbitrary<ScopeTerms> = fc.record({
  commerce: subset(commerces),
  operators: subset(operators),
  downstream: fc.constantFrom(...downstreams),
  territory,
  duties: subset(duties),
  from: times,
  until: fc.option(times),
  onWithdraw: fc.constantFrom(...onWithdraws),
});
const scope: fc.Arbitrary<Scope> = fc.record(
  Object.fromEntries(uses.map((use) => [use, terms])) as Record<Use, typeof terms>,
  {
    requiredKeys: [],
  },
);

const allows = (where: Territory, country: string): boolean =>
  'only' in where ? where.only.includes(country) : !where.except.includes(country);
const everywhere = [...countries, elsewhere];

describe('the meet of terms', () => {
  test('is commutative', () => {
    fc.assert(
      fc.property(terms, terms, (a, b) => {
        expect(meetTerms(a, b)).toEqual(meetTerms(b, a));
      }),
      { numRuns: 1000 },
    );
  });

  test('is associative', () => {
    fc.assert(
      fc.property(terms, terms, terms, (a, b, c) => {
        expect(meetTerms(meetTerms(a, b), c)).toEqual(meetTerms(a, meetTerms(b, c)));
      }),
      { numRuns: 1000 },
    );
  });

  test('is idempotent', () => {
    fc.assert(
      fc.property(terms, (a) => {
        expect(meetTerms(a, a)).toEqual(a);
      }),
    );
  });

  test('with what nobody narrowed changes nothing', () => {
    fc.assert(
      fc.property(terms, (a) => {
        expect(meetTerms(everything, a)).toEqual(a);
        expect(isWithin(a, everything)).toBe(true);
      }),
    );
  });

  test('is never wider than either', () => {
    fc.assert(
      fc.property(terms, terms, (a, b) => {
        const met = meetTerms(a, b);
        expect([isWithin(met, a), isWithin(met, b)]).toEqual([true, true]);
      }),
      { numRuns: 1000 },
    );
  });

  test('is the widest of what is within both', () => {
    const seen = new Set<boolean>();
    // A third that is often within both: a part of their meet, or of anything.
    const third = fc.tuple(terms, fc.boolean());
    fc.assert(
      fc.property(terms, terms, third, (a, b, [c, part]) => {
        const candidate = part ? meetTerms(meetTerms(a, b), c) : c;
        const within = isWithin(candidate, a) && isWithin(candidate, b);
        expect(isWithin(candidate, meetTerms(a, b))).toBe(within);
        seen.add(within);
      }),
      { numRuns: 1000 },
    );
    expect(seen).toEqual(new Set([true, false]));
  });

  test('is of the shape of terms: sets stay in order', () => {
    fc.assert(
      fc.property(terms, terms, (a, b) => {
        const met = meetTerms(a, b);
        expect(ScopeTerms.parse(met)).toEqual(met);
      }),
    );
  });
});

describe('within', () => {
  test('is an order: reflexive, transitive, and equal both ways only for what is equal', () => {
    fc.assert(
      fc.property(terms, terms, terms, (a, b, c) => {
        const [ab, abc] = [meetTerms(a, b), meetTerms(meetTerms(a, b), c)];
        expect(isWithin(a, a)).toBe(true);
        expect(isWithin(abc, ab) && isWithin(ab, a) && isWithin(abc, a)).toBe(true);
        expect(isWithin(a, b) && isWithin(b, a)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 1000 },
    );
  });

  test('fails for each axis that is widened alone', () => {
    const narrow: ScopeTerms = {
      commerce: ['research'],
      operators: ['academic'],
      downstream: 'none',
      territory: { only: ['ES'] },
      duties: ['attribute'],
      from: 2,
      until: 4,
      onWithdraw: 'remove-from-datasets',
    };
    const wider: readonly Partial<ScopeTerms>[] = [
      { commerce: ['research', 'sell-model'] },
      { operators: ['academic', 'company'] },
      { downstream: 'same-terms' },
      { territory: { only: ['ES', 'FR'] } },
      { territory: { except: ['US'] } },
      { duties: [] },
      { from: 1 },
      { until: 5 },
      { until: null },
      { onWithdraw: 'future-only' },
    ];
    expect(wider.filter((change) => isWithin({ ...narrow, ...change }, narrow))).toEqual([]);
    expect(wider.filter((change) => !isWithin(narrow, { ...narrow, ...change }))).toEqual([]);
    expect(wider.map((change) => meetTerms({ ...narrow, ...change }, narrow))).toEqual(wider.map(() => narrow));
  });
});

describe('territory', () => {
  test('met is where both allow, also in countries that no list names', () => {
    fc.assert(
      fc.property(territory, territory, (a, b) => {
        const met = meetTerritory(a, b);
        expect(everywhere.map((country) => allows(met, country))).toEqual(
          everywhere.map((country) => allows(a, country) && allows(b, country)),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('covers another exactly where it allows all that the other does', () => {
    fc.assert(
      fc.property(territory, territory, (granted, wanted) => {
        const all = everywhere.every((country) => !allows(wanted, country) || allows(granted, country));
        expect(territoryCovers(granted, wanted)).toBe(all);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the meet of scopes', () => {
  test('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(scope, scope, scope, (a, b, c) => {
        expect(meetScopes(a, b)).toEqual(meetScopes(b, a));
        expect(meetScopes(meetScopes(a, b), c)).toEqual(meetScopes(a, meetScopes(b, c)));
        expect(meetScopes(a, a)).toEqual(a);
        expect(meetScopes(fullScope(), a)).toEqual(a);
      }),
      { numRuns: 300 },
    );
  });

  test('claims nothing beyond either, and keeps no use that one of them lacks', () => {
    fc.assert(
      fc.property(scope, scope, (a, b) => {
        const met = meetScopes(a, b);
        expect([claimedBeyond(met, a), claimedBeyond(met, b)]).toEqual([undefined, undefined]);
        expect(Object.keys(met).toSorted()).toEqual(
          Object.keys(a)
            .filter((use) => use in b)
            .toSorted(),
        );
        expect(Scope.parse(met)).toEqual(met);
      }),
      { numRuns: 300 },
    );
  });

  test('a scope that claims more names the first use that it claims beyond', () => {
    fc.assert(
      fc.property(scope, scope, (claimed, computed) => {
        const beyond = uses.find((use) => {
          const [claim, found] = [claimed[use], computed[use]];
          return claim !== undefined && (found === undefined || !isWithin(claim, found));
        });
        expect(claimedBeyond(claimed, computed)).toBe(beyond);
      }),
      { numRuns: 300 },
    );
  });

  test('owes the duties of both', () => {
    fc.assert(
      fc.property(scope, scope, (a, b) => {
        const shared = uses.filter((use) => a[use] !== undefined && b[use] !== undefined);
        const owed = new Set([...dutiesOf(a, shared), ...dutiesOf(b, shared)]);
        expect(dutiesOf(meetScopes(a, b), uses)).toEqual([...owed].toSorted());
      }),
      { numRuns: 300 },
    );
  });
});
