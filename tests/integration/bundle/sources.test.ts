import { checkFreshness, memorySource, notHere } from '@assent/consent';
import { node } from '@assent/signing/node';
import { describe, expect, test } from 'vitest';
import { codesOf, makeBundle, verifyFiles } from '../../support/bundles.ts';
import { learntCases, makeLearnt } from '../../support/learnt-cases.ts';
import { rows, rowWriter, tellLearnt } from '../../support/learnt-story.ts';
import { hashOf } from '../../support/written-statements.ts';

describe('a slice of a model that was fitted', () => {
  test.each(learntCases)('$what', async (one) => {
    const { codes } = one;
    const { story, bundle } = await makeLearnt(one);
    const report = await verifyFiles(story, bundle.files);
    expect(codesOf(report)).toEqual([...codes].toSorted());
    expect(report.ok).toBe(codes.length === 0);
  });

  test('says in the report what it is made from, and how far it was checked', async () => {
    const story = await tellLearnt();
    const { files } = await makeBundle(story, { sources: [story.source] });
    const lineage = [story.source.release.statement.manifest];
    const held = await verifyFiles(story, files);
    expect(held.synthetic).toMatchObject({
      class: 'derived',
      tainted: false,
      slices: [{ class: 'derived', lineage, items: 2, regenerated: 2, checked: 'V3' }],
    });
    const some = await verifyFiles(story, files, { regenerateSlots: new Set([0]) });
    expect(some.synthetic.slices[0]).toMatchObject({ regenerated: 1, checked: 'V2' });
    const unheld = await verifyFiles(story, files, { regenerate: async () => notHere });
    expect(unheld.ok).toBe(true);
    expect(unheld.synthetic.slices[0]).toMatchObject({ regenerated: 0, checked: 'V1' });
    expect(unheld.warnings.map(({ code }) => code)).toContain('synthetic_unrepeatable');
  });
});

const freshnessOf = async (withdraws: boolean) => {
  const story = await tellLearnt();
  const { registry, source, rowGrant } = story;
  const { files, manifest, items } = await makeBundle(story, { sources: [source] });
  registry.now += 60;
  if (withdraws) await story.withdraw(rowWriter, rowGrant.id, [[1, 1]]);
  const own = items.filter((item) => item.source === 'consented').map(({ sha256 }) => sha256);
  const learnt = new Map([[source.release.statement.manifest, source.items.map(({ sha256 }) => sha256)]]);
  const newer = await registry.newer(manifest.asOf, own, undefined, learnt);
  const trusting = { trust: registry.trust, ed25519: node };
  return {
    source: source.release.statement.manifest,
    fresh: await checkFreshness(memorySource(files), manifest, newer, trusting),
    blind: await checkFreshness(memorySource(files), manifest, { ...newer, sources: new Map() }, trusting),
  };
};

describe('whether something was withdrawn since', () => {
  test('from what a model was fitted on shows, and names the dataset', async () => {
    const { fresh, source } = await freshnessOf(true);
    expect(fresh).toMatchObject({ ok: false, withdrawn: [], tainted: [source] });
    const withdrawn = rows.map(hashOf).toSorted()[1];
    expect(fresh.errors).toEqual([expect.objectContaining({ code: 'withdrawn', statement: source, item: withdrawn })]);
  });

  test('is no where nothing was, and unknown where the registry shows no evidence of it', async () => {
    const { fresh, blind } = await freshnessOf(false);
    expect(fresh).toMatchObject({ ok: true, withdrawn: [], tainted: [] });
    expect(codesOf(blind)).toEqual(['evidence_missing']);
  });
});
