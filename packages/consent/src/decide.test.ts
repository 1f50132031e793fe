import type { Claim, Dispute, Grant, Resolve } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { decide, disputesIn } from './decide.ts';
import type { Logged } from './history.ts';
import { assuranceFrom } from './parties.ts';
import {
  attestBy,
  day,
  grantBy,
  hashOf,
  lineOf,
  listOf,
  now,
  openUse,
  purpose,
  strangers,
  who,
} from './testing/told-log.ts';

// What a decision says of each situation is written down in tests/conformance/decisions.
const claims: Claim[] = [{ author: null, owners: [who('ann')], depicts: [] }];
const given = (name: string, rest: Partial<Grant> = {}): Logged<Grant> => ({
  index: 0,
  id: `sha256:${hashOf(name)}`,
  leafHash: '',
  statement: grantBy('ann', listOf([lineOf('plate', 'ann')]), rest),
});
const codesAt = (at: number, ...live: Logged<Grant>[]): string[] =>
  decide({ claims, live }, { ...purpose, until: now + 1 }, strangers, at).reasons.map(({ code }) => code);

describe('a decision', () => {
  test('counts a grant from its first second up to its last, whatever it is given', () => {
    const grant = given('a', { from: now + day, until: now + 2 * day });
    expect(codesAt(now + day - 1, grant)).toEqual(['owner_grant_missing']);
    expect(codesAt(now + day, grant)).toEqual([]);
    expect(codesAt(now + 2 * day - 1, grant)).toEqual([]);
    expect(codesAt(now + 2 * day, grant)).toEqual(['owner_grant_missing']);
  });

  test('names each shortcoming once, and of two grants the first statement', () => {
    const narrow = { uses: { 'train-generative': { ...openUse, commerce: [] } } };
    const { reasons } = decide({ claims, live: [given('a', narrow), given('b', narrow)] }, purpose, strangers, now);
    const ids = ['a', 'b'].map((name) => `sha256:${hashOf(name)}`).toSorted();
    expect(reasons).toEqual([
      {
        code: 'commerce_not_granted',
        use: 'train-generative',
        axis: 'commerce',
        holder: who('ann'),
        statement: ids[0],
      },
    ]);
  });

  test('is not changed by a grant of somebody whom nobody has to ask', () => {
    const uninvolved: Logged<Grant> = {
      ...given('c'),
      statement: grantBy('stranger', listOf([lineOf('plate', 'stranger')])),
    };
    expect(codesAt(now, given('a'), uninvolved)).toEqual([]);
    expect(codesAt(now, uninvolved)).toEqual(['owner_grant_missing']);
  });
});

test('asks since when each dispute is known, also where an arbiter rejected it', () => {
  const about = { v: 1, aud: 'a', iss: who('ben'), iat: now, works: { root: '', count: 1 } } as const;
  const dispute: Dispute = { ...about, kind: 'dispute', about: 'owner' };
  const settled = { disputes: ['d'], outcome: 'rejected', strikes: [], reason: 'Heard.' } as const;
  const resolve: Resolve = { ...about, ...settled, disputes: ['d'], strikes: [], kind: 'resolve', iss: who('judge') };
  const live: Logged[] = [
    { index: 3, id: 'd', leafHash: '', statement: dispute },
    { index: 4, id: 'r', leafHash: '', statement: resolve },
  ];
  const asked: number[] = [];
  const knownSince = (index: number): number => asked.push(index) && now;
  expect(disputesIn(live, { ...strangers, knownSince, arbiters: [who('judge')] }, now)).toEqual([]);
  expect(asked).toEqual([3]);
  expect(disputesIn(live, { ...strangers, knownSince }, now)).toEqual([live[0]]);
});

describe('assurance', () => {
  const trusting = (upTo: number) => ({
    v: 1 as const,
    logs: [],
    issuers: 'any' as const,
    attesters: [{ identity: who('registry'), upTo }],
    arbiters: [],
    monitors: { quorum: 0, keys: [] },
    witnesses: { quorum: 0, keys: [] },
    unknownLineage: 'refuse' as const,
  });

  test.each([
    ['domain', 2, 1],
    ['email', 2, 1],
    ['document', 2, 2],
    ['organisation', 2, 2],
    ['organisation', 1, 1],
  ] as const)('by %s of an attester believed up to %i is %i', (how, upTo, level) => {
    expect(assuranceFrom([attestBy('registry', 'ann', { how })], trusting(upTo), now)).toBe(level);
  });

  test('is the best there is, by those who are believed, while it lasts', () => {
    const [email, document] = [
      attestBy('registry', 'ann', { how: 'email' }),
      attestBy('registry', 'ann', { how: 'document', until: now + day }),
    ];
    expect(assuranceFrom([], trusting(2), now)).toBe(0);
    expect(assuranceFrom([attestBy('stranger', 'ann')], trusting(2), now)).toBe(0);
    expect(assuranceFrom([email, document], trusting(2), now)).toBe(2);
    expect(assuranceFrom([document, email], trusting(2), now + day)).toBe(1);
  });
});
