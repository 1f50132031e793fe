import { toUtf8 } from '@assent/schema';
import { sha256 } from '#sha256';

/** The state of xoshiro128**: four 32-bit words, not all zero. */
export type RandomState = readonly [number, number, number, number];

/**
 * Whole numbers from a seed, the same on every engine: xoshiro128** 1.1 of Blackman and Vigna
 * (https://prng.di.unimi.it/xoshiro128starstar.c), in 32-bit integer operations alone.
 *
 * For drawing pictures, not for secrets: who sees some of its numbers can compute the rest.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor([a, b, c, d]: RandomState) {
    // The all-zero state is the one fixed point of the recurrence.
    if ((a | b | c | d) === 0) throw new RangeError('an all-zero state');
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    this.#d = d | 0;
  }

  /** A number in `[0, 2^32)`. */
  next(): number {
    const b = this.#b;
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    this.#c ^= this.#a;
    this.#d ^= b;
    this.#b = b ^ this.#c;
    this.#a ^= this.#d;
    this.#c ^= b << 9;
    this.#d = rotateLeft(this.#d, 11);
    return scrambled;
  }

  /** A number in `[0, n)`, each as likely as the other: draws beyond the last whole multiple of `n` are thrown away. */
  below(n: number): number {
    const limit = twoTo32 - (twoTo32 % n);
    let drawn = this.next();
    while (drawn >= limit) drawn = this.next();
    return drawn % n;
  }

  /** A number in `[min, max]`. */
  between(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** The same elements in another order (Fisher and Yates). */
  shuffled<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [out[i], out[j]] = [out[j]!, out[i]!];
    }
    return out;
  }
}

const twoTo32 = 4_294_967_296;

const rotateLeft = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/**
 * The numbers of one part of an item: the state is the first 16 bytes of SHA-256(`"synth-random/1" ‖ 0x00 ‖ seed ‖ part`).
 * Parts have streams of their own, so that one more draw for the background moves no object.
 */
export const randomOf = (seed: Uint8Array, part: string): Random => {
  const name = toUtf8(part);
  const prefix = toUtf8('synth-random/1\0');
  const input = new Uint8Array(prefix.length + seed.length + name.length);
  input.set(prefix);
  input.set(seed, prefix.length);
  input.set(name, prefix.length + seed.length);
  const digest = new DataView(sha256(input).buffer);
  return new Random([digest.getInt32(0), digest.getInt32(4), digest.getInt32(8), digest.getInt32(12)]);
};
