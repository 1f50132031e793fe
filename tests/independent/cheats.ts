import type { Item, Manifest } from '@assent/schema';
import { fromUtf8, toUtf8 } from '@assent/schema';
import { concatBytes } from '@noble/hashes/utils.js';
import type { Cheats } from '../support/bundles.ts';
import { people } from '../support/consent-story.ts';
import { hashOf } from '../support/written-statements.ts';

/** A bundle that a team changed before it signed. */
export type Cheat = readonly [name: string, cheats: Cheats];

type Evidence = Parameters<NonNullable<Cheats['evidence']>>[0];

export const text = (bytes: Uint8Array): string => {
  const read = fromUtf8(bytes);
  return read.ok ? read.value : '';
};

export const flip = (bytes: Uint8Array, at: number, bit = 1): Uint8Array => {
  const index = at < 0 ? bytes.length + at : at;
  return index < bytes.length ? bytes.with(index, bytes[index]! ^ bit) : bytes;
};

export const evidence = (name: keyof Evidence, change: (bytes: Uint8Array) => Uint8Array): Cheats => ({
  evidence: (all) => {
    all[name] = change(all[name]);
  },
});

/** Lines of an evidence file, changed. */
const linesOf = (name: 'state' | 'works', change: (all: string[]) => readonly string[]): Cheats =>
  evidence(name, (bytes) =>
    toUtf8(
      change(text(bytes).split('\n').slice(0, -1))
        .map((line) => `${line}\n`)
        .join(''),
    ),
  );

const manifest = (change: Partial<Manifest> | ((honest: Manifest) => Partial<Manifest>)): Cheats => ({
  manifest: (honest) => ({ ...honest, ...(typeof change === 'function' ? change(honest) : change) }),
});

const item = (choose: (item: Item) => boolean, change: (item: Item) => Item): Cheats => ({
  items: (all) => {
    const at = all.findIndex(choose);
    return all.with(at, change(all[at]!)).toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  },
});

const consented = ({ source }: Item): boolean => source === 'consented';
const synthetic = ({ source }: Item): boolean => source === 'synthetic';

/** The sections of `proofs.bin` are counted and signed for, so they are damaged before signing. */
const proofs: readonly Cheat[] = [0, 5, 16, 19, 20, 28, 36, 40, 41, 49, 57, 61, 120, 200, 300, -1, -33].map((at) => [
  `proofs.bin with byte ${at} changed, signed for`,
  evidence('proofs', (bytes) => flip(bytes, at)),
]);

const statements: readonly Cheat[] = [0, 7, 8, 11, 12, 13, 14, 40, 60, 66, 200, 500, -1, -40, -70, -100].map((at) => [
  `statements.bin with byte ${at} changed, signed for`,
  evidence('statements', (bytes) => flip(bytes, at)),
]);

const shown: readonly Cheat[] = (['works', 'state'] as const).flatMap((name) =>
  [0, 2, 9, 20, 25, 60, 90, 150, 260, 400, 700, -1, -2, -20, -60, -100].map((at): Cheat => [
    `${name}.jsonl with byte ${at} changed, signed for`,
    evidence(name, (bytes) => flip(bytes, at)),
  ]),
);

/** Notes are damaged as they are: their text is what the log signed. */
const checkpoints: readonly Cheat[] = [
  ...[0, 5, 21, 22, 25, 40, 68, 69, 72, 75, 80, 95, 110, -1, -2, -3, -9].map((at): Cheat => [
    `the checkpoint with byte ${at} changed, signed for`,
    evidence('checkpoint', (bytes) => flip(bytes, at)),
  ]),
  ['no checkpoint but an empty file', evidence('checkpoint', () => new Uint8Array())],
  ['a checkpoint of 17,000 bytes', evidence('checkpoint', (bytes) => concatBytes(bytes, new Uint8Array(17_000)))],
  [
    'a checkpoint signed twice by one key',
    evidence('checkpoint', (bytes) => {
      const [line] = text(bytes).split('\n').slice(-2);
      return toUtf8(`${text(bytes)}${line}\n`);
    }),
  ],
];

const lists: readonly Cheat[] = [
  ['a works line left out', linesOf('works', (all) => all.slice(1))],
  ['the last works line left out', linesOf('works', (all) => all.slice(0, -1))],
  ['a works line doubled', linesOf('works', (all) => [all[0]!, ...all])],
  ['works lines exchanged', linesOf('works', (all) => [all[1]!, all[0]!, ...all.slice(2)])],
  ['a works line of another leaf', linesOf('works', (all) => all.map((l) => l.replace('"leaf":0', '"leaf":1')))],
  [
    'a works line of another statement',
    linesOf('works', (all) => all.map((l) => l.replace(/"statement":3\}$/, '"statement":4}'))),
  ],
  ['a works line with a space', linesOf('works', (all) => all.with(1, ` ${all[1]}`))],
  ['a works line of 33,000 bytes', linesOf('works', (all) => [...all, 'x'.repeat(33_000)])],
  ['an empty works line', linesOf('works', (all) => [...all, ''])],
  ['no works lines', linesOf('works', () => [])],
  ['works.jsonl without its last line feed', evidence('works', (bytes) => bytes.subarray(0, -1))],
  ['works.jsonl that is not UTF-8', evidence('works', (bytes) => bytes.with(-1 + bytes.length, 0xff))],
  ['a state line left out', linesOf('state', (all) => all.slice(1))],
  ['the last state line left out', linesOf('state', (all) => all.slice(0, -1))],
  ['a state line doubled', linesOf('state', (all) => [...all, all.at(-1)!])],
  ['an identity doubled', linesOf('state', (all) => [all[0]!, ...all])],
  ['identities exchanged', linesOf('state', (all) => [all[1]!, all[0]!, ...all.slice(2)])],
  ['an identity after the works', linesOf('state', (all) => [...all.slice(1), all[0]!])],
  ['works before identities', linesOf('state', (all) => all.toReversed())],
  ['works exchanged', linesOf('state', (all) => [...all.slice(0, -2), all.at(-1)!, all.at(-2)!])],
  ['no state lines', linesOf('state', () => [])],
  ['a grant left out of a state line', linesOf('state', (all) => all.map((l) => l.replace(/\[\[\d+,\d+\],/, '[')))],
  ['an attestation left out', linesOf('state', (all) => all.map((l) => l.replace(/"live":\[\d+\]/, '"live":[]')))],
  [
    'an attestation that is a grant',
    linesOf('state', (all) => all.map((l) => l.replace(/"live":\[\d+\]/, '"live":[2]'))),
  ],
  [
    'an attestation that is not there',
    linesOf('state', (all) => all.map((l) => l.replace(/"live":\[\d+\]/, '"live":[99]'))),
  ],
  ['state.jsonl cut in the middle', evidence('state', (bytes) => bytes.subarray(0, bytes.length / 2))],
  ['statements.bin cut', evidence('statements', (bytes) => bytes.subarray(0, -20))],
  ['no statements', evidence('statements', () => new Uint8Array())],
  [
    'a record of 70,000 bytes',
    evidence('statements', (bytes) => concatBytes(bytes, new Uint8Array([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0x11, 0x70]))),
  ],
  ['proofs.bin cut', evidence('proofs', (bytes) => bytes.subarray(0, -32))],
  ['proofs.bin with a hash more', evidence('proofs', (bytes) => concatBytes(bytes, new Uint8Array(32)))],
];

const manifests: readonly Cheat[] = [
  ['another audience', manifest({ aud: 'elsewhere.example' })],
  ['another issuer than who signed', manifest({ iss: people.stranger.did })],
  ['signed by a stranger', { signer: people.stranger }],
  [
    'a wider scope',
    manifest(({ scope }) => ({
      scope: { ...scope, 'train-generative': { ...scope['train-generative']!, territory: { except: [] } } },
    })),
  ],
  ['a use more', manifest(({ scope }) => ({ scope: { ...scope, mine: scope['train-generative']! } }))],
  [
    'a later end',
    manifest(({ scope }) => ({ scope: { 'train-generative': { ...scope['train-generative']!, until: null } } })),
  ],
  ['a purpose that nobody granted', manifest(({ purpose }) => ({ purpose: { ...purpose, uses: ['mine'] } }))],
  ['a purpose without an end', manifest(({ purpose }) => ({ purpose: { ...purpose, until: null } }))],
  [
    'a purpose in the United States',
    manifest(({ purpose }) => ({ purpose: { ...purpose, territory: { only: ['US'] } } })),
  ],
  [
    'more assurance asked',
    manifest(({ purpose }) => ({ purpose: { ...purpose, assurance: { ...purpose.assurance, owner: 2 } } })),
  ],
  ['another spec', manifest({ spec: hashOf('another') })],
  ['another version', manifest({ version: '1.0.1' })],
  ['an items root', manifest(({ items }) => ({ items: { ...items, root: hashOf('another') } }))],
  ['an items count', manifest(({ items }) => ({ items: { ...items, count: items.count + 1 } }))],
  ['a total', manifest(({ counts }) => ({ counts: { ...counts, total: counts.total + 1 } }))],
  [
    'a stratum that nothing is in',
    manifest(({ counts }) => ({
      counts: { ...counts, strata: [...counts.strata, { ...counts.strata[0]!, name: 'other' }] },
    })),
  ],
  [
    'a stratum twice',
    manifest(({ counts }) => ({ counts: { ...counts, strata: [...counts.strata, ...counts.strata] } })),
  ],
  [
    'no declared shortfall',
    manifest(({ counts }) => ({ counts: { ...counts, strata: counts.strata.map((s) => ({ ...s, shortfall: 0 })) } })),
  ],
  [
    'a smaller share',
    manifest(({ counts }) => ({
      counts: { ...counts, strata: counts.strata.map((s) => ({ ...s, maxSharePercent: 10 })) },
    })),
  ],
  [
    'another state root',
    manifest(({ asOf }) => ({ asOf: { ...asOf, state: { ...asOf.state, root: hashOf('another') } } })),
  ],
  [
    'another state time',
    manifest(({ asOf }) => ({ asOf: { ...asOf, state: { ...asOf.state, at: asOf.state.at + 1 } } })),
  ],
  ['another state index', manifest(({ asOf }) => ({ asOf: { ...asOf, state: { ...asOf.state, size: 1, index: 1 } } }))],
  [
    'another checkpoint',
    manifest(({ asOf }) => ({ asOf: { ...asOf, checkpoint: { ...asOf.checkpoint, size: asOf.checkpoint.size + 1 } } })),
  ],
  [
    'an impossible point of the log',
    manifest(({ asOf }) => ({ asOf: { ...asOf, state: { ...asOf.state, index: 99 } } })),
  ],
  ['another evidence hash', manifest((honest) => ({ evidence: { ...honest.evidence, works: hashOf('another') } }))],
  ['an unknown policy', manifest({ policy: 'assent-policy/2' as Manifest['policy'] })],
  ['a member that is unknown', manifest({ extra: true } as Partial<Manifest>)],
  ['another kind inside', manifest({ kind: 'grant' } as unknown as Partial<Manifest>)],
  ['a title of control characters', manifest({ title: 'a\u0007b' })],
];

const items: readonly Cheat[] = [
  ['a synthetic item left out', { items: (all) => all.filter((one) => one !== all.find(synthetic)) }],
  ['an item without evidence', { works: [], items: (all) => all }],
  ['a synthetic item in the test split', item(synthetic, (one) => ({ ...one, split: 'test' }))],
  ['a synthetic item to start from', item(synthetic, (one) => ({ ...one, split: 'pretrain' }))],
  ['a synthetic item of another slot', item(synthetic, (one) => ({ ...one, slot: one.slot! + 7 }))],
  ['a synthetic item of another stratum', item(synthetic, (one) => ({ ...one, stratum: 'other' }))],
  ['a synthetic item with a name', item(synthetic, (one) => ({ ...one, attribution: 'Somebody' }))],
  [
    'an item attributed to another',
    item(
      (one) => one.attribution !== undefined,
      (one) => ({ ...one, attribution: 'Somebody' }),
    ),
  ],
  [
    'an item attributed to nobody',
    item(
      (one) => one.attribution !== undefined,
      ({ attribution: _, ...one }) => one,
    ),
  ],
  ['an item that nobody knows', { ...item(consented, (one) => ({ ...one, sha256: hashOf('unknown') })), works: [] }],
  [
    'a synthetic item said to be consented',
    { ...item(synthetic, ({ slice: _, slot: __, ...one }) => ({ ...one, source: 'consented' })), works: [] },
  ],
  ['items in another order', { itemLines: (all) => all.toReversed() }],
  ['an item twice', { itemLines: (all) => [all[0]!, ...all] }],
  ['an empty line', { itemLines: (all) => [...all, ''] }],
  ['a line with a space', { itemLines: (all) => all.with(2, `${all[2]} `) }],
  ['a line of 5,000 bytes', { itemLines: (all) => all.with(1, 'y'.repeat(5000)) }],
  ['no items', { itemLines: () => [] }],
  ['an unknown member', { itemLines: (all) => all.with(0, all[0]!.replace('{', '{"a":1,')) }],
];

const releases: readonly Cheat[] = [
  ['a release of another manifest', { release: (one) => ({ ...one, manifest: `sha256:${hashOf('another')}` }) }],
  ['a release of another version', { release: (one) => ({ ...one, version: '9.9.9' }) }],
  ['a release of another dataset', { release: (one) => ({ ...one, dataset: 'other' }) }],
];

/** What is a team's to say: the neighbours of what is refused. */
export const liberties: readonly Cheat[] = [
  ['nothing changed', {}],
  ['no files in data/', { bare: true }],
  ['an item left out, with its evidence', { items: (all) => all.slice(1) }],
  ['an item of another ending', item(consented, (one) => ({ ...one, ext: 'bin' }))],
  ['an item in the test split', item(consented, (one) => ({ ...one, split: 'test' }))],
  [
    'a narrower scope',
    manifest(({ scope }) => ({
      scope: {
        ...scope,
        'train-generative': { ...scope['train-generative']!, territory: { only: ['DE'] }, commerce: [] },
      },
    })),
  ],
  ['no scope', manifest({ scope: {} })],
  ['a duty more', manifest(({ duties }) => ({ duties: [...duties, 'pay'] }))],
  ['no synthetic items', { items: (all) => all.filter(consented) }],
  [
    'synthetic items alone',
    {
      works: [],
      items: (all) => all.filter(synthetic),
      manifest: (honest) => ({
        ...honest,
        counts: { ...honest.counts, strata: honest.counts.strata.map((s) => ({ ...s, maxSharePercent: 100 })) },
      }),
    },
  ],
];

/** What a team may not change before it signs. */
export const cheats: readonly Cheat[] = [
  ...proofs,
  ...statements,
  ...shown,
  ...checkpoints,
  ...lists,
  ...manifests,
  ...items,
  ...releases,
];
