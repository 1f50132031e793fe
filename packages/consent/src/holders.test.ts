import type { Claim, Disclaim } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import type { Logged } from './history.ts';
import { holdersOf as holdersIn } from './holders.ts';

const claim = (change: Partial<Claim>): Claim => ({ author: null, owners: ['ann'], depicts: [], ...change });
const holdersOf = (claims: readonly Claim[]) => holdersIn(claims, [], () => false);
const person = (subject: string, minor = false) => ({ subject, minor });

test('nobody is known to hold what nobody claimed', () => {
  expect(holdersOf([])).toEqual({
    owners: [],
    disclaimed: [],
    author: null,
    subjects: [],
    uncleared: false,
    contested: [],
    known: false,
  });
});

test('the owners are whom all claims name', () => {
  expect(holdersOf([claim({ owners: ['ann', 'ben'] })])).toMatchObject({
    owners: ['ann', 'ben'],
    contested: [],
    known: true,
  });
  expect(holdersOf([claim({ owners: ['ann', 'ben'] }), claim({ owners: ['ann', 'ben'] })]).contested).toEqual([]);
  const some = holdersOf([claim({ owners: ['ann', 'ben'] }), claim({ owners: ['ann', 'cem'] })]);
  expect(some).toMatchObject({ owners: ['ann'], contested: ['ben', 'cem'] });
  expect(holdersOf([claim({ owners: ['ann'] }), claim({ owners: ['ben'] })])).toMatchObject({
    owners: [],
    contested: ['ann', 'ben'],
  });
  // A claim that names more is a difference, too, though it leaves nobody out.
  expect(holdersOf([claim({ owners: ['ann'] }), claim({ owners: ['ann', 'ben'] })])).toMatchObject({
    owners: ['ann'],
    contested: ['ben'],
  });
});

test('the author is who is named, where nobody names another', () => {
  expect(holdersOf([claim({ author: 'ann' }), claim({})])).toMatchObject({ author: 'ann', contested: [] });
  expect(holdersOf([claim({ author: 'ann' }), claim({ author: 'ben' })])).toMatchObject({
    author: null,
    contested: ['ann', 'ben'],
  });
  expect(holdersOf([claim({}), claim({})]).author).toBeNull();
});

describe('an owner who says that they are none', () => {
  const says = (iss: string): Logged<Disclaim> => ({
    index: 0,
    id: '',
    leafHash: '',
    statement: { v: 1, kind: 'disclaim', aud: 'a', iss, iat: 0, about: 'owner', works: { root: '', count: 1 } },
  });
  const disclaimedBy = (owners: readonly (readonly string[])[], ...who: string[]) =>
    holdersIn(
      owners.map((named) => claim({ owners: [...named] })),
      who.map(says),
      () => false,
    );

  test('stays one until a claim leaves them out', () => {
    expect(disclaimedBy([['ann']], 'ann')).toMatchObject({ owners: [], disclaimed: ['ann'] });
    expect(disclaimedBy([['ann', 'ben']], 'ann')).toMatchObject({ owners: ['ben'], disclaimed: ['ann'] });
    expect(disclaimedBy([['ann'], ['ben']], 'ann')).toMatchObject({ owners: ['ben'], disclaimed: [], contested: [] });
  });

  test('leaves nobody to ask where all say so, and that is no agreement', () => {
    expect(disclaimedBy([['ann'], ['ben']], 'ann', 'ben')).toMatchObject({ owners: [], disclaimed: ['ann', 'ben'] });
  });
});

describe('the people in a work', () => {
  test('are all whom any claim names, sorted', () => {
    const claims = [
      claim({ depicts: [person('cem')] }),
      claim({ depicts: [] }),
      claim({ depicts: [person('ann'), person('cem')] }),
    ];
    expect(holdersOf(claims).subjects).toEqual([person('ann'), person('cem')]);
  });

  test('are minors where any claim says so', () => {
    expect(
      holdersOf([claim({ depicts: [person('kid', true)] }), claim({ depicts: [person('kid')] })]).subjects,
    ).toEqual([person('kid', true)]);
    expect(
      holdersOf([claim({ depicts: [person('kid')] }), claim({ depicts: [person('kid', true)] })]).subjects,
    ).toEqual([person('kid', true)]);
  });

  test('are uncleared where any claim says so', () => {
    expect(holdersOf([claim({ depicts: 'uncleared' }), claim({ depicts: [person('ann')] })])).toMatchObject({
      uncleared: true,
      subjects: [person('ann')],
    });
    expect(holdersOf([claim({})]).uncleared).toBe(false);
  });
});
