import { formatNote, type Note, type NoteSignature, type NoteVerifier, parseNote, verifyNote } from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { toBase64 } from '@assent/signing';
import { node } from '@assent/signing/node';
import type { CheckpointKeeper, SignedCheckpoint } from './checkpoint.ts';

/** Somebody who cosigns this log's checkpoints (C2SP tlog-witness). */
export interface WitnessPlace {
  /** Its submission prefix. */
  readonly url: string;
  /** Of type `0x04`. */
  readonly key: NoteVerifier;
}

/** The log whose checkpoints are cosigned. */
interface OwnLog {
  readonly checkpoints: CheckpointKeeper;
  /** Consistency proof between two sizes, hex. */
  consistency(from: number, to: number): Promise<string[]>;
}

/** Who is asked, the seconds that each may take, and who hears that one gave no cosignature. */
export interface Witnesses {
  readonly places: readonly WitnessPlace[];
  readonly seconds: number;
  readonly warn: (witness: string, what: string) => void;
}

/** How often it is looked whether there is a new checkpoint, and when a silent witness is asked again, in milliseconds. */
const look = 1_000;
const again = 60_000;
/** An answer is a few signature lines. */
const largestAnswer = 8_192;

/** A checkpoint while witnesses are asked, and what they gave so far. */
interface Round {
  readonly checkpoint: SignedCheckpoint;
  readonly note: Note;
  readonly cosignatures: Map<WitnessPlace, NoteSignature>;
  readonly began: number;
  readonly done: Promise<void>;
}

/**
 * Witnesses' cosignatures on this log's checkpoints. Each new checkpoint is sent to all witnesses at once, one round after
 * another; nobody who publishes waits for one, and what a witness answers is believed only if its own key signed it.
 */
export class Cosignatures {
  readonly #log: OwnLog;
  readonly #warn: (witness: string, what: string) => void;
  readonly #witnesses: readonly WitnessPlace[];
  /** In milliseconds. */
  readonly #patience: number;
  /** The size that each witness cosigned last, as far as is known here. */
  readonly #sizes = new Map<WitnessPlace, number>();
  #round: Round | undefined;
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  readonly #stopped = new AbortController();

  constructor(log: OwnLog, { places, seconds, warn }: Witnesses) {
    this.#log = log;
    this.#witnesses = places;
    this.#patience = seconds * 1_000;
    this.#warn = warn;
    if (places.length === 0) return;
    this.#next('in passing');
    this.#timer = setInterval(() => this.#next('in passing'), look);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stopped.abort();
  }

  /** The newest checkpoint, with the cosignatures on it that have come. */
  newest(): string {
    const { note } = this.#log.checkpoints.last;
    return this.#round?.checkpoint.note === note ? formatted(this.#round) : note;
  }

  /**
   * A checkpoint that covers the first `size` entries, after all witnesses were asked to cosign it. For evidence, which
   * is read offline: it waits for witnesses, for as long as one is given to answer.
   */
  async covering(size: number): Promise<SignedCheckpoint> {
    const newest = await this.#log.checkpoints.covering(size);
    if (this.#witnesses.length === 0) return newest;
    let round = await this.#asked();
    // One that was under way when we came may be of a checkpoint before.
    if (round.checkpoint.size < size) round = await this.#asked();
    return round.checkpoint.size < size ? newest : { ...round.checkpoint, note: formatted(round) };
  }

  async #asked(): Promise<Round> {
    const round = this.#next('awaited');
    await round.done;
    return round;
  }

  /** The round under way, or one of the newest checkpoint, in which those who gave nothing yet are asked again. */
  #next(how: 'in passing' | 'awaited'): Round {
    const { last } = this.#log.checkpoints;
    const before = this.#round;
    const same = before?.checkpoint.note === last.note;
    if (before !== undefined) {
      const complete = before.cosignatures.size === this.#witnesses.length;
      const early = how === 'in passing' && performance.now() - before.began < again;
      if (this.#busy || (same && (complete || early))) return before;
    }
    const note = parseNote(toUtf8(last.note));
    if (!note.ok) throw new Error('our own checkpoint is unreadable');
    this.#busy = true;
    const cosignatures = new Map(same ? before?.cosignatures : []);
    const silent = this.#witnesses.filter((witness) => !cosignatures.has(witness));
    const asking = silent.map(async (witness) => {
      const given = await this.#ask(witness, last, note.value);
      if (given !== undefined) cosignatures.set(witness, given);
    });
    const done = Promise.all(asking).then(() => void (this.#busy = false));
    return (this.#round = { checkpoint: last, note: note.value, cosignatures, began: performance.now(), done });
  }

  /** Never rejects: a witness that fails is a warning. */
  async #ask(witness: WitnessPlace, checkpoint: SignedCheckpoint, note: Note): Promise<NoteSignature | undefined> {
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(this.#patience)]);
    try {
      let answer = await this.#submit(witness, checkpoint, signal);
      if (answer.status === 409) {
        const size = /^(0|[1-9][0-9]{0,15})\n$/.exec(answer.text)?.[1];
        if (size === undefined || Number(size) > checkpoint.size)
          throw new Error(`it has seen ${answer.text.trim()} entries, we have ${checkpoint.size}`);
        this.#sizes.set(witness, Number(size));
        answer = await this.#submit(witness, checkpoint, signal);
      }
      if (answer.status !== 200) throw new Error(`it answered ${answer.status}`);
      const given = await ownSignature(witness.key, note, answer.text);
      if (given === undefined) throw new Error('its answer is no cosignature of this checkpoint');
      this.#sizes.set(witness, checkpoint.size);
      return given;
    } catch (cause) {
      if (!this.#stopped.signal.aborted) this.#warn(witness.key.name, (cause as Error).message);
      return undefined;
    }
  }

  async #submit(
    witness: WitnessPlace,
    { size, note }: SignedCheckpoint,
    signal: AbortSignal,
  ): Promise<{ status: number; text: string }> {
    const old = Math.min(this.#sizes.get(witness) ?? 0, size);
    const proof = await this.#log.consistency(old, size);
    const lines = proof.map((hash) => `${toBase64(new Uint8Array(Buffer.from(hash, 'hex')))}\n`);
    const answer = await fetch(new URL('add-checkpoint', `${witness.url.replace(/\/$/, '')}/`), {
      method: 'POST',
      body: `old ${old}\n${lines.join('')}\n${note}`,
      redirect: 'error',
      signal,
    });
    return { status: answer.status, text: await readText(answer) };
  }
}

const formatted = ({ note, cosignatures }: Round): string =>
  formatNote({ text: note.text, signatures: [...note.signatures, ...cosignatures.values()] });

const readText = async (answer: Response): Promise<string> => {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.length;
    if (size > largestAnswer) throw new Error('its answer is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};

/** The witness's own cosignature among the lines that it answered. Lines of unknown keys are passed over. */
const ownSignature = async (key: NoteVerifier, { text }: Note, lines: string): Promise<NoteSignature | undefined> => {
  const answered = parseNote(toUtf8(`${text}\n${lines}`));
  // An empty line in the answer would make it the signature of a longer text.
  if (!answered.ok || answered.value.text !== text) return undefined;
  const signers = await verifyNote(answered.value, [key], node);
  if (!signers.ok) return undefined;
  return answered.value.signatures.find(({ name, keyId }) => name === key.name && keyId === key.keyId);
};
