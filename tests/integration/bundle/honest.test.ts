import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, codesOf, makeBundle, verifyFiles } from '../../support/bundles.ts';
import { type Story, tellStory } from '../../support/consent-story.ts';

describe('an honest bundle', () => {
  let story: Story;
  let bundle: Bundle;
  beforeAll(async () => {
    story = await tellStory();
    bundle = await makeBundle(story);
  });

  test('verifies', async () => {
    const report = await verifyFiles(story, bundle.files);
    expect(report.errors).toEqual([]);
    expect(report.ok).toBe(true);
    expect(codesOf(report)).toEqual([]);
    expect(report.counts).toEqual({ total: 9, consented: 7, synthetic: 2, regenerated: 2 });
  });
});
