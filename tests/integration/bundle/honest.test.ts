import { files } from '@assent/consent';
import { beforeAll, describe, expect, test } from 'vitest';
import { assembleStory, type Bundle, codesOf, makeBundle, verifyCheated, verifyFiles } from '../../support/bundles.ts';
import { herbarium, people, plates, specification, type Story, tellStory, views } from '../../support/consent-story.ts';
import { hashOf } from '../../support/written-statements.ts';

describe('an honest bundle', () => {
  let story: Story;
  let bundle: Bundle;
  beforeAll(async () => {
    story = await tellStory();
    bundle = await makeBundle(story);
  });

  test('verifies, and says what nobody else has confirmed', async () => {
    const report = await verifyFiles(story, bundle.files);
    expect(report.errors).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.warnings.map(({ code }) => code)).toEqual(['time_unwitnessed', 'state_unmonitored']);
    expect(report.counts).toEqual({ total: 9, consented: 7, synthetic: 2, regenerated: 2 });
    expect(report.issuer).toBe(people.team.did);
    expect(report.asOf?.state.index).toBe(story.state.index);
  });

  test('holds what the decision allows, and nothing that it denies', () => {
    const { chosen, excluded } = assembleStory(story);
    expect(chosen.map(({ sha256 }) => sha256)).toContain(hashOf(plates[0]));
    expect(excluded.flatMap(({ works }) => works)).toEqual([hashOf(herbarium)]);
    expect(bundle.items.map(({ sha256 }) => sha256)).not.toContain(hashOf(herbarium));
  });

  test('claims the meet of what its holders granted', () => {
    const scope = bundle.manifest.scope['train-generative'];
    expect(scope?.territory).toEqual({ except: ['US'] });
    expect(scope?.commerce).toEqual(['internal', 'research', 'sell-outputs']);
    expect(bundle.manifest.duties).toEqual(['attribute']);
    expect(bundle.manifest.scope['train-predictive']).toBeUndefined();
  });

  test('verifies without its files, and says that nobody looked at them', async () => {
    const report = await verifyCheated(story, { bare: true });
    expect(report.errors).toEqual([]);
    expect(report.warnings.map(({ code }) => code)).toContain('data_absent');
  });

  test('verifies where nobody can make its synthetic items again, and says so', async () => {
    const report = await verifyFiles(story, bundle.files, { regenerate: undefined });
    expect(report.errors).toEqual([]);
    expect(report.warnings.map(({ code }) => code)).toContain('synthetic_not_regenerated');
    expect(report.counts.regenerated).toBe(0);
  });

  test('is still true as of its state after a holder has withdrawn', async () => {
    const later = await tellStory();
    const before = await makeBundle(later);
    await later.withdraw(people.glasshouse, later.grants.glasshouse.id);
    await later.registry.state();
    expect((await verifyFiles(later, before.files)).errors).toEqual([]);
  });

  test('may leave out works that qualify, with their evidence', async () => {
    const report = await verifyCheated(story, {
      items: (items) => items.filter(({ sha256 }) => sha256 !== hashOf(views[0])),
    });
    expect(report.errors).toEqual([]);
    expect(report.counts.consented).toBe(6);
  });

  test('may claim less than it was granted, and owe more', async () => {
    const report = await verifyCheated(story, {
      manifest: (manifest) => ({ ...manifest, scope: {}, duties: ['attribute', 'notify'] }),
    });
    expect(report.errors).toEqual([]);
  });

  test('of consented items alone needs no slice', async () => {
    const report = await verifyCheated(story, {
      items: (items) => items.filter(({ source }) => source === 'consented'),
    });
    expect(report.errors).toEqual([]);
    expect(report.counts).toEqual({ total: 7, consented: 7, synthetic: 0, regenerated: 0 });
  });

  test('of synthetic items alone rests on no state line', async () => {
    const [stratum] = specification.strata;
    const fill = { ...stratum!.fill!, maxSharePercent: 100, syntheticOnly: true };
    const wanted = { ...specification, strata: [{ ...stratum!, fill }] };
    const formulas = await tellStory({ wanted });
    const cheats = { items: (items: Bundle['items']) => items.filter(({ source }) => source === 'synthetic') };
    const made = await makeBundle(formulas, cheats);
    expect(made.files.get(files.state)).toEqual(new Uint8Array());
    expect(codesOf(await verifyFiles(formulas, made.files))).toEqual([]);
    expect(made.manifest.counts).toMatchObject({ total: 2, consented: 0, synthetic: 2 });
  });
});
