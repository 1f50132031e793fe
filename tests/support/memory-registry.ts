import {
  acceptStatement,
  buildState,
  type EvidenceFile,
  evidencePieces,
  files,
  gatherEvidence,
  Ledger,
  ledgerSource,
  type Logged,
  memorySource,
  type NewerState,
  openList,
  planEvidence,
} from '@assent/consent';
import {
  accepted,
  type AsOf,
  type Result,
  type State,
  type Statement,
  toUtf8,
  type Trust,
  type WorksLine,
} from '@assent/schema';
import {
  encodeEntry,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  MemoryTree,
  proveConsistency,
  proveInclusion,
  proveMany,
  signNote,
} from '@assent/log';
import { decodeEnvelope, type Signer, signStatement, statementId } from '@assent/signing';
import { bytesToHex } from '@noble/hashes/utils.js';
import { keyOf, newYear, noTrust } from './written-statements.ts';

interface Kept {
  readonly entry: Uint8Array;
  readonly logged: Logged;
  readonly lines: readonly string[];
}

export interface MemoryRegistryOptions {
  readonly origin?: string;
  readonly key?: Signer;
  /** `false`: everything is taken, whatever the rule says. */
  readonly asksTheRule?: boolean;
  /** Makes the fold that states are made from: a registry that lies has one of its own. */
  readonly fold?: () => Ledger;
  /** Whose word counts for who trusts this log, beside the log's own. */
  readonly trusted?: Partial<Pick<Trust, 'arbiters' | 'attesters'>>;
}

/** Who signs: one key, or as many as an identity takes. */
export type Signers = Signer | readonly Signer[];

/**
 * A registry without a database: the same rule, the same fold, the same tree. What it signs verifies like what a real
 * one signs, and it can be told to lie where a real one cannot.
 */
export class MemoryRegistry {
  readonly origin: string;
  readonly key: Signer;
  /** Its clock, in seconds. */
  now = newYear;
  readonly #asksTheRule: boolean;
  readonly #fold: () => Ledger;
  readonly #trusted: NonNullable<MemoryRegistryOptions['trusted']>;
  readonly #kept: Kept[] = [];
  readonly #tree = new MemoryTree();
  readonly ledger: Ledger;

  constructor({
    origin = 'registry.example/log',
    key,
    asksTheRule = true,
    fold,
    trusted = {},
  }: MemoryRegistryOptions = {}) {
    this.origin = origin;
    this.key = key ?? keyOf(origin);
    this.#asksTheRule = asksTheRule;
    this.#fold = fold ?? (() => new Ledger());
    this.#trusted = trusted;
    this.ledger = this.#fold();
  }

  get size(): number {
    return this.#kept.length;
  }

  /** Whom a verifier trusts who trusts this log, and its word on who people are. */
  get trust(): Trust {
    return {
      ...noTrust,
      logs: [{ origin: this.origin, key: formatVerifierKey(this.origin, this.key.publicKey) }],
      arbiters: [...(this.#trusted.arbiters ?? [])],
      attesters: [{ identity: this.key.did, upTo: 2 }, ...(this.#trusted.attesters ?? [])],
    };
  }

  /** Take in a statement, or say why not. */
  async submit(statement: Statement, signers: Signers, lines?: readonly string[]): Promise<Result<Logged>> {
    const all = [signers].flat();
    const envelope = decodeEnvelope(await signStatement(statement, ...all));
    if (!envelope.ok) throw new Error(envelope.refusal.code);
    const { payloadType, payload } = envelope.value;
    const known = this.ledger.byId(statementId(payloadType, payload));
    if (known !== undefined) return accepted(known);
    const list = lines === undefined ? accepted(undefined) : openList(statement, lines);
    if (this.#asksTheRule) {
      if (!list.ok) return list;
      const registry = { origin: this.origin, identity: this.key.did, now: this.now };
      const verdict = acceptStatement(
        this.ledger,
        { statement, keys: all.map(({ did }) => did) },
        list.value,
        registry,
      );
      if (!verdict.ok) return verdict;
    }
    const entry = encodeEntry(envelope.value);
    const leaf = leafHash(entry);
    const index = this.#kept.length;
    const logged = { index, id: statementId(payloadType, payload), statement, leafHash: bytesToHex(leaf) };
    this.#tree.add(leaf);
    this.#kept.push({ entry, logged, lines: lines ?? [] });
    this.ledger.apply(logged, list.ok ? (list.value?.lines ?? []) : []);
    return accepted(logged);
  }

  /** Take in a statement that has nothing wrong with it. */
  async publish(statement: Statement, signers: Signers, lines?: readonly string[]): Promise<Logged> {
    const answer = await this.submit(statement, signers, lines);
    if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.detail}`);
    return answer.value;
  }

  /** The fold of the log's first entries. */
  #ledgerOf(size: number): Ledger {
    const ledger = this.#fold();
    for (const { logged, lines } of this.#kept.slice(0, size)) {
      const list = lines.length === 0 ? undefined : openList(logged.statement, lines);
      ledger.apply(logged, list?.ok === true ? list.value.lines : []);
    }
    return ledger;
  }

  /** State what is live, of all there is or of the log's first entries. */
  async state(size = this.size): Promise<Logged<State>> {
    const { lines, tree } = buildState(this.#ledgerOf(size), this.now);
    const root = bytesToHex(tree.root());
    const { did: iss } = this.key;
    const statement: State = {
      v: 1,
      kind: 'state',
      aud: this.origin,
      iss,
      iat: this.now,
      size,
      at: this.now,
      root,
      count: lines.length,
    };
    return (await this.publish(statement, this.key)) as Logged<State>;
  }

  rootOf(size: number): Uint8Array {
    return new MemoryTree(this.#kept.slice(0, size).map(({ entry }) => leafHash(entry))).root();
  }

  /** A signed checkpoint of the log's first entries. */
  async checkpoint(size = this.size): Promise<{ size: number; root: string; note: string }> {
    const root = this.rootOf(size);
    const text = formatCheckpoint({ origin: this.origin, size, root });
    return { size, root: bytesToHex(root), note: formatNote(await signNote(text, this.origin, this.key)) };
  }

  inclusion(index: number, size = this.size): string[] {
    return proveInclusion(index, size, this.#tree.read).map(bytesToHex);
  }

  consistency(from: number, to = this.size): string[] {
    return proveConsistency(from, to, this.#tree.read).map(bytesToHex);
  }

  /** A line of a statement's list. */
  line(index: number, leaf: number): WorksLine {
    return JSON.parse(this.#kept[index]!.lines[leaf]!) as WorksLine;
  }

  entry(index: number): Uint8Array {
    return this.#kept[index]!.entry;
  }

  asOf({ index, statement }: Logged<State>, checkpoint: { readonly size: number; readonly root: string }): AsOf {
    const { size, at, root } = statement;
    const { origin } = this;
    return {
      origin,
      state: { index, size, at, root },
      checkpoint: { size: checkpoint.size, root: checkpoint.root },
    };
  }

  /** The evidence of works and slices as of a state, under a checkpoint. */
  async evidence(
    { index, statement }: Logged<State>,
    checkpoint: { readonly size: number },
    works: readonly string[],
    slices: readonly { index: number; files: ReadonlySet<string>; needs: readonly number[] }[] = [],
    signers: readonly string[] = [],
    /** What of the ledger is shown: a registry that leaves something out sees less. */
    see: (ledger: Ledger) => Ledger = (ledger) => ledger,
  ): Promise<Record<EvidenceFile, Uint8Array>> {
    const whole = this.#ledgerOf(statement.size);
    const { tree } = buildState(whole, statement.at);
    const source = ledgerSource(see(whole), {
      state: { index, at: statement.at },
      checkpoint,
      works,
      signers,
      slices: slices.map(({ index: slice, files: shown, needs }) => {
        const made = this.#kept[slice]!.lines.map((line) => (JSON.parse(line) as { sha256: string }).sha256);
        const shownFiles = made.flatMap((sha256, leaf) => (shown.has(sha256) ? [{ sha256, leaf }] : []));
        return { index: slice, size: made.length, files: shownFiles, needs };
      }),
    });
    const store = {
      entries: async (indices: readonly number[]) => indices.map((at) => this.entry(at)),
      lines: async (places: readonly (readonly [number, number])[]) =>
        places.map(([at, leaf]) => this.#kept[at]!.lines[leaf]!),
      list: (at: number) => [this.#kept[at]!.lines],
      proveLog: (indices: readonly number[], size: number) => proveMany(indices, size, this.#tree.read),
      proveState: (leaves: readonly number[]) => proveMany(leaves, tree.size, tree.read),
    };
    return gatherEvidence(evidencePieces(planEvidence(source), source, store));
  }

  /** How things stand now, for a manifest as of an earlier checkpoint: what a registry answers who asks it. */
  async newer(
    from: AsOf,
    works: readonly string[],
    state?: Logged<State>,
    learnt: ReadonlyMap<string, readonly string[]> = new Map(),
  ): Promise<NewerState> {
    const stated = state ?? (await this.state());
    const checkpoint = await this.checkpoint();
    const gather = async (asked: readonly string[]) => {
      const evidence = await this.evidence(stated, checkpoint, asked);
      return memorySource(new Map(Object.entries(evidence).map(([name, bytes]) => [nameOf(name), bytes])));
    };
    const sources = new Map<string, Awaited<ReturnType<typeof gather>>>();
    for (const [id, own] of learnt) sources.set(id, await gather(own));
    return {
      asOf: this.asOf(stated, checkpoint),
      checkpoint: toUtf8(checkpoint.note),
      consistency: this.consistency(from.checkpoint.size),
      evidence: await gather(works),
      sources,
    };
  }
}

const nameOf = (name: string): string => files[name as EvidenceFile];
