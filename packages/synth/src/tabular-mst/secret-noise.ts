/**
 * Noise from secret bytes, drawn exactly: whole numbers and fractions alone, so that no rounding of a float tells what
 * was added (Mironov 2012). The samplers are those of Canonne, Kamath and Steinke 2020, Algorithms 1 to 3.
 */
export class SecretNoise {
  readonly #secret: (length: number) => Uint8Array;
  #pool: Uint8Array = new Uint8Array(0);
  #used = 0;

  constructor(secret: (length: number) => Uint8Array) {
    this.#secret = secret;
  }

  /** A whole number x with probability in proportion to e^(−x² / 2σ²). */
  gaussian(variance: number): number {
    const v = BigInt(variance);
    const t = BigInt(Math.floor(Math.sqrt(variance)) + 1);
    for (;;) {
      const y = this.#laplace(t);
      const size = y < 0n ? -y : y;
      const off = size * t - v;
      if (this.#happensExp(off * off, 2n * v * t * t)) return Number(y);
    }
  }

  /**
   * One of several, with probability in proportion to e^(scores × numerator / denominator): the exponential mechanism,
   * by drawing evenly and keeping what chance allows.
   */
  choose(scores: readonly bigint[], numerator: bigint, denominator: bigint): number {
    const best = scores.reduce((a, b) => (a > b ? a : b));
    for (;;) {
      const i = Number(this.#below(BigInt(scores.length)));
      if (this.#happensExp((best - scores[i]!) * numerator, denominator)) return i;
    }
  }

  /** A whole number with probability in proportion to e^(−|x| / t). */
  #laplace(t: bigint): bigint {
    for (;;) {
      const u = this.#below(t);
      if (!this.#happensExp(u, t)) continue;
      let v = 0n;
      while (this.#happensExp(1n, 1n)) v++;
      const x = u + t * v;
      const isNegative = this.#below(2n) === 1n;
      if (isNegative && x === 0n) continue;
      return isNegative ? -x : x;
    }
  }

  /** True with probability e^(−numerator / denominator). */
  #happensExp(numerator: bigint, denominator: bigint): boolean {
    let rest = numerator;
    for (; rest > denominator; rest -= denominator) if (!this.#happensExpOfOneAtMost(1n, 1n)) return false;
    return this.#happensExpOfOneAtMost(rest, denominator);
  }

  #happensExpOfOneAtMost(numerator: bigint, denominator: bigint): boolean {
    let k = 1n;
    while (this.#below(denominator * k) < numerator) k++;
    return k % 2n === 1n;
  }

  /** A number in `[0, n)`, each as likely as the other. */
  #below(n: bigint): bigint {
    const bytes = Math.floor((n.toString(2).length + 7) / 8);
    const whole = 1n << BigInt(8 * bytes);
    const limit = whole - (whole % n);
    for (;;) {
      let drawn = 0n;
      for (let i = 0; i < bytes; i++) drawn = (drawn << 8n) | BigInt(this.#byte());
      if (drawn < limit) return drawn % n;
    }
  }

  #byte(): number {
    if (this.#used === this.#pool.length) {
      this.#pool = this.#secret(4096);
      if (this.#pool.length !== 4096) throw new RangeError('the source of secret bytes gave too few');
      this.#used = 0;
    }
    return this.#pool[this.#used++]!;
  }
}
