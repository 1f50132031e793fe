import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes, leafHash, MemoryTree } from '@assent/log';
import { fail } from '../failure.ts';
import { type Cosigner, cosignStates } from './monitor-cosign.ts';
import { type SplitView, rootOfFirst, splitView } from './monitor-evidence.ts';
import {
  entriesBetween,
  type FollowedLog,
  type Followed,
  Follower,
  newestCheckpoint,
  openSeen,
  provesExtension,
  type SeenCheckpoint,
} from './monitor-follow.ts';

/** The last checkpoint that was found right, and the leaves below it: to prove what a registry no longer shows. */
interface Kept {
  readonly checkpoint: SeenCheckpoint;
  readonly tree: MemoryTree;
}

export type Monitored =
  | { readonly split: SplitView }
  | {
      readonly split?: never;
      readonly size: number;
      readonly before: number;
      readonly followed: Followed;
      /** States that were cosigned now. */
      readonly cosigned: number;
    };

/** Somebody who recomputes a log from outside, and remembers what it showed. */
export class Monitor {
  readonly #log: FollowedLog;
  readonly #folder: string;
  readonly #cosigner: Cosigner | undefined;
  #kept: Kept | undefined;
  #follower: Follower;

  private constructor(log: FollowedLog, folder: string, cosigner: Cosigner | undefined, kept: Kept | undefined) {
    this.#log = log;
    this.#folder = folder;
    this.#cosigner = cosigner;
    this.#kept = kept;
    this.#follower = new Follower(log);
  }

  /**
   * Refuses what it kept itself where that does not hold together: it would compare with nothing.
   * @param cosigner `undefined`: it looks, and cosigns nothing.
   */
  static async open(log: FollowedLog, folder: string, cosigner: Cosigner | undefined): Promise<Monitor> {
    await mkdir(folder, { recursive: true });
    return new Monitor(log, folder, cosigner, await recall(log, folder));
  }

  /**
   * Look at the log once. Answers a split view as evidence; fails with a code where something else is wrong, and keeps what
   * it had then.
   */
  async look(): Promise<Monitored> {
    const newest = await newestCheckpoint(this.#log);
    const kept = this.#kept;
    const before = kept?.checkpoint.size ?? 0;
    if (kept !== undefined) {
      const split = await this.#compare(kept, newest);
      if (split !== undefined) return { split };
      if (newest.size < before)
        return fail('rollback_detected', `the log had ${before} entries and shows ${newest.size}`);
    }
    let seen: SeenCheckpoint;
    try {
      seen = await this.#follower.catchUp(newest);
    } catch (cause) {
      // What was taken in before it failed was not checked to its end.
      this.#follower = new Follower(this.#log);
      throw cause;
    }
    const states = this.#cosigner === undefined ? [] : this.#follower.statesFrom(before);
    // Given away before they are remembered: after a crash between, they are cosigned once more and not left out.
    if (this.#cosigner !== undefined) await cosignStates(this.#log.address, states, this.#cosigner);
    this.#kept = { checkpoint: seen, tree: this.#follower.tree };
    await remember(this.#folder, this.#kept, before);
    return { size: seen.size, before, followed: this.#follower.followed, cosigned: states.length };
  }

  async #compare({ checkpoint, tree }: Kept, newest: SeenCheckpoint): Promise<SplitView | undefined> {
    if (newest.size <= checkpoint.size) {
      if (equalBytes(rootOfFirst(newest.size, checkpoint, tree), newest.root)) return undefined;
      return splitView(newest, checkpoint, tree);
    }
    if (await provesExtension(this.#log, checkpoint, newest)) return undefined;
    // A proof that fails shows nothing to others. The leaves of the new checkpoint do.
    const own = new MemoryTree();
    for await (const { entry } of entriesBetween(this.#log, 0, newest.size)) own.add(leafHash(entry));
    if (!equalBytes(own.root(), newest.root))
      return fail('proof_invalid', 'neither its proof nor its entries lead to the new checkpoint');
    if (equalBytes(rootOfFirst(checkpoint.size, newest, own), checkpoint.root))
      return fail('proof_invalid', 'its proof is wrong, though the log goes on');
    return splitView(checkpoint, newest, own);
  }
}

const leavesFile = (folder: string): string => join(folder, 'leaves');
const checkpointFile = (folder: string): string => join(folder, 'checkpoint');

const read = (file: string): Promise<Uint8Array | undefined> =>
  readFile(file).then(
    (bytes) => new Uint8Array(bytes),
    (cause: NodeJS.ErrnoException) =>
      cause.code === 'ENOENT' ? undefined : fail('file_unreadable', `${file}: ${cause.message}`),
  );

const recall = async (log: FollowedLog, folder: string): Promise<Kept | undefined> => {
  const note = await read(checkpointFile(folder));
  if (note === undefined) return undefined;
  const checkpoint = await openSeen(note, log);
  const leaves = (await read(leavesFile(folder))) ?? new Uint8Array();
  const tree = new MemoryTree();
  // Leaves beyond the checkpoint are of a look that did not come to its end.
  for (let i = 0; i < checkpoint.size; i++) tree.add(leaves.slice(32 * i, 32 * (i + 1)));
  return equalBytes(tree.root(), checkpoint.root)
    ? { checkpoint, tree }
    : fail('checkpoint_mismatch', `${leavesFile(folder)} does not lead to the checkpoint beside it`);
};

/** Leaves first, then the checkpoint that covers them: a crash between leaves the one before. */
const remember = async (folder: string, { checkpoint, tree }: Kept, from: number): Promise<void> => {
  const leaves = await open(leavesFile(folder), from === 0 ? 'w' : 'r+');
  try {
    const more = Buffer.concat(Array.from({ length: checkpoint.size - from }, (_, i) => tree.read(0, from + i)));
    await leaves.write(more, 0, more.length, 32 * from);
    await leaves.sync();
  } finally {
    await leaves.close();
  }
  const draft = `${checkpointFile(folder)}.new`;
  const handle = await open(draft, 'w');
  try {
    await handle.writeFile(checkpoint.note);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, checkpointFile(folder));
};
