import { fullScope, isWithin, meetScopes } from '@assent/consent';
import { type Purpose, type Scope, Statement, uses } from '@assent/schema';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partiesOf } from '../../packages/consent/src/parties.ts';
import { decide, decideFor, weigh } from '../../packages/consent/src/decide.ts';
import { at, purpose, someTerms } from '../conformance/decisions/told-history.ts';
import { deeds, depiction, dispute, grant, type Work, works } from './deeds.ts';
import { hostileWork } from './hostile.ts';
import { idOf, mayChangePlaces, type Sent, Told } from './told-by-many.ts';

const runs = { numRuns: 200 };

const isNarrower = (scope: Scope, than: Scope): boolean =>
  uses.every((use) => scope[use] === undefined || (than[use] !== undefined && isWithin(scope[use], than[use])));

/** That nothing became allowed, and that no scope became wider. */
const expectNoWider = (after: Told, before: Told, wanted: Purpose, of: readonly Work[] = works): void => {
  for (const work of of) {
    if (after.decide(work, wanted).verdict === 'allow') expect(before.decide(work, wanted).verdict).toBe('allow');
    expect(isNarrower(after.scope(work), before.scope(work))).toBe(true);
  }
};

/** What two implementations have to agree on. */
const reasonsOf = (told: Told, work: Work, wanted: Purpose): string[] =>
  told.decide(work, wanted).reasons.map(({ code, use, axis, holder }) => [code, use, axis, holder].join(' '));

const expectSame = (after: Told, before: Told, wanted: Purpose, work: Work): void => {
  expect(reasonsOf(after, work, wanted)).toEqual(reasonsOf(before, work, wanted));
  expect(after.scope(work)).toEqual(before.scope(work));
};

const touchesNoAuthor = (wanted: Purpose): boolean => !wanted.uses.includes('imitate-style');
const withoutManner = ({ 'imitate-style': _, ...scope }: Scope): Scope => scope;

describe('in any history of many holders and all kinds of statements', () => {
  test('there is something to decide, and every kind that bears on a decision is in it', () => {
    const seen = new Map<string, number>();
    const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(deeds, purpose, (done, wanted) => {
        const told = Told.of(done);
        for (const work of works) {
          const { verdict, reasons } = told.decide(work, wanted);
          count(verdict);
          for (const { code } of reasons) count(code);
        }
        for (const { statement } of told.sent) count(statement.kind);
      }),
      { numRuns: 300, seed: 1 },
    );
    const asked =
      'allow deny review attest delegate disclaim dispute erase grant guardianship identity resolve state withdraw ' +
      'disputed competing_claims disclaimed reserved guardianship_lapsed people_uncleared owner_grant_missing';
    const scarce = asked.split(' ').filter((what) => (seen.get(what) ?? 0) < 5);
    expect({ scarce, seen: scarce.map((what) => seen.get(what)) }).toEqual({ scarce: [], seen: [] });
  });

  test('the order of statements of different signers does not matter, but for time, keys, two arbiters and what is taken back for a holder', () => {
    let moved = 0;
    fc.assert(
      fc.property(deeds, fc.array(fc.boolean(), { minLength: 20, maxLength: 100 }), purpose, (done, draws, wanted) => {
        const told = Told.of(done);
        const other = Told.again(mixed(told.sent, draws));
        if (other === undefined) return;
        if (other.sent.some(({ id }, i) => id !== told.sent[i]!.id)) moved++;
        for (const work of works) expectSame(other, told, wanted, work);
      }),
      runs,
    );
    expect(moved).toBeGreaterThan(50);
  });

  test('the same statements sent again change nothing', () => {
    fc.assert(
      fc.property(deeds, fc.array(fc.nat(), { maxLength: 8 }), purpose, (done, which, wanted) => {
        const [before, after] = [Told.of(done), Told.of(done)];
        for (const i of which) {
          const { statement, keys, list } = before.sent[i % before.sent.length]!;
          if (statement.kind !== 'state') after.send(statement, keys, list);
        }
        for (const work of works) expectSame(after, before, wanted, work);
      }),
      runs,
    );
  });

  test('to grant and then withdraw, whole or line by line, gives the same terms as never to have granted', () => {
    let granted = 0;
    fc.assert(
      fc.property(deeds, grant, fc.boolean(), purpose, (done, one, whole, wanted) => {
        const [before, after] = [Told.of(done), Told.of(done)];
        const said = after.do({ ...one, replaces: undefined });
        if (said === undefined) return;
        const lines = whole ? [undefined] : said.list!.lines.map((_, i) => i);
        for (const line of lines) if (after.takeBack(said, undefined, line) === undefined) return;
        granted++;
        for (const work of works) {
          expect(after.live(work)).toEqual(before.live(work));
          // Whom a claim named stays named; where it named nobody new, nothing at all has changed.
          if (after.claims(work).length === before.claims(work).length) expectSame(after, before, wanted, work);
        }
      }),
      runs,
    );
    expect(granted).toBeGreaterThan(100);
  });

  test('a holder more never widens, where a claim stands and nobody disclaims, and but for the uses of an author', () => {
    let named = 0;
    fc.assert(
      fc.property(deeds, fc.oneof(grant, depiction), purpose.filter(touchesNoAuthor), (done, one, wanted) => {
        const [before, after] = [Told.of(done), Told.of(done)];
        const said = after.do({ ...one, replaces: undefined });
        if (said === undefined || after.takeBack(said) === undefined) return;
        for (const work of works) {
          const { holders } = before.weigh(work);
          if (!holders.known || before.isDisclaimed(work)) continue;
          if (after.claims(work).length > before.claims(work).length) named++;
          if (after.decide(work, wanted).verdict === 'allow') expect(before.decide(work, wanted).verdict).toBe('allow');
          expect(isNarrower(withoutManner(after.scope(work)), before.scope(work))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    expect(named).toBeGreaterThan(30);
  });

  test('another grant of a holder who has one in that capacity never widens, where it claims nothing new', () => {
    let narrowed = 0;
    fc.assert(
      fc.property(deeds, fc.nat(7), someTerms, purpose, (done, which, terms, wanted) => {
        const [before, after] = [Told.of(done), Told.of(done)];
        const grants = done.filter((deed) => deed.do === 'grant');
        if (grants.length === 0) return;
        const again = { ...grants[which % grants.length]!, terms, replaces: undefined };
        const said = after.do(again);
        if (said === undefined) return;
        for (const work of again.works) {
          const has = before
            .weigh(work)
            .voices.some(({ holder, capacity }) => holder === idOf(again.by) && capacity === again.capacity);
          if (!has || after.claims(work).length > before.claims(work).length) continue;
          expectNoWider(after, before, wanted, [work]);
          if (reasonsOf(after, work, wanted).length > reasonsOf(before, work, wanted).length) narrowed++;
        }
      }),
      runs,
    );
    expect(narrowed).toBeGreaterThan(15);
  });

  test('a reserve more never widens, and denies that use wherever its holder is asked', () => {
    let denied = 0;
    fc.assert(
      fc.property(deeds, fc.nat(7), purpose, (done, which, wanted) => {
        const grants = done.flatMap((deed, i) => (deed.do === 'grant' ? [i] : []));
        if (grants.length === 0) return;
        const i = grants[which % grants.length]!;
        const [use] = wanted.uses;
        const reserved = done.map((deed, at_) => {
          if (at_ !== i || deed.do !== 'grant') return deed;
          const { [use!]: _, ...rest } = deed.terms.uses;
          return {
            ...deed,
            terms: { ...deed.terms, uses: rest, reserves: [...new Set([...deed.terms.reserves, use!])].toSorted() },
          };
        });
        const [before, after] = [Told.of(done), Told.of(reserved)];
        expectNoWider(after, before, wanted);
        for (const work of works)
          if (reasonsOf(after, work, wanted).some((reason) => reason.startsWith('reserved'))) {
            denied++;
            expect(after.decide(work, wanted).verdict).toBe('deny');
          }
      }),
      runs,
    );
    expect(denied).toBeGreaterThan(50);
  });

  test('a dispute more never widens, and leaves the scope as it is', () => {
    let delayed = 0;
    fc.assert(
      fc.property(deeds, dispute, purpose, (done, one, wanted) => {
        const [before, after] = [Told.of(done), Told.of(done)];
        const said = after.do(one);
        for (const work of works) {
          expect(after.scope(work)).toEqual(before.scope(work));
          const [was, is] = [before.decide(work, wanted), after.decide(work, wanted)];
          const also = said !== undefined && one.works.includes(work);
          expect(is.verdict).toBe(also && was.verdict === 'allow' ? 'review' : was.verdict);
          expect(is.reasons).toEqual(expect.arrayContaining([...was.reasons]));
          if (is.verdict !== was.verdict) delayed++;
        }
      }),
      runs,
    );
    expect(delayed).toBeGreaterThan(5);
  });

  test('a work more in a dataset never widens it, in whatever order they come', () => {
    fc.assert(
      fc.property(deeds, fc.shuffledSubarray([...works], { minLength: 1 }), (done, order) => {
        const told = Told.of(done);
        let scope = fullScope();
        for (const work of order) {
          const met = meetScopes(scope, told.scope(work));
          expect(isNarrower(met, scope)).toBe(true);
          expect(isNarrower(met, told.scope(work))).toBe(true);
          scope = met;
        }
        expect(
          order
            .toSorted()
            .map((work) => told.scope(work))
            .reduce(meetScopes, fullScope()),
        ).toEqual(scope);
      }),
      runs,
    );
  });

  test('a work weighed once is decided for each purpose as if it were weighed anew', () => {
    fc.assert(
      fc.property(deeds, fc.array(purpose, { minLength: 2, maxLength: 4 }), (done, many) => {
        const told = Told.of(done);
        for (const work of works) {
          const weighed = told.weigh(work);
          for (const wanted of many) expect(decideFor(weighed, wanted)).toEqual(told.decide(work, wanted));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('of whatever has the shape of statements, accepted or not', () => {
  test('a decision is made, always the same, with a reason unless it allows, and nothing given is changed', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(hostileWork, purpose, ({ evidence, shown, trust, crowded }, wanted) => {
        for (const { statement } of evidence.live) expect(Statement.safeParse(statement).error).toBeUndefined();
        const text = JSON.stringify([evidence, wanted]);
        const parties = () =>
          partiesOf(
            {
              shown: () => shown,
              byId: (id) => shown.find((one) => one.id === id),
              knownSince: (index) => at - index * 86_400,
              crowded: new Set(crowded),
            },
            trust,
            at,
          );
        const decision = decide(evidence, wanted, parties(), at);
        expect(decide(evidence, wanted, parties(), at)).toEqual(decision);
        expect(decideFor(weigh(evidence, parties(), at), wanted)).toEqual(decision);
        expect(JSON.stringify([evidence, wanted])).toBe(text);
        expect(decision.reasons.length === 0).toBe(decision.verdict === 'allow');
        for (const { code } of decision.reasons) seen.add(code);
      }),
      { numRuns: 1000 },
    );
    expect(seen.size).toBeGreaterThan(15);
  });
});

/** The same statements, some that may as well stand the other way round having changed places: later ones go first. */
const mixed = (sent: readonly Sent[], draws: readonly boolean[]): Sent[] => {
  const order = [...sent];
  const thefts = sent.map(({ statement }) => (statement.kind === 'identity' ? statement.compromisedSince : undefined));
  const byId = (id: string): Sent | undefined => sent.find((one) => one.id === id);
  for (const [step, draw] of draws.entries()) {
    const i = order.length - 2 - (step % Math.max(1, order.length - 1));
    const [first, second] = [order[i], order[i + 1]];
    // What a thief may have signed begins at a place in the log.
    if (!draw || first === undefined || second === undefined || thefts.includes(i + 1)) continue;
    if (mayChangePlaces(first, second, byId)) order.splice(i, 2, second, first);
  }
  return order;
};
