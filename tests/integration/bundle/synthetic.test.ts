import { type Logged, notHere } from '@assent/consent';
import type { Code, Item, Synthetic, SyntheticPlan } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { codesOf, makeBundle, verifyCheated, verifyFiles } from '../../support/bundles.ts';
import { scenes, sceneLine, specification, type StoryOptions, tellStory } from '../../support/consent-story.ts';
import { hashOf, keyOf } from '../../support/written-statements.ts';

/** What a registry that asks the rule says first: the registry and the verifier hold a team to the same. */
const refusalOf = async (options: StoryOptions): Promise<string> => {
  try {
    await tellStory(options);
  } catch (cause) {
    return (cause as Error).message.split(':')[0]!;
  }
  return 'accepted';
};

interface Trick {
  readonly what: string;
  readonly slice?: StoryOptions['slice'];
  readonly plan?: StoryOptions['plan'];
  readonly codes: readonly Code[];
  /** By the rule; `accepted` where only the dataset shows it. */
  readonly refused: Code | 'accepted';
  readonly items?: (items: Item[]) => Item[];
}

const lines = (nonce: string) => scenes.map((file, slot) => sceneLine(nonce, slot, file));
const signed =
  (change: Partial<Synthetic>): StoryOptions['slice'] =>
  (slice, nonce) => ({ slice: { ...slice, ...change }, lines: lines(nonce) });
const planned =
  (change: (plan: SyntheticPlan) => Partial<SyntheticPlan>): StoryOptions['plan'] =>
  (plan) => ({ ...plan, ...change(plan) });
const stratum = (change: Partial<SyntheticPlan['strata'][number]>): StoryOptions['plan'] =>
  planned(({ strata }) => ({ strata: strata.map((one) => ({ ...one, ...change })) }));

const tricks: readonly Trick[] = [
  { what: 'made as planned is right', codes: [], refused: 'accepted' },
  {
    what: 'with a nonce of the team’s choosing is found',
    slice: signed({ nonce: hashOf('chosen') }),
    codes: ['nonce_mismatch', 'synthetic_not_reproduced'],
    refused: 'nonce_mismatch',
  },
  {
    what: 'of another generator than planned is found',
    slice: signed({ generator: { id: 'others', version: '1.0.0', codeDigest: hashOf('x') } }),
    codes: ['plan_mismatch'],
    refused: 'plan_mismatch',
  },
  {
    what: 'with other parameters than planned is found',
    slice: signed({ parameters: { objects: 4 } }),
    codes: ['plan_mismatch'],
    refused: 'plan_mismatch',
  },
  {
    what: 'of a stratum that was not planned is found',
    slice: signed({ stratum: 'others' }),
    codes: ['plan_mismatch', 'synthetic_mismatch'],
    refused: 'plan_mismatch',
  },
  {
    what: 'of more items than planned is found',
    plan: stratum({ slots: 1 }),
    codes: ['plan_mismatch'],
    refused: 'plan_mismatch',
  },
  { what: 'of fewer items than planned is right', plan: stratum({ slots: 9 }), codes: [], refused: 'accepted' },
  {
    what: 'for a plan of another dataset is found',
    plan: planned(() => ({ dataset: 'others' })),
    codes: ['plan_mismatch'],
    refused: 'accepted',
  },
  {
    what: 'for a plan of another version is found',
    plan: planned(() => ({ version: '9.9.9' })),
    codes: ['plan_mismatch'],
    refused: 'accepted',
  },
  {
    what: 'for a plan of another specification is found',
    plan: planned(() => ({ spec: hashOf('other') })),
    codes: ['plan_mismatch'],
    refused: 'accepted',
  },
  {
    what: 'that skips a slot is found',
    slice: (slice, nonce) => ({ slice, lines: [sceneLine(nonce, 0, scenes[0]), sceneLine(nonce, 7, scenes[1])] }),
    codes: ['synthetic_mismatch', 'synthetic_not_reproduced'],
    refused: 'plan_mismatch',
  },
  {
    what: 'with a slot twice is found',
    slice: (slice, nonce) => ({ slice, lines: [sceneLine(nonce, 0, scenes[0]), sceneLine(nonce, 0, scenes[1])] }),
    codes: ['synthetic_mismatch', 'synthetic_not_reproduced'],
    refused: 'plan_mismatch',
  },
  {
    what: 'that comes out differently when made again is found',
    slice: (slice, nonce) => ({
      slice,
      lines: [{ ...sceneLine(nonce, 0, scenes[0]), content: hashOf('prettier') }, sceneLine(nonce, 1, scenes[1])],
    }),
    codes: ['synthetic_not_reproduced'],
    refused: 'accepted',
  },
  {
    what: 'out of a model that was fitted on nothing is found',
    slice: signed({ class: 'derived' }),
    codes: ['lineage_unknown'],
    refused: 'lineage_unknown',
  },
  {
    what: 'out of somebody else’s model of unknown lineage is found',
    slice: signed({ class: 'trained-external' }),
    codes: ['lineage_unknown'],
    refused: 'accepted',
  },
  { what: 'out of drawn parts is right', slice: signed({ class: 'asset-render' }), codes: [], refused: 'accepted' },
  {
    what: 'of mathematics that names a lineage is found',
    slice: signed({ lineage: [`sha256:${hashOf('grant')}`] }),
    codes: ['malformed'],
    refused: 'malformed',
  },
  {
    what: 'of stand-ins is found: they are no content',
    slice: signed({ role: 'placeholder' }),
    codes: ['synthetic_misplaced'],
    refused: 'accepted',
  },
  {
    what: 'for pre-training that is trained on is found',
    slice: signed({ role: 'pretrain' }),
    items: (items) => items.map((item) => ({ ...item, split: 'train' })),
    codes: ['synthetic_misplaced'],
    refused: 'accepted',
  },
  {
    what: 'of content in the split for pre-training is found',
    items: (items) => items.map((item) => (item.source === 'synthetic' ? { ...item, split: 'pretrain' } : item)),
    codes: ['synthetic_misplaced'],
    refused: 'accepted',
  },
  {
    what: 'in a validation split is found',
    items: (items) => items.map((item) => (item.source === 'synthetic' ? { ...item, split: 'val' } : item)),
    codes: ['synthetic_misplaced'],
    refused: 'accepted',
  },
  {
    what: 'in a test split is found',
    items: (items) => items.map((item) => (item.source === 'synthetic' ? { ...item, split: 'test' } : item)),
    codes: ['synthetic_misplaced'],
    refused: 'accepted',
  },
  {
    what: 'with an item of another slot is found',
    items: (items) => items.map((item) => (item.source === 'synthetic' ? { ...item, slot: item.slot! + 1 } : item)),
    codes: ['synthetic_mismatch'],
    refused: 'accepted',
  },
  {
    what: 'with an item attributed to somebody is found',
    items: (items) => items.map((item) => (item.source === 'synthetic' ? { ...item, attribution: 'Somebody' } : item)),
    codes: ['synthetic_mismatch'],
    refused: 'accepted',
  },
  {
    what: 'of which the team kept one item only is found',
    items: (items) => items.filter(({ sha256 }) => sha256 !== hashOf(scenes[1])),
    codes: ['synthetic_mismatch'],
    refused: 'accepted',
  },
  {
    what: 'left out as a whole is right',
    items: (items) => items.filter(({ source }) => source === 'consented'),
    codes: [],
    refused: 'accepted',
  },
];

describe('a slice of synthetic items', () => {
  test.each(tricks)('$what', async ({ slice, plan, codes, refused, items }) => {
    const options = { ...(slice && { slice }), ...(plan && { plan }) };
    expect(await refusalOf(options)).toBe(refused);
    // A registry that takes everything: the verifier has only the bundle to go by.
    const story = await tellStory({ ...options, asksTheRule: false });
    const report = await verifyCheated(story, items === undefined ? {} : { items });
    expect(codesOf(report)).toEqual([...codes].toSorted());
    expect(report.ok).toBe(codes.length === 0);
  });

  test('for pre-training has a split of its own and fills no quota', async () => {
    const story = await tellStory({ slice: signed({ role: 'pretrain' }) });
    const { manifest, files } = await makeBundle(story);
    expect(codesOf(await verifyFiles(story, files))).toEqual([]);
    expect(manifest.counts).toMatchObject({
      total: 9,
      synthetic: 2,
      strata: [{ consented: 7, synthetic: 0, shortfall: 3 }],
    });
  });

  test('counts for its stratum by what is there, not by what is said', async () => {
    const [only] = specification.strata;
    const wanted = { ...specification, strata: [{ ...only!, fill: { ...only!.fill!, maxSharePercent: 22 } }] };
    expect(codesOf(await verifyCheated(await tellStory({ wanted }), {}))).toEqual(['synthetic_misplaced']);
  });

  test('is made again where the verifier draws, and nowhere else', async () => {
    const forged = await tellStory({
      slice: (slice, nonce) => ({
        slice,
        lines: scenes.map((file, slot) => ({ ...sceneLine(nonce, slot, file), content: hashOf('prettier') })),
      }),
    });
    const { files } = await makeBundle(forged);
    const drawn = await verifyFiles(forged, files, { regenerateSlots: new Set([1]) });
    expect(drawn.counts.regenerated).toBe(1);
    expect(drawn.errors.map(({ code }) => code)).toEqual(['synthetic_not_reproduced']);
    const none = await verifyFiles(forged, files, { regenerateSlots: new Set() });
    expect(none.counts.regenerated).toBe(0);
    expect(none.ok).toBe(true);
  });

  test('out of somebody else’s model of unknown lineage taints the dataset for who takes that', async () => {
    const story = await tellStory({ slice: signed({ class: 'trained-external' }) });
    const { files } = await makeBundle(story);
    const trust = { ...story.registry.trust, unknownLineage: 'taint' } as const;
    const report = await verifyFiles(story, files, { trust, regenerate: async () => notHere });
    expect(report).toMatchObject({ ok: true, synthetic: { class: 'trained-external', tainted: true } });
    expect(report.synthetic.slices).toMatchObject([{ unknown: true, regenerated: 0, checked: 'V1' }]);
    expect(report.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['synthetic_tainted', 'synthetic_unrepeatable']),
    );
    expect((await verifyFiles(story, files)).synthetic.tainted).toBe(true);
  });

  test('of mathematics whose generator is not at hand is not believed', async () => {
    const story = await tellStory();
    const { files } = await makeBundle(story);
    expect(codesOf(await verifyFiles(story, files, { regenerate: async () => notHere }))).toEqual([
      'synthetic_not_reproduced',
    ]);
  });

  test('whose nonce is a state from before its plan is found', async () => {
    const seen: Logged[] = [];
    const before: StoryOptions['before'] = async ({ registry }) => void seen.push(await registry.state());
    const early: StoryOptions['slice'] = (slice) => {
      const nonce = seen[0]!.leafHash;
      return { slice: { ...slice, nonce }, lines: lines(nonce) };
    };
    expect(await refusalOf({ before, slice: early })).toBe('nonce_mismatch');
    seen.length = 0;
    const story = await tellStory({ before, slice: early, asksTheRule: false });
    const report = await verifyCheated(story, { needs: [seen[0]!.index, story.plan.index] });
    expect(codesOf(report)).toEqual(['nonce_mismatch']);
  });

  test('that somebody else signed for the team’s plan is found', async () => {
    const sliceSigner = keyOf('another team');
    expect(await refusalOf({ sliceSigner })).toBe('signer_not_entitled');
    const story = await tellStory({ sliceSigner, asksTheRule: false });
    expect(codesOf(await verifyCheated(story, {}))).toEqual(['plan_mismatch']);
  });

  test('that another team signed is found', async () => {
    const story = await tellStory();
    const report = await verifyCheated(story, { signer: keyOf('another team') });
    expect(codesOf(report)).toEqual(['plan_mismatch']);
  });
});
