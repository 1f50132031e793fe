/** Samples of one turn of a sine, as a shift. */
const tableBits = 12;
const tableLength = 1 << tableBits;

/**
 * One turn of a sine, in 32,767ths, from + - * / and square root alone: halves of angles give a small step, and the rest is
 * turning by it, with the length put right each time.
 */
const table = ((): Int16Array => {
  let [cos, sin] = [0, 1];
  // From a quarter turn (2^(bits - 2) steps) down to one.
  for (let steps = tableLength / 4; steps > 1; steps /= 2)
    [cos, sin] = [Math.sqrt((1 + cos) / 2), Math.sqrt((1 - cos) / 2)];
  const values = new Int16Array(tableLength);
  let [x, y] = [1, 0];
  for (let i = 0; i < tableLength; i++) {
    values[i] = Math.floor(y * 32_767 + 0.5);
    [x, y] = [x * cos - y * sin, x * sin + y * cos];
    const length = Math.sqrt(x * x + y * y);
    x /= length;
    y /= length;
  }
  return values;
})();

/** The sine of a phase of which 2^32 is a whole turn, in 32,767ths. */
export const sine = (phase: number): number => table[phase >>> (32 - tableBits)]!;

/** How far a phase goes on with each sample, for a frequency in hundredths of a hertz. */
export const phaseStep = (centihertz: number, rate: number): number =>
  Math.floor((centihertz * 4_294_967_296) / (rate * 100));
