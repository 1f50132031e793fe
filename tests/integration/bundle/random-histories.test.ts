import { checkFreshness, memorySource } from '@assent/consent';
import type { Item } from '@assent/schema';
import { node } from '@assent/signing/node';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Act, at, history, History, people, purpose, works } from '../../conformance/decisions/told-history.ts';
import { type Assembling, assembleStory, codesOf, decideIn, makeBundle, verifyFiles } from '../../support/bundles.ts';
import { Signing, specification } from '../../support/consent-story.ts';
import { MemoryRegistry } from '../../support/memory-registry.ts';
import { hashOf, keyOf } from '../../support/written-statements.ts';

/** The same statements, signed, in a log. */
const publish = async (acts: readonly Act[], wanted: typeof specification.purpose): Promise<Assembling> => {
  const registry = new MemoryRegistry();
  const signing = new Signing(registry);
  for (const name of people) await signing.attest(registry.key, keyOf(name).did);
  for (const { by, statement, texts } of History.of(acts).told) await registry.publish(statement, keyOf(by), texts);
  registry.now = at;
  const [stratum] = specification.strata;
  const strata = [{ ...stratum!, fill: null }];
  return { registry, specification: { ...specification, purpose: wanted, strata }, state: await registry.state() };
};

const forced = (work: string): Item => ({
  sha256: hashOf(work),
  ext: 'png',
  source: 'consented',
  split: 'train',
  stratum: specification.strata[0]!.name,
});

describe('in any history', () => {
  test('what is assembled verifies, and what is denied is in no dataset', async () => {
    const seen = { allowed: 0, denied: 0 };
    await fc.assert(
      fc.asyncProperty(history, purpose, async (acts, wanted) => {
        const story = await publish(acts, wanted);
        const { registry, state } = story;
        const told = History.of(acts);
        const { chosen } = assembleStory(story);
        const taken = chosen.map(({ sha256 }) => sha256);
        for (const work of works) {
          // The registry's log and the plain fold come to the same decision.
          const decision = decideIn(registry.ledger, hashOf(work), wanted, registry.trust, state.statement.at);
          expect(decision.verdict).toBe(told.decide(work, wanted).verdict);
          expect(taken.includes(hashOf(work))).toBe(decision.verdict === 'allow');
          if (decision.verdict === 'allow') seen.allowed++;
          else if (registry.ledger.workLine(hashOf(work), at) !== undefined) {
            seen.denied++;
            const cheated = await makeBundle(story, {
              items: (items) => [...items, forced(work)].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
              manifest: (manifest) => ({
                ...manifest,
                scope: {},
                duties: ['attribute', 'delete-copies', 'notify', 'pay'],
              }),
              bare: true,
            });
            const report = await verifyFiles(story, cheated.files);
            expect(codesOf(report)).toEqual(['not_allowed']);
            expect(report.errors.map(({ item }) => item)).toEqual([hashOf(work)]);
          }
        }
        if (taken.length === 0) return;
        const bundle = await makeBundle(story, { bare: true });
        expect((await verifyFiles(story, bundle.files)).errors).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(seen.allowed).toBeGreaterThan(5);
    expect(seen.denied).toBeGreaterThan(20);
  });

  test('what is withdrawn later is what freshness names', async () => {
    let withdrawn = 0;
    await fc.assert(
      fc.asyncProperty(history, history, purpose, async (acts, later, wanted) => {
        const story = await publish(acts, wanted);
        const { registry } = story;
        if (assembleStory(story).chosen.length === 0) return;
        const { manifest, files, items } = await makeBundle(story, { bare: true });
        const { told } = History.of([...acts, ...later]);
        for (const { by, statement, texts } of told.slice(History.of(acts).told.length)) {
          await registry.publish(statement, keyOf(by), texts);
        }
        const named = items.map(({ sha256 }) => sha256);
        const answer = await registry.newer(manifest.asOf, named);
        const report = await checkFreshness(memorySource(files), manifest, answer, {
          trust: registry.trust,
          ed25519: node,
        });
        const gone = named.filter(
          (work) => decideIn(registry.ledger, work, wanted, registry.trust, at).verdict !== 'allow',
        );
        expect(report.withdrawn).toEqual(gone);
        expect(report.ok).toBe(gone.length === 0);
        expect(codesOf(report)).toEqual(gone.length === 0 ? [] : ['withdrawn']);
        withdrawn += gone.length;
      }),
      { numRuns: 100 },
    );
    expect(withdrawn).toBeGreaterThan(3);
  });
});
