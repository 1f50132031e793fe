import { fromUtf8, limits, type Manifest, type Scope, toUtf8 } from '@assent/schema';
import { decodeEnvelope, type Ed25519, encodeEnvelope, openManifest } from '@assent/signing/verify';
import type { EvidenceReader } from './evidence-reader.ts';
import { parentsFile } from './format.ts';
import type { Findings } from './report.ts';
import { type BundleSource, readSmall } from './source.ts';

/** A dataset that another one was made from, as it declared itself. */
export interface Parent {
  readonly id: string;
  readonly scope: Scope;
}

const most = 64;

/**
 * The manifests of the datasets that a manifest names as its parents: one canonical envelope a line, ascending by id. What a
 * parent declared bounds its children, also where it declared less than its holders had allowed. Whether a parent is true
 * is a question to its own bundle.
 */
export const readParents = async (
  source: BundleSource,
  manifest: Manifest,
  ed25519: Ed25519,
  evidence: EvidenceReader,
  findings: Findings,
): Promise<Parent[]> => {
  if (manifest.parents.length === 0) return [];
  const unreadable = (detail: string): void =>
    findings.error('bundle_unreadable', { detail: `${parentsFile}: ${detail}` });
  const bytes = await readSmall(source, parentsFile, most * (limits.envelope + 1));
  const text = bytes === undefined ? undefined : fromUtf8(bytes);
  if (text?.ok !== true || !text.value.endsWith('\n')) {
    unreadable('not lines of text');
    return [];
  }
  const lines = text.value.slice(0, -1).split('\n', most + 1);
  if (lines.length > most) {
    unreadable(`more than ${most} lines`);
    return [];
  }
  const parents: Parent[] = [];
  for (const line of lines) {
    const envelope = toUtf8(line);
    const opened = await openManifest(envelope, ed25519);
    if (!opened.ok) {
      findings.error(opened.refusal.code, { detail: `${parentsFile}: ${opened.refusal.detail}` });
      continue;
    }
    const { id, keys, statement } = opened.value;
    const signed = decodeEnvelope(envelope);
    if (!signed.ok || line !== new TextDecoder().decode(encodeEnvelope(signed.value)))
      unreadable('not in its one spelling');
    const issuer = evidence.acceptIssuer(statement.iss, keys, statement.asOf.state.size);
    if (!issuer.ok) findings.error(issuer.refusal.code, { statement: id, detail: issuer.refusal.detail });
    parents.push({ id, scope: statement.scope });
  }
  const ids = parents.map(({ id }) => id);
  if (ids.length !== manifest.parents.length || ids.some((id, i) => id !== manifest.parents[i]))
    findings.error('evidence_mismatch', { detail: `${parentsFile}: not the parents that the manifest names` });
  return parents;
};
