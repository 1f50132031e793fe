import type { Code, Decision, Fill, Specification, Stratum } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { assemble, type CandidateWork, specificationHash } from './assemble.ts';
import { hashOf, lineOf, purpose, who } from './testing/told-log.ts';
import { describeLine } from './works-fold.ts';

const allow: Decision = { verdict: 'allow', reasons: [] };
const deny = (...codes: Code[]): Decision => ({ verdict: 'deny', reasons: codes.map((code) => ({ code })) });

const fillOf = (maxSharePercent: number): Fill => ({
  generator: 'scenes',
  parameters: {},
  maxSharePercent,
  syntheticOnly: maxSharePercent === 100,
});
const stratum = (name: string, quota: number, rest: Partial<Stratum> = {}): Stratum => ({
  name,
  title: name,
  quota,
  match: { people: 'any' },
  fill: null,
  ...rest,
});
const specify = (strata: Stratum[], rest: Partial<Specification> = {}): Specification => ({
  v: 1,
  dataset: 'pictures',
  version: '1.0.0',
  title: 'Pictures',
  purpose,
  strata,
  capPerCreator: null,
  splits: { val: 0, test: 0 },
  seed: hashOf('seed'),
  reviewAfterDays: 90,
  ...rest,
});
const candidate = (work: string, line: Partial<ReturnType<typeof lineOf>> = {}, decision = allow): CandidateWork => ({
  sha256: hashOf(work),
  described: describeLine(lineOf(work, 'ann', line), 0),
  decision,
});
const many = (count: number): CandidateWork[] => Array.from({ length: count }, (_, i) => candidate(`work ${i}`));
const chosenOf = (candidates: readonly CandidateWork[], specification: Specification): string[] =>
  assemble(candidates, specification).chosen.map(({ sha256 }) => sha256);

describe('an assembly', () => {
  test('takes what is allowed up to the quota, ascending, and says what is left', () => {
    const { chosen, eligible, left, strata } = assemble(many(5), specify([stratum('plates', 3)]));
    expect(chosen).toHaveLength(3);
    expect(chosen.map(({ sha256 }) => sha256)).toEqual(chosen.map(({ sha256 }) => sha256).toSorted());
    expect(eligible).toBe(5);
    expect(left).toMatchObject([{ because: 'quota_full', count: 2 }]);
    expect(strata).toEqual([{ name: 'plates', quota: 3, consented: 3, shortfall: 0, maxSharePercent: 0, fillable: 0 }]);
  });

  test('takes the same works in whatever order they come', () => {
    const specification = specify([stratum('plates', 7), stratum('views', 4)], { splits: { val: 20, test: 20 } });
    const candidates = many(30);
    const first = assemble(candidates, specification);
    expect(assemble(candidates.toReversed(), specification)).toEqual(first);
    expect(assemble([...candidates.slice(11), ...candidates.slice(0, 11)], specification)).toEqual(first);
  });

  test('takes others with another seed, and for the same the same', () => {
    const candidates = many(30);
    const drawn = ['a', 'b', 'c'].map((seed) =>
      chosenOf(candidates, specify([stratum('plates', 5)], { seed: hashOf(seed) })),
    );
    expect(new Set(drawn.map((works) => works.join())).size).toBe(3);
    expect(chosenOf(candidates, specify([stratum('plates', 5)], { seed: hashOf('a') }))).toEqual(drawn[0]);
  });

  test('draws works, not their neighbours: one candidate more moves one at most', () => {
    const specification = specify([stratum('plates', 5)]);
    const before = chosenOf(many(20), specification);
    const after = chosenOf([...many(20), candidate('one more')], specification);
    expect(before.filter((work) => !after.includes(work)).length).toBeLessThanOrEqual(1);
  });

  test('serves strata as they are written: a work goes to the first that it fits and that has room', () => {
    const both = candidate('both', { tags: ['coast', 'plate'] });
    const plates = stratum('plates', 1, { match: { people: 'any', tags: ['plate'] } });
    const coasts = stratum('coasts', 1, { match: { people: 'any', tags: ['coast'] } });
    expect(assemble([both], specify([plates, coasts])).chosen[0]?.stratum).toBe('plates');
    expect(assemble([both], specify([coasts, plates])).chosen[0]?.stratum).toBe('coasts');
    const two = [both, candidate('also both', { tags: ['coast', 'plate'] })];
    expect(
      assemble(two, specify([plates, coasts]))
        .chosen.map((one) => one.stratum)
        .toSorted(),
    ).toEqual(['coasts', 'plates']);
  });

  test('takes no more of one creator than its cap: of the author, or else of the first owner', () => {
    const anns = [
      ...many(4),
      candidate('by ben', { author: who('ben') }),
      candidate('bens own', { owners: [who('ben')] }),
    ];
    const { chosen, left } = assemble(anns, specify([stratum('plates', 10)], { capPerCreator: 2 }));
    expect(chosen).toHaveLength(4);
    expect(left).toMatchObject([{ because: 'cap_reached', count: 2 }]);
    expect(assemble(anns, specify([stratum('plates', 10)], { capPerCreator: 1 })).chosen).toHaveLength(2);
  });

  test('takes nothing of which no holder’s line is live', () => {
    const unsaid: CandidateWork = { sha256: hashOf('x'), described: undefined, decision: allow };
    const { chosen, left } = assemble([unsaid], specify([stratum('plates', 5)]));
    expect(chosen).toEqual([]);
    expect(left).toEqual([{ because: 'no_stratum', count: 1, works: [hashOf('x')] }]);
  });
});

describe('a match', () => {
  const fits = (match: Stratum['match'], line: Partial<ReturnType<typeof lineOf>>): boolean =>
    assemble([candidate('plate', line)], specify([stratum('plates', 1, { match })])).chosen.length === 1;

  test('asks for every tag', () => {
    expect(fits({ people: 'any', tags: ['a', 'b'] }, { tags: ['a', 'b', 'c'] })).toBe(true);
    expect(fits({ people: 'any', tags: ['a', 'b'] }, { tags: ['a'] })).toBe(false);
    expect(fits({ people: 'any', tags: ['a'] }, {})).toBe(false);
  });

  test('asks for one of its media types', () => {
    expect(fits({ people: 'any', mime: ['image/jpeg', 'image/png'] }, {})).toBe(true);
    expect(fits({ people: 'any', mime: ['image/jpeg'] }, {})).toBe(false);
  });

  test('asks for a size, which an unknown one is not', () => {
    expect(fits({ people: 'any', minWidth: 10, minHeight: 5 }, { width: 10, height: 5 })).toBe(true);
    expect(fits({ people: 'any', minWidth: 10 }, { width: 9, height: 5 })).toBe(false);
    expect(fits({ people: 'any', minHeight: 5 }, { width: 10, height: 4 })).toBe(false);
    expect(fits({ people: 'any', minWidth: 10 }, {})).toBe(false);
    expect(fits({ people: 'any', minHeight: 10 }, {})).toBe(false);
  });

  test('asks for an orientation, which an unknown one is not', () => {
    const sizes = {
      landscape: { width: 2, height: 1 },
      portrait: { width: 1, height: 2 },
      square: { width: 2, height: 2 },
    };
    for (const asked of ['landscape', 'portrait', 'square'] as const) {
      for (const is of ['landscape', 'portrait', 'square'] as const) {
        expect(fits({ people: 'any', orientation: asked }, sizes[is])).toBe(asked === is);
      }
      expect(fits({ people: 'any', orientation: asked }, {})).toBe(false);
    }
  });

  test('asks for works without people', () => {
    const sitter = { subject: who('sitter'), minor: false };
    expect(fits({ people: 'none' }, { depicts: [] })).toBe(true);
    expect(fits({ people: 'none' }, { depicts: [sitter] })).toBe(false);
    expect(fits({ people: 'none' }, { depicts: 'uncleared' })).toBe(false);
    expect(fits({ people: 'any' }, { depicts: [sitter] })).toBe(true);
  });
});

describe('what may be filled', () => {
  const fillable = (consented: number, quota: number, share: number): number =>
    assemble(many(consented), specify([stratum('plates', quota, { fill: fillOf(share) })])).strata[0]!.fillable;

  test.each([
    // consented, quota, share in percent, synthetic
    [7, 10, 30, 3],
    [7, 20, 30, 3],
    [6, 20, 30, 2],
    [1, 100, 30, 0],
    [2, 100, 33, 0],
    [2, 100, 34, 1],
    [1, 100, 50, 1],
    [1, 100, 99, 99],
    [0, 100, 99, 0],
    [0, 100, 100, 100],
    [5, 100, 100, 95],
    [10, 10, 50, 0],
    [9, 10, 50, 1],
    [3, 1000, 1, 0],
    [99, 1000, 1, 1],
  ])('beside %i of %i at %i percent is %i', (consented, quota, share, synthetic) => {
    const found = fillable(consented, quota, share);
    expect(found).toBe(synthetic);
    if (found > 0) expect((found * 100) / (consented + found)).toBeLessThanOrEqual(share);
    // One more would be beyond the share, or beyond the quota.
    const beyond = ((found + 1) * 100) / (consented + found + 1) > share || consented + found + 1 > quota;
    expect(beyond).toBe(true);
  });

  test('is nothing where nobody asked for it', () => {
    const [only] = assemble(many(1), specify([stratum('plates', 5)])).strata;
    expect(only).toMatchObject({ consented: 1, shortfall: 4, maxSharePercent: 0, fillable: 0 });
  });
});

describe('splits', () => {
  test('are of about the size that is asked for, and by the work alone', () => {
    const specification = specify([stratum('plates', 1000)], { splits: { val: 10, test: 20 } });
    const { chosen } = assemble(many(1000), specification);
    const count = (name: string): number => chosen.filter(({ split }) => split === name).length;
    expect(count('val')).toBeGreaterThan(60);
    expect(count('val')).toBeLessThan(140);
    expect(count('test')).toBeGreaterThan(150);
    expect(count('test')).toBeLessThan(250);
    expect(count('pretrain')).toBe(0);
    const fewer = assemble(many(500), specification).chosen;
    const before = new Map(chosen.map(({ sha256, split }) => [sha256, split]));
    for (const { sha256, split } of fewer) expect(split).toBe(before.get(sha256));
  });

  test('are none where none is asked for, and all where all is', () => {
    const splits = (val: number, tested: number) =>
      new Set(
        assemble(many(50), specify([stratum('plates', 50)], { splits: { val, test: tested } })).chosen.map(
          ({ split }) => split,
        ),
      );
    expect(splits(0, 0)).toEqual(new Set(['train']));
    expect(splits(50, 50)).toEqual(new Set(['test', 'val']));
  });
});

describe('what is kept out', () => {
  test('is listed with its decision, and counted once, under the first of its reasons', () => {
    const candidates = [
      candidate('a', {}, deny('use_not_granted', 'owner_grant_missing')),
      candidate('b', {}, deny('use_not_granted')),
      candidate('c', {}, deny('owner_grant_missing')),
      candidate('d', {}, { verdict: 'review', reasons: [{ code: 'competing_claims' }] }),
      candidate('e'),
    ];
    const { excluded, waterfall, chosen, eligible } = assemble(candidates, specify([stratum('plates', 9)]));
    expect(chosen.map(({ sha256 }) => sha256)).toEqual([hashOf('e')]);
    expect(eligible).toBe(1);
    expect(excluded.flatMap(({ works }) => works).toSorted()).toEqual(['a', 'b', 'c', 'd'].map(hashOf).toSorted());
    expect(excluded.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
    expect(waterfall).toEqual([
      { code: 'owner_grant_missing', works: 2 },
      { code: 'use_not_granted', works: 1 },
      { code: 'competing_claims', works: 1 },
    ]);
  });
});

test('a specification has one hash, and another of everything that it says', () => {
  const specification = specify([stratum('plates', 3)]);
  expect(specificationHash(specification)).toBe(specificationHash({ ...specification }));
  expect(specificationHash({ ...specification, seed: hashOf('other') })).not.toBe(specificationHash(specification));
  expect(specificationHash({ ...specification, title: 'Others' })).not.toBe(specificationHash(specification));
});
