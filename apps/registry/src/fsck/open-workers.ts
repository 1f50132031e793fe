import { Worker } from 'node:worker_threads';
import type { Result } from '@assent/schema';
import type { SoundEntry } from './open-entry.ts';

interface Job {
  readonly resolve: (opened: Result<SoundEntry>[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** Threads that open entries, each page by whichever has least to do. */
export class OpenWorkers {
  readonly #workers: { readonly worker: Worker; readonly jobs: Map<number, Job> }[];
  #next = 0;

  constructor(count: number) {
    this.#workers = Array.from({ length: count }, () => {
      const worker = new Worker(new URL('open-worker.ts', import.meta.url));
      const jobs = new Map<number, Job>();
      worker.on('message', ({ job, opened }: { job: number; opened: Result<SoundEntry>[] }) => {
        jobs.get(job)?.resolve(opened);
        jobs.delete(job);
      });
      worker.on('error', (cause) => {
        for (const { reject } of jobs.values()) reject(cause);
      });
      return { worker, jobs };
    });
  }

  open(entries: readonly Uint8Array[]): Promise<Result<SoundEntry>[]> {
    const job = this.#next++;
    const { worker, jobs } = this.#workers.toSorted((a, b) => a.jobs.size - b.jobs.size)[0]!;
    return new Promise((resolve, reject) => {
      jobs.set(job, { resolve, reject });
      worker.postMessage({ job, entries }, []);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(({ worker }) => worker.terminate()));
  }
}
