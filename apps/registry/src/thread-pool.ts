import { Worker } from 'node:worker_threads';

interface Job<Out> {
  readonly resolve: (out: Out) => void;
  readonly reject: (reason: unknown) => void;
}

interface Thread<Out> {
  readonly worker: Worker;
  readonly jobs: Map<number, Job<Out>>;
}

/** Threads that each answer questions of one kind, started when the first one comes; whichever has least to do is asked. */
export class ThreadPool<In, Out> {
  readonly #file: URL;
  readonly #count: number;
  #threads: Thread<Out>[] | undefined;
  #next = 0;

  /** @param file a module that hands its question to `answerQuestions`. */
  constructor(file: URL, count: number) {
    this.#file = file;
    this.#count = count;
  }

  ask(question: In): Promise<Out> {
    this.#threads ??= Array.from({ length: this.#count }, () => this.#start());
    const { worker, jobs } = this.#threads.toSorted((a, b) => a.jobs.size - b.jobs.size)[0]!;
    const job = this.#next++;
    return new Promise((resolve, reject) => {
      jobs.set(job, { resolve, reject });
      worker.postMessage({ job, question }, []);
    });
  }

  #start(): Thread<Out> {
    // A young generation of the usual size keeps what is dead for long.
    const worker = new Worker(this.#file, { resourceLimits: { maxYoungGenerationSizeMb: 16 } });
    const jobs = new Map<number, Job<Out>>();
    worker.on('message', ({ job, answer }: { job: number; answer: Out }) => {
      jobs.get(job)?.resolve(answer);
      jobs.delete(job);
    });
    worker.on('error', (cause) => {
      for (const { reject } of jobs.values()) reject(cause);
      // The next question starts others.
      void this.close();
    });
    // Whoever waits keeps the process; an idle thread does not.
    worker.unref();
    return { worker, jobs };
  }

  async close(): Promise<void> {
    const threads = this.#threads ?? [];
    this.#threads = undefined;
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }
}
