import type { AskName, Asks, FromWorker, NamedFile, Progress, ToWorker } from './messages.ts';

/** Why the worker gave no answer. */
export class WorkerBroke extends Error {
  readonly why: 'cancelled' | 'fault' | 'unreadable';
  constructor(why: WorkerBroke['why'], detail: string) {
    super(detail);
    this.why = why;
  }
}

/** Files that are handed over in one turn: a hundred thousand at once would hold the page up. */
const handedOver = 1000;

/** The worker that reads and verifies one bundle. It is there before a bundle is, so that the network is not needed then. */
export class BundleWorker {
  onProgress: (progress: Progress) => void = () => {};
  readonly #worker = new Worker(new URL('./verification.worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<
    number,
    { readonly resolve: (answer: never) => void; readonly reject: (why: Error) => void }
  >();
  #number = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#hear(data));
    this.#worker.addEventListener('error', ({ message }) => this.#breakAll(message));
  }

  ask<Name extends AskName>(name: Name, ask: Asks[Name]['ask']): Promise<Asks[Name]['answer']> {
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#send({ number, name, ask } as ToWorker);
    });
  }

  /** Hand files over, a part at a time. */
  async add(all: readonly NamedFile[], onAdded: (count: number) => void): Promise<void> {
    for (let from = 0; from < all.length; from += handedOver) {
      await this.ask('add', all.slice(from, from + handedOver));
      onAdded(Math.min(from + handedOver, all.length));
    }
  }

  /** Stop what is under way; the question that waits is told so. */
  cancel(): void {
    this.#send({ name: 'cancel' });
  }

  /** Forget the bundle. */
  clear(): void {
    this.#send({ name: 'clear' });
  }

  end(): void {
    this.#worker.terminate();
    this.#breakAll('the page was left');
  }

  #send(message: ToWorker): void {
    // A worker has one origin, its page's; it takes no second argument that names one.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'progress') return this.onProgress(message.progress);
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if (message.kind === 'answer') waiting?.resolve(message.answer as never);
    else waiting?.reject(new WorkerBroke(message.why, message.detail));
  }

  #breakAll(detail: string): void {
    for (const { reject } of this.#waiting.values()) reject(new WorkerBroke('fault', detail));
    this.#waiting.clear();
  }
}
