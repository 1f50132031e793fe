import type { Result } from '@assent/schema';
import { ThreadPool } from '../thread-pool.ts';
import type { SoundEntry } from './open-entry.ts';

/** Threads that open entries, a page at a time. */
export class OpenWorkers {
  readonly #pool: ThreadPool<readonly Uint8Array[], Result<SoundEntry>[]>;

  constructor(count: number) {
    this.#pool = new ThreadPool(new URL('open-worker.ts', import.meta.url), count);
  }

  open(entries: readonly Uint8Array[]): Promise<Result<SoundEntry>[]> {
    return this.#pool.ask(entries);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
