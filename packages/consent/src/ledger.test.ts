import { canonicalize, type Erase, type Grant } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import type { Logged } from './history.ts';
import { Ledger } from './ledger.ts';
import {
  attestBy,
  day,
  grantBy,
  hashOf,
  lineOf,
  listOf,
  now,
  registry,
  stateOf,
  subjectLineOf,
  ToldLog,
  who,
  withdrawBy,
} from './testing/told-log.ts';

const list = listOf([lineOf('plate', 'ann'), lineOf('view', 'ann'), lineOf('bay', 'ann')]);
const leafOf = (work: string): number => list.lines.findIndex(({ sha256 }) => sha256 === hashOf(work));
const liveOn = (log: ToldLog, work: string, at = now): [number, number][] | undefined =>
  log.ledger.workLine(hashOf(work), at)?.live;

describe('what is live on a work', () => {
  test('is every grant that names it, in the order of the log, with its line', () => {
    const log = new ToldLog();
    log.tell(grantBy('ann', list), list);
    const portrait = listOf([subjectLineOf('plate')]);
    log.tell(grantBy('sitter', portrait, { capacity: 'subject' }), portrait);
    expect(liveOn(log, 'plate')).toEqual([
      [0, leafOf('plate')],
      [1, 0],
    ]);
    expect(liveOn(log, 'view')).toEqual([[0, leafOf('view')]]);
    expect(liveOn(log, 'unknown')).toBeUndefined();
  });

  test('is not what was withdrawn, in whole or by lines', () => {
    const log = new ToldLog();
    const { id } = log.tell(grantBy('ann', list), list);
    const leaf = leafOf('view');
    log.tell(withdrawBy('ann', id, [[leaf, leaf]]));
    expect(liveOn(log, 'view')).toEqual([]);
    expect(liveOn(log, 'plate')).toEqual([[0, leafOf('plate')]]);
    expect(log.ledger.hasEnded(0)).toBe(false);
    log.tell(withdrawBy('ann', id));
    expect(liveOn(log, 'plate')).toEqual([]);
    expect(log.ledger.hasEnded(0)).toBe(true);
  });

  test('is not what was replaced, also after what replaced it was withdrawn', () => {
    const log = new ToldLog();
    const old = log.tell(grantBy('ann', list), list);
    const renewed = log.tell(grantBy('ann', list, { replaces: [old.id] }), list);
    expect(liveOn(log, 'plate')).toEqual([[1, leafOf('plate')]]);
    log.tell(withdrawBy('ann', renewed.id));
    expect(liveOn(log, 'plate')).toEqual([]);
  });

  test('is nothing that a holder granted before another erased a line of theirs', () => {
    const log = new ToldLog();
    const narrow = log.tell(grantBy('ann', list, { reserves: ['mine'] }), list);
    log.tell(grantBy('ann', list), list);
    const shared = listOf([lineOf('plate', 'ann', { owners: [who('ann'), who('ben')].toSorted() })]);
    log.tell(grantBy('ben', shared), shared);
    const leaf = leafOf('plate');
    const header = { v: 1, kind: 'erase', aud: registry.origin, iat: now, statement: narrow.id } as const;
    const erase = (by: string, work: number): Erase => ({
      ...header,
      iss: who(by),
      leaves: [[work, work]],
      reason: 'A court said so.',
    });
    log.tell(erase('ann', leafOf('bay')));
    expect(liveOn(log, 'bay')).toEqual([[1, leafOf('bay')]]);
    log.tell(erase('registry', leaf));
    expect(liveOn(log, 'plate')).toEqual([[2, 0]]);
    expect(liveOn(log, 'view')).toHaveLength(2);
    log.tell(grantBy('ann', list, { iat: now + 1 }), list);
    expect(liveOn(log, 'plate')).toEqual([
      [2, 0],
      [5, leaf],
    ]);
  });

  test.each([
    ['the guardian', 'mother', [1, 2, 3]],
    ['the minor', 'kid', [1]],
  ])('is what a guardian signed before %s took back a narrower grant, where nobody else did', (_, by, left) => {
    const log = new ToldLog();
    const guardianship = { v: 1, kind: 'guardianship', aud: registry.origin, iat: now, iss: who('mother') } as const;
    // It carries the minor's signature too, which what is told here has not.
    const statement = { ...guardianship, minor: who('kid'), lapsesOn: now + 300 * day };
    log.ledger.apply({ index: 0, id: `sha256:${hashOf('guardianship')}`, statement, leafHash: '' }, []);
    const drawn = listOf([lineOf('plate', 'mother')]);
    log.tell(grantBy('mother', drawn), drawn);
    const seen = listOf([subjectLineOf('plate'), subjectLineOf('view')]);
    log.tell(grantBy('mother', seen, { capacity: 'guardian' }), seen);
    const narrow = grantBy('mother', listOf([subjectLineOf('plate')]), { capacity: 'guardian', reserves: ['mine'] });
    const one = listOf([subjectLineOf('plate')]);
    const late = log.tell({ ...narrow, iat: now + 1 }, one);
    const early = log.tell(narrow, one);
    log.tell(withdrawBy(by, early.id));
    expect(liveOn(log, 'plate')?.map(([index]) => index)).toEqual(left);
    expect(liveOn(log, 'view')).toHaveLength(1);
    const again = log.tell({ ...narrow, iat: now + 2 }, one);
    expect(liveOn(log, 'plate')?.map(([index]) => index)).toEqual([...left, again.index]);
    expect(late.index).toBe(3);
  });

  test('is not what has lapsed, and is what has not begun', () => {
    const log = new ToldLog();
    log.tell(grantBy('ann', list, { from: now + day, until: now + 2 * day }), list);
    expect(liveOn(log, 'plate', now)).toHaveLength(1);
    expect(liveOn(log, 'plate', now + 2 * day - 1)).toHaveLength(1);
    expect(liveOn(log, 'plate', now + 2 * day)).toEqual([]);
  });

  test('is not changed by the same statement again', () => {
    const log = new ToldLog();
    const grant = log.tell(grantBy('ann', list), list);
    log.tell(withdrawBy('ann', grant.id));
    log.ledger.apply({ ...grant, index: 2 }, list.lines);
    expect(log.ledger.size).toBe(3);
    expect(liveOn(log, 'plate')).toEqual([]);
    expect(log.ledger.byId(grant.id)?.index).toBe(0);
  });
});

describe('who holds a work', () => {
  test('is every claim ever made, each once, withdrawn ones included', () => {
    const log = new ToldLog();
    const { id } = log.tell(grantBy('ann', list), list);
    const other = listOf([lineOf('plate', 'ben', { depicts: [{ subject: who('sitter'), minor: false }] })]);
    const bens = log.tell(grantBy('ben', other), other);
    log.tell(grantBy('ben', other, { iat: now + 1 }), other);
    log.tell(withdrawBy('ann', id));
    log.tell(withdrawBy('ben', bens.id));
    const holders = log.ledger.workLine(hashOf('plate'), now)?.holders;
    expect(holders).toHaveLength(2);
    expect(holders?.map((claim) => claim.owners[0]).toSorted()).toEqual([who('ann'), who('ben')].toSorted());
    expect(holders?.map((claim) => canonicalize(claim))).toEqual(
      holders?.map((claim) => canonicalize(claim)).toSorted(),
    );
  });

  test('is nobody, for a work that only a person in it named', () => {
    const log = new ToldLog();
    const portrait = listOf([subjectLineOf('portrait')]);
    log.tell(grantBy('sitter', portrait, { capacity: 'subject' }), portrait);
    expect(log.ledger.workLine(hashOf('portrait'), now)).toEqual({
      holders: [],
      live: [[0, 0]],
      work: hashOf('portrait'),
    });
  });
});

describe('an identity', () => {
  test('has a line once it signs or is named, as author, owner, in a picture, or as checked', () => {
    const log = new ToldLog();
    const named = listOf([
      lineOf('plate', 'owner', {
        author: who('author'),
        owners: [who('owner'), who('second')].toSorted(),
        depicts: [{ subject: who('sitter'), minor: true }],
      }),
    ]);
    log.tell(grantBy('owner', named), named);
    log.tell(attestBy('registry', 'checked'));
    const { identities } = log.ledger.stateKeys();
    expect(identities).toEqual(['author', 'checked', 'owner', 'registry', 'second', 'sitter'].map(who).toSorted());
    expect(log.ledger.identityLine(who('nobody'), now)).toBeUndefined();
    expect(log.ledger.identityLine(who('sitter'), now)).toEqual({ identity: who('sitter'), live: [] });
  });

  test('shows the checks of it while they last', () => {
    const log = new ToldLog();
    log.tell(attestBy('registry', 'ann', { until: now + day }));
    log.tell(attestBy('registry', 'ann', { until: null }));
    expect(log.ledger.identityLine(who('ann'), now)?.live).toEqual([0, 1]);
    expect(log.ledger.identityLine(who('ann'), now + day)?.live).toEqual([1]);
    expect(log.ledger.identityLine(who('registry'), now)?.live).toEqual([]);
  });
});

describe('the state', () => {
  const tell = (): ToldLog => {
    const log = new ToldLog();
    log.tell(grantBy('ann', list), list);
    log.tell(attestBy('registry', 'ann'));
    log.tell(stateOf(2));
    return log;
  };

  test('is identities ascending, then works ascending, one canonical line each', () => {
    const { ledger } = tell();
    const lines = [...ledger.stateLines(now)];
    const { identities, works } = ledger.stateKeys();
    expect(lines).toHaveLength(identities.length + works.length);
    expect(identities).toEqual(identities.toSorted());
    expect(works).toEqual(works.toSorted());
    expect(ledger.workCount).toBe(works.length);
    const keys = lines.map((line) => JSON.parse(line) as { identity?: string; work?: string });
    expect(keys.map(({ identity, work }) => identity ?? work)).toEqual([...identities, ...works]);
    for (const line of lines) expect(canonicalize(JSON.parse(line))).toBe(line);
  });

  test('is the same for the same statements, and not changed by being asked', () => {
    const [a, b] = [tell(), tell()];
    const first = [...a.ledger.stateLines(now)];
    expect([...a.ledger.stateLines(now)]).toEqual(first);
    expect([...b.ledger.stateLines(now)]).toEqual(first);
    expect([...b.ledger.stateLines(now + 800 * day)]).not.toEqual(first);
  });

  test('passes over what was refused, which still takes its place', () => {
    const log = tell();
    const before = [...log.ledger.stateLines(now)];
    log.ledger.skip();
    expect(log.ledger.size).toBe(4);
    expect([...log.ledger.stateLines(now)]).toEqual(before);
    expect(log.ledger.byIndex(3)).toBeUndefined();
    expect(log.tell(attestBy('registry', 'ben')).index).toBe(4);
  });

  test('is asked for by the first after an index, and the last', () => {
    const log = tell();
    expect(log.ledger.lastState()?.index).toBe(2);
    log.tell(stateOf(3, { at: now + 1 }));
    expect(log.ledger.lastState()?.index).toBe(3);
    expect(log.ledger.firstStateAfter(1)?.index).toBe(2);
    expect(log.ledger.firstStateAfter(2)?.index).toBe(3);
    expect(log.ledger.firstStateAfter(3)).toBeUndefined();
  });
});

test('entries come in their order, without a gap', () => {
  const logged: Logged<Grant> = { index: 1, id: 'x', statement: grantBy('ann', list), leafHash: '' };
  expect(() => new Ledger().apply(logged, list.lines)).toThrow(RangeError);
});
