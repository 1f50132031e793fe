import { checkFreshness, type FreshnessReport, memorySource, type NewerState } from '@assent/consent';
import { toUtf8 } from '@assent/schema';
import { node } from '@assent/signing/node';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bundle, codesOf, makeBundle } from '../../support/bundles.ts';
import { people, plates, portrait, type Story, tellStory, views } from '../../support/consent-story.ts';
import { editLines } from '../../support/evidence-files.ts';
import { days, hashOf, keyOf, newYear } from '../../support/written-statements.ts';

let story: Story;
let bundle: Bundle;
beforeEach(async () => {
  story = await tellStory();
  bundle = await makeBundle(story);
});

const works = (): string[] => bundle.items.filter(({ source }) => source === 'consented').map(({ sha256 }) => sha256);
const newer = (): Promise<NewerState> => story.registry.newer(bundle.manifest.asOf, works());
const check = (state: NewerState, of: Bundle = bundle): Promise<FreshnessReport> =>
  checkFreshness(memorySource(of.files), of.manifest, state, { trust: story.registry.trust, ed25519: node });

describe('a dataset checked for freshness', () => {
  test('to which nothing happened is fresh', async () => {
    const report = await check(await newer());
    expect(report).toMatchObject({ ok: true, withdrawn: [], errors: [] });
    expect(report.asOf.state.index).toBeGreaterThan(bundle.manifest.asOf.state.index);
  });

  test('as of its own state is fresh', async () => {
    const report = await check(await story.registry.newer(bundle.manifest.asOf, works(), story.state));
    expect(report).toMatchObject({ ok: true, withdrawn: [], errors: [] });
  });

  test('names each work of a grant that was withdrawn', async () => {
    await story.withdraw(people.glasshouse, story.grants.glasshouse.id);
    const report = await check(await newer());
    expect(report.withdrawn).toEqual(plates.map((name) => hashOf(name)).toSorted());
    expect(codesOf(report)).toEqual(['withdrawn']);
    expect(report.errors.map(({ item }) => item)).toEqual([...report.withdrawn]);
    expect(report.errors[0]?.detail).toBe('owner_grant_missing');
  });

  test('names the lines that were withdrawn of a grant, and no others', async () => {
    await story.withdraw(people.glasshouse, story.grants.glasshouse.id, [[1, 1]]);
    const { withdrawn } = await check(await newer());
    expect(withdrawn).toEqual([plates.map((name) => hashOf(name)).toSorted()[1]]);
  });

  test('names the portrait of a sitter who withdrew', async () => {
    await story.withdraw(people.sitter, story.grants.sitter.id);
    const report = await check(await newer());
    expect(report.withdrawn).toEqual([hashOf(portrait)]);
    expect(report.errors[0]?.detail).toBe('subject_grant_missing');
  });

  test('names what has lapsed since', async () => {
    story.registry.now = newYear + 550 * days;
    const { withdrawn } = await check(await newer());
    expect(withdrawn).toEqual(views.map((name) => hashOf(name)).toSorted());
  });

  test('of a withdrawal in the same second, as of the state before it, is told nothing and says as of when', async () => {
    const before = await story.registry.state();
    await story.withdraw(people.glasshouse, story.grants.glasshouse.id);
    const old = await check(await story.registry.newer(bundle.manifest.asOf, works(), before));
    expect(old.ok).toBe(true);
    expect(old.asOf.state.index).toBe(before.index);
    expect((await check(await newer())).withdrawn).toHaveLength(3);
  });

  test('is not answered by a state older than its own', async () => {
    const later = await tellStory({
      before: async ({ registry }) => {
        await registry.state();
      },
    });
    const { registry } = later;
    const early = Array.from({ length: registry.size }, (_, index) => registry.ledger.byIndex(index)!);
    const first = early.find(({ statement }) => statement.kind === 'state')! as typeof later.state;
    story = later;
    bundle = await makeBundle(later);
    const report = await check(await registry.newer(bundle.manifest.asOf, works(), first));
    expect(codesOf(report)).toEqual(['time_reversed']);
    expect(first.index).toBeLessThan(later.state.index);
  });

  test('is not answered by a state of the same second that covers less', async () => {
    const { state: first, registry } = story;
    const second = await registry.state();
    expect(second.statement.at).toBe(first.statement.at);
    bundle = await makeBundle(Object.assign(story, { state: second }), {
      items: (items) => items.filter(({ source }) => source === 'consented'),
    });
    expect((await check(await registry.newer(bundle.manifest.asOf, works(), second))).ok).toBe(true);
    const report = await check(await registry.newer(bundle.manifest.asOf, works(), first));
    expect(codesOf(report)).toEqual(['time_reversed']);
  });

  test('is not answered by a registry that turns back its clock', async () => {
    const later = await tellStory({ asksTheRule: false });
    const made = await makeBundle(later);
    const named = made.items.filter(({ source }) => source === 'consented').map(({ sha256 }) => sha256);
    story = later;
    expect((await check(await later.registry.newer(made.manifest.asOf, named), made)).ok).toBe(true);
    later.registry.now = newYear - 1;
    const report = await check(await later.registry.newer(made.manifest.asOf, named), made);
    expect(codesOf(report)).toEqual(['time_reversed']);
  });

  test('in a log that forked since is told both', async () => {
    const fork = await tellStory();
    // The same key, another history before the manifest's checkpoint.
    const other = await tellStory({
      before: async (signing) => void (await signing.attest(signing.registry.key, people.client.did)),
    });
    expect(fork.registry.rootOf(5)).toEqual(story.registry.rootOf(5));
    const answer = await other.registry.newer({ ...bundle.manifest.asOf, checkpoint: { size: 5, root: '' } }, works());
    expect(codesOf(await check(answer))).toEqual(['log_forked']);
    const proof = other.registry.consistency(bundle.manifest.asOf.checkpoint.size);
    expect(codesOf(await check({ ...answer, consistency: proof }))).toEqual(['log_forked']);
  });

  test('by a log of another key is not answered', async () => {
    const other = await tellStory({ key: keyOf('another log') });
    const answer = await other.registry.newer(bundle.manifest.asOf, works());
    expect(codesOf(await check(answer))).toEqual(['checkpoint_untrusted']);
  });
});

describe('an answer that a registry made up', () => {
  test('with a checkpoint that it does not name is found', async () => {
    const answer = await newer();
    const root = hashOf('root');
    const named = { ...answer.asOf, checkpoint: { ...answer.asOf.checkpoint, root } };
    expect(codesOf(await check({ ...answer, asOf: named }))).toEqual(['checkpoint_mismatch']);
    expect(codesOf(await check({ ...answer, asOf: { ...answer.asOf, origin: 'other.example/log' } }))).toEqual([
      'checkpoint_mismatch',
    ]);
  });

  test('that is not of its shape is malformed, and throws nothing', async () => {
    const answer = await newer();
    const emptied = { ...answer.asOf, checkpoint: { ...answer.asOf.checkpoint, root: '' } };
    expect(codesOf(await check({ ...answer, asOf: emptied }))).toEqual(['malformed']);
    expect(codesOf(await check({ ...answer, consistency: ['zz'] }))).toEqual(['malformed']);
    expect(codesOf(await check({ ...answer, consistency: [''] }))).toEqual(['malformed']);
    expect(codesOf(await check({ ...answer, checkpoint: toUtf8('x') }))).toEqual(['checkpoint_malformed']);
  });

  test('with a proof of consistency too long, too short or of nothing is found', async () => {
    const answer = await newer();
    for (const consistency of [
      [],
      answer.consistency.slice(1),
      [...answer.consistency, hashOf('x')],
      answer.consistency.toReversed(),
    ]) {
      expect(codesOf(await check({ ...answer, consistency }))).toEqual(['log_forked']);
    }
  });

  test('with a state that is not in the log is found', async () => {
    const answer = await newer();
    const state = { ...answer.asOf.state, root: hashOf('root') };
    expect(codesOf(await check({ ...answer, asOf: { ...answer.asOf, state } }))).toEqual(['state_mismatch']);
  });

  test('with no evidence for a work says that it is lacking, and accuses nobody of a withdrawal', async () => {
    const fewer = works().slice(1);
    const report = await check(await story.registry.newer(bundle.manifest.asOf, fewer));
    expect(report.withdrawn).toEqual([]);
    expect(codesOf(report)).toEqual(['evidence_missing']);
    expect(report.errors[0]?.item).toBe(works()[0]);
  });

  test('with evidence of other works, too, says so', async () => {
    const more = [...works(), hashOf('herbarium')];
    expect(codesOf(await check(await story.registry.newer(bundle.manifest.asOf, more)))).toEqual(['evidence_surplus']);
  });

  test('that hides a withdrawal does not lead to the state', async () => {
    await story.withdraw(people.sitter, story.grants.sitter.id);
    const stated = await story.registry.state();
    const checkpoint = await story.registry.checkpoint();
    const evidence = { ...(await story.registry.evidence(stated, checkpoint, works())), checkpoint: new Uint8Array() };
    const { index } = story.grants.sitter;
    const revive = (line: string): string =>
      line.replace(
        `"live":[[${index - 1},0]],"work":"${hashOf(portrait)}"`,
        `"live":[[${index - 1},0],[${index},0]],"work":"${hashOf(portrait)}"`,
      );
    await editLines('state', (all) => all.map(revive))!(evidence);
    const answer = await story.registry.newer(bundle.manifest.asOf, works(), stated);
    const shown = new Map([
      ['evidence/statements.bin', evidence.statements],
      ['evidence/works.jsonl', evidence.works],
      ['evidence/state.jsonl', evidence.state],
      ['evidence/proofs.bin', evidence.proofs],
    ]);
    const report = await check({ ...answer, evidence: memorySource(shown) });
    expect(report.ok).toBe(false);
    expect(codesOf(report)).toContain('proof_invalid');
  });
});

test('items that are not the manifest’s are not what was asked about', async () => {
  const others = await makeBundle(story, { items: (items) => items.slice(0, -1), works: works() });
  const mixed = { ...bundle, files: new Map(bundle.files).set('items.jsonl', others.files.get('items.jsonl')!) };
  const report = await check(await newer(), mixed);
  expect(codesOf(report)).toContain('items_mismatch');
});
