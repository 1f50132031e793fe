import { kinds, type Statement } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import {
  attestBy,
  day,
  grantBy,
  hashOf,
  listOf,
  now,
  openUse,
  planBy,
  registry,
  sliceBy,
  sliceList,
  stateOf,
  subjectLineOf,
  who,
  withdrawBy,
} from '../testing/told-log.ts';
import { nameKind } from './name-kind.ts';
import { describeStatement } from './statement.ts';
import { describeTerms } from './terms.ts';
import { languages } from './wordings.ts';

const header = { v: 1, aud: registry.origin, iss: who('ann'), iat: now } as const;
const id = (text: string): string => `sha256:${hashOf(text)}`;
const works = { root: hashOf('list'), count: 2 };
const act = `act:${'a'.repeat(52)}`;
const key = who('key');

const delegate = {
  ...header,
  kind: 'delegate',
  to: who('agency'),
  capacities: ['author', 'owner'],
  uses: { search: openUse },
  onWithdraw: 'future-only',
  from: now,
  until: now + 365 * day,
  works: null,
} as const satisfies Statement;
const identity = {
  ...header,
  kind: 'identity',
  iss: 'act:self',
  keys: [key],
  threshold: 1,
  nextKeyHashes: [hashOf('next')],
  recovery: [who('recovery')],
} as const satisfies Statement;
const receipt = {
  ...header,
  kind: 'receipt',
  manifest: id('manifest'),
  did: 'trained',
  model: { name: 'counter', version: '1.0.0' },
  bases: [id('base')],
  withdrawals: [],
  from: now,
  until: now + day,
} as const satisfies Statement;
const resolve = {
  ...header,
  kind: 'resolve',
  works,
  disputes: [id('dispute')],
  outcome: 'upheld',
  strikes: [],
  reason: 'Two letters.',
} as const satisfies Statement;

/** Every kind, and each way in which a kind speaks. */
const said: readonly Statement[] = [
  grantBy('ann', listOf([subjectLineOf('photo')])),
  withdrawBy('ann', id('grant')),
  withdrawBy('ann', id('grant'), [
    [0, 2],
    [5, 5],
  ]),
  ...(['document', 'domain', 'email', 'organisation'] as const).map((how) => attestBy('ann', who('ben'), { how })),
  attestBy('ann', who('ben'), { until: null }),
  attestBy('ann', who('ben'), { until: now + day }),
  { ...header, kind: 'release', dataset: 'd', version: '1.0.0', manifest: id('m'), state: 12_345, items: works },
  stateOf(1),
  stateOf(20_000),
  planBy('ann'),
  ...(['asset-render', 'derived', 'formula', 'trained-external'] as const).map((kind) => ({
    ...sliceBy('ann', id('plan'), hashOf('nonce'), sliceList([0])),
    class: kind,
  })),
  identity,
  { ...identity, iss: act, prev: id('first') },
  { ...identity, iss: act, prev: id('first'), keys: [], threshold: 0 },
  { ...identity, keys: [key, who('other')].toSorted(), threshold: 2 },
  { ...identity, recovery: [] },
  { ...identity, iss: act, prev: id('first'), compromisedSince: 40 },
  delegate,
  { ...delegate, works },
  { ...header, kind: 'guardianship', minor: who('child'), lapsesOn: now + 300 * day },
  ...(['author', 'depicted', 'owner'] as const).map((about) => ({
    ...header,
    kind: 'disclaim' as const,
    works,
    about,
  })),
  ...(['depicted', 'forged', 'guardian', 'owner'] as const).map((about) => ({
    ...header,
    kind: 'dispute' as const,
    works,
    about,
  })),
  resolve,
  { ...resolve, outcome: 'rejected', disputes: [id('a'), id('b')] },
  { ...resolve, disputes: [], strikes: [{ author: null, depicts: [], owners: [who('eve')] }] },
  { ...header, kind: 'erase', statement: id('grant') },
  { ...header, kind: 'erase', statement: id('grant'), leaves: [[0, 0]] },
  receipt,
  { ...receipt, did: 'deleted-model', bases: [], withdrawals: [id('w')] },
  { ...receipt, did: 'removed-items', model: undefined, bases: [], withdrawals: [id('v'), id('w')] },
] as Statement[];

describe('a statement in words', () => {
  test('is said of every kind, in every language', () => {
    expect(new Set(said.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
    for (const statement of said) {
      const [english, spanish] = languages.map((language) => describeStatement(language, statement));
      expect(english!.length).toBeGreaterThan(0);
      // The same is said, in other words: but for what people wrote themselves.
      expect(spanish).toHaveLength(english!.length);
      for (const sentence of [...english!, ...spanish!]) {
        expect(sentence).toMatch(/^[A-ZÁÉÍÓÚÑ«“0-9ps].*[.»”]$/u);
        expect(sentence).not.toMatch(/undefined|\[object|NaN|\$\{/);
      }
      const own = (sentence: string): boolean => /^(?:Two letters|plates|scenes)/.test(sentence);
      expect(english!.filter((sentence) => !own(sentence) && spanish!.includes(sentence))).toEqual([]);
    }
  });

  test('is another where another thing is said', () => {
    for (const language of languages) {
      const texts = said.map((statement) => describeStatement(language, statement).join(' '));
      expect(new Set(texts).size).toBeGreaterThanOrEqual(said.length - 1);
    }
  });

  test('of a grant speaks in the words of its terms', () => {
    const grant = grantBy('ann', listOf([subjectLineOf('photo')]));
    expect(describeStatement('es', grant)).toEqual(describeTerms('es', grant));
  });

  test('of a delegation says to whom, as whom, and how far', () => {
    const text = describeStatement('en', delegate).join('\n');
    expect(text).toContain(who('agency'));
    expect(text).toContain('index them and show them in search results');
    expect(text).toContain('as the author of these works and as an owner of these works');
    expect(describeStatement('es', delegate)[1]).toBe('Vale para todas sus obras.');
  });

  test('has a name for each kind', () => {
    const names = languages.flatMap((language) => said.map(({ kind }) => nameKind(language, kind)));
    expect(new Set(names).size).toBe(2 * Object.keys(kinds).length);
  });
});
