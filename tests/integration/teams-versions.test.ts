import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startRegistry } from '../../apps/cli/src/registry-process.ts';
import { releaseDataset, specificationOf } from '../e2e/support/dataset.ts';
import type { Place } from '../e2e/support/place.ts';
import { fillWithSample, plates, views } from '../e2e/support/sample.ts';
import { newSigner, publishGrant, sha256Of } from '../e2e/support/signing.ts';
import { apiOf } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { codeOf } from '../support/visitor.ts';

const data = await mkdtemp(join(tmpdir(), 'assent-versions-'));
const registry = await startRegistry({
  ...process.env,
  DATABASE_URL: (await databaseForTest()).url,
  ASSENT_DATA: data,
  ASSENT_PORT: '0',
  ASSENT_ORIGIN: 'localhost/versions',
  ASSENT_LOG_LEVEL: 'warn',
});
afterAll(async () => {
  await registry.stop();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});
const { address } = registry;
const place: Place = { address, data, registry, api: apiOf(address) };
const { api } = place;
/** Five works and eight synthetic items; two of the works are withdrawn; the dataset is released without them. */
const { first, second, team, glasshouse } = await fillWithSample(place);

describe('versions of a dataset', () => {
  it('are those that its team released under its name, newest first', async () => {
    const { index: other } = await releaseDataset(place, newSigner(), '9.0.0');
    for (const release of [first, second]) {
      const versions = await api.datasets.versions.query({ release });
      expect(versions.map(({ release: index, version }) => [index, version])).toEqual([
        [second, '2.0.0'],
        [first, '1.0.0'],
      ]);
      expect(versions.map(({ counts }) => counts)).toEqual([
        { total: 11, consented: 3, synthetic: 8 },
        { total: 13, consented: 5, synthetic: 8 },
      ]);
    }
    // Somebody else's dataset of the same name is not a version of this one.
    expect(await codeOf(api.datasets.changes.query({ release: other, since: first }))).toBe('not_found');
    expect(await codeOf(api.datasets.versions.query({ release: 0 }))).toBe('not_found');
  });

  it('differ by what came and what went, each with its reason', async () => {
    const { kept, added, removed } = await api.datasets.changes.query({ release: second, since: first });
    expect(kept).toBe(3);
    expect(added).toMatchObject({ count: 8, why: [{ why: 'synthetic', items: 8 }] });
    expect(removed.count).toBe(10);
    expect(Object.fromEntries(removed.why.map(({ why, items }) => [why, items]))).toMatchObject({
      owner_grant_missing: 2,
      synthetic: 8,
    });
    const gone = removed.items.filter(({ why }) => why !== 'synthetic').map(({ sha256 }) => sha256);
    expect(gone.toSorted()).toEqual(plates.map((plate) => sha256Of(plate)).toSorted());
    // The same two the other way round: what was allowed once is said to be.
    const back = await api.datasets.changes.query({ release: first, since: second });
    expect(back.added.why).toContainEqual({ why: 'allowed_since', items: 2 });
  });

  it('say of a work that is new whether it was registered since, and of nothing that nothing changed', async () => {
    const later = { content: 'view from a tower', title: 'Tower' };
    await publishGrant(place, glasshouse, [later]);
    const { index: third } = await releaseDataset(place, team, '3.0.0');
    const { added } = await api.datasets.changes.query({ release: third, since: second });
    expect(added.why).toContainEqual({ why: 'registered_since', items: 1 });
    expect(added.items).toContainEqual({ sha256: sha256Of(later), why: 'registered_since' });
    const same = await api.datasets.changes.query({ release: third, since: third });
    expect(same).toEqual({
      kept: 12,
      added: { count: 0, why: [], items: [] },
      removed: { count: 0, why: [], items: [] },
    });
  });
});

describe('a dataset’s profile', () => {
  it('says what its works allow now, why some are out, and which other datasets hold those', async () => {
    const before = await api.datasets.profile.query({ release: first });
    expect(before.consented).toBe(5);
    expect(before.uses).toContainEqual({ use: 'train-predictive', items: 3 });
    expect(before.uses).toContainEqual({ use: 'imitate-style', items: 0 });
    expect(before.territories).toEqual([{ territory: { except: [] }, items: 3 }]);
    expect(before.since.map(({ items }) => items)).toEqual([3]);
    expect(before.withdrawn).toContainEqual({ code: 'owner_grant_missing', items: 2 });
    expect(before.touched).toEqual([]);
    expect(await api.datasets.profile.query({ release: second })).toMatchObject({ consented: 3, withdrawn: [] });
    expect(views).toHaveLength(before.uses.find(({ use }) => use === 'mine')!.items);
  });
});

describe('a specification', () => {
  it('is made public by who has it, and nothing else can be put in its place', async () => {
    const { manifest } = await api.datasets.read.query({ release: first });
    const own = specificationOf('1.0.0', manifest.purpose.from);
    expect(await api.datasets.specification.query({ release: first })).toEqual({ specification: null });
    const put = (specification: typeof own) =>
      codeOf(api.datasets.publishSpecification.mutate({ release: first, specification }));
    expect(await put({ ...own, reviewAfterDays: own.reviewAfterDays + 1 })).toBe('release_mismatch');
    expect(await put(specificationOf('2.0.0', manifest.purpose.from))).toBe('release_mismatch');
    expect(await put(own)).toBe(undefined);
    expect(await put(own)).toBe(undefined);
    expect(await api.datasets.specification.query({ release: first })).toEqual({ specification: own });
    expect(await api.datasets.specification.query({ release: second })).toEqual({ specification: null });
  });
});
