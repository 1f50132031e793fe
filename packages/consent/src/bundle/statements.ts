import { limits, type AsOf, type Statement } from '@assent/schema';
import { decodeEntry, leafHash, MultiproofVerifier } from '@assent/log';
import { type Ed25519, type Opened, openSigned } from '@assent/signing/verify';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Logged } from '../ledger.ts';
import { files, HashCursor, type ProofIndexEntry } from './format.ts';
import { Unreadable } from './line-reader.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';

/** A statement of the bundle whose signature and place in the log were checked. */
export interface BundledStatement extends Logged {
  readonly opened: Opened;
  /** Set when an item, an identity or the bundle itself needs it. */
  used: boolean;
}

/** Records of `statements.bin`, one after another; throws `Unreadable` on anything that is not one. */
async function* records(source: BundleSource): AsyncGenerator<{ index: number; entry: Uint8Array }> {
  let rest = new Uint8Array();
  for await (const piece of source.read(files.statements)) {
    const bytes = new Uint8Array(rest.length + piece.length);
    bytes.set(rest);
    bytes.set(piece, rest.length);
    const view = new DataView(bytes.buffer);
    let at = 0;
    while (bytes.length - at >= 12) {
      const index = Number(view.getBigUint64(at));
      const length = view.getUint32(at + 8);
      if (!Number.isSafeInteger(index) || length > limits.entry) throw new Unreadable('bundle_unreadable', files.statements);
      if (bytes.length - at - 12 < length) break;
      yield { index, entry: bytes.subarray(at + 12, at + 12 + length) };
      at += 12 + length;
    }
    rest = bytes.slice(at);
  }
  if (rest.length > 0) throw new Unreadable('bundle_unreadable', `${files.statements}: ends early`);
}

/**
 * Open every statement of a bundle: signature, place in the log, audience, authority of its key.
 * What fails is reported and left out, so that whatever needed it is reported as lacking evidence.
 */
export const readStatements = async (
  source: BundleSource,
  asOf: AsOf,
  proof: ProofIndexEntry | undefined,
  ed25519: Ed25519,
  findings: Findings,
): Promise<Map<number, BundledStatement>> => {
  const statements = new Map<number, BundledStatement>();
  const { size, root } = asOf.checkpoint;
  if (proof === undefined || proof.size !== size) {
    findings.error('proof_invalid', { detail: 'no proof of the statements for this checkpoint' });
    return statements;
  }
  const cursor = new HashCursor(source, files.proofs, proof);
  const verifier = new MultiproofVerifier(size, cursor.take);
  let last = -1;
  for await (const { index, entry } of records(source)) {
    const statement = `index ${index}`;
    if (index <= last) throw new Unreadable('bundle_unreadable', `${files.statements}: not ascending`);
    last = index;
    if (!cursor.ready) await cursor.fill();
    const hash = leafHash(entry);
    verifier.push(index, hash);
    const signed = decodeEntry(entry);
    const opened = signed.ok ? await openSigned(signed.value, ed25519) : signed;
    if (!opened.ok) {
      findings.error(opened.refusal.code, { statement, detail: opened.refusal.detail });
      continue;
    }
    const { id, keys } = opened.value;
    const content: Statement = opened.value.statement;
    if (content.aud !== asOf.origin) findings.error('wrong_audience', { statement: id, detail: content.aud });
    else if (keys.length !== 1 || keys[0] !== content.iss) findings.error('key_not_authorised', { statement: id });
    else statements.set(index, { index, id, statement: content, leafHash: bytesToHex(hash), opened: opened.value, used: false });
  }
  const computed = verifier.root();
  if (computed === undefined || bytesToHex(computed) !== root) {
    findings.error('proof_invalid', { detail: 'the statements are not in the log under this checkpoint' });
    // Nothing that is not in the log may count.
    statements.clear();
  }
  return statements;
};
