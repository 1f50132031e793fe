import { type Ledger, type Logged, StateHashes } from '@assent/consent';
import { MultiproofMaker, type NodeReader, proveConsistency, proveInclusion, TreeHasher } from '@assent/log';
import { accepted, type Code, limits, type PublicationReceipt, refused, type Result, type State } from '@assent/schema';
import { type Opened, openManifest, openStatement, type Signer, signRefusal, signStatement } from '@assent/signing';
import { node } from '@assent/signing/node';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DatabaseHold } from './database/hold.ts';
import type { Database } from './database/tables.ts';
import { SurveyDesk } from './datasets/survey.ts';
import { type Appended, appendBatch, type Prepared, prepareSubmission, type Submission } from './log/append.ts';
import { Batcher } from './log/batcher.ts';
import { CheckpointKeeper } from './log/checkpoint.ts';
import { Cosignatures, type Witnesses } from './log/cosignatures.ts';
import { Erasures } from './log/erasures.ts';
import { Ledgers } from './log/ledgers.ts';
import { Monitors } from './log/monitors.ts';
import { NodeCache, withNodes } from './log/nodes.ts';
import { findState } from './log/stored-entry.ts';
import { Uploads } from './log/uploads.ts';
import { Challenges } from './teams/challenges.ts';

/** Statements in one transaction. */
const largestBatch = 256;
/** How far ahead of ours a signer's clock may be, in seconds. */
const clockSkew = 86_400;
/** How old the last state may be, in seconds, to be shared by those who ask while nothing new has come. */
const stateShared = 60;

/** An open registry: its log, its key, its clock. */
export class Registry {
  readonly db: Database;
  readonly origin: string;
  readonly ledgers: Ledgers;
  readonly surveys: SurveyDesk;
  readonly checkpoints: CheckpointKeeper;
  readonly cosignatures: Cosignatures;
  readonly challenges: Challenges;
  readonly monitors: Monitors;
  readonly erasures: Erasures;
  readonly #signer: Signer;
  /** What was hashed for the state before; an older ledger that is folded anew begins anew. */
  readonly #stateHashes = new WeakMap<Ledger, StateHashes>();
  readonly #clock: () => number;
  #latest: number;
  #stating: Promise<Logged<State>> | undefined;
  readonly #appends: Batcher<Prepared, Result<Appended>>;
  readonly uploads = new Uploads(this);
  readonly #nodes = new NodeCache();
  readonly #proofs: Batcher<number, { checkpoint: string; proof: string[] }>;

  private constructor(
    db: Database,
    origin: string,
    signer: Signer,
    checkpoints: CheckpointKeeper,
    clock: () => number,
    hold: DatabaseHold,
    latest: number,
    witnesses: Witnesses,
    challengeSecret: Uint8Array,
    monitors: readonly string[],
    erasures: Erasures,
  ) {
    this.db = db;
    this.origin = origin;
    this.ledgers = new Ledgers(db);
    this.surveys = new SurveyDesk(this);
    this.checkpoints = checkpoints;
    this.cosignatures = new Cosignatures(this, witnesses);
    this.challenges = new Challenges(origin, challengeSecret);
    this.monitors = new Monitors(db, monitors);
    this.erasures = erasures;
    this.#signer = signer;
    this.#clock = clock;
    this.#latest = latest;
    this.#appends = new Batcher(async (batch) => {
      await hold.ensure();
      return appendBatch(db, this, batch, this.now(), this.#nodes);
    }, largestBatch);
    this.#proofs = new Batcher((indices) => this.#prove(indices), largestBatch);
  }

  /**
   * @param clock seconds since 1970.
   * Refuses with `rollback_detected` or `wrong_audience` rather than serve a log that is not the one it was.
   */
  static async open(
    db: Database,
    options: {
      readonly origin: string;
      readonly signer: Signer;
      readonly dataDirectory: string;
      readonly clock: () => number;
      readonly hold: DatabaseHold;
      readonly witnesses: Witnesses;
      /** 32 random bytes. With others, those who are about to sign in begin again. */
      readonly challengeSecret: Uint8Array;
      /** did:keys. */
      readonly monitors: readonly string[];
    },
  ): Promise<Result<Registry>> {
    await db
      .insertInto('log_head')
      .values({ singleton: true, size: 0, origin: options.origin })
      .onConflict((c) => c.doNothing())
      .execute();
    const head = await db.selectFrom('log_head').select('origin').executeTakeFirstOrThrow();
    if (head.origin !== options.origin) {
      return refused('log_name_mismatch', `this database is the log ${head.origin}, not ${options.origin}`);
    }
    const keeper = await CheckpointKeeper.open(db, options.origin, options.signer, options.dataDirectory);
    if (!keeper.ok) return keeper;
    const last = await db
      .selectFrom('log_entry')
      .select('logged_at')
      .orderBy('index', 'desc')
      .limit(1)
      .executeTakeFirst();
    const latest = last?.logged_at ?? 0;
    const registry = new Registry(
      db,
      options.origin,
      options.signer,
      keeper.value,
      options.clock,
      options.hold,
      latest,
      options.witnesses,
      options.challengeSecret,
      options.monitors,
      await Erasures.open(db),
    );
    // What was committed before a crash and not yet signed for is signed for now.
    await keeper.value.covering(await registry.size());
    return accepted(registry);
  }

  /** The did:key of the log's key. */
  get identity(): string {
    return this.#signer.did;
  }

  get publicKey(): Uint8Array {
    return this.#signer.publicKey;
  }

  /** Seconds. The clock of a machine can be set back; the time of a log cannot, beyond a restart too. */
  now(): number {
    return (this.#latest = Math.max(this.#latest, this.#clock()));
  }

  /**
   * Record a statement from the bytes of its envelope, with the list it signs. The same statement again answers the
   * same index. Nothing is half recorded: what is refused leaves no trace.
   */
  async publish(
    envelope: Uint8Array,
    lines: readonly string[] | undefined,
    manifest?: Uint8Array,
  ): Promise<Result<PublicationReceipt>> {
    const opened = await openStatement(envelope, node);
    if (!opened.ok) return opened;
    const { statement } = opened.value;
    let released: Submission['manifest'];
    if (statement.kind === 'release') {
      const own = manifest === undefined ? refused('file_missing', 'the manifest') : await openManifest(manifest, node);
      if (!own.ok) return own;
      const { iss, dataset, version, items } = own.value.statement;
      const agrees =
        own.value.id === statement.manifest &&
        iss === statement.iss &&
        dataset === statement.dataset &&
        version === statement.version &&
        items.root === statement.items.root &&
        items.count === statement.items.count;
      if (!agrees || manifest === undefined) return refused('release_mismatch', statement.manifest);
      released = { id: own.value.id, envelope: manifest };
    }
    const screened = this.screen(opened.value);
    if (!screened.ok) return screened;
    if (lines !== undefined && lines.length > limits.listLines)
      return refused('too_large', `${lines.length} lines, at most ${limits.listLines} in one request`);
    const appended = await this.#append({ opened: opened.value, lines, manifest: released });
    if (!appended.ok) return appended;
    // Who hears that it is recorded sees it nowhere any more.
    if (statement.kind === 'erase') await this.erasures.refresh();
    return accepted(await this.receipt(opened.value.id, appended.value));
  }

  /** What is asked of a statement from outside, beside the rule. */
  screen({ statement }: Opened): Result<void> {
    // A clock that is far ahead would stretch a term that counts from it.
    if (statement.iat > this.now() + clockSkew) return refused('dates_impossible', 'iat lies in the future');
    // A state is made here or nowhere, also if somebody has the log's key: it has to be computed from the log.
    return statement.kind === 'state' ? refused('registry_only') : accepted(undefined);
  }

  /** That the statement of this id was refused, and why, as an envelope that its signer can show. */
  signedRefusal(id: string, code: Code): Promise<Uint8Array> {
    const { origin: aud, identity: iss } = this;
    return signRefusal({ v: 1, kind: 'refusal', aud, iss, id, code, at: this.now() }, this.#signer);
  }

  async #append(submission: Submission): Promise<Result<Appended>> {
    const prepared = prepareSubmission(submission);
    return prepared.ok ? this.append(prepared.value) : prepared;
  }

  /** The one queue into the log. */
  append(prepared: Prepared): Promise<Result<Appended>> {
    return this.#appends.do(prepared);
  }

  /** The proof that an entry is in the log, under the newest checkpoint. */
  async receipt(id: string, { index, leafHash }: Appended): Promise<PublicationReceipt> {
    const { checkpoint, proof } = await this.#proofs.do(index);
    return { id, index, checkpoint, proof, leafHash };
  }

  async #prove(indices: readonly number[]): Promise<{ checkpoint: string; proof: string[] }[]> {
    const { size, note } = await this.checkpoints.covering(Math.max(...indices) + 1);
    const prove = (read: NodeReader) =>
      indices.map((index) => ({ checkpoint: note, proof: proveInclusion(index, size, read).map(bytesToHex) }));
    return withNodes(this.db, prove, this.#nodes);
  }

  /** Consistency proof between two sizes, hex. */
  async consistency(from: number, to: number): Promise<string[]> {
    return (await withNodes(this.db, (read) => proveConsistency(from, to, read))).map(bytesToHex);
  }

  async size(): Promise<number> {
    return (await this.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;
  }

  /**
   * A `state` entry that covers everything recorded up to now. Shared by all who wait, and reused for a minute while
   * nothing new has come.
   */
  async state(): Promise<Logged<State>> {
    const size = await this.size();
    for (;;) {
      this.#stating ??= this.#makeState().finally(() => (this.#stating = undefined));
      const state = await this.#stating;
      // One that was under way when we came may have begun before what we have to see.
      if (covers(state, size)) return state;
    }
  }

  /** A new `state`, if anything but states was recorded since the last one. */
  async stateIfNew(): Promise<void> {
    const last = await findState(this.db, undefined);
    const size = await this.size();
    if (size > 0 && (last === undefined || !covers(last, size))) await this.state();
  }

  /** A multiproof of lines of the state of a ledger of ours. Asked for while the ledger is in use. */
  async proveState(ledger: Ledger, at: number, leaves: readonly number[]): Promise<Uint8Array[]> {
    const hashes = await this.#stateLeaves(ledger, at);
    const maker = new MultiproofMaker(leaves, hashes.length);
    const proof: Uint8Array[] = [];
    for (const [i, leaf] of hashes.entries()) {
      if (i % 16_384 === 0) await nextTurn();
      const hash = maker.push(leaf);
      if (hash !== undefined) proof.push(hash);
    }
    return proof;
  }

  #stateLeaves(ledger: Ledger, at: number): Promise<Uint8Array[]> {
    let hashes = this.#stateHashes.get(ledger);
    if (hashes === undefined) this.#stateHashes.set(ledger, (hashes = new StateHashes()));
    return hashes.at(ledger, at, nextTurn);
  }

  async #makeState(): Promise<Logged<State>> {
    const size = await this.size();
    const last = await findState(this.db, undefined);
    // The clock of a machine can be set back; the time of the states cannot.
    const at = Math.max(this.now(), last?.statement.at ?? 0);
    if (last !== undefined && covers(last, size) && at - last.statement.at < stateShared) return last;
    const { root, count } = await this.ledgers.use(size, async (ledger) => {
      const hashes = await this.#stateLeaves(ledger, at);
      const tree = new TreeHasher();
      for (const [i, hash] of hashes.entries()) {
        if (i % 16_384 === 0) await nextTurn();
        tree.add(hash);
      }
      return { root: bytesToHex(tree.root()), count: tree.size };
    });
    const statement: State = {
      v: 1,
      kind: 'state',
      aud: this.origin,
      iss: this.identity,
      iat: this.now(),
      size,
      at,
      root,
      count,
    };
    const opened = await openStatement(await signStatement(statement, this.#signer), node);
    if (!opened.ok) throw new Error(`our own state was refused: ${opened.refusal.code} ${opened.refusal.detail}`);
    const appended = await this.#append({ opened: opened.value, lines: undefined, manifest: undefined });
    if (!appended.ok) throw new Error(`our own state was refused: ${appended.refusal.code} ${appended.refusal.detail}`);
    const { index, leafHash } = appended.value;
    // Whoever hears of a state can look it up: a checkpoint covers it from the start.
    await this.checkpoints.covering(index + 1);
    return { index, id: opened.value.id, statement, leafHash };
  }
}

/** Writers go on while a state of many works is computed. */
const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Whether a state says all of the first `size` entries, but for itself. */
const covers = ({ index, statement }: Logged<State>, size: number): boolean =>
  statement.size >= size || (statement.size === index && index === size - 1);
