import type { SliceLine } from '@assent/schema';
import {
  generatorNamed,
  generatorRef,
  makeSlice,
  makingAgain,
  ReportDraft,
  sliceLines,
  type SliceItem,
  type SliceSource,
} from '@assent/synth';
import { specificationHash } from '@assent/consent';
import { describe, expect, test } from 'vitest';
import { makeBundle, verifyFiles } from '../../support/bundles.ts';
import { scenes, specification, type Story, type StoryOptions, tellStory } from '../../support/consent-story.ts';
import { hashOf } from '../../support/written-statements.ts';

const known = generatorNamed('shapes-scene');
if (!known.ok) throw new Error(known.refusal.detail);
const generator = generatorRef(known.value);
const parameters = { size: 64, maxObjects: 3 };
const [stratum] = specification.strata;
const wanted = { ...specification, strata: [{ ...stratum!, fill: { ...stratum!.fill!, parameters } }] };

interface MadeSlice {
  readonly lines: readonly SliceLine[];
  readonly report: string;
}

const make = async (source: SliceSource): Promise<MadeSlice> => {
  const [made, draft] = [makeSlice(source, scenes.length), ReportDraft.start(source)];
  if (!made.ok || !draft.ok) throw new Error('not made');
  const items: SliceItem[] = [];
  for await (const item of made.value) items.push(item);
  for (const item of items) draft.value.add(item);
  const lines = sliceLines(items.map(({ line }) => line));
  if (!lines.ok) throw new Error(lines.refusal.detail);
  return { lines: lines.value, report: draft.value.finish().sha256 };
};

interface Cheat {
  /** The generator as plan and slice name it. */
  readonly named?: typeof generator;
  /** What the items come from, where it is not what is signed. */
  readonly from?: Partial<SliceSource>;
  readonly report?: (honest: SliceSource) => Promise<string>;
  readonly lines?: (lines: readonly SliceLine[]) => readonly SliceLine[];
}

/** A dataset with a slice of a real generator; the registry takes what no rule of its own can see. */
const tell = async ({ named = generator, from, report, lines = (all) => all }: Cheat = {}): Promise<Story> => {
  const plan: StoryOptions['plan'] = (one) => ({ ...one, strata: one.strata.map((s) => ({ ...s, generator: named })) });
  // The same story has the same nonce: told once to learn it, and once more with what is made from it.
  const { state } = await tellStory({
    wanted,
    plan,
    slice: (slice) => ({ slice: { ...slice, generator: named }, lines: [] }),
    asksTheRule: false,
  });
  const honest = {
    generator,
    parameters,
    spec: specificationHash(wanted),
    stratum: stratum!.name,
    nonce: state.leafHash,
  };
  const made = await make({ ...honest, ...from });
  const signed = { generator: named, report: (await report?.(honest)) ?? made.report };
  return tellStory({ wanted, plan, slice: (slice) => ({ slice: { ...slice, ...signed }, lines: lines(made.lines) }) });
};

const detailsOf = async (story: Story, regenerateSlots?: ReadonlySet<number>): Promise<string[]> => {
  const { files } = await makeBundle(story, { bare: true });
  const most = regenerateSlots?.size ?? scenes.length;
  const report = await verifyFiles(story, files, {
    regenerate: makingAgain(most),
    ...(regenerateSlots !== undefined && { regenerateSlots }),
  });
  expect(report.ok).toBe(report.errors.length === 0);
  return report.errors.map(({ code, detail }) => `${code}: ${detail}`);
};

const edit =
  (change: (line: SliceLine, i: number, all: readonly SliceLine[]) => Partial<SliceLine>): Cheat['lines'] =>
  (all) =>
    all.map((line, i) => ({ ...line, ...change(line, i, all) }));

const otherReport: Cheat['report'] = async (honest) => (await make({ ...honest, nonce: hashOf('another') })).report;
const every = (what: string) => scenes.map(() => expect.stringMatching(what) as string);

describe('a slice of a real generator, made again', () => {
  test.each<[string, Cheat, string[]]>([
    ['as it was signed is right', {}, []],
    [
      'with the report of another slice is found',
      { report: otherReport },
      ['synthetic_not_reproduced: the report of the slice differs'],
    ],
    [
      'by changed code of an unchanged version is found',
      { named: { ...generator, codeDigest: hashOf('changed') } },
      every('^synthetic_not_reproduced: generator_unknown .* with code '),
    ],
    [
      'from seeds of the team’s choosing is found',
      { from: { nonce: hashOf('chosen') } },
      every('^synthetic_not_reproduced: .* seed differs$'),
    ],
    [
      'for another stratum is found',
      { from: { stratum: 'others' } },
      every('^synthetic_not_reproduced: .* seed differs$'),
    ],
    [
      'with the pictures of two slots swapped is found',
      { lines: edit((_, i, all) => ({ slot: all[1 - i]!.slot, seed: all[1 - i]!.seed })) },
      every('^synthetic_not_reproduced: .* content differs$'),
    ],
    [
      'with a label changed is found',
      { lines: edit(({ labels }, i) => (i === 0 ? { labels: { ...(labels as object), background: 'other' } } : {})) },
      [expect.stringMatching('^synthetic_not_reproduced: .* labels differs$') as string],
    ],
  ])('%s', async (_, cheat, expected) => {
    expect(await detailsOf(await tell(cheat))).toEqual(expected);
  });

  test('in part shows nothing of its report', async () => {
    expect(await detailsOf(await tell({ report: otherReport }), new Set([1]))).toEqual([]);
  });
});

describe('an item that is made again', () => {
  const slice = (story: Story) => [story.sliceLines[0]!, story.slice.statement, specificationHash(wanted)] as const;

  test('of a class that its generator is not of is not believed', async () => {
    const [line, statement, spec] = slice(await tell());
    expect(await makingAgain(0)(line, statement, spec)).toEqual({ ok: true, detail: '' });
    expect(await makingAgain(0)(line, { ...statement, class: 'asset-render' }, spec)).toEqual({
      ok: false,
      detail: 'shapes-scene is formula, the slice says asset-render',
    });
  });

  test('of a model that is not here is shown neither way', async () => {
    const [line, statement, spec] = slice(await tell());
    const cart = generatorNamed('tabular-cart');
    if (!cart.ok) throw new Error(cart.refusal.detail);
    const derived = { ...statement, class: 'derived', generator: generatorRef(cart.value) } as const;
    for (const one of [derived, { ...statement, class: 'trained-external' } as const]) {
      expect(await makingAgain(0)(line, one, spec)).toBe('not-here');
    }
  });
});
