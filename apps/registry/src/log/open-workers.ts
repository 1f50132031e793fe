import { ThreadPool } from '../thread-pool.ts';
import type { EntryPage, OpenedPage } from './open-page.ts';

/** Threads that open entries, a page at a time. */
export class OpenWorkers {
  readonly #pool: ThreadPool<EntryPage, OpenedPage>;

  constructor(count: number) {
    this.#pool = new ThreadPool(new URL('open-worker.ts', import.meta.url), count);
  }

  /** `lists`: by entry, see `EntryPage`. */
  open(entries: readonly Uint8Array[], lists: EntryPage['lists'] = []): Promise<OpenedPage> {
    let end = 0;
    const ends = entries.map(({ length }) => (end += length));
    const bytes = new Uint8Array(end);
    for (const [i, entry] of entries.entries()) bytes.set(entry, ends[i]! - entry.length);
    return this.#pool.ask({ bytes, ends, lists });
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
