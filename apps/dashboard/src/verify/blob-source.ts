import type { BundleSource } from '@assent/consent';
import type { Stored } from './stored-files.ts';

const piece = 1 << 20;
/** Proofs are read at many places in small ranges: a file up to here is kept once it is read so. */
const keptWhole = 32 << 20;

/** The reading was given up by the person in front of it. */
export class Cancelled extends Error {}

/** A bundle read from files in the browser; counts what was read, and stops when it is told to. */
export class BlobSource implements BundleSource {
  readonly #stop = new AbortController();
  readonly #stored: ReadonlyMap<string, Stored>;
  readonly #furthest = new Map<string, number>();
  readonly #kept = new Map<string, Promise<Uint8Array>>();
  readonly #onRead: (read: number) => void;
  #read = 0;

  /** @param onRead bytes of the bundle that were read so far, each counted once. */
  constructor(stored: ReadonlyMap<string, Stored>, onRead: (read: number) => void) {
    this.#stored = stored;
    this.#onRead = onRead;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  cancel(): void {
    this.#stop.abort(new Cancelled());
  }

  /** Whether a file was read up to its end. */
  wasRead(name: string): boolean {
    const bytes = this.#stored.get(name)?.bytes;
    return bytes !== undefined && this.#furthest.get(name) === bytes;
  }

  async *list() {
    for (const [name, { bytes }] of this.#stored) yield { name, bytes };
  }

  async size(name: string): Promise<number | undefined> {
    return this.#stored.get(name)?.bytes;
  }

  async *read(name: string, from = 0, to?: number) {
    const stored = this.#stored.get(name);
    if (stored === undefined) return;
    const end = Math.min(to ?? stored.bytes, stored.bytes);
    const isPart = from > 0 || end < stored.bytes;
    for (let at = from; at < end; at += piece) {
      this.signal.throwIfAborted();
      const until = Math.min(at + piece, end);
      const bytes =
        isPart && stored.bytes <= keptWhole
          ? (await this.#whole(name, stored)).subarray(at, until)
          : await readBlob(stored, at, until);
      this.#count(name, until);
      yield bytes;
    }
  }

  #whole(name: string, stored: Stored): Promise<Uint8Array> {
    let kept = this.#kept.get(name);
    if (kept === undefined) this.#kept.set(name, (kept = readBlob(stored, 0, stored.bytes)));
    return kept;
  }

  #count(name: string, until: number): void {
    const furthest = this.#furthest.get(name) ?? 0;
    if (until <= furthest) return;
    this.#furthest.set(name, until);
    this.#read += until - furthest;
    this.#onRead(this.#read);
  }
}

const readBlob = async ({ blob, from }: Stored, start: number, end: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(await blob.slice(from + start, from + end).arrayBuffer());
  // A file that shrank since it was dropped is another one.
  if (bytes.length !== end - start) throw new DOMException('the file changed while it was read', 'NotReadableError');
  return bytes;
};
