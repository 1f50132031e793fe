import type { Grant, WorkStateLine, WorksLine } from '@assent/schema';
import { expect, test } from 'vitest';
import type { Logged } from '../history.ts';
import { claimOf } from '../works-fold.ts';
import { grantBy, hashOf, lineOf, listOf, now, subjectLineOf, who } from '../testing/told-log.ts';
import { recheckStatement, type StateFacts } from './recheck.ts';

const line = lineOf('plate', 'ann', { depicts: [{ subject: who('sitter'), minor: false }] });
const facts: StateFacts = { size: 5, replaced: new Set() };
const stated: WorkStateLine = { holders: [claimOf(line)], live: [[4, 0]], work: line.sha256 };

const said = (
  change: {
    index?: number;
    grant?: Partial<Grant>;
    line?: WorksLine;
    stated?: Partial<WorkStateLine>;
    facts?: Partial<StateFacts>;
  } = {},
): string => {
  const named = change.line ?? line;
  const statement = grantBy('ann', listOf([named]), change.grant);
  const grant: Logged<Grant> = { index: change.index ?? 4, id: `sha256:${hashOf('grant')}`, leafHash: '', statement };
  const verdict = recheckStatement(grant, named, { ...stated, ...change.stated }, { ...facts, ...change.facts });
  return verdict.ok ? 'stands' : `${verdict.refusal.code} ${verdict.refusal.detail}`;
};

test('a grant that the rule took stands', () => {
  expect(said()).toBe('stands');
  expect(said({ line: subjectLineOf('plate'), grant: { capacity: 'subject' }, stated: { holders: [] } })).toBe(
    'stands',
  );
});

test('a grant is not live before it was logged', () => {
  expect(said({ index: 5 })).toBe('state_mismatch entry 5 is live in a state of 5 entries');
});

test('a grant is not live after it was replaced', () => {
  expect(said({ facts: { replaced: new Set([`sha256:${hashOf('grant')}`]) } })).toMatch(/^state_mismatch/);
  expect(said({ facts: { replaced: new Set([`sha256:${hashOf('other')}`]) } })).toBe('stands');
});

test('a grant that no rule takes is not live', () => {
  expect(said({ grant: { until: now } })).toMatch(/^dates_impossible/);
  expect(said({ grant: { until: null } })).toMatch(/^term_too_long/);
  expect(said({ grant: { capacity: 'author' } })).toMatch(/^capacity_not_held/);
  expect(said({ grant: { capacity: 'subject' } })).toMatch(/^malformed/);
});

test('a claim that a line makes is in the state, whole', () => {
  const claim = claimOf(line);
  expect(said({ stated: { holders: [] } })).toMatch(/^state_mismatch/);
  expect(said({ stated: { holders: [{ ...claim, author: who('ben') }, claim] } })).toBe('stands');
  for (const other of [
    { author: who('ann') },
    { owners: [who('ben')] },
    { depicts: [] },
    { depicts: 'uncleared' as const },
    { depicts: [{ subject: who('sitter'), minor: true }] },
  ]) {
    expect(said({ stated: { holders: [{ ...claim, ...other }] } })).toMatch(/^state_mismatch/);
  }
});
