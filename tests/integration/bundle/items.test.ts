import type { Item, ScopeTerms } from '@assent/schema';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cheats, verifyCheated } from '../../support/bundles.ts';
import { findsEach, narrowest } from '../../support/cheating.ts';
import { herbarium, plates, poster, portrait, type Story, tellStory, views } from '../../support/consent-story.ts';
import { days, hashOf, newYear, openUse } from '../../support/written-statements.ts';

// The team itself signs and releases all of this, with every hash made to fit: what is left to find is the cheat.
let story: Story;
beforeAll(async () => {
  story = await tellStory();
});

const edit =
  (sha256: string, change: Partial<Item>): Cheats['items'] =>
  (items) =>
    items.map((item) => (item.sha256 === sha256 ? { ...item, ...change } : item));
const swap = <T>(values: readonly T[], i: number, j: number): T[] =>
  values.map((value, at) => (at === i ? values[j]! : at === j ? values[i]! : value));
const without =
  (sha256: string): Cheats['items'] =>
  (items) =>
    items.filter((item) => item.sha256 !== sha256);
const consentedWorks = [...plates, ...views, poster, portrait].map((name) => hashOf(name));

const research: Item = {
  sha256: hashOf(herbarium),
  ext: 'png',
  source: 'consented',
  split: 'train',
  stratum: 'pictures',
  attribution: 'Photograph: herbarium',
};
const added =
  (item: Item): Cheats['items'] =>
  (items) =>
    [...items, item].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));

describe('a list of items', () => {
  findsEach(
    () => story,
    [
      {
        what: 'with an item twice is found',
        cheats: { itemLines: (lines) => [lines[0]!, ...lines] },
        codes: ['items_order'],
      },
      {
        what: 'with two items exchanged is found',
        cheats: { itemLines: (lines) => swap(lines, 0, 1) },
        codes: ['evidence_surplus', 'items_order'],
      },
      {
        what: 'without its last item is found',
        cheats: { itemLines: (lines) => lines.slice(0, -1) },
        codes: ['counts_mismatch', 'evidence_surplus', 'file_unexpected', 'items_mismatch', 'synthetic_mismatch'],
      },
      {
        what: 'without an item whose evidence stayed is found',
        cheats: { items: without(hashOf(poster)), works: consentedWorks },
        codes: ['evidence_surplus'],
        item: hashOf(poster),
      },
      {
        what: 'without an item and its evidence is another honest list',
        cheats: { items: without(hashOf(poster)) },
        codes: [],
      },
      {
        what: 'without any item is found',
        cheats: { itemLines: () => [] },
        codes: ['counts_mismatch', 'evidence_surplus', 'file_unexpected', 'items_mismatch'],
      },
      {
        what: 'with a line of another spelling is found',
        cheats: { itemLines: (lines) => lines.map((line) => line.replace('{', '{ ')) },
        codes: ['bundle_unreadable'],
      },
      {
        what: 'with carriage returns is found',
        cheats: { itemLines: (lines) => lines.map((line) => `${line}\r`) },
        codes: ['bundle_unreadable'],
      },
      {
        what: 'with an empty line is found',
        cheats: { itemLines: (lines) => [...lines, ''] },
        codes: ['bundle_unreadable'],
      },
      {
        what: 'with an unknown member is found',
        cheats: { itemLines: (lines) => lines.map((line) => line.replace('}', ',"zone":1}')) },
        codes: ['bundle_unreadable'],
      },
      {
        what: 'with a line over 4 KiB is found',
        cheats: {
          itemLines: (lines) => lines.map((line) => line.replace('"png"', `"png","zone":"${'x'.repeat(4096)}"`)),
        },
        codes: ['line_too_long'],
      },
      {
        what: 'with a work that was granted for another purpose is found',
        cheats: { items: added(research), manifest: (manifest) => ({ ...manifest, scope: {} }) },
        codes: ['not_allowed'],
        item: research.sha256,
      },
      {
        what: 'with a work that nobody registered is found',
        cheats: { items: added({ ...research, sha256: hashOf('unregistered') }), works: consentedWorks },
        codes: ['evidence_missing'],
        item: hashOf('unregistered'),
      },
      {
        what: 'with an item in a stratum that the manifest has not is found',
        cheats: { items: edit(hashOf(poster), { stratum: 'posters' }) },
        codes: ['counts_mismatch'],
      },
      {
        what: 'with another name to attribute a work to is found',
        cheats: { items: edit(hashOf(plates[0]), { attribution: 'Photograph: somebody else' }) },
        codes: ['duties_mismatch'],
        item: hashOf(plates[0]),
      },
      {
        what: 'without the name to attribute a work to is found',
        cheats: { items: (items) => items.map(({ attribution: _, ...item }) => item) },
        codes: ['duties_mismatch'],
        item: hashOf(plates[0]),
      },
      {
        what: 'with a consented work passed off as synthetic is found',
        cheats: {
          items: (items) => edit(hashOf(poster), { source: 'synthetic', slice: story.slice.index, slot: 0 })!(items),
        },
        // Three synthetic items beside six consented ones are more than the declared share, too.
        codes: ['evidence_missing', 'synthetic_misplaced'],
        item: hashOf(poster),
      },
      {
        what: 'with a synthetic item passed off as consented is found',
        cheats: {
          items: (items) => items.map(({ slice: _, slot: __, ...item }) => ({ ...item, source: 'consented' as const })),
          works: consentedWorks,
          manifest: (manifest) => ({ ...manifest, scope: {} }),
        },
        codes: ['evidence_missing'],
      },
      // The team's own word: nothing in a bundle speaks of it.
      {
        what: 'with an item in another split is the team’s to say',
        cheats: { items: edit(hashOf(poster), { split: 'test' }) },
        codes: [],
      },
      {
        what: 'with another file ending is the team’s to say',
        cheats: { items: edit(hashOf(poster), { ext: 'jpg' }) },
        codes: [],
      },
    ],
  );
});

const claim =
  (change: Partial<ScopeTerms>): Cheats['manifest'] =>
  (manifest) => ({
    ...manifest,
    scope: { 'train-generative': { ...manifest.scope['train-generative']!, ...change } },
  });

describe('a scope', () => {
  findsEach(
    () => story,
    (
      [
        ['of more aims', { commerce: openUse.commerce }],
        ['of more kinds of operators', { operators: openUse.operators }],
        ['that passes more on', { downstream: 'any' }],
        ['of more countries', { territory: { except: [] } }],
        ['without a duty', { duties: [] }],
        ['that begins earlier', { from: newYear - 31 * days }],
        ['that ends later', { until: newYear + 501 * days }],
        ['that never ends', { until: null }],
        ['that does less on a withdrawal', { onWithdraw: 'future-only' }],
      ] as [string, Partial<ScopeTerms>][]
    ).map(([what, change]) => ({
      what: `${what} than a holder granted is laundering, and the holder’s item is named`,
      cheats: { manifest: claim(change) },
      codes: ['laundering'],
      // Every item of the lantern's says so; the first is named. Earlier than its beginning is beyond everybody's.
      ...(change.from === undefined && { item: narrowest }),
    })),
  );
  findsEach(
    () => story,
    [
      {
        what: 'with a use that not all holders granted is laundering',
        cheats: {
          manifest: (manifest) => ({
            ...manifest,
            scope: { ...manifest.scope, 'train-predictive': manifest.scope['train-generative']! },
          }),
        },
        codes: ['laundering'],
        item: narrowest,
      },
      {
        what: 'narrower on every axis is the team’s to choose',
        cheats: {
          manifest: claim({
            commerce: ['internal'],
            operators: ['company'],
            downstream: 'none',
            territory: { only: ['DE'] },
            duties: ['attribute', 'delete-copies', 'notify'],
            from: newYear,
            until: newYear + 400 * days,
            onWithdraw: 'retrain-or-delete',
          }),
        },
        codes: [],
      },
      {
        what: 'without the duties it carries is found',
        cheats: { manifest: (manifest) => ({ ...manifest, duties: [] }) },
        codes: ['duties_mismatch'],
      },
    ],
  );

  test('that claims too much is said once, of the first item that is beyond it', async () => {
    const report = await verifyCheated(story, { manifest: claim({ territory: { except: [] } }) });
    expect(report.errors).toEqual([{ code: 'laundering', item: narrowest, detail: 'train-generative' }]);
  });
});
