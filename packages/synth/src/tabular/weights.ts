import type { Random } from '../random.ts';

/** Sums of weights up to and with each: what `drawWeighted` draws from. */
export const running = (weights: readonly number[]): Uint32Array => {
  let sum = 0;
  return Uint32Array.from(weights, (weight) => (sum += weight));
};

/** A place, as likely as its weight; one without weight is never drawn. */
export const drawWeighted = (sums: Uint32Array, random: Random): number => {
  const drawn = random.below(sums.at(-1)!);
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > drawn) high = middle;
    else low = middle + 1;
  }
  return low;
};
