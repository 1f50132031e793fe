import { describe, expect, test } from 'vitest';
import { kinds, type Kind, LeafRanges, payloadType, Statement } from './statement.ts';

const iss = `did:key:z6Mk${'a'.repeat(44)}`;
const hash = 'a'.repeat(64);
const id = `sha256:${hash}`;
const header = { v: 1, aud: 'registry.example', iss, iat: 1_800_000_000 };
const generator = { id: 'rings', version: '1.0.0', codeDigest: hash };
const works = { root: hash, count: 1 };

const useTerms = {
  commerce: ['research'],
  operators: ['academic'],
  downstream: 'none',
  territory: { only: ['ES'] },
  duties: [],
};

const samples: Readonly<Record<Kind, Readonly<Record<string, unknown>>>> = {
  attest: {
    ...header,
    kind: 'attest',
    subject: iss,
    how: 'domain',
    claim: 'example.org',
    checkedAt: 1,
    until: null,
    evidence: hash,
  },
  grant: {
    ...header,
    kind: 'grant',
    capacity: 'author',
    uses: { mine: useTerms },
    reserves: ['train-generative'],
    from: 1_800_000_000,
    until: 1_850_000_000,
    onWithdraw: 'future-only',
    works,
    replaces: [],
    notice: { sha256: hash, language: 'en', version: 1 },
  },
  release: { ...header, kind: 'release', dataset: 'cats', version: '1.0.0', manifest: id, state: 5, items: works },
  state: { ...header, kind: 'state', size: 5, at: 1_800_000_000, root: hash, count: 3 },
  synthetic: {
    ...header,
    kind: 'synthetic',
    plan: id,
    stratum: 'rings',
    generator,
    parameters: { size: 64 },
    nonce: hash,
    class: 'formula',
    role: 'content',
    lineage: [],
    works,
    report: hash,
  },
  'synthetic-plan': {
    ...header,
    kind: 'synthetic-plan',
    dataset: 'cats',
    version: '1.0.0',
    spec: hash,
    strata: [{ stratum: 'rings', generator, parameters: {}, slots: 10 }],
  },
  withdraw: { ...header, kind: 'withdraw', statement: id },
  delegate: {
    ...header,
    kind: 'delegate',
    to: iss,
    capacities: ['owner'],
    uses: { mine: useTerms },
    onWithdraw: 'future-only',
    from: 1_800_000_000,
    until: 1_850_000_000,
    works: null,
  },
  disclaim: { ...header, kind: 'disclaim', works, about: 'owner' },
  dispute: { ...header, kind: 'dispute', works, about: 'forged' },
  erase: { ...header, kind: 'erase', statement: id },
  guardianship: { ...header, kind: 'guardianship', minor: iss, lapsesOn: 1_850_000_000 },
  identity: {
    ...header,
    iss: 'act:self',
    kind: 'identity',
    keys: [iss],
    threshold: 1,
    nextKeyHashes: [hash],
    recovery: [],
  },
  receipt: {
    ...header,
    kind: 'receipt',
    manifest: id,
    did: 'removed-items',
    bases: [],
    withdrawals: [id],
    from: 1_800_000_000,
    until: 1_850_000_000,
  },
  resolve: { ...header, kind: 'resolve', works, disputes: [id], outcome: 'rejected', strikes: [], reason: 'seen' },
};

const all = Object.entries(samples) as [Kind, Record<string, unknown>][];
const isStatement = (value: unknown): boolean => Statement.safeParse(value).success;

describe.each(all)('a statement of kind %s', (kind, sample) => {
  test('is read by its own schema, and by the one of all kinds, unchanged', () => {
    expect(kinds[kind].parse(sample)).toEqual(sample);
    expect(Statement.parse(sample)).toEqual(sample);
  });

  test('is read by no other kind’s schema', () => {
    const others = (Object.keys(kinds) as Kind[]).filter((other) => other !== kind);
    expect(others.filter((other) => kinds[other].safeParse(sample).success)).toEqual([]);
  });

  test.each(Object.keys(sample))('is refused without %s, unless it is optional', (member) => {
    const { [member]: _, ...rest } = sample;
    expect(isStatement(rest)).toBe(['claim'].includes(member));
  });

  test('is refused with a member more', () => {
    expect(isStatement({ ...sample, note: 'x' })).toBe(false);
  });

  test.each([
    ['another version', { v: 2 }],
    ['no registry', { aud: '' }],
    ['a signer that is no identity', { iss: 'somebody' }],
    ['a time in milliseconds', { iat: 1_800_000_000_000 }],
    ['a time with a fraction', { iat: 1.5 }],
    ['an unknown kind', { kind: 'nonsense' }],
  ])('is refused with %s', (_, change) => {
    expect(isStatement({ ...sample, ...change })).toBe(false);
  });

  test('has a payload type of its own', () => {
    expect(payloadType(kind)).toBe(`application/vnd.assent.${kind}.v1+json`);
  });
});

const grant = samples.grant;

/** What differs from a grant that is read, and whether it still is. */
const grants: readonly (readonly [what: string, change: Readonly<Record<string, unknown>>, read: boolean])[] = [
  ['no uses', { uses: {} }, true],
  ['an unknown use', { uses: { 'train-everything': useTerms } }, false],
  ['a use without terms', { uses: { mine: null } }, false],
  ['a use both granted and reserved', { reserves: ['mine'] }, false],
  ['reserves out of order', { reserves: ['train-generative', 'search'] }, false],
  ['an operator twice', { uses: { mine: { ...useTerms, operators: ['academic', 'academic'] } } }, false],
  ['an axis left out', { uses: { mine: { ...useTerms, territory: undefined } } }, false],
  ['both kinds of territory', { uses: { mine: { ...useTerms, territory: { only: [], except: [] } } } }, false],
  ['a duty to pay and no offer', { uses: { mine: { ...useTerms, duties: ['pay'] } } }, false],
  [
    'an offer and no duty to pay',
    { uses: { mine: { ...useTerms, offer: { url: 'https://x.example', sha256: hash } } } },
    false,
  ],
  [
    'a duty to pay and its offer',
    { uses: { mine: { ...useTerms, duties: ['pay'], offer: { url: 'https://x.example', sha256: hash } } } },
    true,
  ],
  ['no end', { until: null }, true],
  ['an empty works list', { works: { root: hash, count: 0 } }, false],
  ['a basis of an author', { basis: 'employment' }, false],
  ['a basis of an owner', { capacity: 'owner', basis: 'employment' }, true],
  ['a steward without a basis', { capacity: 'steward' }, false],
  ['a steward without evidence', { capacity: 'steward', basis: 'cc0' }, false],
  ['a steward with both', { capacity: 'steward', basis: 'cc0', evidence: { url: 'https://x.example' } }, true],
  [
    'a steward with an owner’s basis',
    { capacity: 'steward', basis: 'sale', evidence: { url: 'https://x.example' } },
    false,
  ],
  ['an owner with a steward’s basis', { capacity: 'owner', basis: 'expired' }, false],
  ['a delegation', { for: { principal: iss, delegation: id } }, true],
  ['a delegation without its principal', { for: { delegation: id } }, false],
  ['two replaced, ascending', { replaces: [`sha256:${'0'.repeat(64)}`, id] }, true],
  ['two replaced, descending', { replaces: [id, `sha256:${'0'.repeat(64)}`] }, false],
  ['a notice in a language that there is no text in', { notice: { sha256: hash, language: 'xx', version: 1 } }, false],
];

describe('a grant', () => {
  test.each(grants)('with %s', (_, change, read) => {
    expect(isStatement(JSON.parse(JSON.stringify({ ...grant, ...change })))).toBe(read);
  });
});

describe('ranges of leaves', () => {
  test.each([
    [[[0, 0]], true],
    [
      [
        [0, 4],
        [6, 9],
      ],
      true,
    ],
    [
      [
        [0, 4],
        [5, 9],
      ],
      true,
    ],
    [[], false],
    [[[4, 0]], false],
    [
      [
        [0, 4],
        [4, 9],
      ],
      false,
    ],
    [
      [
        [6, 9],
        [0, 4],
      ],
      false,
    ],
    [[[-1, 4]], false],
    [[[0, 4, 5]], false],
    [[[0]], false],
    [Array.from({ length: 1000 }, (_, i) => [i * 2, i * 2]), true],
    [Array.from({ length: 1001 }, (_, i) => [i * 2, i * 2]), false],
  ])('%j', (ranges, read) => {
    expect(LeafRanges.safeParse(ranges).success).toBe(read);
  });
});

test('a registry signs its states with a key, never with an identity whose keys can change', () => {
  expect(isStatement({ ...samples.state, iss: `act:${'a'.repeat(52)}` })).toBe(false);
});

test('a plan names each stratum once, in order', () => {
  const stratum = (name: string) => ({ stratum: name, generator, parameters: {}, slots: 1 });
  const plan = (...names: string[]) => isStatement({ ...samples['synthetic-plan'], strata: names.map(stratum) });
  expect([plan('a', 'b'), plan('b', 'a'), plan('a', 'a'), plan()]).toEqual([true, false, false, false]);
});
