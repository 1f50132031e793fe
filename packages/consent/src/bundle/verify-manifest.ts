import { Item, limits, type Manifest, type Scope, toUtf8 } from '@assent/schema';
import { TreeHasher } from '@assent/log';
import { decodeEnvelope, encodeEnvelope, openManifest } from '@assent/signing/verify';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { isHolderLine } from '../ledger.ts';
import { covers } from '../meet.ts';
import { claimedBeyond, dutiesOf, fullScope, meetScopes } from '../scope.ts';
import { checkQuorums, openCheckpoint, type TrustedCheckpoint, type Trusting } from './checkpoint.ts';
import { dataPath, files } from './format.ts';
import { ItemCounts } from './item-counts.ts';
import { LineReader, openLine, Unreadable } from './line-reader.ts';
import { checkRelease } from './release.ts';
import { Findings, type VerificationReport } from './report.ts';
import { type BundleSource, readSmall } from './source.ts';
import { type RegenerateOptions, SyntheticItems } from './synthetic-items.ts';
import { EvidenceReader, type ItemEvidence } from './verify-evidence.ts';
import { watchedSource, type WatchOptions } from './watched-source.ts';

export interface VerifyOptions extends Trusting, RegenerateOptions, WatchOptions {}

/**
 * Verify a dataset bundle in one pass over its items, offline: its manifest's signature, every item's consent decided
 * again from the signed statements, and that nothing live was left out. The verdict is a value that names what is bad.
 *
 * Needs the keys the verifier trusts and nothing else. Never throws on input; throws only where the source fails or
 * `signal` ends it. Not in a bundle, and so not checked here:
 * that the registry's state is what its log amounts to (monitors), that the state was fresh at the release and the nonce
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
  }
  return {
    ok: findings.errors.length === 0,
    asOf: verification.manifest?.asOf,
    issuer: verification.manifest?.iss,
    manifest: verification.manifest,
    manifestId: verification.manifestId,
    counts: verification.counts,
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
  #issuerKeys: readonly string[] = [];
  #synthetic: SyntheticItems | undefined;
  /** Data files not yet accounted for, by name; `undefined` where the bundle carries none. */
  #data: Set<string> | undefined;

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

  async run(): Promise<void> {
    const manifest = await this.#openManifest();
    if (manifest === undefined) return;
    const checkpoint = await this.#openEvidenceFiles(manifest);
    if (checkpoint === undefined) return;
    const { trust, ed25519 } = this.#options;
    const { asOf, purpose } = manifest;
    const { registry } = checkpoint;
    checkQuorums(asOf, checkpoint, trust, this.#findings);
    const evidence = await EvidenceReader.open(
      this.#source,
      { asOf, registry, purpose, trust, ed25519 },
      this.#findings,
    );
    if (evidence === undefined) return;
    const issuer = evidence.acceptIssuer(manifest.iss, this.#issuerKeys);
    if (!issuer.ok) this.#findings.error(issuer.refusal.code, { detail: issuer.refusal.detail });
    await this.#readItems(manifest, evidence);
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
  async #openEvidenceFiles({ evidence, asOf }: Manifest): Promise<TrustedCheckpoint | undefined> {
    const known = new Set<string>(Object.values(files));
    const data = new Set<string>();
    for await (const { name } of this.#source.list()) {
      if (name.startsWith('data/')) data.add(name);
      else if (!known.delete(name)) this.#findings.error('file_unexpected', { detail: name });
    }
    for (const name of known) {
      this.#findings.error(name === files.release ? 'release_missing' : 'file_missing', { detail: name });
    }
    // Without its release a bundle can still be checked in everything else, as its team does before releasing it.
    known.delete(files.release);
    if (known.size > 0) return undefined;
    if (data.size > 0) this.#data = data;
    else this.#findings.warn('data_absent');
    for (const name of ['checkpoint', 'proofs', 'state', 'statements', 'works'] as const) {
      if ((await this.#hashOf(files[name])) !== evidence[name]) {
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

  async #hashOf(name: string): Promise<string> {
    const hash = sha256.create();
    for await (const piece of this.#source.read(name)) hash.update(piece);
    return bytesToHex(hash.digest());
  }

  async #readItems(manifest: Manifest, evidence: EvidenceReader): Promise<void> {
    const lines = new LineReader(this.#source.read(files.items), files.items, limits.line);
    const tree = new TreeHasher();
    const synthetic = (this.#synthetic = new SyntheticItems(manifest, this.#options, this.#findings));
    const claim = new ScopeClaim(manifest, this.#findings);
    let last = '';
    for (;;) {
      if (!lines.ready) await lines.fill();
      const text = lines.peek();
      if (text === undefined) break;
      lines.skip();
      const item = openLine(Item, text, files.items);
      tree.addData(toUtf8(text));
      if (item.sha256 <= last) throw new Unreadable('items_order', item.sha256);
      last = item.sha256;
      this.#items.add(item);
      await this.#checkData(item);
      const found = await evidence.next({ sha256: item.sha256, slice: item.slice });
      if (found?.source === 'synthetic') await synthetic.check(item, found, evidence);
      else if (found !== undefined) {
        this.#checkConsent(item, found);
        claim.meet(found.scope, item.sha256);
      }
    }
    synthetic.finish();
    await evidence.finish();
    if (bytesToHex(tree.root()) !== manifest.items.root || tree.size !== manifest.items.count) {
      this.#findings.error('items_mismatch', { detail: `${tree.size} items` });
    }
    claim.finish();
    this.#items.check(manifest, this.#findings);
    for (const name of this.#data ?? []) this.#findings.error('file_unexpected', { detail: name });
  }

  /** The item's file, where the bundle carries files: there, and with the bytes of its name. */
  async #checkData(item: Item): Promise<void> {
    if (this.#data === undefined) return;
    const name = dataPath(item);
    if (!this.#data.delete(name)) this.#findings.error('file_missing', { item: item.sha256, detail: name });
    else if ((await this.#hashOf(name)) !== item.sha256) {
      this.#findings.error('file_hash_mismatch', { item: item.sha256, detail: name });
    }
  }

  #checkConsent(item: Item, { decision, lines }: ItemEvidence & { source: 'consented' }): void {
    if (decision.verdict !== 'allow') {
      const [reason] = decision.reasons;
      this.#findings.error('not_allowed', {
        item: item.sha256,
        ...(reason?.statement !== undefined && { statement: reason.statement }),
        detail: decision.reasons.map(({ code, use }) => (use === undefined ? code : `${code} (${use})`)).join(', '),
      });
    } else if (!lines.some((line) => isHolderLine(line) && line.attribution === item.attribution)) {
      // Whom a work is attributed to is for its holders to say.
      this.#findings.error('duties_mismatch', { item: item.sha256, detail: 'attribution' });
    }
  }
}

/** The scope that a manifest claims, held against the meet of what holders granted. */
class ScopeClaim {
  readonly #manifest: Manifest;
  readonly #findings: Findings;
  #computed: Scope = fullScope();
  /** One scope for each distinct set of grants: the meet of many works is the meet of few sets. */
  readonly #met = new Set<Scope>();

  constructor(manifest: Manifest, findings: Findings) {
    this.#manifest = manifest;
    this.#findings = findings;
  }

  /** The first item whose holders allow less than the manifest claims is the path to who did not agree. */
  meet(scope: Scope, item: string): void {
    if (this.#met.has(scope)) return;
    this.#met.add(scope);
    const before = claimedBeyond(this.#manifest.scope, this.#computed);
    this.#computed = meetScopes(this.#computed, scope);
    const use = claimedBeyond(this.#manifest.scope, this.#computed);
    if (before === undefined && use !== undefined) this.#findings.error('laundering', { item, detail: use });
  }

  finish(): void {
    const owed = dutiesOf(this.#computed, this.#manifest.purpose.uses);
    if (!covers(this.#manifest.duties, owed)) this.#findings.error('duties_mismatch', { detail: owed.join(', ') });
  }
}
