import { describe, expect, test } from 'vitest';
import {
  AsOf,
  Depicts,
  HolderLine,
  IdentityStateLine,
  Item,
  Purpose,
  SliceLine,
  Specification,
  SubjectLine,
  Trust,
  VerifierKey,
  WorkStateLine,
} from './index.ts';

const [ada, bea] = [`did:key:z6Mk${'a'.repeat(44)}`, `did:key:z6Mk${'b'.repeat(44)}`] as const;
const hash = 'a'.repeat(64);
const salt = '0'.repeat(32);
const holderLine = {
  sha256: hash,
  bytes: 1,
  mime: 'image/png',
  salt,
  author: ada,
  owners: [ada],
  depicts: [{ subject: bea, minor: false }],
};

describe('a holder’s line', () => {
  test.each<readonly [string, object, boolean]>([
    ['everything that is needed', {}, true],
    ['no known author', { author: null }, true],
    ['the author left out', { author: undefined }, false],
    ['nobody as owner', { owners: [] }, false],
    ['two owners, ascending', { owners: [ada, bea] }, true],
    ['two owners, descending', { owners: [bea, ada] }, false],
    ['an owner twice', { owners: [ada, ada] }, false],
    ['nobody in it', { depicts: [] }, true],
    ['people who were not asked', { depicts: 'uncleared' }, true],
    ['nothing said of people', { depicts: undefined }, false],
    ['no salt', { salt: undefined }, false],
    ['a short salt', { salt: '00' }, false],
    ['tags in order', { tags: ['cat', 'grey'] }, true],
    ['tags out of order', { tags: ['grey', 'cat'] }, false],
    ['a title that turns the line', { title: 'a\u202eb' }, false],
    ['an address that is a script', { urls: ['javascript:alert(1)'] }, false],
    ['a perceptual hash of another length', { pdq: hash.slice(1) }, false],
  ])('with %s', (_, change, read) => {
    expect(HolderLine.safeParse(JSON.parse(JSON.stringify({ ...holderLine, ...change }))).success).toBe(read);
  });

  test('is no subject’s line and no slice’s', () => {
    expect([SubjectLine, SliceLine].filter((schema) => schema.safeParse(holderLine).success)).toEqual([]);
    expect(SubjectLine.safeParse({ sha256: hash, salt }).success).toBe(true);
  });
});

test('people in a work are named once each, in order, up to 64', () => {
  const person = (i: number) => ({
    subject: `did:key:z6Mk${'a'.repeat(42)}${String(11 + i).replaceAll('0', 'A')}`,
    minor: false,
  });
  const people = (count: number) =>
    Array.from({ length: count }, (_, i) => person(i)).toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  expect(Depicts.safeParse(people(64)).success).toBe(true);
  expect(Depicts.safeParse(people(65)).success).toBe(false);
  expect(Depicts.safeParse(people(2).toReversed()).success).toBe(false);
  expect(Depicts.safeParse([person(1), person(1)]).success).toBe(false);
});

describe('lines of the state', () => {
  test('indices ascend, each once', () => {
    const line = (...live: number[]) => IdentityStateLine.safeParse({ identity: ada, live }).success;
    expect([line(), line(1, 2), line(2, 1), line(1, 1), line(-1)]).toEqual([true, true, false, false, false]);
  });

  test('a work has at most one line of each statement', () => {
    const line = (...live: number[][]) => WorkStateLine.safeParse({ work: hash, holders: [], live }).success;
    expect([line([1, 0], [2, 0]), line([1, 0], [1, 1]), line([2, 0], [1, 0]), line([1])]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('an item', () => {
  const item = { sha256: hash, ext: 'png', source: 'consented', split: 'train', stratum: 'cats' };

  test.each<readonly [string, object, boolean]>([
    ['from a holder', {}, true],
    ['from a holder, with a slot', { slot: 0 }, false],
    ['made by a generator', { source: 'synthetic', slice: 4, slot: 0 }, true],
    ['made by a generator, of no slice', { source: 'synthetic', slot: 0 }, false],
    ['made by a generator, of no slot', { source: 'synthetic', slice: 4 }, false],
    ['with an ending that leaves the folder', { ext: '../png' }, false],
    ['in a split that is none', { split: 'all' }, false],
  ])('%s', (_, change, read) => {
    expect(Item.safeParse({ ...item, ...change }).success).toBe(read);
  });
});

describe('the point of the log that a manifest is as of', () => {
  const asOf = (size: number, index: number, checkpoint: number) =>
    AsOf.safeParse({
      origin: 'registry.example',
      state: { index, size, at: 1, root: hash },
      checkpoint: { size: checkpoint, root: hash },
    }).success;

  test('is in order: the state speaks of what is before it, and the checkpoint holds it', () => {
    expect([asOf(5, 5, 6), asOf(0, 5, 6), asOf(6, 5, 7), asOf(5, 5, 5)]).toEqual([true, true, false, false]);
  });
});

describe('a purpose', () => {
  const purpose = {
    uses: ['mine'],
    commerce: ['research'],
    operator: 'academic',
    downstream: 'none',
    territory: { only: ['ES'] },
    from: 10,
    until: 20,
    duties: [],
    onWithdraw: 'future-only',
    assurance: { author: 0, guardian: 0, owner: 0, steward: 0, subject: 0 },
  };

  test.each(Object.keys(purpose))('has no default for %s', (member) => {
    const { [member as keyof typeof purpose]: _, ...rest } = purpose;
    expect(Purpose.safeParse(purpose).success).toBe(true);
    expect(Purpose.safeParse(rest).success).toBe(false);
  });

  test.each<readonly [string, object, boolean]>([
    ['no use', { uses: [] }, false],
    ['no aim', { commerce: [] }, false],
    ['no end', { until: null }, true],
    ['an end at its beginning', { until: 10 }, false],
    ['no country', { territory: { only: [] } }, false],
    ['the whole world', { territory: { except: [] } }, true],
    ['a minimum left out', { assurance: { author: 0 } }, false],
    ['a minimum beyond the highest', { assurance: { ...purpose.assurance, author: 3 } }, false],
  ])('with %s', (_, change, read) => {
    expect(Purpose.safeParse({ ...purpose, ...change }).success).toBe(read);
  });

  test('a specification names each stratum once, and calls one wholly synthetic where it is', () => {
    const fill = { generator: 'rings', parameters: {}, maxSharePercent: 40, syntheticOnly: false };
    const stratum = { name: 'cats', title: 'Cats', quota: 1, match: { people: 'none' }, fill };
    const read = (...strata: object[]) =>
      Specification.safeParse({
        v: 1,
        dataset: 'cats',
        version: '1.0.0',
        title: 'Cats',
        purpose,
        strata,
        capPerCreator: null,
        splits: { val: 10, test: 10 },
        seed: hash,
        reviewAfterDays: 30,
      }).success;
    expect(read(stratum)).toBe(true);
    expect(read(stratum, { ...stratum, name: 'dogs' })).toBe(true);
    expect(read()).toBe(false);
    expect(read(stratum, stratum)).toBe(false);
    expect(read({ ...stratum, fill: { ...fill, maxSharePercent: 100 } })).toBe(false);
    expect(read({ ...stratum, fill: { ...fill, maxSharePercent: 100, syntheticOnly: true } })).toBe(true);
    expect(read({ ...stratum, fill: { ...fill, syntheticOnly: true } })).toBe(false);
  });
});

describe('trust', () => {
  const trust = {
    v: 1,
    logs: [],
    issuers: 'any',
    attesters: [],
    arbiters: [],
    monitors: { quorum: 0, keys: [] },
    witnesses: { quorum: 0, keys: [] },
    unknownLineage: 'refuse',
  };

  test.each(Object.keys(trust))('has no default for %s', (member) => {
    const { [member as keyof typeof trust]: _, ...rest } = trust;
    expect(Trust.safeParse(trust).success).toBe(true);
    expect(Trust.safeParse(rest).success).toBe(false);
  });

  test.each([
    ['monitors', { keys: [] }],
    ['witnesses', { keys: [] }],
  ])('has no default for the quorum of %s', (member, value) => {
    expect(Trust.safeParse({ ...trust, [member]: value }).success).toBe(false);
  });

  test('a verifier key has a name, an id and 33 bytes', () => {
    const encoded = 'A'.repeat(44);
    const read = (text: string) => VerifierKey.safeParse(text).success;
    expect(read(`registry.example+0123abcd+${encoded}`)).toBe(true);
    expect(
      [`+0123abcd+${encoded}`, `a b+0123abcd+${encoded}`, `a+0123ABCD+${encoded}`, `a+0123abcd+${encoded}A`].filter(
        read,
      ),
    ).toEqual([]);
  });
});
