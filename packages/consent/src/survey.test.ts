import type { Grant, Match, Purpose, Trust } from '@assent/schema';
import { expect, test } from 'vitest';
import { candidatesIn, Surveyor } from './survey.ts';
import { grantBy, lineOf, listOf, now, openUse, purpose, ToldLog, who, withdrawBy } from './testing/told-log.ts';
import { whatIf } from './what-if.ts';

const trust: Trust = {
  v: 1,
  logs: [],
  issuers: 'any',
  attesters: [],
  arbiters: [],
  monitors: { quorum: 0, keys: [] },
  witnesses: { quorum: 0, keys: [] },
  unknownLineage: 'refuse',
};
const every: Match = { people: 'any' };

const log = new ToldLog();
const give = (by: string, works: readonly string[], rest: Partial<Grant> = {}, tags: string[] = ['plate']) => {
  const list = listOf(works.map((work, i) => lineOf(work, by, { tags, width: 100 + i, height: 101, author: who(by) })));
  return log.tell(grantBy(by, list, rest), list);
};
give('ann', ['a1', 'a2', 'a3']);
give('ben', ['b1', 'b2'], { uses: { 'train-generative': { ...openUse, duties: ['attribute'] } } }, ['coast', 'plate']);
give('cem', ['c1', 'c2'], { uses: { 'train-generative': { ...openUse, commerce: ['research'] } } });
const dua = give('dua', ['d1', 'd2', 'd3', 'd4'], {}, ['coast']);
log.tell(withdrawBy('dua', dua.id, [[1, 2]]));
give('stranger', ['a1']);

const surveyor = new Surveyor(log.ledger, trust, now);

test('counts what a decision on each work counts', () => {
  for (const match of [every, { ...every, tags: ['coast'] }, { ...every, minWidth: 102 }] satisfies Match[]) {
    for (const wanted of [purpose, { ...purpose, duties: ['attribute'] }] satisfies Purpose[]) {
      const candidates = candidatesIn(log.ledger, wanted, trust, now).filter(({ described }) => {
        if (match === every) return true;
        const { tags = [], minWidth = 0 }: Match = match;
        return (
          described !== undefined &&
          tags.every((tag) => described.description.tags.includes(tag)) &&
          described.width! >= minWidth
        );
      });
      const counted = surveyor.survey(wanted, match);
      expect(counted.works).toBe(candidates.length);
      expect(counted.eligible).toBe(candidates.filter(({ decision }) => decision.verdict === 'allow').length);
      expect(counted.waterfall.reduce((sum, { works }) => sum + works, 0)).toBe(counted.works - counted.eligible);
    }
  }
});

test('says why the others are out, and what the eligible ones are like', () => {
  const { works, eligible, waterfall, facets } = surveyor.survey(purpose, every);
  expect([works, eligible]).toEqual([11, 4]);
  expect(waterfall).toEqual(
    [
      { code: 'commerce_not_granted', works: 2 },
      { code: 'duties_not_granted', works: 2 },
      { code: 'owner_grant_missing', works: 2 },
      { code: 'competing_claims', works: 1 },
    ].toSorted((a, b) => b.works - a.works || (a.code < b.code ? -1 : 1)),
  );
  expect(facets.tags).toEqual([
    { value: 'coast', works: 2 },
    { value: 'plate', works: 2 },
  ]);
  expect(facets.people).toEqual([{ value: 'nobody', works: 4 }]);
});

test('says what one thing said otherwise would be worth', () => {
  expect(whatIf(surveyor, purpose, every)).toEqual([
    { change: 'only', axis: 'commerce', value: 'research', more: 2 },
    { change: 'with', axis: 'duties', value: 'attribute', more: 2 },
  ]);
  expect(whatIf(surveyor, { ...purpose, duties: ['attribute'] }, every)).toContainEqual({
    change: 'without',
    axis: 'duties',
    value: 'attribute',
    more: -2,
  });
});
