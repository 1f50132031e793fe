interface Bucket {
  tokens: number;
  /** Seconds, of the clock that the buckets were given. */
  at: number;
}

/**
 * Token buckets, one a key: each fills at a rate up to a burst. At most `most` are kept; the one that was asked for
 * longest ago goes first, so memory is bounded whatever keys come from outside.
 */
export class TokenBuckets {
  readonly #rate: number;
  readonly #burst: number;
  readonly #most: number;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param clock seconds, never decreasing. */
  constructor(options: { rate: number; burst: number; most: number; clock: () => number }) {
    this.#rate = options.rate;
    this.#burst = options.burst;
    this.#most = options.most;
    this.#clock = options.clock;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Seconds to wait until `cost` can be taken, rounded up; 0: now. Nothing is taken. */
  wait(key: string, cost: number): number {
    const missing = this.#affordable(cost) - this.#read(key).tokens;
    return missing <= 0 ? 0 : Math.max(1, Math.ceil(missing / this.#rate));
  }

  /** Take, where there is enough; answers the seconds to wait where there is not. */
  take(key: string, cost: number): number {
    const wait = this.wait(key, cost);
    if (wait === 0) this.spend(key, cost);
    return wait;
  }

  /** Take what was used already, into debt if it has to be. */
  spend(key: string, cost: number): void {
    const bucket = this.#read(key);
    bucket.tokens = Math.max(-this.#burst, bucket.tokens - this.#affordable(cost));
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.#most) this.#buckets.delete(this.#buckets.keys().next().value!);
  }

  /** What costs more than a full bucket costs a full bucket: it can be had, alone. */
  #affordable(cost: number): number {
    return Math.min(cost, this.#burst);
  }

  #read(key: string): Bucket {
    const now = this.#clock();
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return { tokens: this.#burst, at: now };
    bucket.tokens = Math.min(this.#burst, bucket.tokens + (now - bucket.at) * this.#rate);
    bucket.at = now;
    return bucket;
  }
}
