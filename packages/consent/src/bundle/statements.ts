import { flat, limits, type AsOf, type Grant, type Release, type State, type Statement } from '@assent/schema';
import { decodeEntry, leafHash, MultiproofVerifier } from '@assent/log';
import { type Ed25519, openSigned } from '@assent/signing/verify';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Logged } from '../history.ts';
import { files, type ProofIndexEntry } from './format.ts';
import { HashCursor } from './hash-cursor.ts';
import { Unreadable } from './line-reader.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';

/** A statement of the bundle whose signature and place in the log were checked. */
export interface BundledStatement extends Logged {
  /** The did:keys whose signatures verified, ascending by raw key. */
  readonly keys: readonly string[];
}

const isState = (found: BundledStatement): found is BundledStatement & Logged<State> =>
  found.statement.kind === 'state';

/** The statements of a bundle. Whoever asks for one needs it; what nobody asked for is surplus. */
export class BundledStatements {
  readonly #byIndex = new Map<number, BundledStatement>();
  readonly #byId = new Map<string, BundledStatement>();
  readonly #byLeafHash = new Map<string, BundledStatement>();
  /** In the order of the log. */
  #states: (BundledStatement & Logged<State>)[] = [];
  readonly #used = new Set<BundledStatement>();

  add(statement: BundledStatement): void {
    this.#byIndex.set(statement.index, statement);
    this.#byId.set(statement.id, statement);
    this.#byLeafHash.set(statement.leafHash, statement);
    if (isState(statement)) this.#states.push(statement);
  }

  get size(): number {
    return this.#byIndex.size;
  }

  has(index: number): boolean {
    return this.#byIndex.has(index);
  }

  at(index: number): BundledStatement | undefined {
    return this.#use(this.#byIndex.get(index));
  }

  withId(id: string): BundledStatement | undefined {
    return this.#use(this.#byId.get(id));
  }

  withLeafHash(hash: string): BundledStatement | undefined {
    return this.#use(this.#byLeafHash.get(hash));
  }

  releaseOf(manifest: string): Logged<Release> | undefined {
    const found = this.all().find(
      (one): one is BundledStatement & Logged<Release> =>
        one.statement.kind === 'release' && one.statement.manifest === manifest,
    );
    this.#use(found);
    return found;
  }

  #use(statement: BundledStatement | undefined): BundledStatement | undefined {
    if (statement !== undefined) this.#used.add(statement);
    return statement;
  }

  all(): BundledStatement[] {
    return [...this.#byIndex.values()];
  }

  /** Nothing may rest on it. */
  remove(statement: BundledStatement): void {
    this.#byIndex.delete(statement.index);
    this.#byId.delete(statement.id);
    this.#byLeafHash.delete(statement.leafHash);
    this.#states = this.#states.filter(({ index }) => index !== statement.index);
  }

  /** The first state of the bundle that speaks of an entry, before a log size. */
  firstStateCovering(index: number, before: number): State | undefined {
    const found = this.#states.find((state) => state.index < before && state.statement.size > index);
    if (found === undefined) return undefined;
    this.#use(found);
    return found.statement;
  }

  unused(): BundledStatement[] {
    return [...this.#byIndex.values()].filter((statement) => !this.#used.has(statement));
  }

  /** Grants that a later one of the same signer, logged before `size`, replaces; by id. */
  replacedBefore(size: number): ReadonlySet<string> {
    const replaced = new Set<string>();
    for (const { index, statement } of this.#byIndex.values()) {
      if (statement.kind !== 'grant' || index >= size) continue;
      for (const id of statement.replaces) if (this.#byId.get(id)?.statement.iss === statement.iss) replaced.add(id);
    }
    return replaced;
  }
}

/** Terms that many grants have in common are most of what a bundle holds in memory, so equal ones are kept once. */
class SharedTerms {
  readonly #known = new Map<string, Grant['uses']>();

  once(uses: Grant['uses']): Grant['uses'] {
    const text = JSON.stringify(uses);
    const known = this.#known.get(text);
    if (known === undefined) this.#known.set(text, uses);
    return known ?? uses;
  }
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
      if (!Number.isSafeInteger(index) || length > limits.entry)
        throw new Unreadable('bundle_unreadable', files.statements);
      if (bytes.length - at - 12 < length) break;
      yield { index, entry: bytes.subarray(at + 12, at + 12 + length) };
      at += 12 + length;
    }
    rest = bytes.slice(at);
  }
  if (rest.length > 0) throw new Unreadable('bundle_unreadable', `${files.statements}: ends early`);
}

export interface StatementOptions {
  readonly asOf: AsOf;
  /** The did:key of the trusted log's key: it alone signs `state` entries. */
  readonly registry: string;
  readonly ed25519: Ed25519;
}

/**
 * Open every statement of a bundle: signature, place in the log, audience. Whether its keys had the authority shows when
 * the identities are read.
 * What fails is reported and left out, so that whatever needed it is reported as lacking evidence.
 */
export const readStatements = async (
  source: BundleSource,
  { asOf, registry, ed25519 }: StatementOptions,
  proof: ProofIndexEntry | undefined,
  findings: Findings,
): Promise<BundledStatements> => {
  const statements = new BundledStatements();
  const { size, root } = asOf.checkpoint;
  if (proof === undefined || proof.size !== size) {
    findings.error('proof_invalid', { detail: 'no proof of the statements for this checkpoint' });
    return statements;
  }
  const cursor = new HashCursor(source, files.proofs, proof);
  const verifier = new MultiproofVerifier(size, cursor.take);
  const terms = new SharedTerms();
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
    if ('uses' in content) content.uses = terms.once(content.uses);
    if (content.aud !== asOf.origin) findings.error('wrong_audience', { statement: id, detail: content.aud });
    else if (content.kind === 'state' && content.iss !== registry) {
      findings.error('registry_only', { statement: id, detail: content.iss });
    } else statements.add({ index, id, statement: content, leafHash: flat(bytesToHex(hash)), keys });
  }
  const computed = verifier.root();
  if (computed !== undefined && bytesToHex(computed) === root) return statements;
  findings.error('proof_invalid', { detail: 'the statements are not in the log under this checkpoint' });
  // Nothing that is not in the log may count.
  return new BundledStatements();
};
