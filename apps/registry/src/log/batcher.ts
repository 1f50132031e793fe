interface Waiting<In, Out> {
  readonly input: In;
  readonly resolve: (output: Out) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Does together what is asked for at the same time: while one batch runs, what comes waits for the next. One transaction,
 * one checkpoint, one query then serve many, and a lone caller waits for nobody.
 */
export class Batcher<In, Out> {
  readonly #run: (batch: readonly In[]) => Promise<readonly Out[]>;
  readonly #largest: number;
  #waiting: Waiting<In, Out>[] = [];
  #running = false;

  /** @param run answers one output for each input, in order. */
  constructor(run: (batch: readonly In[]) => Promise<readonly Out[]>, largest: number) {
    this.#run = run;
    this.#largest = largest;
  }

  do(input: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) await this.#serve(this.#waiting.splice(0, this.#largest));
    this.#running = false;
  }

  async #serve(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const outputs = await this.#run(batch.map(({ input }) => input));
      batch.forEach(({ resolve }, i) => resolve(outputs[i]!));
    } catch (reason) {
      const [only] = batch;
      if (batch.length === 1) only!.reject(reason);
      // Whoever broke the batch breaks alone; the others are not to suffer for it.
      else for (const one of batch) await this.#serve([one]);
    }
  }
}
