import { limits, type Manifest } from '@assent/schema';
import type { HashBatch } from '@assent/log';
import { decodeEnvelope, encodeEnvelope, openManifest } from '@assent/signing/verify';
import type { Logged } from '../history.ts';
import { purposeOfSource } from '../source-purpose.ts';
import type { Trusting } from './checkpoint.ts';
import { decideItems } from './decide-items.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import { files, sourceFolder, sourceNames } from './format.ts';
import type { Findings } from './report.ts';
import type { ScopeClaim } from './scope-claim.ts';
import { type BundleSource, readSmall, sourceBelow } from './source.ts';

/** More than these, and a bundle would be mostly others. */
const mostSources = 64;

export interface SourceOptions extends Trusting {
  /** The did:key of the trusted log's key. */
  readonly registry: string;
  readonly batch: HashBatch;
}

/** A dataset that models behind some slices were fitted on. */
export interface NamedSource {
  /** The manifest's id. */
  readonly id: string;
  /** The first slice that names it. */
  readonly slice: Logged;
}

/**
 * The datasets that models were fitted on: each was released before the slice, for `synthesise`, of consented works alone;
 * and each of its works is decided again as of the state of the dataset that it is behind. So whoever withdrew before is
 * not learnt from, and the scope is theirs too.
 */
export const checkSources = async (
  source: BundleSource,
  manifest: Manifest,
  named: readonly NamedSource[],
  evidence: EvidenceReader,
  claim: ScopeClaim,
  options: SourceOptions,
  findings: Findings,
): Promise<void> => {
  for (const one of named.slice(0, mostSources))
    await checkSource(source, manifest, one, evidence, claim, options, findings);
  if (named.length > mostSources) findings.error('too_large', { detail: `more than ${mostSources} sources` });
};

const checkSource = async (
  source: BundleSource,
  manifest: Manifest,
  { id, slice }: NamedSource,
  evidence: EvidenceReader,
  claim: ScopeClaim,
  options: SourceOptions,
  findings: Findings,
): Promise<void> => {
  const release = evidence.releaseOf(id);
  if (release === undefined) findings.error('evidence_missing', { statement: id, detail: 'its release' });
  else if (release.index >= slice.index)
    findings.error('lineage_unfit', { statement: id, detail: 'released after the slice' });
  let complete = true;
  for (const name of sourceNames(id)) {
    if ((await source.size(name)) !== undefined) continue;
    findings.error('file_missing', { detail: name });
    complete = false;
  }
  if (!complete) return;
  const below = sourceBelow(source, sourceFolder(id));
  const opened = await openSource(below, id, options, findings);
  if (opened === undefined) return;
  const { keys, statement: learnt } = opened;
  const issuer = evidence.acceptIssuer(learnt.iss, keys, learnt.asOf.state.size);
  if (!issuer.ok) findings.error(issuer.refusal.code, { statement: id, detail: issuer.refusal.detail });
  if (release !== undefined && release.statement.iss !== learnt.iss)
    findings.error('release_mismatch', { statement: id });
  if (learnt.asOf.origin !== manifest.asOf.origin) findings.error('wrong_audience', { statement: id });
  if (!learnt.purpose.uses.includes('synthesise')) {
    findings.error('lineage_unfit', { statement: id, detail: 'not for synthesise' });
  }
  // What a model made is no witness of people: a model fitted on it would learn from the model before.
  if (learnt.counts.synthetic > 0) findings.error('lineage_unfit', { statement: id, detail: 'with synthetic items' });
  claim.meetParent(learnt.scope, id);
  const purpose = purposeOfSource(manifest.purpose);
  const given = { items: below, evidence: below, signed: learnt.items, where: { statement: id } };
  await decideItems(given, { ...options, asOf: manifest.asOf, purpose }, findings, (item, found) => {
    if (found.source === 'synthetic') {
      return findings.error('lineage_unfit', { item, statement: id, detail: 'a synthetic item' });
    }
    const { decision, scope } = found;
    if (decision.verdict !== 'allow') {
      const detail = decision.reasons.map(({ code }) => code).join(', ');
      findings.error('not_allowed', { item, statement: id, detail });
    }
    if (scope !== undefined) claim.meet(scope, item);
  });
};

const openSource = async (
  source: BundleSource,
  id: string,
  { ed25519 }: SourceOptions,
  findings: Findings,
): Promise<{ statement: Manifest; keys: readonly string[] } | undefined> => {
  const where = { statement: id };
  const bytes = await readSmall(source, files.manifest, limits.envelope);
  if (bytes === undefined) return void findings.error('too_large', where);
  const opened = await openManifest(bytes, ed25519);
  if (!opened.ok) return void findings.error(opened.refusal.code, { ...where, detail: opened.refusal.detail });
  const signed = decodeEnvelope(bytes);
  const canonical = signed.ok ? encodeEnvelope(signed.value) : new Uint8Array();
  if (canonical.length !== bytes.length || canonical.some((byte, i) => byte !== bytes[i])) {
    return void findings.error('bundle_unreadable', where);
  }
  if (opened.value.id !== id) return void findings.error('evidence_mismatch', where);
  return opened.value;
};
