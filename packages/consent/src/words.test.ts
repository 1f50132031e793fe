import {
  capacities,
  type Code,
  codes,
  commerces,
  downstreams,
  duties,
  onWithdraws,
  operators,
  type Terms,
  toUtf8,
  uses,
} from '@assent/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { day, now, openTerms, openUse, purpose, who } from './testing/told-log.ts';
import {
  describeDecision,
  describePurpose,
  describeReason,
  describeTerms,
  noticeVersion,
  shortIdentity,
} from './words.ts';

const narrow: Terms = {
  ...openTerms,
  capacity: 'author',
  uses: {
    'train-predictive': {
      ...openUse,
      commerce: ['research'],
      operators: ['academic', 'nonprofit'],
      territory: { except: ['US'] },
      duties: ['attribute', 'notify'],
      downstream: 'none',
    },
    search: openUse,
  },
  reserves: ['imitate-style'],
  from: now,
  until: now + 365 * day,
  onWithdraw: 'remove-from-datasets',
};

describe('terms in words', () => {
  test('say in which capacity, what is allowed, what is not, until when, and what cannot be undone', () => {
    const sentences = describeTerms(narrow);
    expect(sentences[0]).toBe('You sign as the author of these works.');
    expect(sentences.at(-1)).toBe('A model that has already learned from them will not forget them.');
    expect(sentences).toContain('This holds from 2026-01-01 until 2027-01-01.');
    const text = sentences.join('\n');
    expect(text).toContain('Universities and charities may train models that classify');
    expect(text).toContain('anywhere except US');
    expect(text).toContain('In return they name the author and tell you that they use it.');
    expect(text).toContain('You refuse expressly');
  });

  test('group uses that have the same terms, and name every other use as refused', () => {
    const same = describeTerms({ ...narrow, uses: { search: openUse, mine: openUse }, reserves: [] });
    expect(same.filter((sentence) => / may .+, for /.test(sentence))).toHaveLength(1);
    const refused = same.find((sentence) => sentence.startsWith('Nobody may '));
    expect(refused).toContain('train models that generate');
    expect(refused).not.toContain('search');
  });

  test('of nothing granted say so', () => {
    expect(describeTerms({ ...narrow, uses: {}, reserves: [] })).toContain('Nobody may use them for anything.');
    expect(describeTerms({ ...narrow, until: null })).toContain('This holds from 2026-01-01 without an end.');
  });

  test('differ wherever the terms differ', () => {
    const variants: Terms[] = [
      narrow,
      { ...narrow, capacity: 'owner' },
      { ...narrow, until: now + 366 * day },
      { ...narrow, onWithdraw: 'retrain-or-delete' },
      { ...narrow, reserves: ['imitate-style', 'mine'] },
      ...(
        [
          { commerce: ['internal'] },
          { operators: ['academic'] },
          { downstream: 'none' },
          { territory: { only: ['US'] } },
          { duties: ['notify'] },
        ] as Partial<typeof openUse>[]
      ).map((change) => ({ ...narrow, uses: { ...narrow.uses, search: { ...openUse, ...change } } })),
    ];
    expect(new Set(variants.map((terms) => describeTerms(terms).join('\n'))).size).toBe(variants.length);
  });
});

test('a purpose is told as who wants what, what for, where and until when', () => {
  const [first, second, third] = describePurpose(purpose);
  expect(first).toMatch(
    /^Companies want to train models that generate, for selling what the model makes, in DE only\.$/,
  );
  expect(second).toBe('From 2026-01-01 until 2026-04-11.');
  expect(third).toBe('The result may not be passed on.');
  expect(describePurpose({ ...purpose, until: null })[1]).toBe('From 2026-01-01 without an end.');
});

describe('a decision in words', () => {
  test('is its verdict and a sentence for each reason', () => {
    expect(describeDecision({ verdict: 'allow', reasons: [] })).toEqual(['Allowed. Every holder agreed to this.']);
    const said = describeDecision({
      verdict: 'deny',
      reasons: [{ code: 'use_not_granted', use: 'search', holder: who('ann') }],
    });
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('This use was not allowed (');
    expect(said[1]).toContain(shortIdentity(who('ann')));
  });

  test('has a sentence for every code', () => {
    for (const code of Object.keys(codes) as Code[])
      expect(describeReason({ code })).toBe(`${codes[code].sentence.replace(/\.$/, '')}.`);
  });
});

test('an identity is short, and still told from another', () => {
  expect(shortIdentity('did:key:z6Mk')).toBe('z6Mk');
  expect(shortIdentity(who('ann'))).toMatch(/^z6Mk..….{6}$/);
  expect(shortIdentity(who('ann'))).not.toBe(shortIdentity(who('ben')));
});

/** Every word there is: each use under its own terms, each capacity, each withdrawal. */
const everyWord = (): Terms[] => {
  const withPay = [...duties];
  const offer = { url: 'https://ann.example/offer', sha256: '0'.repeat(64) };
  const terms = uses.map((_, i) => ({
    ...openUse,
    commerce: commerces.filter((__, j) => (i + j) % 3 === 0),
    operators: operators.filter((__, j) => (i + j) % 2 === 0),
    downstream: downstreams[i % 3]!,
    territory: [{ only: [] }, { only: ['DE', 'FR'] }, { except: [] }, { except: ['CN', 'US'] }][i % 4]!,
    ...(i % 2 === 0 ? { duties: withPay, offer } : {}),
  }));
  return capacities.flatMap((capacity) =>
    onWithdraws.map((onWithdraw) => ({
      ...openTerms,
      capacity,
      onWithdraw,
      uses: Object.fromEntries(uses.map((use, i) => [use, terms[i]!])),
    })),
  );
};

test('the text of version 1 is frozen: what was read is what was signed', () => {
  expect(noticeVersion).toBe(1);
  const hash = (...terms: Terms[]): string =>
    bytesToHex(sha256(toUtf8(terms.flatMap((one) => describeTerms(one)).join('\n'))));
  expect({ narrow: hash(narrow), open: hash(openTerms), everyWord: hash(...everyWord()) }).toEqual({
    narrow: '7f615c4aec95ab88aa1d4eb7a5fbec8780c2b38aa025e56753ea6e8490bc0c8b',
    open: 'e7f7a17c02ce053922aea7c54d99ae550170faea031f92eb2f79e89d6ba557a2',
    everyWord: '7354ccbdc478e058eee8810c9a81d8626f41210ac52fd7f7e1eac7a5ebb35348',
  });
});
