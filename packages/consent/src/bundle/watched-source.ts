import type { BundleSource } from './source.ts';

/** How far a verification has come: bytes of the file being read, and items done of those that the manifest counts. */
export interface Progress {
  readonly file: string;
  /** Bytes of this file read so far. The evidence files are read twice: hashed first, then checked. */
  readonly bytes: number;
  readonly items: number;
  /** What the manifest says; 0 before it was read. */
  readonly ofItems: number;
}

export interface WatchOptions {
  /** Told after each piece that was read. */
  readonly onProgress?: ((done: Progress) => void) | undefined;
  /** Ends the verification between two pieces: the call then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A source that tells of each piece as it is read, and reads no further once it was told to stop. */
export const watchedSource = (
  source: BundleSource,
  { onProgress, signal }: WatchOptions,
  counted: () => Pick<Progress, 'items' | 'ofItems'>,
): BundleSource => ({
  list: () => source.list(),
  size: (name) => source.size(name),
  async *read(name, from = 0, to) {
    let bytes = from;
    for await (const piece of source.read(name, from, to)) {
      signal?.throwIfAborted();
      bytes += piece.length;
      onProgress?.({ file: name, bytes, ...counted() });
      yield piece;
    }
  },
});
