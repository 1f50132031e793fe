import type { Territory } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import {
  downstreamCovers,
  everything,
  isWithin,
  meetTerms,
  meetTerritory,
  territoryCovers,
  withdrawalCovers,
} from './meet.ts';

const only = (...countries: string[]): Territory => ({ only: countries });
const except = (...countries: string[]): Territory => ({ except: countries });

describe('two territories', () => {
  test.each([
    [only('DE', 'FR'), only('ES', 'FR'), only('FR')],
    [only('DE'), only('FR'), only()],
    [only('DE', 'US'), except('US'), only('DE')],
    [except('US'), only('DE', 'US'), only('DE')],
    [except('US'), except('CN'), except('CN', 'US')],
    [except(), only('DE'), only('DE')],
    [except(), except(), except()],
  ])('%j and %j have %j in common', (a, b, both) => {
    expect(meetTerritory(a, b)).toEqual(both);
  });

  test.each([
    [only('DE', 'FR'), only('DE'), true],
    [only('DE'), only('DE', 'FR'), false],
    [except('US'), only('DE'), true],
    [except('US'), only('US'), false],
    [except('US'), except('CN', 'US'), true],
    [except('US'), except('CN'), false],
    // New countries come, so no list is the world.
    [only('DE'), except('US'), false],
    [except(), except(), true],
    [only(), only('DE'), false],
  ])('%j covers %j: %j', (granted, wanted, covered) => {
    expect(territoryCovers(granted, wanted)).toBe(covered);
  });
});

test('what is passed on is covered by what may be passed on further', () => {
  expect(downstreamCovers('same-terms', 'none')).toBe(true);
  expect(downstreamCovers('same-terms', 'same-terms')).toBe(true);
  expect(downstreamCovers('same-terms', 'any')).toBe(false);
});

test('doing more on a withdrawal covers being asked for less', () => {
  expect(withdrawalCovers('retrain-or-delete', 'future-only')).toBe(true);
  expect(withdrawalCovers('future-only', 'remove-from-datasets')).toBe(false);
});

test('the meet narrows each axis by the narrower of both', () => {
  const narrow = {
    commerce: ['research'],
    operators: ['academic'],
    downstream: 'none',
    territory: only('DE'),
    duties: ['attribute'],
    from: 10,
    until: 20,
    onWithdraw: 'retrain-or-delete',
  } as const;
  const terms = {
    ...narrow,
    commerce: [...narrow.commerce],
    operators: [...narrow.operators],
    duties: [...narrow.duties],
  };
  expect(meetTerms(everything, terms)).toEqual(terms);
  expect(meetTerms(terms, everything)).toEqual(terms);
  const other = { ...everything, duties: ['pay' as const], from: 15, until: 18 };
  expect(meetTerms(terms, other)).toEqual({ ...terms, duties: ['attribute', 'pay'], from: 15, until: 18 });
});

test('a claim is within what is computed on every axis or not at all', () => {
  const computed = { ...everything, duties: ['notify' as const], from: 10, until: 20 };
  expect(isWithin(computed, computed)).toBe(true);
  expect(isWithin({ ...computed, from: 11, until: 19, duties: ['notify', 'pay'] }, computed)).toBe(true);
  expect(isWithin({ ...computed, from: 9 }, computed)).toBe(false);
  expect(isWithin({ ...computed, until: 21 }, computed)).toBe(false);
  expect(isWithin({ ...computed, until: null }, computed)).toBe(false);
  expect(isWithin({ ...computed, duties: [] }, computed)).toBe(false);
  expect(isWithin(computed, { ...computed, commerce: [] })).toBe(false);
  expect(isWithin(computed, { ...computed, operators: ['academic'] })).toBe(false);
  expect(isWithin(computed, { ...computed, downstream: 'none' })).toBe(false);
  expect(isWithin(computed, { ...computed, territory: only('DE') })).toBe(false);
  expect(isWithin(computed, { ...computed, onWithdraw: 'retrain-or-delete' })).toBe(false);
});
