import type { Code, Manifest, Purpose } from '@assent/schema';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cheats, codesOf, verifyCheated } from '../../support/bundles.ts';
import { type Cheat, findsEach, narrowest } from '../../support/cheating.ts';
import { poster, type Story, tellStory, views } from '../../support/consent-story.ts';
import { days, hashOf, newYear, usesOf } from '../../support/written-statements.ts';

// What a manifest says of itself, signed and released by its team with every hash made to fit.
let story: Story;
beforeAll(async () => {
  story = await tellStory();
});

const want =
  (change: Partial<Purpose>): Cheats['manifest'] =>
  (manifest) => ({ ...manifest, purpose: { ...manifest.purpose, ...change } });

describe('a purpose', () => {
  findsEach(
    () => story,
    (
      [
        ['of another use', { uses: ['publish-sample', 'train-generative'] }],
        ['of another aim', { commerce: ['sell-model'] }],
        ['of another operator', { operator: 'government' }],
        ['that passes more on', { downstream: 'any' }],
        ['in another country', { territory: { only: ['US'] } }],
        ['everywhere', { territory: { except: [] } }],
        ['that takes longer', { until: newYear + 501 * days }],
        ['without an end', { until: null }],
        ['that accepts no duty', { duties: [] }],
        ['that does too little on a withdrawal', { onWithdraw: 'future-only' }],
      ] as [string, Partial<Purpose>][]
    ).map(([what, change]) => ({
      what: `${what} than was agreed to is found, with the item`,
      cheats: { manifest: want(change) },
      codes: ['not_allowed'],
      item: narrowest,
    })),
  );
  findsEach(
    () => story,
    [
      {
        what: 'that asks for better checked owners than there are is found',
        cheats: { manifest: want({ assurance: { author: 0, guardian: 0, owner: 1, steward: 1, subject: 0 } }) },
        codes: ['not_allowed'],
        item: hashOf(poster),
      },
      {
        what: 'narrower than what was agreed to is the team’s to choose',
        cheats: { manifest: want({ commerce: ['internal'], until: newYear + 10 * days }) },
        codes: [],
      },
    ],
  );
});

const counts =
  (change: (counts: Manifest['counts']) => Partial<Manifest['counts']>): Cheats['manifest'] =>
  (manifest) => ({ ...manifest, counts: { ...manifest.counts, ...change(manifest.counts) } });
const stratum = (change: Partial<Manifest['counts']['strata'][number]>): Cheats['manifest'] =>
  counts(({ strata }) => ({ strata: strata.map((one) => ({ ...one, ...change })) }));

describe('counts', () => {
  findsEach(
    () => story,
    (
      [
        ['a total', counts(({ total }) => ({ total: total + 1 }))],
        ['the consented items', counts(({ consented }) => ({ consented: consented + 1 }))],
        ['the synthetic items', counts(({ synthetic }) => ({ synthetic: synthetic - 1 }))],
        ['the consented items of a stratum', stratum({ consented: 6, shortfall: 2 })],
        ['the synthetic items of a stratum', stratum({ synthetic: 1, shortfall: 2 })],
        ['the shortfall', stratum({ shortfall: 0 })],
        ['the quota', stratum({ quota: 9 })],
        ['a stratum’s name', stratum({ name: 'others' })],
        ['a stratum twice', counts(({ strata }) => ({ strata: [...strata, ...strata] }))],
      ] as [string, Cheats['manifest']][]
    ).map(([what, manifest]) => ({
      what: `that get ${what} wrong are found`,
      cheats: { manifest },
      codes: ['counts_mismatch'],
    })),
  );
  findsEach(
    () => story,
    [
      {
        what: 'with a share of synthetic items beyond the declared one are found',
        cheats: { manifest: stratum({ maxSharePercent: 22 }) },
        codes: ['synthetic_misplaced'],
      },
      {
        what: 'with a share just within it are right',
        cheats: { manifest: stratum({ maxSharePercent: 23 }) },
        codes: [],
      },
      {
        what: 'with a smaller quota and shortfall are the team’s to declare',
        cheats: { manifest: stratum({ quota: 9, shortfall: 0 }) },
        codes: [],
      },
    ],
  );
});

const asOf =
  (change: (asOf: Manifest['asOf']) => Partial<Manifest['asOf']>): Cheats['manifest'] =>
  (manifest) => ({ ...manifest, asOf: { ...manifest.asOf, ...change(manifest.asOf) } });
const state = (change: Partial<Manifest['asOf']['state']>): Cheats['manifest'] =>
  asOf((at) => ({ state: { ...at.state, ...change } }));

describe('a manifest', () => {
  const zeros = '0'.repeat(64);
  const misstated = (what: string, change: Partial<Manifest['asOf']['state']>, ...also: Code[]): Cheat => ({
    what: `as of ${what} is found`,
    cheats: { manifest: state(change) },
    codes: ['state_mismatch', ...also],
  });
  findsEach(
    () => story,
    [
      misstated('a state of another size', { size: 3 }),
      misstated('a state of another time', { at: newYear - 1 }),
      misstated('a state of another root', { root: zeros }),
      misstated('an entry that is no state', { index: 11 }),
      {
        what: 'as of a state before what it covers is malformed',
        cheats: { manifest: asOf(({ state: { index } }) => ({ checkpoint: { size: index, root: zeros } })) },
        codes: ['malformed'],
      },
      {
        what: 'as of a checkpoint of another root is found',
        cheats: { manifest: asOf(({ checkpoint }) => ({ checkpoint: { ...checkpoint, root: zeros } })) },
        codes: ['checkpoint_mismatch'],
      },
      {
        what: 'as of a checkpoint of another size is found',
        cheats: { manifest: asOf(({ checkpoint }) => ({ checkpoint: { ...checkpoint, size: checkpoint.size + 1 } })) },
        codes: ['checkpoint_mismatch'],
      },
      {
        what: 'as of another log is found',
        cheats: {
          manifest: (manifest) => ({
            ...asOf(() => ({ origin: 'other.example/log' }))!(manifest),
            aud: 'other.example/log',
          }),
        },
        codes: ['checkpoint_untrusted'],
      },
      {
        what: 'for another registry than its log’s is found',
        cheats: { manifest: (manifest) => ({ ...manifest, aud: 'other.example/log' }) },
        codes: ['release_mismatch', 'wrong_audience'],
      },
      {
        what: 'that is judged by other rules is malformed',
        cheats: { manifest: (manifest) => ({ ...manifest, policy: 'assent-policy/2' as typeof manifest.policy }) },
        codes: ['malformed'],
      },
      {
        what: 'with another root of items is found',
        cheats: { manifest: (manifest) => ({ ...manifest, items: { ...manifest.items, root: zeros } }) },
        codes: ['items_mismatch', 'release_mismatch'],
      },
      {
        what: 'with another number of items is found',
        cheats: { manifest: (manifest) => ({ ...manifest, items: { ...manifest.items, count: 10 } }) },
        codes: ['counts_mismatch', 'items_mismatch', 'release_mismatch'],
      },
      {
        what: 'without items is malformed',
        cheats: { manifest: (manifest) => ({ ...manifest, items: { ...manifest.items, count: 0 } }) },
        codes: ['malformed'],
      },
      ...(['dataset', 'version', 'spec'] as const).map((member) => ({
        what: `of another ${member} than its plan’s is found`,
        cheats: {
          manifest: (manifest: Manifest) => ({
            ...manifest,
            [member]: { dataset: 'others', version: '9.9.9', spec: zeros }[member],
          }),
        },
        codes: ['plan_mismatch'] as const,
      })),
      ...(['checkpoint', 'proofs', 'state', 'statements', 'works'] as const).map((file) => ({
        what: `with another hash of evidence, ${file}, is found`,
        cheats: {
          manifest: (manifest: Manifest) => ({ ...manifest, evidence: { ...manifest.evidence, [file]: zeros } }),
        },
        codes: ['evidence_mismatch'] as const,
      })),
      {
        what: 'has its title, its seed, its clock and its review to itself',
        cheats: {
          manifest: (manifest) => ({
            ...manifest,
            title: 'Other',
            seed: zeros,
            iat: 0,
            reviewBy: 0,
          }),
        },
        codes: [],
      },
    ],
  );

  test('whose purpose widens what it trains on needs its holders to have said so', async () => {
    const uses = Object.keys(usesOf(['train-generative', 'train-predictive'])) as Purpose['uses'];
    const report = await verifyCheated(story, { manifest: want({ uses }) });
    const named = report.errors.map(({ item }) => item);
    expect(codesOf(report)).toEqual(['not_allowed']);
    expect(named.toSorted()).toEqual([...views].map((name) => hashOf(name)).toSorted());
  });
});
