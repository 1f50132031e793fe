import { fullScope, isWithin, meetScopes } from '@assent/consent';
import { type Purpose, type Scope, uses } from '@assent/schema';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf } from '../../support/written-statements.ts';
import { act, type Act, at, history, History, inTruth, purpose, someTerms, works } from './told-history.ts';

const runs = { numRuns: 150 };

/** Whether a scope allows nothing that another does not. */
const isNarrower = (scope: Scope, than: Scope): boolean =>
  uses.every((use) => scope[use] === undefined || (than[use] !== undefined && isWithin(scope[use], than[use])));

const claimsOf = (told: History, work: string): number => told.evidence(work).claims.length;

/** That nothing became allowed, on any work; and that no scope became wider. */
const expectNoWider = (after: History, before: History, wanted: Purpose): void => {
  for (const work of works) {
    if (after.decide(work, wanted).verdict === 'allow') expect(before.decide(work, wanted).verdict).toBe('allow');
    expect(isNarrower(after.scope(work), before.scope(work))).toBe(true);
  }
};

/** To learn who made a work answers a question that was open before; what is not about its author is not touched. */
const notOfTheAuthor = purpose.filter((wanted) => !wanted.uses.includes('imitate-style'));
const withoutManner = (one: Act): Act => {
  const { 'imitate-style': _, ...rest } = one.terms.uses;
  return { ...one, terms: { ...one.terms, uses: rest } };
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

  test('the order of statements of different signers does not matter', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), purpose, (acts, draws, wanted) => {
        const told = History.of(acts);
        const other = History.of(interleave(acts, draws));
        for (const work of works) {
          expect(other.reasons(work, wanted)).toEqual(told.reasons(work, wanted));
          expect(other.scope(work)).toEqual(told.scope(work));
        }
      }),
      runs,
    );
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

  test('to grant and then withdraw gives the same terms as never to have granted', () => {
    fc.assert(
      fc.property(history, act, purpose, (acts, one, wanted) => {
        const before = History.of(acts);
        const after = History.of(acts);
        const granted = after.grant(one, []);
        if (granted !== undefined) after.withdraw(one.by, { id: granted.id, works: granted.statement.works });
        for (const work of works) {
          const live = (told: History): unknown => told.ledger.workLine(hashOf(work), at)?.live ?? [];
          expect(live(after)).toEqual(live(before));
          // Whom a claim named stays named; where it named nobody new, nothing at all has changed.
          if (claimsOf(after, work) === claimsOf(before, work)) {
            expect(after.reasons(work, wanted)).toEqual(before.reasons(work, wanted));
          }
        }
      }),
      runs,
    );
  });

  test('whoever is named in addition never widens', () => {
    fc.assert(
      fc.property(history, act, notOfTheAuthor, (acts, one, wanted) => {
        const [before, after] = [History.of(acts.map(withoutManner)), History.of(acts.map(withoutManner))];
        const granted = after.grant(one, []);
        if (granted !== undefined) after.withdraw(one.by, { id: granted.id, works: granted.statement.works });
        expectNoWider(after, before, wanted);
      }),
      runs,
    );
  });

  test('another grant of a holder who has one never widens', () => {
    let narrowed = 0;
    fc.assert(
      fc.property(history, fc.nat(), someTerms, notOfTheAuthor, (acts, which, terms, wanted) => {
        const [before, after] = [History.of(acts.map(withoutManner)), History.of(acts.map(withoutManner))];
        const again = withoutManner({ ...acts[which % acts.length]!, terms });
        const { by, capacity, claims } = again;
        // One in the same capacity, that counts today, on every work that the new one names.
        const has = claims.every(({ work }) =>
          before.evidence(work).live.some(({ statement }) => {
            if (statement.kind !== 'grant') return false;
            const { from, until, iss, capacity: own } = statement;
            return own === capacity && iss === issuerOf(before, by) && from <= at && (until ?? 0) > at;
          }),
        );
        if (!has) return;
        after.grant(again, []);
        expectNoWider(after, before, wanted);
        for (const work of works)
          if (after.reasons(work, wanted).length > before.reasons(work, wanted).length) narrowed++;
      }),
      runs,
    );
    expect(narrowed).toBeGreaterThan(20);
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

  test('a work more in a dataset never widens it', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const told = History.of(acts);
        let scope = fullScope();
        for (const work of works) {
          const met = meetScopes(scope, told.scope(work));
          expect(isNarrower(met, scope)).toBe(true);
          expect(isNarrower(met, told.scope(work))).toBe(true);
          scope = met;
        }
      }),
      runs,
    );
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

const issuerOf = (told: History, name: string): string => {
  const said = told.told.find(({ by }) => by === name);
  return said?.statement.iss ?? '';
};

/** The same acts in another order, in which everybody's own keep theirs. */
const interleave = (acts: readonly Act[], draws: readonly number[]): Act[] => {
  const queues = new Map<string, Act[]>();
  for (const one of acts) queues.set(one.by, [...(queues.get(one.by) ?? []), one]);
  const mixed: Act[] = [];
  for (let i = 0; mixed.length < acts.length; i++) {
    const waiting = [...queues.values()].filter((queue) => queue.length > 0);
    mixed.push(waiting[draws[i % draws.length]! % waiting.length]!.shift()!);
  }
  return mixed;
};

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
