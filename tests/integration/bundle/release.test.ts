import { files } from '@assent/consent';
import { canonicalBytes, type Code, fromUtf8, type Json } from '@assent/schema';
import { toBase64 } from '@assent/signing';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, codesOf, makeBundle, releaseFile, verifyCheated, verifyFiles } from '../../support/bundles.ts';
import { people, type Story, tellStory } from '../../support/consent-story.ts';
import { hashOf, keyOf } from '../../support/written-statements.ts';

let story: Story;
let bundle: Bundle;
beforeAll(async () => {
  story = await tellStory();
  bundle = await makeBundle(story);
});

type ReleaseParts = Record<'checkpoint' | 'entry', string> &
  Record<'consistency' | 'inclusion', string[]> & { index: number };

const partsOf = ({ files: all }: Bundle): ReleaseParts => {
  const text = fromUtf8(all.get(files.release)!);
  return JSON.parse(text.ok ? text.value : '') as ReleaseParts;
};

const codesWith = async (release: Json | Uint8Array | undefined, of = bundle): Promise<Code[]> => {
  const changed = new Map(of.files);
  if (release === undefined) changed.delete(files.release);
  else changed.set(files.release, release instanceof Uint8Array ? release : canonicalBytes(release));
  return codesOf(await verifyFiles(story, changed));
};

describe('the release of a bundle', () => {
  test('as it is verifies, also under a later checkpoint', async () => {
    expect(await codesWith(partsOf(bundle))).toEqual([]);
    await story.registry.state();
    const { size } = bundle.manifest.asOf.checkpoint;
    expect(await codesWith(await releaseFile(story, bundle.release, size))).toEqual([]);
  });

  test('that is not there is missed, and everything else is still checked', async () => {
    expect(await codesWith(undefined)).toEqual(['release_missing']);
  });

  test.each([
    [
      'without a hash of its inclusion',
      (parts) => ({ ...parts, inclusion: parts.inclusion.slice(1) }),
      'proof_invalid',
    ],
    [
      'with a hash more of its inclusion',
      (parts) => ({ ...parts, inclusion: [...parts.inclusion, hashOf('x')] }),
      'proof_invalid',
    ],
    [
      'with its inclusion turned round',
      (parts) => ({ ...parts, inclusion: parts.inclusion.toReversed() }),
      'proof_invalid',
    ],
    [
      'without a hash of its consistency',
      (parts) => ({ ...parts, consistency: parts.consistency.slice(1) }),
      'proof_invalid',
    ],
    [
      'with a hash more of its consistency',
      (parts) => ({ ...parts, consistency: [...parts.consistency, hashOf('x')] }),
      'proof_invalid',
    ],
    ['at the next place', (parts) => ({ ...parts, index: parts.index + 1 }), 'proof_invalid'],
    ['at a place before the manifest’s checkpoint', (parts) => ({ ...parts, index: 1 }), 'release_mismatch'],
    [
      'that is a grant of the log',
      (parts) => ({ ...parts, entry: toBase64(story.registry.entry(2)) }),
      'release_mismatch',
    ],
    ['that is no entry', (parts) => ({ ...parts, entry: 'AAAA' }), 'malformed'],
    ['in base64 of another spelling', (parts) => ({ ...parts, entry: `${parts.entry}\n` }), 'bundle_unreadable'],
    [
      'with a second signature on its checkpoint',
      (parts) => ({ ...parts, checkpoint: `${parts.checkpoint}— other.example/x AAAAAAAA\n` }),
      'bundle_unreadable',
    ],
    [
      'under a checkpoint that nobody signed',
      (parts) => ({ ...parts, checkpoint: parts.checkpoint.replace(/— \S+/, '— other.example/log') }),
      'checkpoint_untrusted',
    ],
    ['with a member more', (parts) => ({ ...parts, note: '' }), 'bundle_unreadable'],
  ] as [string, (parts: ReleaseParts) => ReleaseParts, Code][])('%s is found', async (_, change, code) => {
    expect(await codesWith(change(partsOf(bundle)) as unknown as Json)).toEqual([code]);
  });

  test('of more bytes than any is unreadable', async () => {
    expect(await codesWith(new Uint8Array(300_000).fill(0x20))).toEqual(['bundle_unreadable']);
  });

  test('of another manifest of the same team is found', async () => {
    const other = await makeBundle(story, { manifest: (manifest) => ({ ...manifest, title: 'Other pictures' }) });
    expect(await codesWith(partsOf(other))).toEqual(['release_mismatch']);
    expect(await codesWith(partsOf(other), other)).toEqual([]);
  });

  test('that somebody else signed is found', async () => {
    // No rule takes a second release of one manifest.
    const lenient = await tellStory({ asksTheRule: false });
    const made = await makeBundle(lenient);
    const other = keyOf('another team');
    const forged = { ...(made.release.statement as object), iss: other.did } as typeof made.release.statement;
    const release = await lenient.registry.publish(forged, other, linesOf(made));
    const shown = await releaseFile(lenient, release, made.manifest.asOf.checkpoint.size);
    const report = await verifyFiles(lenient, new Map([...made.files, [files.release, shown]]));
    expect(codesOf(report)).toEqual(['release_mismatch']);
  });

  test.each([
    ['another dataset', { dataset: 'others' }],
    ['another version', { version: '2.0.0' }],
    ['another state', { state: 1 }],
  ] as const)('that names %s is found', async (_, change) => {
    const lenient = await tellStory({ asksTheRule: false });
    const report = await verifyCheated(lenient, { release: (release) => ({ ...release, ...change }) });
    expect(codesOf(report)).toEqual(['release_mismatch']);
  });

  test('in another log than the manifest’s is found', async () => {
    const other = await tellStory({ key: keyOf('another log'), origin: story.registry.origin });
    const elsewhere = await makeBundle(other);
    expect(await codesWith(partsOf(elsewhere))).toEqual(['checkpoint_untrusted']);
  });

  test('in a log that forked after the manifest is found', async () => {
    // The same key keeps two histories: in one the team's manifest was never released.
    const fork = await tellStory();
    await fork.registry.state();
    const { statement } = bundle.release;
    const release = await fork.registry.publish(statement, people.team, linesOf(bundle));
    await story.registry.state();
    const { size } = bundle.manifest.asOf.checkpoint;
    const shown = await releaseFile(fork, release, size);
    // Both histories share what the manifest is as of, so each alone is a history of this log.
    expect(await codesWith(shown)).toEqual([]);
    expect(fork.registry.rootOf(size + 1)).not.toEqual(story.registry.rootOf(size + 1));
  });
});

const linesOf = ({ files: all }: Bundle): string[] => {
  const text = fromUtf8(all.get(files.items)!);
  return text.ok ? text.value.split('\n').slice(0, -1) : [];
};
