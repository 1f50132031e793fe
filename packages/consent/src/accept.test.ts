import type { Code, Grant, Release, Result, Synthetic } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { acceptStatement } from './accept.ts';
import {
  attestBy,
  day,
  grantBy,
  hashOf,
  lineOf,
  listOf,
  now,
  planBy,
  registry,
  sliceBy,
  sliceList,
  stateOf,
  subjectLineOf,
  ToldLog,
  who,
  withdrawBy,
} from './testing/told-log.ts';

const codeOf = (verdict: Result<void>): Code | 'accepted' => (verdict.ok ? 'accepted' : verdict.refusal.code);

const list = listOf([lineOf('plate', 'ann'), lineOf('view', 'ann')]);
const one = listOf([lineOf('plate', 'ann')]);

describe('whoever signs', () => {
  const log = new ToldLog();
  const grant = grantBy('ann', list);

  test('signs for this registry', () => {
    expect(codeOf(log.ask(grant, list))).toBe('accepted');
    expect(codeOf(log.ask({ ...grant, aud: 'other.example/log' }, list))).toBe('wrong_audience');
    expect(codeOf(log.ask(grant, list, { origin: 'other.example/log' }))).toBe('wrong_audience');
  });

  test('signs with their own key, and nobody else does', () => {
    expect(codeOf(log.ask(grant, list, { keys: [who('ben')] }))).toBe('key_not_authorised');
    expect(codeOf(log.ask(grant, list, { keys: [] }))).toBe('key_not_authorised');
    expect(codeOf(log.ask(grant, list, { keys: [who('ann'), who('ben')] }))).toBe('signature_surplus');
    expect(codeOf(log.ask(grant, list, { keys: [who('ben'), who('ann')] }))).toBe('signature_surplus');
    expect(codeOf(log.ask({ ...grant, iss: `act:${'a'.repeat(52)}` }, list))).toBe('key_not_authorised');
  });

  test('sends the list that they sign', () => {
    expect(codeOf(log.ask(grant))).toBe('works_list_missing');
    expect(codeOf(log.ask(grant, one))).toBe('works_list_mismatch');
    expect(codeOf(log.ask(grant, { ...list, root: hashOf('root') }))).toBe('works_list_mismatch');
    expect(codeOf(log.ask(grant, { ...list, count: 3 }))).toBe('works_list_mismatch');
    expect(codeOf(log.ask(attestBy('registry', 'ann'), list))).toBe('works_list_mismatch');
  });

  test('sends it in order, each work once', () => {
    const turned = { ...list, lines: list.lines.toReversed() };
    const doubled = { ...list, lines: [list.lines[0]!, list.lines[0]!] };
    expect(codeOf(log.ask(grant, turned))).toBe('works_list_order');
    expect(codeOf(log.ask(grant, doubled))).toBe('works_list_order');
  });
});

describe('a grant', () => {
  const ask = (change: Partial<Grant>, lines = list): string =>
    codeOf(new ToldLog().ask(grantBy('ann', lines, change), lines));

  test('ends after it begins, and within two years', () => {
    expect(ask({ from: now, until: now + 1 })).toBe('accepted');
    expect(ask({ from: now, until: now })).toBe('dates_impossible');
    expect(ask({ from: now + 1, until: now })).toBe('dates_impossible');
    expect(ask({ until: now + 732 * day })).toBe('accepted');
    expect(ask({ until: now + 732 * day + 1 })).toBe('term_too_long');
    expect(ask({ until: null })).toBe('term_too_long');
  });

  test('is given in another’s name by a delegation of theirs alone', () => {
    const delegation = `sha256:${hashOf('delegation')}`;
    const bens = listOf([lineOf('view', 'ben')]);
    expect(ask({ for: { principal: who('ben'), delegation } }, bens)).toBe('statement_unknown');
    expect(ask({ for: { principal: who('ben'), delegation } })).toBe('capacity_not_held');
  });

  test('is given in a capacity that each of its lines gives', () => {
    const authored = listOf([lineOf('plate', 'ann', { author: who('ann') })]);
    expect(ask({ capacity: 'author' }, authored)).toBe('accepted');
    expect(ask({ capacity: 'author' })).toBe('capacity_not_held');
    expect(ask({ capacity: 'owner' }, authored)).toBe('accepted');
    const mixed = listOf([lineOf('plate', 'ann'), lineOf('view', 'ben')]);
    expect(ask({}, mixed)).toBe('capacity_not_held');
    const shared = listOf([lineOf('view', 'ben', { owners: [who('ann'), who('ben')].toSorted() })]);
    expect(ask({}, shared)).toBe('accepted');
    const another = listOf([lineOf('view', 'ben', { author: who('ann') })]);
    expect(ask({}, another)).toBe('capacity_not_held');
    expect(ask({ capacity: 'steward' }, listOf([lineOf('view', 'ben')]))).toBe('capacity_not_held');
  });

  test('is given over lines of its capacity’s kind', () => {
    const depicted = listOf([subjectLineOf('portrait')]);
    expect(ask({ capacity: 'subject' }, depicted)).toBe('accepted');
    expect(ask({ capacity: 'guardian' }, depicted)).toBe('accepted');
    expect(ask({ capacity: 'owner' }, depicted)).toBe('malformed');
    expect(ask({ capacity: 'subject' })).toBe('malformed');
    expect(ask({ capacity: 'owner' }, sliceList([0]))).toBe('malformed');
    expect(ask({ capacity: 'subject' }, sliceList([0]))).toBe('malformed');
  });

  test('replaces earlier grants of its signer', () => {
    const log = new ToldLog();
    const { id } = log.tell(grantBy('ann', list), list);
    const attest = log.tell(attestBy('registry', 'ann'));
    const bens = listOf([lineOf('view', 'ben')]);
    expect(codeOf(log.ask(grantBy('ann', one, { replaces: [id] }), one))).toBe('accepted');
    expect(codeOf(log.ask(grantBy('ann', one, { replaces: [`sha256:${hashOf('x')}`] }), one))).toBe(
      'statement_unknown',
    );
    expect(codeOf(log.ask(grantBy('ann', one, { replaces: [attest.id] }), one))).toBe('statement_kind_wrong');
    expect(codeOf(log.ask(grantBy('ben', bens, { replaces: [id] }), bens))).toBe('signer_not_entitled');
  });
});

describe('a withdrawal', () => {
  const log = new ToldLog();
  const grant = log.tell(grantBy('ann', list), list);
  const attest = log.tell(attestBy('registry', 'ann'));
  const bens = listOf([lineOf('view', 'ben')]);
  const withdrawal = log.tell(withdrawBy('ben', log.tell(grantBy('ben', bens), bens).id));

  test('is of a statement of its signer that can end', () => {
    expect(codeOf(log.ask(withdrawBy('ann', grant.id)))).toBe('accepted');
    expect(codeOf(log.ask(withdrawBy('ben', grant.id)))).toBe('signer_not_entitled');
    expect(codeOf(log.ask(withdrawBy('ann', `sha256:${hashOf('x')}`)))).toBe('statement_unknown');
    expect(codeOf(log.ask(withdrawBy('registry', attest.id)))).toBe('accepted');
    expect(codeOf(log.ask(withdrawBy('ann', withdrawal.id)))).toBe('statement_kind_wrong');
  });

  test('is of lines that the grant has', () => {
    expect(codeOf(log.ask(withdrawBy('ann', grant.id, [[0, 1]])))).toBe('accepted');
    expect(codeOf(log.ask(withdrawBy('ann', grant.id, [[1, 2]])))).toBe('leaves_out_of_range');
    expect(
      codeOf(
        log.ask(
          withdrawBy('ann', grant.id, [
            [0, 0],
            [2, 2],
          ]),
        ),
      ),
    ).toBe('leaves_out_of_range');
  });

  test('may come again, and after another', () => {
    const told = new ToldLog();
    const { id } = told.tell(grantBy('ann', list), list);
    told.tell(withdrawBy('ann', id));
    expect(codeOf(told.ask(withdrawBy('ann', id, [[0, 0]])))).toBe('accepted');
  });
});

describe('a state', () => {
  const log = new ToldLog();
  log.tell(attestBy('registry', 'ann'));
  log.tell(attestBy('registry', 'ben'));
  log.tell(stateOf(2));

  test('is signed by the registry alone', () => {
    expect(codeOf(log.ask(stateOf(3)))).toBe('accepted');
    expect(codeOf(log.ask(stateOf(3, { iss: who('ann') })))).toBe('registry_only');
  });

  test('covers no less than the last one, and no more than there is', () => {
    expect(codeOf(log.ask(stateOf(2)))).toBe('accepted');
    expect(codeOf(log.ask(stateOf(1)))).toBe('time_reversed');
    expect(codeOf(log.ask(stateOf(4)))).toBe('time_reversed');
  });

  test('is not earlier than the last one', () => {
    expect(codeOf(log.ask(stateOf(3, { at: now + 1 })))).toBe('accepted');
    expect(codeOf(log.ask(stateOf(3, { at: now - 1 })))).toBe('time_reversed');
  });
});

test('nobody attests themself', () => {
  expect(codeOf(new ToldLog().ask(attestBy('registry', 'ann')))).toBe('accepted');
  expect(codeOf(new ToldLog().ask(attestBy('ann', 'ann')))).toBe('signer_not_entitled');
});

describe('a release', () => {
  const log = new ToldLog();
  const grant = log.tell(grantBy('ann', list), list);
  const state = log.tell(stateOf(1));
  const items = listOf([subjectLineOf('plate')]);
  const release: Release = {
    v: 1,
    kind: 'release',
    aud: registry.origin,
    iss: who('team'),
    iat: now,
    dataset: 'pictures',
    version: '1.0.0',
    manifest: `sha256:${hashOf('manifest')}`,
    state: state.index,
    items: { root: items.root, count: items.count },
  };

  test('names a state of this log that is no older than an hour', () => {
    expect(codeOf(log.ask(release, items))).toBe('accepted');
    expect(codeOf(log.ask(release, items, { now: now + 3600 }))).toBe('accepted');
    expect(codeOf(log.ask(release, items, { now: now + 3601 }))).toBe('state_stale');
    expect(codeOf(log.ask({ ...release, state: grant.index }, items))).toBe('state_mismatch');
    expect(codeOf(log.ask({ ...release, state: 9 }, items))).toBe('statement_unknown');
  });

  test('comes with its items', () => {
    expect(codeOf(log.ask(release))).toBe('works_list_missing');
    expect(codeOf(log.ask({ ...release, items: { ...release.items, count: 2 } }, items))).toBe('works_list_mismatch');
  });
});

describe('a slice of synthetic items', () => {
  const log = new ToldLog();
  const before = log.tell(stateOf(0));
  const plan = log.tell(planBy('team'));
  const first = log.tell(stateOf(2));
  const second = log.tell(stateOf(3));
  const ask = (change: Partial<Synthetic> = {}, slots = [0, 1], by = 'team'): string => {
    const lines = sliceList(slots);
    return codeOf(log.ask(sliceBy(by, plan.id, first.leafHash, lines, change), lines));
  };

  test('is of a plan of its signer', () => {
    expect(ask()).toBe('accepted');
    expect(ask({ plan: `sha256:${hashOf('x')}` })).toBe('statement_unknown');
    expect(ask({ plan: first.id })).toBe('statement_kind_wrong');
    expect(ask({}, [0, 1], 'ann')).toBe('signer_not_entitled');
  });

  test('is what the plan announces', () => {
    expect(ask({ stratum: 'views' })).toBe('plan_mismatch');
    expect(ask({ parameters: { objects: 3 } })).toBe('plan_mismatch');
    expect(ask({ generator: { id: 'scenes', version: '1.0.1', codeDigest: hashOf('code') } })).toBe('plan_mismatch');
    expect(ask({ generator: { id: 'scenes', version: '1.0.0', codeDigest: hashOf('other') } })).toBe('plan_mismatch');
    expect(ask({}, [0, 1, 2])).toBe('plan_mismatch');
    expect(ask({}, [0])).toBe('accepted');
  });

  test('has the first slots, each once', () => {
    expect(ask({}, [1, 0])).toBe('accepted');
    expect(ask({}, [1])).toBe('plan_mismatch');
    expect(ask({}, [0, 2])).toBe('plan_mismatch');
    expect(ask({}, [0, 0])).toBe('plan_mismatch');
  });

  test('has the first state after its plan for a nonce', () => {
    expect(ask({ nonce: second.leafHash })).toBe('nonce_mismatch');
    expect(ask({ nonce: before.leafHash })).toBe('nonce_mismatch');
    expect(ask({ nonce: plan.leafHash })).toBe('nonce_mismatch');
    const early = new ToldLog();
    const { id } = early.tell(planBy('team'));
    const lines = sliceList([0]);
    expect(codeOf(early.ask(sliceBy('team', id, hashOf('x'), lines), lines))).toBe('nonce_mismatch');
  });

  test('of mathematics or drawn parts has no lineage', () => {
    expect(ask({ class: 'asset-render' })).toBe('accepted');
    expect(ask({ class: 'asset-render', lineage: [plan.id] })).toBe('malformed');
    expect(ask({ lineage: [plan.id] })).toBe('malformed');
  });

  test('of a model names what it learnt from; of somebody else’s it may leave that to whoever verifies', () => {
    expect(ask({ class: 'derived' })).toBe('lineage_unknown');
    expect(ask({ class: 'derived', lineage: [plan.id] })).toBe('statement_unknown');
    expect(ask({ class: 'trained-external' })).toBe('accepted');
    expect(ask({ class: 'trained-external', lineage: [plan.id] })).toBe('statement_unknown');
  });
});

test('the rule changes nothing that it is asked about', () => {
  const log = new ToldLog();
  const { id } = log.tell(grantBy('ann', list), list);
  const before = [...log.ledger.stateLines(now)];
  acceptStatement(log.ledger, { statement: withdrawBy('ann', id), keys: [who('ann')] }, undefined, registry);
  expect([...log.ledger.stateLines(now)]).toEqual(before);
  expect(log.ledger.size).toBe(1);
});
