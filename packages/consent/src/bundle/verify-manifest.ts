import { type Decision, limits, type Manifest } from '@assent/schema';
import { HashBatch } from '@assent/log';
import { decodeEnvelope, encodeEnvelope, openManifest } from '@assent/signing/verify';
import { bytesToHex } from '@noble/hashes/utils.js';
import { checkWitnesses, openCheckpoint, type TrustedCheckpoint, type Trusting } from './checkpoint.ts';
import { DataFiles, isData } from './data-files.ts';
import { EvidenceReader } from './evidence-reader.ts';
import { files, isOfSource, monitorsFile, parentsFile, sourceNames } from './format.ts';
import { ItemCounts } from './item-counts.ts';
import { ItemLines } from './item-lines.ts';
import { Unreadable } from './line-reader.ts';
import { type Key, keyText } from './line-shape.ts';
import { checkMonitors } from './monitors.ts';
import { readParents } from './parents.ts';
import { checkRelease } from './release.ts';
import { Findings, type VerificationReport } from './report.ts';
import { hashOf, type HashingOptions } from './running-hash.ts';
import { ScopeClaim } from './scope-claim.ts';
import { type BundleSource, readSmall } from './source.ts';
import { checkSources, type NamedSource } from './sources.ts';
import { type RegenerateOptions, SyntheticItems } from './synthetic-items.ts';
import { watchedSource, type WatchOptions } from './watched-source.ts';

export interface VerifyOptions extends Trusting, RegenerateOptions, HashingOptions, WatchOptions {}

/**
 * Verify a dataset bundle in one pass over its items, offline: its manifest's signature, every item's consent decided
 * again from the signed statements, and that nothing live was left out. The verdict is a value that names what is bad.
 *
 * Needs the keys the verifier trusts and nothing else. Never throws on input; throws only where the source fails or
 * `signal` ends it. Not in a bundle, and so not checked here:
 * that the registry's state is what its log amounts to (the monitors that `trust` asks for recompute it), that the state was fresh at the release and the nonce
 * the first after its plan (the registry), and what the team alone says: strata, splits and file endings.
 */
export const verifyManifest = async (source: BundleSource, options: VerifyOptions): Promise<VerificationReport> => {
  const findings = new Findings();
  const verification = new Verification(source, options, findings);
  try {
    await verification.run();
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    findings.error(cause.code, { detail: cause.message });
  } finally {
    verification.close();
  }
  return {
    ok: findings.errors.length === 0,
    asOf: verification.manifest?.asOf,
    issuer: verification.manifest?.iss,
    manifest: verification.manifest,
    manifestId: verification.manifestId,
    counts: verification.counts,
    synthetic: verification.synthetic,
    errors: findings.errors,
    warnings: findings.warnings,
  };
};

class Verification {
  manifest: Manifest | undefined;
  manifestId: string | undefined;
  readonly #source: BundleSource;
  readonly #options: VerifyOptions;
  readonly #findings: Findings;
  readonly #items = new ItemCounts();
  readonly #batch = new HashBatch();
  #issuerKeys: readonly string[] = [];
  #synthetic: SyntheticItems | undefined;
  readonly #sourceFiles: string[] = [];
  /** `undefined` where the bundle carries no files. */
  #data: DataFiles | undefined;

  constructor(source: BundleSource, options: VerifyOptions, findings: Findings) {
    this.#source = watchedSource(source, options, () => ({
      items: this.#items.counts.total,
      ofItems: this.manifest?.counts.total ?? 0,
    }));
    this.#options = options;
    this.#findings = findings;
  }

  get counts(): VerificationReport['counts'] {
    return { ...this.#items.counts, regenerated: this.#synthetic?.regenerated ?? 0 };
  }

  get synthetic(): VerificationReport['synthetic'] {
    return this.#synthetic?.summary(this.#data !== undefined) ?? { class: null, tainted: false, slices: [] };
  }

  close(): void {
    this.#batch.close();
  }

  async run(): Promise<void> {
    const manifest = await this.#openManifest();
    if (manifest === undefined) return;
    const checkpoint = await this.#openEvidenceFiles(manifest);
    if (checkpoint === undefined) return;
    const { trust, ed25519 } = this.#options;
    const { asOf, purpose } = manifest;
    const { registry } = checkpoint;
    checkWitnesses(asOf, checkpoint, trust, this.#findings);
    const options = { asOf, registry, purpose, trust, ed25519, batch: this.#batch };
    const evidence = await EvidenceReader.open(this.#source, options, this.#findings);
    if (evidence === undefined) return;
    const issuer = evidence.acceptIssuer(manifest.iss, this.#issuerKeys);
    if (!issuer.ok) this.#findings.error(issuer.refusal.code, { detail: issuer.refusal.detail });
    await checkMonitors(this.#source, evidence.state, this.#options, this.#findings);
    await this.#readItems(manifest, evidence, registry);
    if ((await this.#source.size(files.release)) === undefined) return;
    const acceptIssuer = (keys: readonly string[]): boolean => evidence.acceptIssuer(manifest.iss, keys).ok;
    const issued = { manifest, id: this.manifestId!, acceptIssuer };
    await checkRelease(this.#source, issued, checkpoint, this.#options, this.#findings);
  }

  async #openManifest(): Promise<Manifest | undefined> {
    const size = await this.#source.size(files.manifest);
    if (size === undefined) return void this.#findings.error('file_missing', { detail: files.manifest });
    const bytes = await readSmall(this.#source, files.manifest, limits.envelope);
    if (bytes === undefined) return void this.#findings.error('too_large', { detail: files.manifest });
    const opened = await openManifest(bytes, this.#options.ed25519);
    if (!opened.ok) {
      return void this.#findings.error(opened.refusal.code, { detail: `${files.manifest}: ${opened.refusal.detail}` });
    }
    const signed = decodeEnvelope(bytes);
    const canonical = signed.ok ? encodeEnvelope(signed.value) : new Uint8Array();
    if (canonical.length !== bytes.length || canonical.some((byte, i) => byte !== bytes[i])) {
      return void this.#findings.error('bundle_unreadable', { detail: `${files.manifest} is not in its one spelling` });
    }
    const { statement: manifest, keys, id } = opened.value;
    this.manifest = manifest;
    this.manifestId = id;
    this.#issuerKeys = keys;
    if (manifest.aud !== manifest.asOf.origin) this.#findings.error('wrong_audience', { detail: manifest.aud });
    const { issuers } = this.#options.trust;
    if (issuers !== 'any' && !issuers.includes(manifest.iss)) {
      this.#findings.error('issuer_untrusted', { detail: manifest.iss });
    }
    return manifest;
  }

  /** Every file is there, hashes as the manifest says, and there is no other; the checkpoint is one that is trusted. */
  async #openEvidenceFiles({ evidence, asOf, parents }: Manifest): Promise<TrustedCheckpoint | undefined> {
    const known = new Set<string>(Object.values(files));
    if (parents.length > 0) known.add(parentsFile);
    let data = 0;
    for await (const { name } of this.#source.list()) {
      if (isData(name)) data++;
      // Which of these there have to be shows when the slices are known.
      else if (isOfSource(name)) this.#sourceFiles.push(name);
      else if (!known.delete(name) && name !== monitorsFile) this.#findings.error('file_unexpected', { detail: name });
    }
    for (const name of known) {
      this.#findings.error(name === files.release ? 'release_missing' : 'file_missing', { detail: name });
    }
    // Without its release a bundle can still be checked in everything else, as its team does before releasing it.
    known.delete(files.release);
    if (known.size > 0) return undefined;
    if (data > 0) this.#data = new DataFiles(this.#source, data, this.#options, this.#findings);
    else this.#findings.warn('data_absent');
    for (const name of ['checkpoint', 'proofs', 'state', 'statements', 'works'] as const) {
      if ((await hashOf(this.#source, files[name], this.#options)) !== evidence[name]) {
        this.#findings.error('evidence_mismatch', { detail: files[name] });
      }
    }
    const note = (await readSmall(this.#source, files.checkpoint, 16_384)) ?? new Uint8Array();
    const checkpoint = await openCheckpoint(note, asOf.origin, this.#options, this.#findings);
    if (checkpoint === undefined) return undefined;
    if (checkpoint.size !== asOf.checkpoint.size || bytesToHex(checkpoint.root) !== asOf.checkpoint.root) {
      this.#findings.error('checkpoint_mismatch', { detail: `size ${checkpoint.size}` });
      return undefined;
    }
    return checkpoint;
  }

  async #readItems(manifest: Manifest, evidence: EvidenceReader, registry: string): Promise<void> {
    const items = new ItemLines(this.#source, this.#batch);
    const synthetic = (this.#synthetic = new SyntheticItems(manifest, this.#options, this.#findings));
    const claim = new ScopeClaim(manifest, this.#findings);
    const { ed25519 } = this.#options;
    for (const { id, scope } of await readParents(this.#source, manifest, ed25519, evidence, this.#findings))
      claim.meetParent(scope, id);
    const { key } = items;
    for (;;) {
      if (!items.ready) await items.fill();
      const item = items.next();
      if (item === undefined) break;
      this.#items.add(item);
      if (this.#data !== undefined) await this.#data.check(keyText(key), item.ext);
      while (!evidence.advance(key, item.slice)) await evidence.fill();
      const { found } = evidence;
      if (found === undefined) continue;
      const { attribution, slot } = items;
      if (found.source === 'synthetic') {
        const said = { sha256: keyText(key), slot, ...(attribution !== undefined && { attribution }) };
        await synthetic.check({ ...item, ...said }, found, evidence);
      } else {
        this.#checkConsent(key, found.decision, evidence.isAttributed(attribution));
        if (found.scope !== undefined) claim.meet(found.scope, keyText(key));
      }
    }
    synthetic.finish();
    await this.#checkSources(manifest, synthetic.sources(), evidence, claim, registry);
    await evidence.finish();
    if (items.root() !== manifest.items.root || items.count !== manifest.items.count) {
      this.#findings.error('items_mismatch', { detail: `${items.count} items` });
    }
    claim.finish();
    this.#items.check(manifest, this.#findings);
    await this.#data?.finish(this.#batch);
  }

  async #checkSources(
    manifest: Manifest,
    sources: readonly NamedSource[],
    evidence: EvidenceReader,
    claim: ScopeClaim,
    registry: string,
  ): Promise<void> {
    const { trust, ed25519 } = this.#options;
    const options = { registry, trust, ed25519, batch: this.#batch };
    await checkSources(this.#source, manifest, sources, evidence, claim, options, this.#findings);
    const shown = new Set(sources.flatMap(({ id }) => sourceNames(id)));
    for (const name of this.#sourceFiles) {
      if (!shown.has(name)) this.#findings.error('file_unexpected', { detail: name });
    }
  }

  #checkConsent(key: Key, decision: Decision, isAttributed: boolean): void {
    if (decision.verdict !== 'allow') {
      const [reason] = decision.reasons;
      this.#findings.error('not_allowed', {
        item: keyText(key),
        ...(reason?.statement !== undefined && { statement: reason.statement }),
        detail: decision.reasons.map(({ code, use }) => (use === undefined ? code : `${code} (${use})`)).join(', '),
      });
    } else if (!isAttributed) {
      // Whom a work is attributed to is for its holders to say.
      this.#findings.error('duties_mismatch', { item: keyText(key), detail: 'attribution' });
    }
  }
}
