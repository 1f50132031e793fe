import { buildState, Ledger, type Replayed, replayEntry } from '@assent/consent';
import {
  decodeEntry,
  leafHash,
  MemoryTree,
  type NoteVerifier,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  verifyConsistency,
  verifyNote,
} from '@assent/log';
import type { State, Trust } from '@assent/schema';
import { didKeyOf, openSigned } from '@assent/signing';
import { node } from '@assent/signing/node';
import { bytesToHex } from '@noble/hashes/utils.js';

export const bytesAt = async (address: string, path: string): Promise<Uint8Array> => {
  const answer = await fetch(`${address}/${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

const jsonAt = async <T>(address: string, path: string): Promise<T> =>
  JSON.parse(new TextDecoder().decode(await bytesAt(address, path))) as T;

interface Downloaded {
  readonly index: number;
  readonly id: string;
  readonly entry: string;
}

/** Entries asked for at once. */
const portion = 1000;

/**
 * Somebody else's copy of a log: over plain HTTP alone it takes in what is new and verifies all of it again: the
 * checkpoint's signature, that it extends the last one, every entry's signatures and acceptance, every list's root, every
 * state's root and count. Throws where anything disagrees.
 */
export class Follower {
  readonly tree = new MemoryTree();
  readonly ledger = new Ledger();
  readonly entries: Uint8Array[] = [];
  /** Follows too, up to what the last state covers. */
  readonly #stated = new Ledger();
  readonly #replayed: Replayed[] = [];
  readonly #address: string;
  readonly #origin: string;
  readonly #key: NoteVerifier;

  private constructor(address: string, origin: string, key: NoteVerifier) {
    this.#address = address;
    this.#origin = origin;
    this.#key = key;
  }

  /** Trusts the log that the registry says it keeps: what is tested is whether it keeps to it. */
  static async of(address: string): Promise<Follower> {
    const trust = await jsonAt<Trust>(address, 'api/v1/trust');
    const { origin, key } = trust.logs[0]!;
    const verifier = parseVerifierKey(key);
    if (!verifier.ok) throw new Error('the log’s key is unreadable');
    return new Follower(address, origin, verifier.value);
  }

  /** Take in what the newest checkpoint covers. Answers its size. */
  async catchUp(): Promise<number> {
    const { size, root } = await this.#checkpoint();
    const before = this.tree.size;
    if (size < before) throw new Error(`the log had ${before} entries and has ${size}`);
    const old = this.tree.root();
    while (this.tree.size < size) {
      const from = this.tree.size;
      const limit = Math.min(portion, size - from);
      const text = new TextDecoder().decode(
        await bytesAt(this.#address, `api/v1/log/entries?from=${from}&limit=${limit}`),
      );
      const lines = text.split('\n').slice(0, -1);
      if (lines.length !== limit) throw new Error(`${lines.length} entries from ${from}, not ${limit}`);
      for (const line of lines) await this.#take(JSON.parse(line) as Downloaded);
    }
    if (bytesToHex(this.tree.root()) !== bytesToHex(root))
      throw new Error('the entries do not have the root of the checkpoint');
    const proof = await jsonAt<string[]>(this.#address, `api/v1/log/consistency?from=${before}&to=${size}`);
    const hashes = proof.map((hash) => new Uint8Array(Buffer.from(hash, 'hex')));
    if (!verifyConsistency(before, size, old, root, hashes)) throw new Error(`no proof from ${before} to ${size}`);
    return size;
  }

  async #checkpoint(): Promise<{ size: number; root: Uint8Array }> {
    const note = parseNote(await bytesAt(this.#address, 'checkpoint'));
    if (!note.ok) throw new Error('unreadable checkpoint');
    const signers = await verifyNote(note.value, [this.#key], node);
    const checkpoint = parseCheckpoint(note.value.text);
    if (!signers.ok || !checkpoint.ok || checkpoint.value.origin !== this.#origin)
      throw new Error('checkpoint does not verify');
    return checkpoint.value;
  }

  async #take({ index, id, entry: text }: Downloaded): Promise<void> {
    if (index !== this.tree.size) throw new Error(`entry ${index} after ${this.tree.size} entries`);
    const entry = new Uint8Array(Buffer.from(text, 'base64'));
    const leaf = leafHash(entry);
    const signed = decodeEntry(entry);
    const opened = signed.ok ? await openSigned(signed.value, node) : signed;
    if (!opened.ok) throw new Error(`entry ${index}: ${opened.refusal.code}`);
    if (opened.value.id !== id) throw new Error(`entry ${index} has another id`);
    const { statement, keys } = opened.value;
    const listed = await jsonAt<string[]>(this.#address, `api/v1/entries/${index}/lines`);
    const lines = listed.length === 0 ? undefined : listed;
    const replayed: Replayed = { index, id, statement, keys, leafHash: bytesToHex(leaf), lines };
    if (statement.kind === 'state') this.#checkState(index, statement);
    this.#replay(this.ledger, replayed);
    this.#replayed.push(replayed);
    this.entries.push(entry);
    this.tree.add(leaf);
  }

  /** A state says what is live of the entries that it covers, which may be fewer than stand before it. */
  #checkState(index: number, { size, at, root, count }: State): void {
    if (size > index || size < this.#stated.size) throw new Error(`state ${index} covers ${size} entries`);
    while (this.#stated.size < size) this.#replay(this.#stated, this.#replayed[this.#stated.size]!);
    const { tree } = buildState(this.#stated, at);
    if (bytesToHex(tree.root()) !== root || tree.size !== count) throw new Error(`state ${index}: another root`);
  }

  #replay(ledger: Ledger, entry: Replayed): void {
    const now = ledger.lastState()?.statement.at ?? 0;
    const registry = { origin: this.#origin, identity: didKeyOf(this.#key.publicKey), now };
    const verdict = replayEntry(ledger, entry, registry);
    if (!verdict.ok) throw new Error(`entry ${entry.index} should not be in the log: ${verdict.refusal.code}`);
  }
}
