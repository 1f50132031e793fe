import {
  assemble,
  type CandidateWork,
  composeItems,
  type FilledSlice,
  listRoot,
  specificationHash,
} from '@assent/consent';
import { leafHash, MemoryTree, proveInclusion, verifyInclusion } from '@assent/log';
import { canonicalize, type Fill, type Item, type SliceLine, type Specification, toUtf8 } from '@assent/schema';
import { generatorNamed, generatorRef, makeSlice, regenerateSlot, sliceLines, type SliceSource } from '@assent/synth';
import { hexToBytes } from '@noble/hashes/utils.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf, lineOf, purpose } from '../../packages/consent/src/testing/told-log.ts';
import { describeLine } from '../../packages/consent/src/works-fold.ts';

/** A generator of short texts: quick, and real. */
const known = generatorNamed('dyck');
if (!known.ok) throw new Error(known.refusal.detail);
const generator = generatorRef(known.value);
const parameters = { tokens: 64 };

interface Wish {
  readonly quota: number;
  /** `null`: nothing is to be filled. */
  readonly share: number | null;
}

/** Strata that no work fits two of, so that what happens to one is of no weight to another. */
const specify = (wishes: readonly Wish[], val: number, tested: number): Specification => ({
  v: 1,
  dataset: 'pictures',
  version: '1.0.0',
  title: 'Pictures',
  purpose,
  strata: wishes.map(({ quota, share }, i) => ({
    name: `stratum-${i}`,
    title: `Stratum ${i}`,
    quota,
    match: { people: 'any', tags: [`tag-${i}`] },
    fill: share === null ? null : fillOf(share),
  })),
  capPerCreator: null,
  splits: { val, test: tested },
  seed: hashOf('seed'),
  reviewAfterDays: 90,
});
const fillOf = (maxSharePercent: number): Fill => ({
  generator: generator.id,
  parameters,
  maxSharePercent,
  syntheticOnly: maxSharePercent === 100,
});

/** One work for each number: of that stratum, if there is one. */
const candidatesOf = (strata: readonly number[]): CandidateWork[] =>
  strata.map((stratum, i) => ({
    sha256: hashOf(`work ${i}`),
    described: describeLine(lineOf(`work ${i}`, 'ann', { tags: [`tag-${stratum}`] }), 0),
    decision: { verdict: 'allow', reasons: [] },
  }));

interface Filled {
  readonly items: readonly Item[];
  readonly slices: readonly (FilledSlice & { readonly source: SliceSource })[];
}

/** Everything that an assembly makes of a plan and its nonce. */
const fill = async (
  candidates: readonly CandidateWork[],
  specification: Specification,
  pretrain = false,
): Promise<Filled> => {
  const assembly = assemble(candidates, specification);
  const slices: Filled['slices'][number][] = [];
  for (const [index, { name, fillable }] of assembly.strata.entries()) {
    if (fillable === 0) continue;
    const nonce = hashOf('nonce');
    const source = { generator, parameters, spec: specificationHash(specification), stratum: name, nonce };
    const made = makeSlice(source, fillable);
    if (!made.ok) throw new Error(made.refusal.detail);
    const lines: SliceLine[] = [];
    for await (const { line } of made.value) lines.push(line);
    const sorted = sliceLines(lines);
    if (!sorted.ok) throw new Error(sorted.refusal.detail);
    slices.push({ index, stratum: name, pretrain, lines: sorted.value, source });
  }
  return { items: composeItems(assembly, slices), slices };
};

const wish = fc.record({
  quota: fc.integer({ min: 1, max: 12 }),
  share: fc.oneof(fc.constantFrom(null, 30, 100), fc.integer({ min: 1, max: 100 })),
});
const question = fc.record({
  wishes: fc.array(wish, { minLength: 1, maxLength: 3 }),
  works: fc.array(fc.nat({ max: 3 }), { maxLength: 30 }),
  val: fc.nat({ max: 50 }),
  tested: fc.nat({ max: 50 }),
});
const runs = { numRuns: 200 };

describe('what is filled', () => {
  test('never passes its share or its quota, and is nothing where nobody asked', () =>
    fc.assert(
      fc.asyncProperty(question, async ({ wishes, works, val, tested }) => {
        const { items } = await fill(candidatesOf(works), specify(wishes, val, tested));
        for (const [i, { quota, share }] of wishes.entries()) {
          const inside = items.filter(({ stratum }) => stratum === `stratum-${i}`);
          const made = inside.filter(({ source }) => source === 'synthetic').length;
          expect(made * 100).toBeLessThanOrEqual(inside.length * (share ?? 0));
          expect(inside.length).toBeLessThanOrEqual(quota);
          // A stratum of synthetic items alone has to be asked for.
          if (share !== 100 && made > 0) expect(made).toBeLessThan(inside.length);
        }
      }),
      runs,
    ));

  test('is in no evaluation split, whatever is asked for', () =>
    fc.assert(
      fc.asyncProperty(question, fc.boolean(), async ({ wishes, works, val, tested }, pretrain) => {
        const { items } = await fill(candidatesOf(works), specify(wishes, val, tested), pretrain);
        for (const { source, split } of items) {
          if (source === 'synthetic') expect(split).toBe(pretrain ? 'pretrain' : 'train');
          else expect(split).not.toBe('pretrain');
        }
      }),
      runs,
    ));

  test('is provable, leaf by leaf, and made again from what is signed', () =>
    fc.assert(
      fc.asyncProperty(question, async ({ wishes, works, val, tested }) => {
        const { items, slices } = await fill(candidatesOf(works), specify(wishes, val, tested));
        for (const item of items.filter(({ source }) => source === 'synthetic')) {
          const { lines, source, stratum } = slices.find(({ index }) => index === item.slice)!;
          const texts = lines.map((line) => canonicalize(line));
          const at = lines.findIndex(({ sha256 }) => sha256 === item.sha256);
          const line = lines[at]!;
          expect([line.slot, stratum]).toEqual([item.slot, item.stratum]);
          const tree = new MemoryTree(texts.map((text) => leafHash(toUtf8(text))));
          const proof = proveInclusion(at, texts.length, tree.read);
          const isIn = (one: SliceLine): boolean =>
            verifyInclusion(leafHash(toUtf8(canonicalize(one))), at, texts.length, proof, hexToBytes(listRoot(texts)));
          expect(isIn(line)).toBe(true);
          expect(isIn({ ...line, labels: { pretty: true } })).toBe(false);
          expect(await regenerateSlot(line, source)).toMatchObject({ ok: true });
        }
      }),
      { numRuns: 50 },
    ));

  test('stays as it is when a consented item goes: one item comes in its place, or none', () =>
    fc.assert(
      fc.asyncProperty(question, fc.nat(), async ({ wishes, works, val, tested }, pick) => {
        const specification = specify(wishes, val, tested);
        const candidates = candidatesOf(works);
        const before = await fill(candidates, specification);
        const consented = before.items.filter(({ source }) => source === 'consented');
        fc.pre(consented.length > 0);
        const gone = consented[pick % consented.length]!;
        const after = await fill(
          candidates.filter(({ sha256 }) => sha256 !== gone.sha256),
          specification,
        );

        const left = new Map(after.items.map((item) => [item.sha256, item]));
        const dropped = before.items.filter(({ sha256 }) => !left.has(sha256));
        const came = after.items.filter(({ sha256 }) => !before.items.some((item) => item.sha256 === sha256));
        for (const item of before.items) if (left.has(item.sha256)) expect(left.get(item.sha256)).toEqual(item);
        expect(came.length).toBeLessThanOrEqual(1);
        for (const item of [...came, ...dropped]) expect(item.stratum).toBe(gone.stratum);

        // Beside it goes only what the share no longer covers: the last slots, and never a consented item.
        const others = dropped.filter(({ sha256 }) => sha256 !== gone.sha256);
        const slotsLeft = after.items.filter(
          ({ source, stratum }) => source === 'synthetic' && stratum === gone.stratum,
        );
        for (const { source, slot } of others) {
          expect(source).toBe('synthetic');
          expect(slot).toBeGreaterThanOrEqual(slotsLeft.length);
        }
        // Where somebody else's work comes in its place, or everything may be synthetic, nothing else changes.
        const { fill: filling } = specification.strata.find(({ name }) => name === gone.stratum)!;
        const replaced = came.some(({ source }) => source === 'consented');
        if (replaced || filling === null || filling.maxSharePercent === 100) expect(others).toEqual([]);
        if (filling?.maxSharePercent === 100) expect(came).toHaveLength(1);
      }),
      runs,
    ));
});
