import { type Claim, type Grant, uses } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import type { Logged, WorkEvidence } from './history.ts';
import { everything } from './meet.ts';
import { claimedBeyond, dutiesOf, fullScope, meetScopes, scopeOfWork } from './scope.ts';
import { day, grantBy, lineOf, listOf, now, openUse, strangers, who } from './testing/told-log.ts';

const claim = (change: Partial<Claim> = {}): Claim => ({ author: null, owners: [who('ann')], depicts: [], ...change });
const given = (by: string, rest: Partial<Grant> = {}): Logged<Grant> => {
  const statement = grantBy(by, listOf([lineOf('plate', by)]), rest);
  return { index: 0, id: '', leafHash: '', statement };
};
const usesOf = (work: WorkEvidence, at = now): string[] => Object.keys(scopeOfWork(work, strangers, at));
const person = (minor: boolean) => ({ subject: who('sitter'), minor });

describe('the scope of a work', () => {
  test('is what its owner grants, as granted', () => {
    const scope = scopeOfWork({ claims: [claim()], live: [given('ann')] }, strangers, now);
    expect(scope).toEqual({
      'train-generative': { ...openUse, from: now, until: now + 700 * day, onWithdraw: 'future-only' },
    });
  });

  test('is nothing while somebody has to be asked yet', () => {
    const live = [given('ann')];
    expect(usesOf({ claims: [], live })).toEqual([]);
    expect(usesOf({ claims: [claim()], live: [] })).toEqual([]);
    expect(usesOf({ claims: [claim({ depicts: 'uncleared' })], live })).toEqual([]);
    expect(usesOf({ claims: [claim(), claim({ owners: [who('ben')] })], live })).toEqual([]);
    expect(usesOf({ claims: [claim({ owners: [who('ann'), who('ben')] })], live })).toEqual([]);
    expect(
      usesOf({
        claims: [claim({ depicts: [person(true)] })],
        live: [...live, given('sitter', { capacity: 'guardian' })],
      }),
    ).toEqual([]);
    expect(usesOf({ claims: [claim({ depicts: [person(false)] })], live })).toEqual([]);
    expect(
      usesOf({
        claims: [claim({ depicts: [person(false)] })],
        live: [...live, given('sitter', { capacity: 'subject' })],
      }),
    ).toEqual(['train-generative']);
  });

  test('is of grants in their dates', () => {
    const late = given('ann', { from: now + day, until: now + 2 * day });
    expect(usesOf({ claims: [claim()], live: [late] }, now)).toEqual([]);
    expect(usesOf({ claims: [claim()], live: [late] }, now + day)).toEqual(['train-generative']);
    expect(usesOf({ claims: [claim()], live: [late] }, now + 2 * day)).toEqual([]);
  });

  test('of the author’s manner needs the author, named', () => {
    const manner = { uses: { 'imitate-style': openUse, search: openUse } };
    expect(usesOf({ claims: [claim()], live: [given('ann', manner)] })).toEqual(['search']);
    const authored = [claim({ author: who('ben') })];
    expect(usesOf({ claims: authored, live: [given('ann', manner)] })).toEqual(['search']);
    const both = [given('ann', manner), given('ben', { ...manner, capacity: 'author' })];
    expect(usesOf({ claims: authored, live: both }).toSorted()).toEqual(['imitate-style', 'search']);
  });

  test('leaves out what a holder expressly refuses', () => {
    expect(usesOf({ claims: [claim()], live: [given('ann', { reserves: ['train-generative'] })] })).toEqual([]);
  });

  test('is narrower with every grant of the same holder', () => {
    const narrow = given('ann', { uses: { 'train-generative': { ...openUse, commerce: ['research'] } } });
    const scope = scopeOfWork({ claims: [claim()], live: [given('ann'), narrow] }, strangers, now);
    expect(scope['train-generative']?.commerce).toEqual(['research']);
    expect(usesOf({ claims: [claim()], live: [given('ann'), given('ann', { uses: { search: openUse } })] })).toEqual(
      [],
    );
  });
});

describe('the scope of many works', () => {
  const of = (change: Partial<Grant>) =>
    scopeOfWork({ claims: [claim()], live: [given('ann', change)] }, strangers, now);

  test('is what all of them allow', () => {
    const german = of({ uses: { 'train-generative': { ...openUse, territory: { only: ['DE'] } }, search: openUse } });
    const met = meetScopes(of({}), german);
    expect(Object.keys(met)).toEqual(['train-generative']);
    expect(met['train-generative']?.territory).toEqual({ only: ['DE'] });
    expect(meetScopes(fullScope(), german)).toEqual(german);
  });

  test('of none, and of mathematics, is everything', () => {
    expect(Object.keys(fullScope())).toEqual([...uses]);
    expect(fullScope().mine).toEqual(everything);
  });

  test('owes every duty of the uses that are made of it', () => {
    const scope = of({
      uses: { 'train-generative': { ...openUse, duties: ['notify'] }, search: { ...openUse, duties: ['attribute'] } },
    });
    expect(dutiesOf(scope, ['train-generative'])).toEqual(['notify']);
    expect(dutiesOf(scope, ['search', 'train-generative'])).toEqual(['attribute', 'notify']);
    expect(dutiesOf(scope, ['mine'])).toEqual([]);
  });

  test('claimed wider is laundering, and the use is named', () => {
    const computed = of({});
    expect(claimedBeyond({}, computed)).toBeUndefined();
    expect(claimedBeyond(computed, computed)).toBeUndefined();
    expect(claimedBeyond({ ...computed, search: everything }, computed)).toBe('search');
    expect(claimedBeyond({ 'train-generative': everything }, computed)).toBe('train-generative');
  });
});
