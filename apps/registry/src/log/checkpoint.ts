import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  equalBytes,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signNote,
  verifyNote,
} from '@assent/log';
import { accepted, fromUtf8, refused, type Result, toUtf8 } from '@assent/schema';
import type { Signer } from '@assent/signing';
import { node } from '@assent/signing/node';
import type { Database } from '../database/tables.ts';
import { rootAt } from './nodes.ts';

/** Where the last signed checkpoint is kept, beside the database. */
export const lastCheckpointFile = (dataDirectory: string): string => join(dataDirectory, 'last-checkpoint');

/** A signed checkpoint of the log. */
export interface SignedCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note, as text. */
  readonly note: string;
}

/** A checkpoint of ours, back from its file: signed by this key, under this name. */
export const readSigned = async (
  bytes: Uint8Array,
  origin: string,
  signer: Signer,
): Promise<Result<SignedCheckpoint>> => {
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  const text = fromUtf8(bytes);
  const own = parseVerifierKey(formatVerifierKey(origin, signer.publicKey));
  if (!checkpoint.ok || !own.ok) return checkpoint.ok ? refused('key_malformed') : checkpoint;
  const signers = await verifyNote(note.value, [own.value], node);
  if (!signers.ok) return signers;
  return text.ok ? accepted({ size: checkpoint.value.size, root: checkpoint.value.root, note: text.value }) : text;
};

/**
 * Signs checkpoints, only of what is committed, and only such as extend the last one signed. That one is kept in a file
 * beside the database: a database restored from an older backup would otherwise fork the log without noticing.
 */
export class CheckpointKeeper {
  readonly #db: Database;
  readonly #origin: string;
  readonly #signer: Signer;
  readonly #file: string;
  #last: SignedCheckpoint;
  #signing: Promise<SignedCheckpoint> | undefined;

  private constructor(db: Database, origin: string, signer: Signer, file: string, last: SignedCheckpoint) {
    this.#db = db;
    this.#origin = origin;
    this.#signer = signer;
    this.#file = file;
    this.#last = last;
  }

  /** Refuses with `rollback_detected` when the database does not hold what the last checkpoint says. */
  static async open(
    db: Database,
    origin: string,
    signer: Signer,
    dataDirectory: string,
  ): Promise<Result<CheckpointKeeper>> {
    const file = lastCheckpointFile(dataDirectory);
    const kept = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw cause;
    });
    const size = await sizeOf(db);
    if (kept === undefined) {
      if (size > 0) {
        return refused(
          'log_identity_lost',
          `the database holds ${size} entries and ${file} is missing: restore it beside the database`,
        );
      }
      const first = await sign(await rootAt(db, 0), origin, signer, 0);
      await keep(file, first.note);
      return accepted(new CheckpointKeeper(db, origin, signer, file, first));
    }
    const last = await readSigned(kept, origin, signer);
    if (!last.ok) return refused('log_identity_lost', `${file} is not one that log.key signed: ${last.refusal.code}`);
    if (size < last.value.size) {
      return refused('rollback_detected', `the database holds ${size} entries, ${last.value.size} were signed`);
    }
    if (!equalBytes(await rootAt(db, last.value.size), last.value.root)) {
      return refused('rollback_detected', `the first ${last.value.size} entries are not those that were signed`);
    }
    return accepted(new CheckpointKeeper(db, origin, signer, file, last.value));
  }

  get last(): SignedCheckpoint {
    return this.#last;
  }

  /** A signed checkpoint that covers the first `size` entries, which are committed. All who wait share one. */
  async covering(size: number): Promise<SignedCheckpoint> {
    while (this.#last.size < size) {
      this.#signing ??= this.#advance().finally(() => (this.#signing = undefined));
      await this.#signing;
    }
    return this.#last;
  }

  async #advance(): Promise<SignedCheckpoint> {
    const size = await sizeOf(this.#db);
    // Read again: a second registry on this database could have rewritten what was signed here; then nothing more is signed.
    const sizes = [Math.min(size, this.#last.size), size];
    const [before, root] = await Promise.all(sizes.map((one) => rootAt(this.#db, one)));
    if (size < this.#last.size || !equalBytes(before!, this.#last.root)) {
      throw new Error('the log no longer extends the last signed checkpoint: nothing more is signed');
    }
    const next = await sign(root!, this.#origin, this.#signer, size);
    // Kept before it is shown: after a crash here nobody has seen a checkpoint that the file does not know.
    await keep(this.#file, next.note);
    this.#last = next;
    return next;
  }
}

const sizeOf = async (db: Database): Promise<number> =>
  (await db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;

const sign = async (root: Uint8Array, origin: string, signer: Signer, size: number): Promise<SignedCheckpoint> => {
  const note = await signNote(formatCheckpoint({ origin, size, root }), origin, signer);
  return { size, root, note: formatNote(note) };
};

/** Replace a file so that a crash leaves the old content or the new, and after it returns the new. */
const keep = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(toUtf8(text));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
};
