import { canonicalize, type Dispute, limits, type Trust } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { evidenceOf, partySourceIn } from './decider.ts';
import { isShowable } from './parties.ts';
import { isTooMuchOfIdentity, isTooMuchOfWork } from './record.ts';
import { candidatesIn } from './survey.ts';
import {
  attestBy,
  grantBy,
  hashOf,
  lineOf,
  listOf,
  now,
  purpose,
  registry,
  stateOf,
  subjectLineOf,
  ToldLog,
  who,
} from './testing/told-log.ts';

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

const disputeBy = (by: string, work: string): [Dispute, ReturnType<typeof listOf>] => {
  const list = listOf([subjectLineOf(work)]);
  const { root, count } = list;
  const header = { v: 1, aud: registry.origin, iss: who(by), iat: now } as const;
  return [{ ...header, kind: 'dispute', works: { root, count }, about: 'owner' }, list];
};

/** Two works of which the same was said, and a third by somebody else. */
const granted = (): ToldLog => {
  const log = new ToldLog();
  const both = listOf([lineOf('plate', 'ann'), lineOf('view', 'ann')]);
  log.tell(grantBy('ann', both), both);
  const other = listOf([lineOf('other', 'ben')]);
  log.tell(grantBy('ben', other), other);
  return log;
};

const verdicts = (log: ToldLog): Record<string, string> => {
  const all = candidatesIn(log.ledger, purpose, trust, now + 40 * 86_400);
  const of = (work: string) => all.find(({ sha256 }) => sha256 === hashOf(work))!.decision;
  return Object.fromEntries(
    ['plate', 'view', 'other'].map((work) => [
      work,
      [of(work).verdict, ...of(work).reasons.map(({ code, holder }) => `${code} ${holder ?? ''}`.trim())].join(': '),
    ]),
  );
};

describe('of what strangers say so much of that no bundle can show it', () => {
  test('a work is left out by itself, with its reason, and the state still says all of it', () => {
    const log = granted();
    const most = Math.floor((limits.stateLine - 256 - 200) / 32);
    for (let i = 0; i < most - 40; i++) log.tell(...disputeBy(`stranger ${i}`, 'plate'));
    log.tell(stateOf(log.ledger.size));
    expect(verdicts(log)).toEqual({ plate: 'allow', view: 'allow', other: 'allow' });
    for (let i = 0; i < 60; i++) log.tell(...disputeBy(`late ${i}`, 'plate'));
    log.tell(stateOf(log.ledger.size));
    expect(verdicts(log)).toEqual({ plate: 'review: record_too_long', view: 'allow', other: 'allow' });
    const line = log.ledger.workLine(hashOf('plate'), now)!;
    expect(line.live).toHaveLength(1 + most + 20);
    // It was found in good time: the line would still fit.
    expect(canonicalize(line).length).toBeLessThan(limits.stateLine);
  });

  test('what rests on a person is left out with them, and what does not is not', () => {
    const log = granted();
    const most = Math.floor((limits.stateLine - 256) / 20);
    for (let i = 0; i < most; i++) log.tell(attestBy(`stranger ${i}`, 'ann'));
    expect(verdicts(log)).toEqual({ plate: 'allow', view: 'allow', other: 'allow' });
    log.tell(attestBy('late', 'ann'));
    const reason = `review: record_too_long ${who('ann')}`;
    expect(verdicts(log)).toEqual({ plate: reason, view: reason, other: 'allow' });
    const parties = partySourceIn(log.ledger, now);
    const showable = ['plate', 'other'].map((work) => isShowable(evidenceOf(log.ledger, hashOf(work), now), parties));
    expect(showable).toEqual([false, true]);
  });

  test('is reckoned so that what is let through fits', () => {
    const digits = Array.from({ length: 13_094 }, (_, i) => Number.MAX_SAFE_INTEGER - i).toSorted((a, b) => a - b);
    expect(isTooMuchOfIdentity(13_094)).toBe(false);
    expect(isTooMuchOfIdentity(13_095)).toBe(true);
    const identity = canonicalize({ identity: who('ann'), live: digits });
    expect(identity.length).toBeLessThan(limits.stateLine);
    const claims = Array.from({ length: 20 }, (_, i) => ({
      author: null,
      owners: Array.from({ length: 16 }, (__, j) => who(`owner ${i} ${j}`)).toSorted(),
      depicts: Array.from({ length: 64 }, (__, j) => ({ minor: false, subject: who(`subject ${i} ${j}`) })),
    }));
    const longest = claims.map((claim) => canonicalize(claim).length);
    expect(Math.max(...longest)).toBeLessThan(8192);
    const said = new ToldLog().tell(attestBy('ann', 'ben'));
    const isTooMuch = (count: number) => isTooMuchOfWork({ claims, live: Array.from({ length: count }, () => said) });
    let [few, many] = [0, 8192];
    while (many - few > 1) {
      const middle = Math.floor((few + many) / 2);
      if (isTooMuch(middle)) many = middle;
      else few = middle;
    }
    expect(few).toBeGreaterThan(100);
    const live = digits.slice(0, few).map((index): [number, number] => [index, 1_048_575]);
    expect(canonicalize({ holders: claims, live, work: hashOf('work') }).length).toBeLessThan(limits.stateLine);
  });
});
