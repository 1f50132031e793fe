import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Checkpoint,
  cosign,
  emptyRoot,
  equalBytes,
  formatNote,
  type Note,
  type NoteVerifier,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  verifyNote,
} from '@assent/log';
import { fromUtf8, toUtf8 } from '@assent/schema';
import { fromBase64, type Signer } from '@assent/signing';
import { node } from '@assent/signing/node';
import { fail, unwrap } from '../failure.ts';

/** 63 proof lines and a note, with room to spare. */
export const largestSubmission = 32_768;
const mostProofLines = 63;

/** What a witness is: its name, its key, the logs it knows, where it remembers them, and what time it is. */
export interface WitnessSetup {
  readonly name: string;
  readonly signer: Signer;
  readonly logs: readonly NoteVerifier[];
  readonly folder: string;
  /** Seconds since 1970. */
  readonly clock: () => number;
}

export type WitnessAnswer =
  | { readonly status: 200; readonly body: string }
  /** The size of the checkpoint that it cosigned last. */
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422; readonly body: string };

type Seen = Pick<Checkpoint, 'size' | 'root'>;

interface AddCheckpoint {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

/** A witness (C2SP tlog-witness): it cosigns a log's checkpoint only if it extends the one that it cosigned before. */
export class Witness {
  readonly #setup: WitnessSetup;
  readonly #seen: Map<string, Seen>;
  /** The end of the queue of each log: old size and new record are compared and replaced by one at a time. */
  readonly #queues = new Map<string, Promise<unknown>>();

  private constructor(setup: WitnessSetup, seen: Map<string, Seen>) {
    this.#setup = setup;
    this.#seen = seen;
  }

  /** Refuses a record that cannot be read: to begin anew would let a log show a second history. */
  static async open(setup: WitnessSetup): Promise<Witness> {
    await mkdir(setup.folder, { recursive: true, mode: 0o700 });
    const seen = new Map<string, Seen>();
    for (const { name } of setup.logs) seen.set(name, await recall(setup, name));
    return new Witness(setup, seen);
  }

  /** Answer the body of a `POST /add-checkpoint`. */
  async addCheckpoint(body: Uint8Array): Promise<WitnessAnswer> {
    const submitted = readSubmission(body);
    if (submitted === undefined) return { status: 400, body: 'malformed\n' };
    const { old, note, checkpoint } = submitted;
    const { origin } = checkpoint;
    const keys = this.#setup.logs.filter(({ name }) => name === origin);
    if (keys.length === 0) return { status: 404, body: 'unknown log\n' };
    const signers = await verifyNote(note, keys, node);
    if (!signers.ok) return { status: 403, body: 'not signed by the log\n' };
    if (old > checkpoint.size) return { status: 400, body: 'the old size is above the checkpoint’s\n' };
    const turn = (this.#queues.get(origin) ?? Promise.resolve()).then(() => this.#extend(submitted));
    this.#queues.set(
      origin,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async #extend({ old, proof, note, checkpoint }: AddCheckpoint): Promise<WitnessAnswer> {
    const { origin, size, root } = checkpoint;
    const seen = this.#seen.get(origin)!;
    if (old !== seen.size) return { status: 409, size: seen.size };
    if (size === seen.size && !equalBytes(root, seen.root)) return { status: 409, size: seen.size };
    if (!verifyConsistency(seen.size, size, seen.root, root, proof))
      return { status: 422, body: 'the proof does not lead from the last checkpoint to this one\n' };
    const { name, signer, clock } = this.#setup;
    // Kept before it is cosigned: a crash here leaves a record of something nobody has a cosignature of, never the reverse.
    if (size > seen.size) await remember(this.#setup.folder, origin, formatNote(note));
    this.#seen.set(origin, { size, root });
    const signature = await cosign(note.text, name, clock(), signer);
    return { status: 200, body: formatNote({ text: '', signatures: [signature] }).slice(1) };
  }
}

/** `old <size>`, proof lines, an empty line, a checkpoint; one encoding only. */
const readSubmission = (body: Uint8Array): AddCheckpoint | undefined => {
  const text = fromUtf8(body);
  const end = text.ok ? text.value.indexOf('\n\n') : -1;
  if (!text.ok || end < 0) return undefined;
  const [first = '', ...lines] = text.value.slice(0, end).split('\n');
  const old = /^old (0|[1-9][0-9]{0,15})$/.exec(first)?.[1];
  if (old === undefined || !Number.isSafeInteger(Number(old)) || lines.length > mostProofLines) return undefined;
  const proof: Uint8Array[] = [];
  for (const line of lines) {
    const hash = fromBase64(line);
    if (!hash.ok || hash.value.length !== 32) return undefined;
    proof.push(hash.value);
  }
  const note = parseNote(toUtf8(text.value.slice(end + 2)));
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note;
  if (!note.ok || !checkpoint.ok) return undefined;
  return { old: Number(old), proof, note: note.value, checkpoint: checkpoint.value };
};

/** The file that holds the last checkpoint of a log that was cosigned; a log's name may hold a slash. */
const recordOf = (folder: string, origin: string): string =>
  join(folder, `${createHash('sha256').update(origin).digest('hex')}.checkpoint`);

const recall = async ({ folder, logs }: WitnessSetup, origin: string): Promise<Seen> => {
  const file = recordOf(folder, origin);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    return fail('file_unreadable', `${file}: ${cause.message}`);
  });
  if (bytes === undefined) return { size: 0, root: emptyRoot() };
  const note = unwrap(parseNote(new Uint8Array(bytes)));
  const checkpoint = unwrap(parseCheckpoint(note.text));
  const known = logs.filter(({ name }) => name === origin);
  unwrap(await verifyNote(note, known, node));
  return checkpoint.origin === origin ? checkpoint : fail('checkpoint_mismatch', file);
};

/** Replace the record so that a crash leaves the old one or the new one, and after it returns the new one. */
const remember = async (folder: string, origin: string, note: string): Promise<void> => {
  const file = recordOf(folder, origin);
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(note);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
  const directory = await open(folder, 'r');
  await directory.sync().finally(() => directory.close());
};
