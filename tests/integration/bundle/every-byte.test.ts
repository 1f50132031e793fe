import { files, monitorsFile } from '@assent/consent';
import { cosignState, formatStateNote } from '@assent/log';
import { type Code, toUtf8 } from '@assent/schema';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, codesOf, makeBundle, verifyFiles } from '../../support/bundles.ts';
import { plates, type Story, tellStory } from '../../support/consent-story.ts';
import { hashOf, keyOf } from '../../support/written-statements.ts';

interface Said {
  /** One of these says what is wrong, wherever the byte is. */
  readonly tells: readonly Code[];
  /** These may be said beside it: what follows from reading the damage. */
  readonly also: readonly Code[];
}

const bytesOfAnEnvelope: readonly Code[] = [
  'base64_not_canonical',
  'key_malformed',
  'malformed',
  'not_canonical',
  'not_json',
  'not_utf8',
  'payload_type_mismatch',
  'signature_invalid',
];

const said: Record<keyof typeof files | 'data' | 'monitors', Said> = {
  manifest: { tells: bytesOfAnEnvelope, also: [] },
  items: {
    tells: ['bundle_unreadable', 'items_mismatch', 'items_order', 'not_utf8'],
    also: [
      'counts_mismatch',
      'duties_mismatch',
      'evidence_missing',
      'evidence_surplus',
      'file_missing',
      'file_unexpected',
      'synthetic_misplaced',
      'synthetic_mismatch',
    ],
  },
  statements: {
    tells: ['evidence_mismatch'],
    also: [
      'bundle_unreadable',
      'malformed',
      'not_canonical',
      'not_json',
      'not_utf8',
      'payload_type_mismatch',
      'proof_invalid',
      'signature_invalid',
      'too_large',
    ],
  },
  works: {
    tells: ['evidence_mismatch'],
    also: [
      'bundle_unreadable',
      'capacity_not_held',
      'duties_mismatch',
      'evidence_missing',
      'evidence_surplus',
      'not_utf8',
      'proof_invalid',
      'state_mismatch',
      'synthetic_mismatch',
      'synthetic_not_reproduced',
    ],
  },
  state: {
    tells: ['evidence_mismatch'],
    also: [
      'bundle_unreadable',
      'evidence_missing',
      'evidence_surplus',
      'not_allowed',
      'not_utf8',
      'proof_invalid',
      'state_mismatch',
      'statement_kind_wrong',
    ],
  },
  proofs: { tells: ['evidence_mismatch'], also: ['bundle_unreadable', 'proof_invalid'] },
  checkpoint: {
    tells: ['evidence_mismatch'],
    also: ['checkpoint_malformed', 'checkpoint_untrusted', 'signature_invalid'],
  },
  release: {
    tells: [
      'bundle_unreadable',
      'checkpoint_malformed',
      'checkpoint_untrusted',
      'malformed',
      'not_canonical',
      'not_json',
      'not_utf8',
      'payload_type_mismatch',
      'proof_invalid',
      'release_mismatch',
      'signature_invalid',
    ],
    also: [],
  },
  data: { tells: ['file_hash_mismatch'], also: [] },
  // Nothing hashes them; both are asked for.
  monitors: {
    tells: [
      'checkpoint_malformed',
      'key_malformed',
      'monitor_quorum_missing',
      'signature_duplicate',
      'signature_invalid',
      'state_mismatch',
    ],
    also: [],
  },
};

const names = Object.keys(said) as (keyof typeof said)[];

const monitors = ['one', 'two'].map((name) => keyOf(`monitor ${name}`));

describe('a bundle', () => {
  let story: Story;
  let bundle: Bundle;
  beforeAll(async () => {
    story = await tellStory();
    // One consented item and a slice: every kind of evidence is there, and every position of it can be tried.
    const kept = [hashOf(plates[0]), ...story.sliceLines.map(({ sha256 }) => sha256)];
    bundle = await makeBundle(story, {
      items: (items) => items.filter(({ sha256 }) => kept.includes(sha256)),
      manifest: (manifest) => {
        const strata = manifest.counts.strata.map((stratum) => ({ ...stratum, maxSharePercent: 70 }));
        return { ...manifest, counts: { ...manifest.counts, strata } };
      },
    });
    const { state } = story;
    const cosigned = await Promise.all(
      monitors.map((monitor) => cosignState(state, monitor.did, state.statement.at, monitor)),
    );
    bundle.files.set(monitorsFile, toUtf8(formatStateNote(state, cosigned)));
  });

  const verify = (all: ReadonlyMap<string, Uint8Array>) =>
    verifyFiles(story, all, {
      trust: { ...story.registry.trust, monitors: { quorum: 2, keys: monitors.map(({ did }) => did).toSorted() } },
    });

  const nameOf = (file: keyof typeof said): string =>
    file === 'monitors'
      ? monitorsFile
      : file === 'data'
        ? [...bundle.files.keys()].find((path) => path.startsWith('data/'))!
        : files[file];

  const judge = async (name: string, bytes: Uint8Array, { tells, also }: Said): Promise<string[]> => {
    const report = await verify(new Map(bundle.files).set(name, bytes));
    const codes = codesOf(report);
    const silent = !report.ok && codes.some((code) => tells.includes(code)) ? [] : ['nothing tells'];
    return [...silent, ...codes.filter((code) => !tells.includes(code) && !also.includes(code))];
  };

  test('is whole, unchanged', async () => {
    expect((await verify(bundle.files)).errors).toEqual([]);
  });

  test.each(names)('is found out wherever a byte of %s is another', { timeout: 120_000 }, async (file) => {
    const name = nameOf(file);
    const bytes = bundle.files.get(name)!;
    const wrong: Record<number, string[]> = {};
    for (let at = 0; at < bytes.length; at++) {
      // A low bit makes another letter or digit, a high one no UTF-8: positions take turns.
      const changed = bytes.slice();
      changed[at]! ^= [0x01, 0x02, 0x10, 0x80][at % 4]!;
      const found = await judge(name, changed, said[file]);
      if (found.length > 0) wrong[at] = found;
    }
    expect(bytes.length).toBeGreaterThan(0);
    expect(wrong).toEqual({});
  });

  test.each(names)('is found out wherever %s ends early, and with a byte more', { timeout: 120_000 }, async (file) => {
    const name = nameOf(file);
    const bytes = bundle.files.get(name)!;
    const unnoticed: (number | string)[] = [];
    // Long files at every seventh place: the fields of every encoding are tried at each of their bytes in turn.
    const step = bytes.length > 2000 ? 7 : 1;
    for (let length = 0; length < bytes.length; length += step) {
      const report = await verify(new Map(bundle.files).set(name, bytes.subarray(0, length)));
      if (report.ok) unnoticed.push(length);
    }
    for (const more of [0x00, 0x0a, 0x20, 0x30]) {
      const report = await verify(new Map(bundle.files).set(name, Uint8Array.of(...bytes, more)));
      if (report.ok) unnoticed.push(`and ${more}`);
    }
    expect(unnoticed).toEqual([]);
  });
});
