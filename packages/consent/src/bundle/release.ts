import { BundledRelease, type Manifest, openCanonical, type Release, toUtf8 } from '@assent/schema';
import { decodeEntry, leafHash, parseNote, verifyConsistency, verifyInclusion } from '@assent/log';
import { fromBase64, openSigned } from '@assent/signing/verify';
import { hexToBytes } from '@noble/hashes/utils.js';
import { openCheckpoint, type TrustedCheckpoint, type Trusting } from './checkpoint.ts';
import { files } from './format.ts';
import type { Findings } from './report.ts';
import { type BundleSource, readSmall } from './source.ts';

const longest = 256 * 1024;

/** A manifest with the id that a release names it by. */
export interface IdentifiedManifest {
  readonly manifest: Manifest;
  readonly id: string;
  /** Whether these keys may sign for its issuer. */
  readonly acceptIssuer: (keys: readonly string[]) => boolean;
}

/**
 * The release shows that the manifest was issued in public, after the checkpoint it is as of, in the same log. That the
 * state was fresh then is the registry's to have asked: nothing in a bundle says when the release was logged.
 */
export const checkRelease = async (
  source: BundleSource,
  issued: IdentifiedManifest,
  evidenced: TrustedCheckpoint,
  trusting: Trusting,
  findings: Findings,
): Promise<void> => {
  const fail = (code: 'bundle_unreadable' | 'proof_invalid' | 'release_mismatch', detail: string): void =>
    findings.error(code, { detail: `${files.release}: ${detail}` });
  const bytes = await readSmall(source, files.release, longest);
  const release = bytes === undefined ? undefined : openCanonical(BundledRelease, bytes, longest);
  if (release?.ok !== true) return fail('bundle_unreadable', release?.refusal.detail ?? 'too large');
  const { checkpoint: text, consistency, entry, inclusion, index } = release.value;
  const checkpoint = await openCheckpoint(toUtf8(text), issued.manifest.asOf.origin, trusting, findings);
  if (checkpoint === undefined) return;
  // Nothing hashes this file: a signature that nobody checks would be a place to change a byte in.
  if (signatureCount(text) !== 1) return fail('bundle_unreadable', 'more signatures than the log’s');
  const entryBytes = fromBase64(entry);
  if (!entryBytes.ok) return fail('bundle_unreadable', 'entry');
  const signed = decodeEntry(entryBytes.value);
  const opened = signed.ok ? await openSigned(signed.value, trusting.ed25519) : signed;
  if (!opened.ok) {
    return findings.error(opened.refusal.code, { detail: `${files.release}: ${opened.refusal.detail}` });
  }
  const { statement, keys, id } = opened.value;
  if (statement.kind !== 'release' || !isReleaseOf(issued, statement, keys)) {
    return findings.error('release_mismatch', { statement: id });
  }
  // It names the manifest's hash, so it cannot have been in the log that the manifest is as of.
  if (index < evidenced.size) return fail('release_mismatch', 'logged before the manifest');
  const leaf = leafHash(entryBytes.value);
  if (!verifyInclusion(leaf, index, checkpoint.size, inclusion.map(hexToBytes), checkpoint.root)) {
    return fail('proof_invalid', 'inclusion');
  }
  const proof = consistency.map(hexToBytes);
  if (!verifyConsistency(evidenced.size, checkpoint.size, evidenced.root, checkpoint.root, proof)) {
    return fail('proof_invalid', 'consistency');
  }
};

const isReleaseOf = (
  { manifest, id, acceptIssuer }: IdentifiedManifest,
  release: Release,
  keys: readonly string[],
): boolean =>
  release.manifest === id &&
  release.aud === manifest.aud &&
  release.iss === manifest.iss &&
  acceptIssuer(keys) &&
  release.dataset === manifest.dataset &&
  release.version === manifest.version &&
  release.state === manifest.asOf.state.index &&
  release.items.root === manifest.items.root &&
  release.items.count === manifest.items.count;

const signatureCount = (text: string): number => {
  const note = parseNote(toUtf8(text));
  return note.ok ? note.value.signatures.length : 0;
};
