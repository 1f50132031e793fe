import { canonicalize, Item, Manifest, type SliceLine, type Specification } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { assemble, specificationHash } from './assemble.ts';
import {
  composeItems,
  composeManifest,
  extensionOf,
  hashFile,
  type ManifestInput,
  writeItems,
} from './compose-manifest.ts';
import { day, hashOf, lineOf, now, purpose, sliceList, who } from './testing/told-log.ts';
import { describeLine } from './works-fold.ts';

const specification: Specification = {
  v: 1,
  dataset: 'pictures',
  version: '1.0.0',
  title: 'Pictures',
  purpose,
  strata: [
    {
      name: 'plates',
      title: 'Plates',
      quota: 5,
      match: { people: 'any' },
      fill: { generator: 'scenes', parameters: {}, maxSharePercent: 50, syntheticOnly: false },
    },
  ],
  capPerCreator: null,
  splits: { val: 0, test: 0 },
  seed: hashOf('seed'),
  reviewAfterDays: 90,
};
const assembly = assemble(
  ['a', 'b'].map((work) => ({
    sha256: hashOf(work),
    described: describeLine(
      lineOf(work, 'ann', {
        mime: work === 'a' ? 'image/jpeg' : 'x/unknown',
        ...(work === 'a' && { attribution: 'Ann' }),
      }),
      0,
    ),
    decision: { verdict: 'allow', reasons: [] },
  })),
  specification,
);
const sliceOf = (pretrain: boolean) => ({
  index: 7,
  stratum: 'plates',
  pretrain,
  lines: sliceList([0, 1]).lines as readonly SliceLine[],
});

describe('items', () => {
  test('are consented and synthetic ones together, ascending, each of its shape', () => {
    const items = composeItems(assembly, [sliceOf(false)]);
    expect(items.map(({ sha256 }) => sha256)).toEqual(items.map(({ sha256 }) => sha256).toSorted());
    expect(items.map((item) => Item.safeParse(item).success)).toEqual([true, true, true, true]);
    expect(items.find(({ sha256 }) => sha256 === hashOf('a'))).toEqual({
      sha256: hashOf('a'),
      ext: 'jpg',
      source: 'consented',
      split: 'train',
      stratum: 'plates',
      attribution: 'Ann',
    });
    expect(items.find(({ sha256 }) => sha256 === hashOf('b'))).not.toHaveProperty('attribution');
    expect(
      items
        .filter(({ source }) => source === 'synthetic')
        .map(({ slice, slot, split }) => [slice, slot, split])
        .toSorted(),
    ).toEqual([
      [7, 0, 'train'],
      [7, 1, 'train'],
    ]);
  });

  test('for pre-training have their own split', () => {
    const items = composeItems(assembly, [sliceOf(true)]);
    expect(items.filter(({ split }) => split === 'pretrain')).toHaveLength(2);
  });

  test('are written a canonical line each, and signed as a tree of them', () => {
    const items = composeItems(assembly, []);
    const { lines, bytes, root } = writeItems(items);
    expect(lines).toEqual(items.map((item) => canonicalize(item)));
    expect(new TextDecoder().decode(bytes)).toBe(`${lines.join('\n')}\n`);
    expect(root).toMatch(/^[0-9a-f]{64}$/);
    expect(writeItems(items.toReversed()).root).not.toBe(root);
    expect(writeItems([]).root).toBe(hashFile(new Uint8Array()));
  });

  test('have the ending of their media type, or one that says nothing', () => {
    expect(extensionOf('image/png')).toBe('png');
    expect(extensionOf('application/vnd.assent.row+json')).toBe('json');
    expect(extensionOf('application/x-msdownload')).toBe('bin');
  });
});

describe('a manifest', () => {
  const compose = (pretrain: boolean): Manifest => {
    const items = composeItems(assembly, [sliceOf(pretrain)]);
    const evidence = {
      checkpoint: hashOf('1'),
      proofs: hashOf('2'),
      state: hashOf('3'),
      statements: hashOf('4'),
      works: hashOf('5'),
    };
    const input: ManifestInput = {
      specification,
      strata: assembly.strata,
      scope: {},
      items,
      itemsRoot: writeItems(items).root,
      asOf: {
        origin: 'registry.example/log',
        state: { index: 5, size: 5, at: now, root: hashOf('state') },
        checkpoint: { size: 9, root: hashOf('log') },
      },
      evidence,
      issuer: who('team'),
      now,
    };
    return composeManifest(input);
  };

  test('is of its shape, and the same each time', () => {
    expect(Manifest.parse(compose(false))).toEqual(compose(false));
    expect(compose(false)).toMatchObject({
      aud: 'registry.example/log',
      iss: who('team'),
      spec: specificationHash(specification),
      reviewBy: now + 90 * day,
      parents: [],
    });
  });

  test('counts what was wanted, what consent supplied, what was filled and what is short', () => {
    expect(compose(false).counts).toEqual({
      total: 4,
      consented: 2,
      synthetic: 2,
      strata: [{ name: 'plates', quota: 5, consented: 2, synthetic: 2, shortfall: 1, maxSharePercent: 50 }],
    });
  });

  test('fills no quota with what is for pre-training', () => {
    expect(compose(true).counts).toMatchObject({ total: 4, synthetic: 2, strata: [{ synthetic: 0, shortfall: 3 }] });
  });

  test('owes nothing where nothing is claimed', () => {
    expect(compose(false).duties).toEqual([]);
  });
});
