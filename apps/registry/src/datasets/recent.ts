/** Answers that were worked out lately, so many of them: who asks the same again, or at the same time, gets the same. */
export class Recent<T> {
  readonly #most: number;
  readonly #known = new Map<string, Promise<T>>();

  constructor(most: number) {
    this.#most = most;
  }

  /** An answer that failed is not kept. */
  get(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = work();
    this.#known.set(key, made);
    made.catch(() => this.#known.delete(key));
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.#most) break;
      this.#known.delete(oldest);
    }
    return made;
  }
}
