import { dataPath, files } from '@assent/consent';
import { type Code, fromUtf8, toUtf8, type Trust } from '@assent/schema';
import { formatCheckpoint, formatNote, formatVerifierKey, parseNote, signNote } from '@assent/log';
import type { Signer } from '@assent/signing';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, codesOf, makeBundle, verifyCheated, verifyFiles } from '../../support/bundles.ts';
import { people, type Story, tellStory } from '../../support/consent-story.ts';
import { hashOf, keyOf } from '../../support/written-statements.ts';

let story: Story;
let bundle: Bundle;
beforeAll(async () => {
  story = await tellStory();
  bundle = await makeBundle(story);
});

const codesUnder = async (trust: Partial<Trust>, of = bundle): Promise<Code[]> =>
  codesOf(await verifyFiles(story, of.files, { trust: { ...story.registry.trust, ...trust } }));

describe('a verifier', () => {
  test('who names the team takes its manifest, and nobody else’s', async () => {
    expect(await codesUnder({ issuers: [people.team.did] })).toEqual([]);
    expect(await codesUnder({ issuers: [people.stranger.did] })).toEqual(['issuer_untrusted']);
    expect(await codesUnder({ issuers: [] })).toEqual(['issuer_untrusted']);
  });

  test('who trusts no log, another log or another key of this log takes nothing', async () => {
    const { origin } = story.registry;
    const other = keyOf('another log').publicKey;
    expect(await codesUnder({ logs: [] })).toEqual(['checkpoint_untrusted']);
    const elsewhere = { origin: 'other.example/log', key: formatVerifierKey('other.example/log', other) };
    expect(await codesUnder({ logs: [elsewhere] })).toEqual(['checkpoint_untrusted']);
    expect(await codesUnder({ logs: [{ origin, key: formatVerifierKey(origin, other) }] })).toEqual([
      'checkpoint_untrusted',
    ]);
    const misnamed = { origin, key: formatVerifierKey('other.example/log', story.registry.key.publicKey) };
    expect(await codesUnder({ logs: [misnamed] })).toEqual(['checkpoint_untrusted']);
  });

  test('who trusts a log’s key takes no checkpoint of another log that the same key signed', async () => {
    const { origin, key } = story.registry;
    const renamed = (name: string): Promise<Bundle> =>
      makeBundle(story, {
        evidence: async (evidence) => {
          const { size, root } = await story.registry.checkpoint();
          const text = formatCheckpoint({ origin: name, size, root: hexToBytes(root) });
          evidence.checkpoint = toUtf8(formatNote(await signNote(text, origin, key)));
        },
      });
    expect(await codesUnder({}, await renamed(origin))).toEqual([]);
    expect(await codesUnder({}, await renamed('other.example/log'))).toEqual(['checkpoint_untrusted']);
  });

  test('who trusts no attester takes no steward', async () => {
    expect(await codesUnder({ attesters: [] })).toEqual(['not_allowed']);
    expect(await codesUnder({ attesters: [{ identity: people.stranger.did, upTo: 2 }] })).toEqual(['not_allowed']);
    expect(await codesUnder({ attesters: [{ identity: story.registry.key.did, upTo: 1 }] })).toEqual([]);
  });

  test('who asks for monitors is told that there are none', async () => {
    expect(await codesUnder({ monitors: { quorum: 1, keys: [keyOf('monitor').did] } })).toEqual([
      'monitor_quorum_missing',
    ]);
  });
});

/** A cosignature of a checkpoint (C2SP tlog-cosignature), as one more line of its note. */
const cosign = async (note: string, name: string, witness: Signer, time: number): Promise<string> => {
  const parsed = parseNote(toUtf8(note));
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  const at = new Uint8Array(8);
  new DataView(at.buffer).setBigUint64(0, BigInt(time));
  const signature = await witness.sign(toUtf8(`cosignature/v1\ntime ${time}\n${parsed.value.text}`));
  const keyId = bytesToHex(
    sha256(concatBytes(toUtf8(`${name}\n`), Uint8Array.of(4), witness.publicKey)).subarray(0, 4),
  );
  const { text, signatures } = parsed.value;
  return formatNote({ text, signatures: [...signatures, { name, keyId, signature: concatBytes(at, signature) }] });
};

const witnesses = ['one', 'two', 'three'].map((name) => {
  const key = keyOf(`witness ${name}`);
  return {
    name: `${name}.example/witness`,
    key,
    verifier: formatVerifierKey(`${name}.example/witness`, key.publicKey, 4),
  };
});

describe('a checkpoint that witnesses saw', () => {
  const seenBy = async (times: readonly number[]): Promise<Bundle> =>
    makeBundle(story, {
      evidence: async (evidence) => {
        const text = fromUtf8(evidence.checkpoint);
        let note = text.ok ? text.value : '';
        for (const [i, time] of times.entries()) note = await cosign(note, witnesses[i]!.name, witnesses[i]!.key, time);
        evidence.checkpoint = toUtf8(note);
      },
    });
  const asking = (quorum: number): Partial<Trust> => ({
    witnesses: { quorum, keys: witnesses.map(({ verifier }) => verifier) },
  });

  test('confirms the time where as many as asked for agree within an hour', async () => {
    const { at } = story.state.statement;
    const seen = await seenBy([at + 10, at + 3600]);
    expect(await codesUnder(asking(2), seen)).toEqual([]);
    expect(await codesUnder(asking(3), seen)).toEqual(['witness_quorum_missing']);
    const report = await verifyFiles(story, seen.files, { trust: { ...story.registry.trust, ...asking(2) } });
    expect(report.warnings.map(({ code }) => code)).toEqual(['state_unmonitored']);
  });

  test('denies a time that lies more than an hour from theirs', async () => {
    const { at } = story.state.statement;
    expect(await codesUnder(asking(1), await seenBy([at + 3601]))).toEqual(['witness_quorum_missing']);
    expect(await codesUnder(asking(1), await seenBy([at - 3601]))).toEqual(['witness_quorum_missing']);
    // One that lies is outvoted by two.
    expect(await codesUnder(asking(3), await seenBy([at, at + 9e6, at + 1]))).toEqual([]);
  });

  test('is no better for witnesses whom the verifier does not name', async () => {
    const seen = await seenBy([story.state.statement.at]);
    expect(await codesUnder({ witnesses: { quorum: 1, keys: [witnesses[1]!.verifier] } }, seen)).toEqual([
      'witness_quorum_missing',
    ]);
    expect(await codesUnder({}, seen)).toEqual([]);
  });

  test('is not witnessed by the log itself', async () => {
    const { origin, key } = story.registry;
    const own = formatVerifierKey(origin, key.publicKey, 4);
    const { at } = story.state.statement;
    const seen = await makeBundle(story, {
      evidence: async (evidence) => {
        const text = fromUtf8(evidence.checkpoint);
        evidence.checkpoint = toUtf8(await cosign(text.ok ? text.value : '', origin, key, at));
      },
    });
    const logs = [...story.registry.trust.logs, { origin, key: own }];
    expect(await codesUnder({ logs, witnesses: { quorum: 1, keys: [] } }, seen)).toEqual(['witness_quorum_missing']);
    // Who names the log as a witness has asked for no better.
    expect(await codesUnder({ witnesses: { quorum: 1, keys: [own] } }, seen)).toEqual([]);
  });

  test('with a forged cosignature beside good ones is refused as a whole', async () => {
    const { at } = story.state.statement;
    const seen = await makeBundle(story, {
      evidence: async (evidence) => {
        const text = fromUtf8(evidence.checkpoint);
        const good = await cosign(text.ok ? text.value : '', witnesses[0]!.name, witnesses[0]!.key, at);
        const forged = await cosign(
          good,
          witnesses[1]!.name,
          { ...witnesses[1]!.key, sign: witnesses[2]!.key.sign },
          at,
        );
        evidence.checkpoint = toUtf8(forged);
      },
    });
    expect(await codesUnder(asking(1), seen)).toEqual(['signature_invalid']);
  });
});

describe('a folder', () => {
  const changed = async (change: (all: Map<string, Uint8Array>) => void): Promise<Code[]> => {
    const all = new Map(bundle.files);
    change(all);
    return codesOf(await verifyFiles(story, all));
  };
  const data = (): string => dataPath(bundle.items[0]!);

  test.each(Object.keys(files).filter((file) => file !== 'release') as (keyof typeof files)[])(
    'without its %s is missing a file',
    async (file) => {
      expect(await changed((all) => all.delete(files[file]))).toEqual(['file_missing']);
    },
  );

  test('with a file more holds what nobody accounts for', async () => {
    expect(await changed((all) => all.set('notes.txt', toUtf8('x')))).toEqual(['file_unexpected']);
    expect(await changed((all) => all.set('data/notes.txt', toUtf8('x')))).toEqual(['file_unexpected']);
    expect(await changed((all) => all.set('data/../manifest.json', toUtf8('x')))).toEqual(['file_unexpected']);
    expect(await changed((all) => all.set(`data/${hashOf('alien')}.png`, toUtf8('alien')))).toEqual([
      'file_unexpected',
    ]);
  });

  test('without one of its data files, or with other bytes in one, names the item', async () => {
    expect(await changed((all) => all.delete(data()))).toEqual(['file_missing']);
    expect(await changed((all) => all.set(data(), toUtf8('retouched')))).toEqual(['file_hash_mismatch']);
  });

  test('with a manifest of more bytes than any is too large', async () => {
    expect(await changed((all) => all.set(files.manifest, new Uint8Array(100_000)))).toEqual(['too_large']);
  });

  test('whose manifest another key signed in the team’s name is not the team’s', async () => {
    const other = keyOf('another team');
    const forged = await verifyCheated(story, {
      signer: other,
      manifest: (manifest) => ({ ...manifest, iss: people.team.did }),
      items: (items) => items.filter(({ source }) => source === 'consented'),
    });
    expect(codesOf(forged)).toEqual(['key_not_authorised', 'release_mismatch']);
  });
});
