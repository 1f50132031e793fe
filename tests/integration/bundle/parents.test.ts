import { files, parentsFile } from '@assent/consent';
import { type Manifest, toUtf8 } from '@assent/schema';
import { beforeAll, expect, test } from 'vitest';
import { type Bundle, codesOf, makeBundle, verifyFiles } from '../../support/bundles.ts';
import { type Story, tellStory } from '../../support/consent-story.ts';

// A dataset that was made from others: what they declared bounds it, also where they declared less than was allowed.
let story: Story;
let parent: Bundle;
let parentId: string;
beforeAll(async () => {
  story = await tellStory();
  parent = await makeBundle(story);
  parentId = idOf(parent);
});

const idOf = ({ release: { statement } }: Bundle): string => (statement.kind === 'release' ? statement.manifest : '');

const linesOf = (...parents: readonly Bundle[]): Uint8Array =>
  toUtf8(
    parents
      .toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
      .map((one) => `${Buffer.from(one.files.get(files.manifest)!).toString('utf8')}\n`)
      .join(''),
  );

/** A child of these parents, with `evidence/parents.jsonl` as given. */
const childOf = async (parents: readonly string[], shown: Uint8Array | undefined, change: Partial<Manifest> = {}) => {
  const child = await makeBundle(story, {
    manifest: (manifest) => ({ ...manifest, parents: [...parents], ...change }),
  });
  if (shown !== undefined) child.files.set(parentsFile, shown);
  return verifyFiles(story, child.files);
};

test('is true where it claims no more than its parents', async () => {
  expect(codesOf(await childOf([parentId], linesOf(parent)))).toEqual([]);
});

test('shows every parent that it names, and no other', async () => {
  expect(codesOf(await childOf([parentId], undefined))).toEqual(['file_missing']);
  expect(codesOf(await childOf([], linesOf(parent)))).toEqual(['file_unexpected']);
  const other = await makeBundle(story, { manifest: (manifest) => ({ ...manifest, title: 'Another' }) });
  expect(codesOf(await childOf([parentId], linesOf(other)))).toEqual(['evidence_mismatch']);
  expect(codesOf(await childOf([parentId], linesOf(parent, other)))).toEqual(['evidence_mismatch']);
  expect(codesOf(await childOf([parentId, idOf(other)].toSorted(), linesOf(parent, other)))).toEqual([]);
});

test('claims more than a parent declared: laundering, with the parent that it goes beyond', async () => {
  const { 'train-generative': one, ...less } = parent.manifest.scope;
  expect(one).toBeDefined();
  const modest = await makeBundle(story, { manifest: (manifest) => ({ ...manifest, scope: less }) });
  const report = await childOf([idOf(modest)], linesOf(modest));
  expect(report.errors).toEqual([{ code: 'laundering', statement: idOf(modest), detail: 'train-generative' }]);
  expect(codesOf(await childOf([idOf(modest)], linesOf(modest), { scope: less }))).toEqual([]);
});

test('every byte of the parents’ manifests counts', async () => {
  const shown = linesOf(parent);
  for (let at = 0; at < shown.length; at += 97) {
    const flipped = shown.slice();
    flipped[at]! ^= 1;
    expect(codesOf(await childOf([parentId], flipped)), `byte ${at}`).not.toEqual([]);
  }
});
