import { encodeEntry, formatNote, parseCheckpoint, parseNote } from '@assent/log';
import {
  accepted,
  canonicalBytes,
  type Item,
  type Manifest,
  refused,
  type Release,
  type Result,
  type Scope,
  type Specification,
  toUtf8,
} from '@assent/schema';
import { decodeEnvelope, fromBase64, type Opened, toBase64 } from '@assent/signing/verify';
import { concatBytes } from '@noble/hashes/utils.js';
import type { Assembly } from './assemble.ts';
import type { EvidenceFile } from './bundle/evidence-pieces.ts';
import type { EvidenceHead } from './bundle/evidence-stream.ts';
import { files, parentsFile } from './bundle/format.ts';
import { composeItems, composeManifest, type FilledSlice, hashFile, writeItems } from './compose-manifest.ts';

export interface FreezeInput {
  readonly specification: Specification;
  /** What a registry chose, and the envelopes of the parents' manifests, base64. */
  readonly chosen: { readonly assembly: Assembly; readonly scope: Scope; readonly parents: readonly string[] };
  readonly slices: readonly FilledSlice[];
  /** What the evidence is of, with the SHA-256 of each of its files. */
  readonly evidence: { readonly head: EvidenceHead; readonly hashes: Readonly<Record<EvidenceFile, string>> };
  /** Who signs the manifest. */
  readonly issuer: string;
  /** Seconds. */
  readonly now: number;
}

/** A dataset that does not change any more, before its team has signed. */
export interface Frozen {
  readonly manifest: Manifest;
  readonly items: readonly Item[];
  /** The lines of `items.jsonl`, which the release signs too. */
  readonly lines: readonly string[];
  /** The bundle's files by name, but for the evidence, the manifest and the release. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Put together what a team signs and what a verifier reads, from what a registry answered. Nothing of the answer is
 * believed by this: whoever has the bundle verifies it.
 *
 * Refuses with `quota_impossible` where no item came out, and with what base64 that cannot be read is refused with.
 */
export const freeze = (input: FreezeInput): Result<Frozen> => {
  const { specification, chosen, issuer, now } = input;
  const { head, hashes } = input.evidence;
  const items = composeItems(chosen.assembly, input.slices);
  if (items.length === 0) return refused('quota_impossible', 'no work qualifies, and nothing can be filled');
  const note = toUtf8(head.checkpoint);
  const written = writeItems(items);
  const bundle = new Map<string, Uint8Array>([
    [files.checkpoint, note],
    [files.items, written.bytes],
  ]);
  const parents: Uint8Array[] = [];
  for (const parent of chosen.parents) {
    const envelope = fromBase64(parent);
    if (!envelope.ok) return envelope;
    parents.push(envelope.value, toUtf8('\n'));
  }
  if (parents.length > 0) bundle.set(parentsFile, concatBytes(...parents));
  const manifest = composeManifest({
    specification,
    strata: chosen.assembly.strata,
    scope: chosen.scope,
    items,
    itemsRoot: written.root,
    asOf: head.asOf,
    evidence: { checkpoint: hashFile(note), ...hashes },
    issuer,
    now,
  });
  return accepted({ manifest, items, lines: written.lines, files: bundle });
};

/** The statement that a signed manifest is issued. */
export const releaseOf = ({ id, statement }: Opened<Manifest>, now: number): Release => {
  const { aud, iss, dataset, version, asOf, items } = statement;
  return {
    v: 1,
    kind: 'release',
    aud,
    iss,
    iat: now,
    dataset,
    version,
    manifest: id,
    state: asOf.state.index,
    items: { root: items.root, count: items.count },
  };
};

/** How a registry shows that it recorded a release. */
export interface RecordedRelease {
  /** The release's envelope. */
  readonly envelope: Uint8Array;
  readonly receipt: { readonly index: number; readonly checkpoint: string; readonly proof: readonly string[] };
}

/** Size of the log that a receipt's checkpoint speaks of, up to which consistency is to be shown. */
export const sizeOfReceipt = ({ checkpoint }: RecordedRelease['receipt']): Result<number> => {
  const note = parseNote(toUtf8(checkpoint));
  const parsed = note.ok ? parseCheckpoint(note.value.text) : note;
  return parsed.ok ? accepted(parsed.value.size) : parsed;
};

/**
 * The release with its proofs, as a bundle carries it.
 *
 * @param consistency from the checkpoint of the manifest to that of the receipt, hex.
 */
export const releaseFile = (
  { envelope, receipt }: RecordedRelease,
  consistency: readonly string[],
): Result<Uint8Array> => {
  const note = parseNote(toUtf8(receipt.checkpoint));
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  const signed = decodeEnvelope(envelope);
  if (!signed.ok) return signed;
  const { text, signatures } = note.value;
  // Nothing hashes this file, so it carries the log's own signature and no other that a byte could be changed in.
  const own = signatures.filter(({ name }) => name === checkpoint.value.origin).slice(0, 1);
  return accepted(
    canonicalBytes({
      checkpoint: formatNote({ text, signatures: own }),
      consistency: [...consistency],
      entry: toBase64(encodeEntry(signed.value)),
      inclusion: [...receipt.proof],
      index: receipt.index,
    }),
  );
};
