import { assembleIn } from '@assent/consent';
import { canonicalize, type Item, type Purpose } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { codesOf, decideIn, makeBundle, verifyFiles } from '../../support/bundles.ts';
import { signHistory } from '../../support/signed-history.ts';

const seeds = Array.from({ length: 30 }, (_, i) => i);

/** Two in three ask for little, so that something is allowed. */
const easier = (purpose: Purpose, seed: number): Purpose =>
  seed % 3 === 0
    ? purpose
    : {
        ...purpose,
        uses: ['train-generative'],
        territory: { only: ['DE'] },
        until: purpose.from + 1,
        duties: ['attribute', 'delete-copies', 'notify', 'pay'],
        downstream: 'none',
        onWithdraw: 'retrain-or-delete',
        assurance: { author: 0, guardian: 0, owner: 0, steward: 0, subject: 0 },
      };

describe('in a history of all kinds of statements by many', () => {
  test('what is assembled verifies, twice the same bytes, and what is not allowed is in no dataset', async () => {
    const seen = { allowed: 0, kept: 0 };
    const kinds = new Set<string>();
    for (const seed of seeds) {
      const told = await signHistory(seed);
      const story = {
        ...told,
        specification: { ...told.specification, purpose: easier(told.specification.purpose, seed) },
      };
      const { registry, state, specification } = story;
      for (const kind of told.accepted) kinds.add(kind);
      const { at } = state.statement;
      const assembled = assembleIn(registry.ledger, specification, registry.trust, at, []);
      const again = assembleIn(registry.ledger, specification, registry.trust, at, []);
      expect(canonicalize(again)).toBe(canonicalize(assembled));
      const taken = assembled.assembly.chosen.map(({ sha256 }) => sha256);
      const denied: string[] = [];
      for (const work of registry.ledger.stateKeys().works) {
        const { verdict } = decideIn(registry.ledger, work, specification.purpose, registry.trust, at);
        expect({ seed, work, taken: taken.includes(work) }).toEqual({ seed, work, taken: verdict === 'allow' });
        if (verdict !== 'allow') denied.push(work);
      }
      if (taken.length > 0) {
        const checkpoint = await registry.checkpoint();
        const evidence = await registry.evidence(state, checkpoint, taken);
        expect(await registry.evidence(state, checkpoint, taken.toReversed())).toEqual(evidence);
        const bundle = await makeBundle(story, { bare: true });
        expect({ seed, errors: (await verifyFiles(story, bundle.files)).errors }).toEqual({ seed, errors: [] });
        seen.allowed += taken.length;
      }
      const [work] = denied;
      if (work === undefined) continue;
      const forced: Item = { sha256: work, ext: 'png', source: 'consented', split: 'train', stratum: 'forced' };
      const cheated = await makeBundle(story, {
        items: (items) =>
          [...items, { ...forced, stratum: specification.strata[0]!.name }].toSorted((a, b) =>
            a.sha256 < b.sha256 ? -1 : 1,
          ),
        manifest: (manifest) => ({ ...manifest, scope: {}, duties: ['attribute', 'delete-copies', 'notify', 'pay'] }),
        bare: true,
      });
      const report = await verifyFiles(story, cheated.files);
      expect({ seed, codes: codesOf(report) }).toEqual({ seed, codes: ['not_allowed'] });
      expect(report.errors.map(({ item }) => item)).toEqual([work]);
      seen.kept++;
    }
    expect(seen.allowed).toBeGreaterThan(12);
    expect(seen.kept).toBeGreaterThan(20);
    const many = ['attest', 'delegate', 'disclaim', 'dispute', 'erase', 'grant', 'guardianship', 'identity'];
    expect([...kinds]).toEqual(expect.arrayContaining([...many, 'resolve', 'withdraw']));
  });
});
