import { isWithin, meetScopes } from '@assent/consent';
import { type Purpose, type Scope, uses } from '@assent/schema';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { act, type Act, at, history, History, inTruth, purpose, someTerms, works } from './told-history.ts';

const runs = { numRuns: 150 };

/** Whether a scope allows nothing that another does not. */
const isNarrower = (scope: Scope, than: Scope): boolean =>
  uses.every((use) => scope[use] === undefined || (than[use] !== undefined && isWithin(scope[use], than[use])));

/** That nothing became allowed, on any work; and that no scope became wider. */
const expectNoWider = (after: History, before: History, wanted: Purpose): void => {
  for (const work of works) {
    if (after.decide(work, wanted).verdict === 'allow') expect(before.decide(work, wanted).verdict).toBe('allow');
    expect(isNarrower(after.scope(work), before.scope(work))).toBe(true);
  }
};

describe('in any history', () => {
  test('there is something to decide: allowed works, and denied ones', () => {
    const verdicts = new Map<string, number>();
    fc.assert(
      fc.property(history, purpose, (acts, wanted) => {
        for (const work of works) {
          const { verdict } = History.of(acts).decide(work, wanted);
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        }
      }),
      { numRuns: 400, seed: 1 },
    );
    for (const verdict of ['allow', 'deny', 'review']) expect(verdicts.get(verdict) ?? 0).toBeGreaterThan(20);
  });

  test('a decision and a scope agree: what is allowed is within the scope, and the other way round', () => {
    fc.assert(
      fc.property(history, purpose, (acts, wanted) => {
        const told = History.of(acts);
        for (const work of works) {
          const { verdict } = told.decide(work, wanted);
          const scope = told.scope(work);
          const { commerce, downstream, territory, duties, until, onWithdraw } = wanted;
          const asked = {
            commerce,
            operators: [wanted.operator],
            downstream,
            territory,
            duties,
            from: at,
            until,
            onWithdraw,
          };
          const within = wanted.uses.every((use) => scope[use] !== undefined && isWithin(asked, scope[use]));
          expect(verdict === 'allow').toBe(within);
        }
      }),
      runs,
    );
  });

  test('a grant that says less never gives more', () => {
    fc.assert(
      fc.property(history, fc.nat(7), act, purpose, (acts, which, { terms }, wanted) => {
        const i = which % acts.length;
        const narrowed = acts.map((one, at_) => (at_ === i ? { ...one, terms: lessOf(one.terms, terms) } : one));
        expectNoWider(History.of(narrowed), History.of(acts), wanted);
      }),
      runs,
    );
  });

  test('what an undisputed owner expressly refuses is denied', () => {
    let refused = 0;
    fc.assert(
      fc.property(history, someTerms, purpose, (acts, terms, wanted) => {
        const told = History.of(acts);
        const refusal: Act = {
          ...inTruth,
          terms: { ...terms, uses: {}, reserves: wanted.uses, from: at, until: at + 1 },
        };
        told.grant(refusal, []);
        const { claims } = told.evidence('one');
        if (claims.length !== 1) return;
        refused++;
        expect(told.decide('one', wanted).verdict).toBe('deny');
        expect(told.reasons('one', wanted).join()).toContain('reserved');
      }),
      runs,
    );
    expect(refused).toBeGreaterThan(100);
  });

  test('a better checked holder is never allowed less', () => {
    fc.assert(
      fc.property(history, purpose, (acts, wanted) => {
        const told = History.of(acts);
        for (const work of works) {
          const [none, best] = [told.decide(work, wanted, 0), told.decide(work, wanted, 2)];
          expect(best.reasons.length).toBeLessThanOrEqual(none.reasons.length);
          if (none.verdict === 'allow') expect(best.verdict).toBe('allow');
        }
      }),
      runs,
    );
  });

  test('reasons are sorted, each once, and there is one unless it is allowed', () => {
    fc.assert(
      fc.property(history, purpose, (acts, wanted) => {
        const told = History.of(acts);
        for (const work of works) {
          const { verdict, reasons } = told.decide(work, wanted);
          const keys = reasons.map(({ code, use = '', axis = '', holder = '' }) =>
            JSON.stringify([code, use, axis, holder]),
          );
          expect(new Set(keys).size).toBe(keys.length);
          expect(reasons.map(({ code }) => code)).toEqual(reasons.map(({ code }) => code).toSorted());
          expect(reasons.length === 0).toBe(verdict === 'allow');
        }
      }),
      runs,
    );
  });
});

/** What two sets of terms have in common, as terms. */
const lessOf = (a: Act['terms'], b: Act['terms']): Act['terms'] => {
  const granted = Object.entries(a.uses).flatMap(([use, terms]) => {
    const other = b.uses[use as keyof typeof b.uses];
    if (terms === undefined || other === undefined) return [];
    const both = meetScopes(
      { mine: { ...terms, from: 0, until: null, onWithdraw: 'future-only' } },
      { mine: { ...other, from: 0, until: null, onWithdraw: 'future-only' } },
    ).mine!;
    const { commerce, operators, downstream, territory, duties } = both;
    return [[use, { commerce, operators, downstream, territory, duties }] as const];
  });
  // Dates stay: a grant that lapses earlier may leave a wider one of the same holder standing alone.
  return { ...a, uses: Object.fromEntries(granted) };
};
