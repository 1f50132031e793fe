import {
  type AsOf,
  BundledRelease,
  Item,
  limits,
  type Manifest,
  openCanonical,
  type Scope,
  type StratumCounts,
  type SyntheticPlan,
  toUtf8,
  type Trust,
  type SliceLine,
  type Synthetic,
} from '@assent/schema';
import {
  decodeEntry,
  leafHash,
  type NoteVerifier,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  TreeHasher,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from '@assent/log';
import { decodeEnvelope, didKeyOf, type Ed25519, encodeEnvelope, fromBase64, openManifest, openSigned } from '@assent/signing/verify';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { claimedBeyond, dutiesOf, fullScope, meetScopes } from '../scope.ts';
import type { Logged } from '../ledger.ts';
import { covers } from '../meet.ts';
import { dataPath, files } from './format.ts';
import { LineReader, Unreadable } from './line-reader.ts';
import { Findings, type VerificationReport } from './report.ts';
import { type BundleSource, readSmall } from './source.ts';
import { type EvidenceOptions, EvidenceReader, openLine } from './verify-evidence.ts';

/** Makes a synthetic item again and compares. Handed in, so that this package knows no generator. */
export type Regenerate = (line: SliceLine, slice: Synthetic, spec: string) => Promise<{ ok: boolean; detail: string }>;

export interface VerifyOptions {
  readonly trust: Trust;
  readonly ed25519: Ed25519;
  /** `undefined`: synthetic items are not made again, and the report says so. */
  readonly regenerate: Regenerate | undefined;
  /** Which synthetic items to make again: their positions among them, drawn by the verifier, or all. */
  readonly regenerateSlots: ReadonlySet<number> | 'all';
  readonly onProgress?: (done: number, total: number) => void;
}

/** The longest time between a witness quorum and the state it has to confirm, in seconds. */
const witnessWindow = 3600;

/**
 * Verify a dataset bundle in one pass over its items, offline: its manifest's signature, every item's consent decided
 * again from the signed statements, and that nothing live was left out. The verdict is a value that names what is bad.
 *
 * Needs the keys the verifier trusts and nothing else. Never throws on input.
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

/** Trusted keys, parsed: a trust file is the verifier's own, so a key in it that does not parse is a fault of theirs. */
const trustedKeys = (trust: Trust, origin: string): { log: NoteVerifier[]; witnesses: NoteVerifier[] } => {
  const parse = (text: string): NoteVerifier[] => {
    const key = parseVerifierKey(text);
    return key.ok ? [key.value] : [];
  };
  return {
    log: trust.logs.filter((log) => log.origin === origin).flatMap(({ key }) => parse(key)).filter(({ name }) => name === origin),
    witnesses: trust.witnesses.keys.flatMap(parse),
  };
};

/** A checkpoint that a trusted log signed, and when a quorum of witnesses saw it. */
export interface TrustedCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** The did:key of the log's key. */
  readonly registry: string;
  /** Times of witnesses' cosignatures, seconds. */
  readonly witnessed: readonly number[];
}

/** Open a checkpoint as signed note bytes, for a named log; what is wrong goes into the findings. */
export const openCheckpoint = async (
  bytes: Uint8Array,
  origin: string,
  { trust, ed25519 }: Pick<VerifyOptions, 'ed25519' | 'trust'>,
  findings: Findings,
): Promise<TrustedCheckpoint | undefined> => {
  const note = parseNote(bytes);
  if (!note.ok) return void findings.error(note.refusal.code, { detail: note.refusal.detail });
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return void findings.error(checkpoint.refusal.code, { detail: checkpoint.refusal.detail });
  const { log, witnesses } = trustedKeys(trust, origin);
  if (log.length === 0) return void findings.error('checkpoint_untrusted', { detail: `${origin} is not in the trust file` });
  const signers = await verifyNote(note.value, [...log, ...witnesses], ed25519);
  if (!signers.ok) return void findings.error(signers.refusal.code, { detail: signers.refusal.detail });
  const own = log.find((key) => signers.value.some(({ name, keyId }) => key.name === name && key.keyId === keyId));
  if (own === undefined || checkpoint.value.origin !== origin) {
    return void findings.error('checkpoint_untrusted', { detail: checkpoint.value.origin });
  }
  const witnessed = signers.value.flatMap(({ time }) => (time === undefined ? [] : [time]));
  const { size, root } = checkpoint.value;
  return { size, root, registry: didKeyOf(own.publicKey), witnessed };
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

class Verification {
  manifest: Manifest | undefined;
  manifestId: string | undefined;
  readonly counts = { total: 0, consented: 0, synthetic: 0, regenerated: 0 };
  readonly #source: BundleSource;
  readonly #options: VerifyOptions;
  readonly #findings: Findings;
  readonly #strata = new Map<string, { consented: number; synthetic: number }>();
  /** Data files not yet accounted for, by name; `undefined` where the bundle carries none. */
  #data: Map<string, number> | undefined;

  constructor(source: BundleSource, options: VerifyOptions, findings: Findings) {
    this.#source = source;
    this.#options = options;
    this.#findings = findings;
  }

  async run(): Promise<void> {
    const manifest = await this.#openManifest();
    if (manifest === undefined) return;
    const checkpoint = await this.#openEvidenceFiles(manifest);
    if (checkpoint === undefined) return;
    this.#checkTime(manifest.asOf, checkpoint);
    const { trust, ed25519 } = this.#options;
    const { asOf, purpose } = manifest;
    const options: EvidenceOptions = { asOf, registry: checkpoint.registry, purpose, trust, ed25519 };
    const evidence = await EvidenceReader.open(this.#source, options, this.#findings);
    if (evidence === undefined) return;
    await this.#readItems(manifest, evidence);
    await this.#checkRelease(manifest, checkpoint);
  }

  async #openManifest(): Promise<Manifest | undefined> {
    const bytes = await readSmall(this.#source, files.manifest, limits.envelope);
    if (bytes === undefined) return void this.#findings.error('file_missing', { detail: files.manifest });
    const opened = await openManifest(bytes, this.#options.ed25519);
    if (!opened.ok) return void this.#findings.error(opened.refusal.code, { detail: `${files.manifest}: ${opened.refusal.detail}` });
    const signed = decodeEnvelope(bytes);
    const canonical = signed.ok ? encodeEnvelope(signed.value) : new Uint8Array();
    if (canonical.length !== bytes.length || canonical.some((byte, i) => byte !== bytes[i])) {
      return void this.#findings.error('bundle_unreadable', { detail: `${files.manifest} is not in its one spelling` });
    }
    const { statement: manifest, keys, id } = opened.value;
    this.manifest = manifest;
    this.manifestId = id;
    if (keys.length !== 1 || keys[0] !== manifest.iss) this.#findings.error('key_not_authorised', { detail: manifest.iss });
    if (manifest.aud !== manifest.asOf.origin) this.#findings.error('wrong_audience', { detail: manifest.aud });
    const { issuers } = this.#options.trust;
    if (issuers !== 'any' && !issuers.includes(manifest.iss)) this.#findings.error('issuer_untrusted', { detail: manifest.iss });
    return manifest;
  }

  /** Every file is there, hashes as the manifest says, and there is no other; the checkpoint is one that is trusted. */
  async #openEvidenceFiles({ evidence, asOf }: Manifest): Promise<TrustedCheckpoint | undefined> {
    const known = new Set<string>(Object.values(files));
    const data = new Map<string, number>();
    for await (const { name, bytes } of this.#source.list()) {
      if (name.startsWith('data/')) data.set(name, bytes);
      else if (!known.delete(name)) this.#findings.error('file_unexpected', { detail: name });
    }
    for (const name of known) this.#findings.error(name === files.release ? 'release_missing' : 'file_missing', { detail: name });
    // Without its release a bundle can still be checked in everything else, as its team does before releasing it.
    known.delete(files.release);
    if (known.size > 0) return undefined;
    if (data.size > 0) this.#data = data;
    else this.#findings.warn('data_absent');
    for (const name of ['checkpoint', 'proofs', 'state', 'statements', 'works'] as const) {
      if ((await this.#hashOf(files[name])) !== evidence[name]) this.#findings.error('evidence_mismatch', { detail: files[name] });
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

  /** Time is the registry's word until a quorum of witnesses confirms it. */
  #checkTime({ state }: AsOf, { witnessed }: TrustedCheckpoint): void {
    const { witnesses, monitors } = this.#options.trust;
    if (witnessed.length < witnesses.quorum) {
      this.#findings.error('witness_quorum_missing', { detail: `${witnessed.length} of ${witnesses.quorum}` });
    } else if (witnesses.quorum === 0) this.#findings.warn('time_unwitnessed');
    else if (Math.abs(median(witnessed) - state.at) > witnessWindow) {
      this.#findings.error('witness_quorum_missing', { detail: 'the witnesses’ time is more than an hour from the state’s' });
    }
    // Monitors cosign states in their own notes, which bundles do not carry yet: asking for a quorum fails closed.
    if (monitors.quorum > 0) this.#findings.error('monitor_quorum_missing', { detail: `0 of ${monitors.quorum}` });
    else this.#findings.warn('state_unmonitored');
  }

  async #readItems(manifest: Manifest, evidence: EvidenceReader): Promise<void> {
    const lines = new LineReader(this.#source.read(files.items), files.items, limits.line);
    const tree = new TreeHasher();
    let scope: Scope = fullScope();
    const met = new Set<Scope>();
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
      this.#count(item);
      await this.#checkData(item);
      const found = await evidence.next({ sha256: item.sha256, slice: item.slice });
      if (found?.source === 'synthetic') await this.#checkSynthetic(manifest, item, found.line, found.slice, evidence);
      else if (found !== undefined) {
        if (found.decision.verdict !== 'allow') {
          const [reason] = found.decision.reasons;
          this.#findings.error('not_allowed', {
            item: item.sha256,
            ...(reason?.statement !== undefined && { statement: reason.statement }),
            detail: found.decision.reasons.map(({ code, use }) => (use === undefined ? code : `${code} (${use})`)).join(', '),
          });
        }
        // One scope for each distinct set of grants: the meet of many works is the meet of few sets.
        if (!met.has(found.scope)) {
          met.add(found.scope);
          const narrowed = meetScopes(scope, found.scope);
          this.#checkClaim(manifest, narrowed, scope, item.sha256);
          scope = narrowed;
        }
      }
      if (this.counts.total % 1024 === 0) this.#options.onProgress?.(this.counts.total, manifest.counts.total);
    }
    await evidence.finish();
    if (bytesToHex(tree.root()) !== manifest.items.root || tree.size !== manifest.items.count) {
      this.#findings.error('items_mismatch', { detail: `${tree.size} items` });
    }
    const owed = dutiesOf(scope, manifest.purpose.uses);
    if (!covers(manifest.duties, owed)) this.#findings.error('duties_mismatch', { detail: owed.join(', ') });
    this.#checkCounts(manifest);
    for (const name of this.#data?.keys() ?? []) this.#findings.error('file_unexpected', { detail: name });
    if (this.counts.synthetic > 0 && this.#options.regenerate === undefined) this.#findings.warn('synthetic_not_regenerated');
  }

  /** The first item whose holders allow less than the manifest claims is the path to who did not agree. */
  #checkClaim(manifest: Manifest, narrowed: Scope, before: Scope, item: string): void {
    if (claimedBeyond(manifest.scope, before) !== undefined) return;
    const use = claimedBeyond(manifest.scope, narrowed);
    if (use !== undefined) this.#findings.error('laundering', { item, detail: use });
  }

  #count(item: Item): void {
    this.counts.total++;
    this.counts[item.source]++;
    let stratum = this.#strata.get(item.stratum);
    if (stratum === undefined) this.#strata.set(item.stratum, (stratum = { consented: 0, synthetic: 0 }));
    stratum[item.source]++;
  }

  /** The item's file, where the bundle carries files: there, and with the bytes of its name. */
  async #checkData(item: Item): Promise<void> {
    if (this.#data === undefined) return;
    const name = dataPath(item);
    if (!this.#data.delete(name)) this.#findings.error('file_missing', { item: item.sha256, detail: name });
    else if ((await this.#hashOf(name)) !== item.sha256) this.#findings.error('file_hash_mismatch', { item: item.sha256, detail: name });
  }

  async #checkSynthetic(manifest: Manifest, item: Item, line: SliceLine, slice: Logged<Synthetic>, evidence: EvidenceReader): Promise<void> {
    const where = { item: item.sha256, statement: slice.id };
    const { statement } = slice;
    const plan = evidence.statementById(statement.plan);
    const planned = plan?.statement.kind === 'synthetic-plan' ? plan.statement : undefined;
    if (!this.#isPlanned(manifest, statement, planned) || plan === undefined) this.#findings.error('plan_mismatch', where);
    // The nonce is the leaf hash of a state after the plan: it carries the registry's signature, so no team chose it.
    const nonce = evidence.statementByLeafHash(statement.nonce);
    const inOrder = plan !== undefined && nonce !== undefined && plan.index < nonce.index && nonce.index <= manifest.asOf.state.index;
    if (nonce?.statement.kind !== 'state' || !inOrder) this.#findings.error('nonce_mismatch', where);
    if (statement.stratum !== item.stratum || line.slot !== item.slot) this.#findings.error('synthetic_mismatch', where);
    if (item.split === 'val' || item.split === 'test') this.#findings.error('synthetic_misplaced', { ...where, detail: item.split });
    if ((statement.role === 'pretrain') !== (item.split === 'pretrain')) this.#findings.error('synthetic_misplaced', where);
    const { regenerate, regenerateSlots } = this.#options;
    const position = this.counts.synthetic - 1;
    if (regenerate !== undefined && (regenerateSlots === 'all' || regenerateSlots.has(position))) {
      const again = await regenerate(line, statement, manifest.spec);
      if (!again.ok) this.#findings.error('synthetic_not_reproduced', { ...where, detail: again.detail });
      this.counts.regenerated++;
    }
  }

  #isPlanned(manifest: Manifest, slice: Synthetic, plan: SyntheticPlan | undefined): boolean {
    const stratum = plan?.strata.find(({ stratum: name }) => name === slice.stratum);
    return (
      plan !== undefined &&
      stratum !== undefined &&
      plan.iss === slice.iss &&
      slice.iss === manifest.iss &&
      plan.spec === manifest.spec &&
      plan.dataset === manifest.dataset &&
      plan.version === manifest.version &&
      JSON.stringify([stratum.generator, stratum.parameters]) === JSON.stringify([slice.generator, slice.parameters]) &&
      slice.works.count <= stratum.slots
    );
  }

  #checkCounts({ counts, items }: Manifest): void {
    const { total, consented, synthetic } = this.counts;
    const wrong = (detail: string): void => this.#findings.error('counts_mismatch', { detail });
    if (counts.total !== total || counts.consented !== consented || counts.synthetic !== synthetic || items.count !== total) wrong('total');
    const declared = new Map<string, StratumCounts>(counts.strata.map((stratum) => [stratum.name, stratum]));
    if (declared.size !== counts.strata.length) wrong('a stratum twice');
    for (const [name, stratum] of declared) {
      const found = this.#strata.get(name) ?? { consented: 0, synthetic: 0 };
      const sum = stratum.consented + stratum.synthetic + stratum.shortfall;
      if (stratum.consented !== found.consented || stratum.synthetic !== found.synthetic || sum !== stratum.quota) wrong(name);
      const share = (stratum.synthetic * 100) / Math.max(1, stratum.consented + stratum.synthetic);
      if (share > stratum.maxSharePercent) this.#findings.error('synthetic_misplaced', { detail: `${name}: more than ${stratum.maxSharePercent} %` });
    }
    for (const name of this.#strata.keys()) if (!declared.has(name)) wrong(name);
  }

  /** The release shows that the manifest was issued in public, after the checkpoint it is as of, in the same log. */
  async #checkRelease(manifest: Manifest, evidenced: TrustedCheckpoint): Promise<void> {
    const fail = (code: 'bundle_unreadable' | 'proof_invalid' | 'release_mismatch', detail: string): void =>
      this.#findings.error(code, { detail: `${files.release}: ${detail}` });
    if ((await this.#source.size(files.release)) === undefined) return;
    const bytes = await readSmall(this.#source, files.release, 256 * 1024);
    const release = bytes === undefined ? undefined : openCanonical(BundledRelease, bytes, 256 * 1024);
    if (release?.ok !== true) return fail('bundle_unreadable', release?.refusal.detail ?? 'too large');
    const { checkpoint: text, consistency, entry, inclusion, index } = release.value;
    const checkpoint = await openCheckpoint(toUtf8(text), manifest.asOf.origin, this.#options, this.#findings);
    const entryBytes = fromBase64(entry);
    if (checkpoint === undefined) return;
    if (parseNoteCount(text) !== 1) return fail('bundle_unreadable', 'more signatures than the log’s');
    if (!entryBytes.ok) return fail('bundle_unreadable', 'entry');
    const signed = decodeEntry(entryBytes.value);
    const opened = signed.ok ? await openSigned(signed.value, this.#options.ed25519) : signed;
    if (!opened.ok) return void this.#findings.error(opened.refusal.code, { detail: `${files.release}: ${opened.refusal.detail}` });
    const { statement, keys, id } = opened.value;
    if (
      statement.kind !== 'release' ||
      statement.manifest !== this.manifestId ||
      statement.aud !== manifest.aud ||
      statement.iss !== manifest.iss ||
      keys.length !== 1 ||
      keys[0] !== statement.iss ||
      statement.dataset !== manifest.dataset ||
      statement.version !== manifest.version ||
      statement.state !== manifest.asOf.state.index ||
      statement.items.root !== manifest.items.root ||
      statement.items.count !== manifest.items.count
    ) {
      return this.#findings.error('release_mismatch', { statement: id });
    }
    // It names the manifest's hash, so it cannot have been in the log that the manifest is as of.
    if (index < evidenced.size) return fail('release_mismatch', 'logged before the manifest');
    if (!verifyInclusion(leafHash(entryBytes.value), index, checkpoint.size, inclusion.map(hexToBytes), checkpoint.root)) {
      return fail('proof_invalid', 'inclusion');
    }
    if (!verifyConsistency(evidenced.size, checkpoint.size, evidenced.root, checkpoint.root, consistency.map(hexToBytes))) {
      return fail('proof_invalid', 'consistency');
    }
  }
}

const parseNoteCount = (text: string): number => {
  const note = parseNote(toUtf8(text));
  return note.ok ? note.value.signatures.length : 0;
};

