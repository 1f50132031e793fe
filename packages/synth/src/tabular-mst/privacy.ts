import { exp, log } from '../tabular/exp-log.ts';

/**
 * The least δ for which ρ-zero-concentrated differential privacy gives (ε, δ): the minimum over α > 1 of
 * e^((α−1)(αρ−ε)) / (α−1) · (1 − 1/α)^α (Canonne, Kamath and Steinke 2020, Corollary 13).
 */
export const deltaOf = (rho: number, epsilon: number): number => {
  let [low, high] = [1 + 1e-9, (epsilon + 1) / (2 * rho) + 2];
  // The logarithm of the bound is convex in α: halve where its derivative changes sign.
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if ((2 * middle - 1) * rho - epsilon + log(1 - 1 / middle) < 0) low = middle;
    else high = middle;
  }
  const bound = (high - 1) * (high * rho - epsilon) - log(high - 1) + high * log(1 - 1 / high);
  return Math.min(1, exp(bound));
};

/** The greatest ρ, to twelve digits and never above, whose δ at this ε is no more than asked for. */
export const rhoFor = (epsilon: number, delta: number): number => {
  let [low, high] = [0, epsilon + 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (deltaOf(middle, epsilon) <= delta) low = middle;
    else high = middle;
  }
  return Math.floor(low * 1e12) / 1e12;
};

/** The least ε, from above and to six digits, for which ρ keeps to δ; 0 where nothing was spent. */
export const epsilonFor = (rho: number, delta: number): number => {
  if (rho === 0) return 0;
  let [low, high] = [0, 1];
  while (deltaOf(rho, high) > delta) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (deltaOf(rho, middle) <= delta) high = middle;
    else low = middle;
  }
  return Math.ceil(high * 1e6) / 1e6;
};

/** 10 to the power of minus a whole number. */
export const tenth = (power: number): number => {
  let out = 1;
  for (let i = 0; i < power; i++) out /= 10;
  return out;
};
