/**
 * e^x and the natural logarithm from + − × ÷ alone: the same bits on every engine, where `Math.exp` and `Math.log`
 * may differ in the last one. Within 2 units of the last place for what this package asks of them (see the test).
 */
export const exp = (x: number): number => {
  if (x > 709) return Infinity;
  if (x < -708) return 0;
  const halvings = Math.floor(x / ln2High + 0.5);
  // |rest| ≤ ln 2 / 2; ln 2 in two parts, so that the product with the whole number is exact.
  const rest = x - halvings * ln2High - halvings * ln2Low;
  let sum = 1;
  for (let i = 14; i >= 1; i--) sum = 1 + (rest * sum) / i;
  return scale(sum, halvings);
};

/** The natural logarithm of a positive number. */
export const log = (x: number): number => {
  let mantissa = x;
  let exponent = 0;
  while (mantissa * mantissa > 2) {
    mantissa /= 2;
    exponent++;
  }
  while (mantissa * mantissa * 2 < 1) {
    mantissa *= 2;
    exponent--;
  }
  // 2 artanh(s) = 2 (s + s³/3 + s⁵/5 + …), with |s| ≤ 0.172.
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let i = 23; i >= 1; i -= 2) sum = sum * square + 1 / i;
  return exponent * ln2High + (exponent * ln2Low + 2 * s * sum);
};

const ln2High = 0.693_147_180_369_123_8;
const ln2Low = 1.908_214_929_270_587_7e-10;

/** Times a power of two, which is exact. */
const scale = (x: number, power: number): number => {
  let out = x;
  for (let i = power; i > 0; i--) out *= 2;
  for (let i = power; i < 0; i++) out /= 2;
  return out;
};
