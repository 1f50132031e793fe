import { AsOf, type Manifest, Sha256 } from '@assent/schema';
import { HashBatch, verifyConsistency } from '@assent/log';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { openCheckpoint, type Trusting } from './checkpoint.ts';
import { EvidenceReader } from './evidence-reader.ts';
import { ItemLines } from './item-lines.ts';
import { Unreadable } from './line-reader.ts';
import { keyText } from './line-shape.ts';
import { type Finding, Findings } from './report.ts';
import type { BundleSource } from './source.ts';

/** What a registry gives to show how things stand now: a newer state with its evidence, and that the log only grew. */
export interface NewerState {
  readonly asOf: AsOf;
  /** Signed note of `asOf.checkpoint`. */
  readonly checkpoint: Uint8Array;
  /** From the manifest's checkpoint to this one, hex. */
  readonly consistency: readonly string[];
  /** Evidence files for the manifest's consented items, as of the newer state. */
  readonly evidence: BundleSource;
}

export interface FreshnessReport {
  /** Whether every item is still allowed for the manifest's purpose. */
  readonly ok: boolean;
  readonly asOf: AsOf;
  /** Items that are no longer allowed. */
  readonly withdrawn: readonly string[];
  readonly errors: readonly Finding[];
}

/**
 * Is what was agreed to still agreed to? A second question beside `verifyManifest`, and one that needs something newer:
 * the same items, decided again as of a later state of the same log.
 */
export const checkFreshness = async (
  source: BundleSource,
  manifest: Manifest,
  newer: NewerState,
  options: Trusting,
): Promise<FreshnessReport> => {
  const findings = new Findings();
  const withdrawn: string[] = [];
  const batch = new HashBatch();
  try {
    await compare(source, manifest, newer, { ...options, batch }, findings, withdrawn);
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    findings.error(cause.code, { detail: cause.message });
  } finally {
    batch.close();
  }
  return { ok: findings.errors.length === 0, asOf: newer.asOf, withdrawn, errors: findings.errors };
};

const compare = async (
  source: BundleSource,
  manifest: Manifest,
  newer: NewerState,
  { trust, ed25519, batch }: Trusting & { readonly batch: HashBatch },
  findings: Findings,
  withdrawn: string[],
): Promise<void> => {
  const { origin, checkpoint: old, state } = manifest.asOf;
  const answered = AsOf.safeParse(newer.asOf);
  if (!answered.success || !newer.consistency.every((hash) => Sha256.safeParse(hash).success)) {
    return findings.error('malformed', { detail: 'the registry’s answer' });
  }
  const { data: asOf } = answered;
  const checkpoint = await openCheckpoint(newer.checkpoint, origin, { trust, ed25519 }, findings);
  if (checkpoint === undefined) return;
  const { size, root } = asOf.checkpoint;
  if (asOf.origin !== origin || checkpoint.size !== size || bytesToHex(checkpoint.root) !== root) {
    return findings.error('checkpoint_mismatch', { detail: `size ${checkpoint.size}` });
  }
  // A registry that shows another history hides withdrawals: both checkpoints together are the evidence.
  const proof = newer.consistency.map(hexToBytes);
  if (!verifyConsistency(old.size, size, hexToBytes(old.root), checkpoint.root, proof)) {
    return findings.error('log_forked', { detail: `${old.size} and ${size} entries` });
  }
  // Within one second there can be several states: the one that covers less is the older.
  if (asOf.state.size < state.size || asOf.state.at < state.at) {
    return findings.error('time_reversed', { detail: `state ${asOf.state.index} is older than ${state.index}` });
  }
  const { registry } = checkpoint;
  const options = { asOf, registry, purpose: manifest.purpose, trust, ed25519, batch };
  const evidence = await EvidenceReader.open(newer.evidence, options, findings);
  if (evidence === undefined) return;
  const items = new ItemLines(source, batch);
  for (;;) {
    if (!items.ready) await items.fill();
    const item = items.next();
    if (item === undefined) break;
    if (item.source === 'synthetic') continue;
    const found = await evidence.next(items.key, undefined);
    // Where evidence is lacking, that is what was found; nobody is said to have withdrawn.
    if (found?.source !== 'consented' || found.decision.verdict === 'allow') continue;
    const sha256 = keyText(items.key);
    withdrawn.push(sha256);
    findings.error('withdrawn', { item: sha256, detail: found.decision.reasons.map(({ code }) => code).join(', ') });
  }
  await evidence.finish();
  // Of other items than the manifest's nothing was asked.
  if (items.root() !== manifest.items.root) findings.error('items_mismatch', { detail: `${items.count} items` });
};
