import { type AsOf, Item, limits, type Manifest } from '@assent/schema';
import { verifyConsistency } from '@assent/log';
import { hexToBytes } from '@noble/hashes/utils.js';
import { files } from './format.ts';
import { LineReader, Unreadable } from './line-reader.ts';
import { type Finding, Findings } from './report.ts';
import type { BundleSource } from './source.ts';
import { EvidenceReader, openLine } from './verify-evidence.ts';
import { openCheckpoint, type VerifyOptions } from './verify-manifest.ts';

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
  options: Pick<VerifyOptions, 'ed25519' | 'trust'>,
): Promise<FreshnessReport> => {
  const findings = new Findings();
  const withdrawn: string[] = [];
  try {
    await compare(source, manifest, newer, options, findings, withdrawn);
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    findings.error(cause.code, { detail: cause.message });
  }
  return { ok: findings.errors.length === 0, asOf: newer.asOf, withdrawn, errors: findings.errors };
};

const compare = async (
  source: BundleSource,
  manifest: Manifest,
  newer: NewerState,
  { trust, ed25519 }: Pick<VerifyOptions, 'ed25519' | 'trust'>,
  findings: Findings,
  withdrawn: string[],
): Promise<void> => {
  const { origin, checkpoint: old } = manifest.asOf;
  const checkpoint = await openCheckpoint(newer.checkpoint, origin, { trust, ed25519 }, findings);
  if (checkpoint === undefined) return;
  const named = newer.asOf.checkpoint;
  if (newer.asOf.origin !== origin || checkpoint.size !== named.size || !hexToBytes(named.root).every((byte, i) => byte === checkpoint.root[i])) {
    return findings.error('checkpoint_mismatch');
  }
  // A registry that shows an older or another history hides withdrawals: both checkpoints together are the evidence.
  const proof = newer.consistency.map(hexToBytes);
  if (newer.asOf.state.at < manifest.asOf.state.at || !verifyConsistency(old.size, checkpoint.size, hexToBytes(old.root), checkpoint.root, proof)) {
    return findings.error('log_forked', { detail: `${old.size} and ${checkpoint.size} entries` });
  }
  const evidence = await EvidenceReader.open(
    newer.evidence,
    { asOf: newer.asOf, registry: checkpoint.registry, purpose: manifest.purpose, trust, ed25519 },
    findings,
  );
  if (evidence === undefined) return;
  const lines = new LineReader(source.read(files.items), files.items, limits.line);
  for (;;) {
    if (!lines.ready) await lines.fill();
    const text = lines.peek();
    if (text === undefined) break;
    lines.skip();
    const item = openLine(Item, text, files.items);
    if (item.source === 'synthetic') continue;
    const found = await evidence.next({ sha256: item.sha256, slice: undefined });
    if (found?.source === 'consented' && found.decision.verdict === 'allow') continue;
    withdrawn.push(item.sha256);
    const reasons = found?.source === 'consented' ? found.decision.reasons : [];
    findings.error('withdrawn', { item: item.sha256, detail: reasons.map(({ code }) => code).join(', ') });
  }
  await evidence.finish();
};

