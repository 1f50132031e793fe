import { describe, expect, test } from 'vitest';
import { type Compared, compare, disagreements, namesOf } from '../independent/compare.ts';
import { editsOf } from '../independent/edits.ts';
import { hasPython } from '../independent/python.ts';
import { makeBundle } from '../support/bundles.ts';
import { sceneLine, scenes, type StoryOptions, tellStory } from '../support/consent-story.ts';
import { learntCases, makeLearnt } from '../support/learnt-cases.ts';

const why = hasPython ? '' : ' (skipped: no Python 3.11 here)';

describe.skipIf(!hasPython)(`two verifiers that share no code${why}`, { timeout: 240_000 }, () => {
  test('say the same of what models behind synthetic items were fitted on', async () => {
    const compared: Compared[] = [];
    for (const one of learntCases) {
      const { story, bundle } = await makeLearnt(one);
      compared.push(...(await compare(story, [{ name: one.what, files: bundle.files }])));
    }
    expect(disagreements(compared)).toEqual([]);
    expect(namesOf(compared, true)).toEqual([learntCases[0]!.what]);
    const { story, bundle } = await makeLearnt(learntCases[0]!);
    const edits = editsOf(bundle.files).filter(([name]) => name.startsWith('sources/'));
    const edited = await compare(
      story,
      edits.map(([name, files]) => ({ name, files })),
    );
    expect(edits.length).toBeGreaterThan(60);
    expect(disagreements(edited)).toEqual([]);
    expect(namesOf(edited, true)).toEqual([]);
  });

  test.each(['refuse', 'taint'] as const)(
    'say the same of unknown lineage where trust says %s',
    async (unknownLineage) => {
      const slice: StoryOptions['slice'] = (made, nonce) => ({
        slice: { ...made, class: 'trained-external' },
        lines: scenes.map((file, slot) => sceneLine(nonce, slot, file)),
      });
      const story = await tellStory({ slice });
      const { files } = await makeBundle(story);
      const trust = { ...story.registry.trust, unknownLineage };
      expect(await compare(story, [{ name: 'external', files }], trust)).toMatchObject([
        { ok: unknownLineage === 'taint', differ: undefined },
      ]);
    },
  );
});
