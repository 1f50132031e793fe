import { AsOf, limits, type Manifest, Sha256 } from '@assent/schema';
import { HashBatch, verifyConsistency } from '@assent/log';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { openCheckpoint, type Trusting } from './checkpoint.ts';
import { decideItems } from './decide-items.ts';
import { files, sourceFolder } from './format.ts';
import { Unreadable } from './line-reader.ts';
import { type Finding, Findings } from './report.ts';
import { openManifest } from '@assent/signing/verify';
import { type BundleSource, readSmall, sourceBelow } from './source.ts';
import { purposeOfSource } from '../source-purpose.ts';

/** What a registry gives to show how things stand now: a newer state with its evidence, and that the log only grew. */
export interface NewerState {
  readonly asOf: AsOf;
  /** Signed note of `asOf.checkpoint`. */
  readonly checkpoint: Uint8Array;
  /** From the manifest's checkpoint to this one, hex. */
  readonly consistency: readonly string[];
  /** Evidence files for the manifest's consented items, as of the newer state. */
  readonly evidence: BundleSource;
  /** The same for the items of each dataset that a model behind its synthetic items was fitted on, by manifest id. */
  readonly sources: ReadonlyMap<string, BundleSource>;
}

export interface FreshnessReport {
  /** Whether every item is still allowed for the manifest's purpose. */
  readonly ok: boolean;
  readonly asOf: AsOf;
  /** Items that are no longer allowed. */
  readonly withdrawn: readonly string[];
  /**
   * Manifests of datasets that models behind its synthetic items were fitted on, and of which something is no longer
   * allowed: what came out of those models is tainted.
   */
  readonly tainted: readonly string[];
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
  const tainted = new Set<string>();
  const batch = new HashBatch();
  try {
    await compare(source, manifest, newer, { ...options, batch }, findings, (item, sourceId) => {
      if (sourceId === undefined) withdrawn.push(item);
      else tainted.add(sourceId);
    });
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    findings.error(cause.code, { detail: cause.message });
  } finally {
    batch.close();
  }
  return {
    ok: findings.errors.length === 0,
    asOf: newer.asOf,
    withdrawn,
    tainted: [...tainted],
    errors: findings.errors,
  };
};

const compare = async (
  source: BundleSource,
  manifest: Manifest,
  newer: NewerState,
  { trust, ed25519, batch }: Trusting & { readonly batch: HashBatch },
  findings: Findings,
  /** With the manifest of the dataset that a model was fitted on, where the item is one of that. */
  found: (item: string, source?: string) => void,
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
  const options = { asOf, registry, trust, ed25519, batch };
  const judge =
    (id?: string): Parameters<typeof decideItems>[3] =>
    (item, one) => {
      if (one.source === 'synthetic' || one.decision.verdict === 'allow') return;
      found(item, id);
      const detail = one.decision.reasons.map(({ code }) => code).join(', ');
      findings.error('withdrawn', { item, ...(id !== undefined && { statement: id }), detail });
    };
  const own = { items: source, evidence: newer.evidence, signed: manifest.items, where: {} };
  await decideItems(own, { ...options, purpose: manifest.purpose }, findings, judge());
  const purpose = purposeOfSource(manifest.purpose);
  for (const id of await sourcesIn(source)) {
    const evidence = newer.sources.get(id);
    const bytes = await readSmall(source, `${sourceFolder(id)}${files.manifest}`, limits.envelope);
    const learnt = bytes === undefined ? undefined : await openManifest(bytes, ed25519);
    if (evidence === undefined || learnt?.ok !== true || learnt.value.id !== id) {
      findings.error('evidence_missing', { statement: id });
      continue;
    }
    const items = sourceBelow(source, sourceFolder(id));
    const given = { items, evidence, signed: learnt.value.statement.items, where: { statement: id } };
    await decideItems(given, { ...options, purpose }, findings, judge(id));
  }
};

/** Ids of the manifests that a bundle shows as what models were fitted on. */
export const sourcesIn = async (source: BundleSource): Promise<string[]> => {
  const ids = new Set<string>();
  for await (const { name } of source.list()) {
    const folder = /^sources\/([0-9a-f]{64})\//.exec(name)?.[1];
    if (folder !== undefined) ids.add(`sha256:${folder}`);
  }
  return [...ids].toSorted();
};
