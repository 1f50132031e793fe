import { files, memorySource, type Progress, verifyManifest } from '@assent/consent';
import { node } from '@assent/signing/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, makeBundle } from '../../support/bundles.ts';
import { type Story, tellStory } from '../../support/consent-story.ts';

let story: Story;
let bundle: Bundle;
beforeAll(async () => {
  story = await tellStory();
  bundle = await makeBundle(story, { bare: true });
});

const verify = (watch: { onProgress?: (done: Progress) => void; signal?: AbortSignal }) =>
  verifyManifest(memorySource(bundle.files), {
    trust: story.registry.trust,
    ed25519: node,
    regenerate: undefined,
    regenerateSlots: 'all',
    ...watch,
  });

describe('whoever watches a verification', () => {
  test('is told of every file to its last byte, and how many items there will be', async () => {
    const seen = new Map<string, Progress>();
    const report = await verify({ onProgress: (done) => void seen.set(done.file, done) });
    expect(report.ok).toBe(true);
    expect([...seen.keys()].toSorted()).toEqual(Object.values(files).toSorted());
    for (const [name, { bytes }] of seen) expect([name, bytes]).toEqual([name, bundle.files.get(name)!.length]);
    expect(seen.get(files.release)).toMatchObject({ items: bundle.items.length, ofItems: bundle.items.length });
  });

  test('can stop it, before it begins or in its midst', async () => {
    const why = new Error('seen enough');
    await expect(verify({ signal: AbortSignal.abort(why) })).rejects.toBe(why);
    const controller = new AbortController();
    const onProgress = ({ file }: Progress): void => {
      if (file === files.items) controller.abort(why);
    };
    await expect(verify({ onProgress, signal: controller.signal })).rejects.toBe(why);
  });
});
