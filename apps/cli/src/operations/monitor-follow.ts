import { setTimeout as wait } from 'node:timers/promises';
import { buildState, Ledger, type Replayed, replayEntry } from '@assent/consent';
import {
  type Checkpoint,
  decodeEntry,
  equalBytes,
  leafHash,
  MemoryTree,
  type NoteVerifier,
  type PlacedState,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  verifyNote,
} from '@assent/log';
import { fromUtf8, limits, type State } from '@assent/schema';
import { didKeyOf, fromBase64, openSigned } from '@assent/signing';
import { node } from '@assent/signing/node';
import { fail, unwrap } from '../failure.ts';

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/** A log as its reader knows it: where, under which name, by which key. */
export interface FollowedLog {
  readonly address: string;
  readonly origin: string;
  readonly key: NoteVerifier;
}

/** A checkpoint that the log signed, with its bytes. */
export interface SeenCheckpoint extends Checkpoint {
  readonly note: Uint8Array;
}

/** How long an answer may take, in milliseconds, and how large it may be: a list of a million lines fits. */
const patience = 300_000;
const largestAnswer = 500_000_000;

/** What a registry answers to a plain GET, bounded in size and time. */
export const bytesAt = async (address: string, path: string, most = largestAnswer): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let status: number;
  try {
    const answer = await fetch(`${address}/${path}`, { signal: AbortSignal.timeout(patience) });
    status = answer.status;
    for await (const piece of answer.body ?? []) {
      size += piece.length;
      if (size > most) break;
      pieces.push(piece);
    }
  } catch (cause) {
    return fail('registry_unreachable', `${address}/${path}: ${(cause as Error).message}`);
  }
  if (status !== 200) return fail('registry_unreachable', `${path}: answered ${status}`);
  return size > most ? fail('too_large', path) : new Uint8Array(Buffer.concat(pieces));
};

const textAt = async (address: string, path: string): Promise<string> => unwrap(fromUtf8(await bytesAt(address, path)));

const jsonOf = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return fail('not_json', what);
  }
};

const textsAt = async (address: string, path: string): Promise<string[]> => {
  const list = jsonOf(await textAt(address, path), path);
  return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : fail('malformed', path);
};

/** A checkpoint from its bytes: by this log's key, under its name. */
export const openSeen = async (
  bytes: Uint8Array,
  { origin, key }: Pick<FollowedLog, 'origin' | 'key'>,
): Promise<SeenCheckpoint> => {
  const note = unwrap(parseNote(bytes));
  unwrap(await verifyNote(note, [key], node));
  const checkpoint = unwrap(parseCheckpoint(note.text));
  return checkpoint.origin === origin
    ? { ...checkpoint, note: bytes }
    : fail('checkpoint_untrusted', checkpoint.origin);
};

export const newestCheckpoint = async (log: FollowedLog): Promise<SeenCheckpoint> =>
  openSeen(await bytesAt(log.address, 'checkpoint', 20_000), log);

/** Whether the registry proves that one checkpoint extends another. */
export const provesExtension = async (log: FollowedLog, from: Checkpoint, to: Checkpoint): Promise<boolean> => {
  const hashes = await textsAt(log.address, `api/v1/log/consistency?from=${from.size}&to=${to.size}`);
  const proof = hashes.map(fromHex);
  return verifyConsistency(from.size, to.size, from.root, to.root, proof);
};

interface Downloaded {
  readonly id: string;
  readonly entry: Uint8Array;
}

/** Entries asked for at once, and lines of a list. */
const portion = 1_000;
const linePortion = 8_192;

/** The entries from one place to another. */
export async function* entriesBetween(log: FollowedLog, begin: number, end: number): AsyncGenerator<Downloaded> {
  for (let from = begin; from < end; from += portion) {
    const limit = Math.min(portion, end - from);
    const text = await textAt(log.address, `api/v1/log/entries?from=${from}&limit=${limit}`);
    const lines = text.split('\n').slice(0, -1);
    if (lines.length !== limit) fail('proof_invalid', `${lines.length} entries from ${from}, not ${limit}`);
    for (const [i, line] of lines.entries()) {
      const said = jsonOf(line, `entry ${from + i}`) as { index?: unknown; id?: unknown; entry?: unknown } | null;
      if (said?.index !== from + i || typeof said.id !== 'string' || typeof said.entry !== 'string')
        return fail('malformed', `entry ${from + i}`);
      yield { id: said.id, entry: unwrap(fromBase64(said.entry)) };
    }
  }
}

/** Newer checkpoints within which an erasure of a line has to be covered, and those asked for in all. */
const roundsToCover = 10;
const mostRounds = 100;

/** What a follower found out about a log so far. */
export interface Followed {
  readonly entries: number;
  readonly states: number;
}

/**
 * Somebody else's copy of a log: over plain HTTP alone it takes in what is new and verifies all of it again: that a
 * checkpoint extends the last one, every entry's signatures and acceptance, every list's root, every state's root and count.
 * Fails where anything disagrees; what failed is not to be used further.
 */
export class Follower {
  readonly tree = new MemoryTree();
  readonly ledger = new Ledger();
  /** Follows too, up to what the last state covers. */
  readonly #stated = new Ledger();
  /** Not covered by a state yet. */
  readonly #waiting = new Map<number, Replayed>();
  readonly #log: FollowedLog;
  readonly #onEntry: (entry: Uint8Array) => void;
  readonly #states: PlacedState[] = [];

  constructor(log: FollowedLog, onEntry: (entry: Uint8Array) => void = () => undefined) {
    this.#log = log;
    this.#onEntry = onEntry;
  }

  get followed(): Followed {
    return { entries: this.tree.size, states: this.#states.length };
  }

  /** The states from an index on, each recomputed. */
  statesFrom(index: number): readonly PlacedState[] {
    return this.#states.slice(this.#states.findLastIndex((state) => state.index < index) + 1);
  }

  /** Take in what a checkpoint of the log covers. Answers the checkpoint that it came to. */
  async catchUp(newest?: SeenCheckpoint): Promise<SeenCheckpoint> {
    let to = newest ?? (await newestCheckpoint(this.#log));
    let oldest = '';
    for (let asked = 0, waited = 0; ; asked++) {
      await this.#extend(to);
      const lacking = this.ledger.lacking();
      if (lacking === undefined) return to;
      // A line is erased as soon as that is recorded, and a checkpoint covers the erasure a moment later. Until then others
      // may be erased too; the log is followed only so far for them, so that no registry can hold its reader for ever.
      const line = `entry ${lacking.statement}, line ${lacking.leaf}`;
      waited = line === oldest ? waited + 1 : 0;
      if (waited === roundsToCover || asked === mostRounds)
        return fail('works_list_mismatch', `${line}: erased, and no erasure says so`);
      oldest = line;
      await wait(100);
      to = await newestCheckpoint(this.#log);
    }
  }

  async #extend(to: SeenCheckpoint): Promise<void> {
    const from = { origin: to.origin, size: this.tree.size, root: this.tree.root() };
    if (to.size < from.size) fail('rollback_detected', `the log had ${from.size} entries and has ${to.size}`);
    for await (const one of entriesBetween(this.#log, from.size, to.size)) await this.#take(one);
    if (!equalBytes(this.tree.root(), to.root))
      fail('proof_invalid', `the ${to.size} entries do not have the root of the checkpoint`);
    if (!(await provesExtension(this.#log, from, to)))
      fail('proof_invalid', `no proof leads from ${from.size} to ${to.size}`);
  }

  async #take({ id, entry }: Downloaded): Promise<void> {
    const index = this.tree.size;
    const leaf = leafHash(entry);
    const signed = decodeEntry(entry);
    const opened = signed.ok ? await openSigned(signed.value, node) : signed;
    if (!opened.ok) return fail(opened.refusal.code, `entry ${index}: ${opened.refusal.detail}`);
    if (opened.value.id !== id) return fail('proof_invalid', `entry ${index} has another id`);
    const { statement, keys } = opened.value;
    const lines = await this.#linesOf(index);
    const replayed: Replayed = { index, id, statement, keys, leafHash: toHex(leaf), lines };
    if (statement.kind === 'state') this.#checkState(index, statement);
    this.#replay(this.ledger, replayed);
    this.#waiting.set(index, replayed);
    this.#onEntry(entry);
    this.tree.add(leaf);
  }

  /** The whole list of an entry, some thousands at a time; `undefined`: it has none. */
  async #linesOf(index: number): Promise<string[] | undefined> {
    const lines: string[] = [];
    for (;;) {
      const at = `api/v1/entries/${index}/lines?from=${lines.length}&limit=${linePortion}`;
      const some = await textsAt(this.#log.address, at);
      for (const line of some) lines.push(line);
      if (some.length < linePortion) return lines.length === 0 ? undefined : lines;
      if (lines.length > limits.list) return fail('too_large', `entry ${index}: ${lines.length} lines`);
    }
  }

  /** A state says what is live of the entries that it covers, which may be fewer than stand before it. */
  #checkState(index: number, statement: State): void {
    const { size, at, root, count } = statement;
    if (size > index || size < this.#stated.size) fail('state_false', `state ${index} covers ${size} entries`);
    while (this.#stated.size < size) {
      const next = this.#waiting.get(this.#stated.size)!;
      this.#waiting.delete(next.index);
      this.#replay(this.#stated, next);
    }
    const { tree } = buildState(this.#stated, at);
    const own = toHex(tree.root());
    if (own !== root || tree.size !== count)
      fail('state_false', `state ${index} says ${root} of ${count} lines; they have ${own}, ${tree.size}`);
    this.#states.push({ index, statement });
  }

  #replay(ledger: Ledger, entry: Replayed): void {
    const { origin, key } = this.#log;
    const now = ledger.lastState()?.statement.at ?? 0;
    const verdict = replayEntry(ledger, entry, { origin, identity: didKeyOf(key.publicKey), now });
    if (!verdict.ok)
      fail(verdict.refusal.code, `entry ${entry.index} should not be in the log: ${verdict.refusal.detail}`);
  }
}
