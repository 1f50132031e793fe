import type { Random } from '../../../../packages/synth/src/random.ts';

/** Numbers that are learned, and where the batch's gradient is summed up. */
export interface Weights {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
}

/** One step of a network, for one picture at a time. What `forward` and `backward` answer is written over by the next call. */
export interface Layer {
  readonly weights: readonly Weights[];
  forward(input: Float32Array): Float32Array;
  /** Add to the gradients, for the input of the last `forward`; the gradient of that input. */
  backward(gradient: Float32Array): Float32Array;
}

const weightsOf = (values: Float32Array): Weights => ({ values, gradient: new Float32Array(values.length) });

/** Evenly in ±√(6 / inputs), as He et al. 2015 scale for rectified units. */
const drawWeights = (count: number, inputs: number, random: Random): Float32Array => {
  const most = Math.sqrt(6 / inputs);
  return Float32Array.from({ length: count }, () => (random.next() / 2_147_483_648 - 1) * most);
};

/** A field of 3 by 3 pixels over a square picture, with a border of zeros; channels lie last. As many outputs as inputs a side. */
export const convolution = (side: number, channels: number, outputs: number, random: Random): Layer => {
  const [pixels, taps, wide] = [side * side, 9 * channels, (side + 2) * channels];
  const kernel = weightsOf(drawWeights(outputs * taps, taps, random));
  const bias = weightsOf(new Float32Array(outputs));
  const padded = new Float32Array((side + 2) * wide);
  const fields = new Float32Array(pixels * taps);
  const out = new Float32Array(pixels * outputs);
  const fieldGradient = new Float32Array(taps);
  const paddedGradient = new Float32Array(padded.length);
  const inputGradient = new Float32Array(pixels * channels);
  const run = 3 * channels;
  const forward = (input: Float32Array): Float32Array => {
    for (let y = 0; y < side; y++) {
      padded.set(input.subarray(y * side * channels, (y + 1) * side * channels), (y + 1) * wide + channels);
    }
    for (let y = 0, to = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        for (let row = y; row < y + 3; row++) {
          for (let from = row * wide + x * channels, i = 0; i < run; i++) fields[to++] = padded[from + i]!;
        }
      }
    }
    multiply(fields, kernel.values, bias.values, out, pixels, outputs, taps);
    return out;
  };
  const backward = (gradient: Float32Array): Float32Array => {
    paddedGradient.fill(0);
    for (let y = 0, pixel = 0; y < side; y++) {
      for (let x = 0; x < side; x++, pixel++) {
        const field = pixel * taps;
        fieldGradient.fill(0);
        for (let o = 0; o < outputs; o++) {
          const g = gradient[pixel * outputs + o]!;
          // Most are zero: behind a pool one pixel of four has a gradient.
          if (g === 0) continue;
          bias.gradient[o]! += g;
          const at = o * taps;
          for (let k = 0; k < taps; k++) {
            kernel.gradient[at + k]! += g * fields[field + k]!;
            fieldGradient[k]! += g * kernel.values[at + k]!;
          }
        }
        for (let row = 0, k = 0; row < 3; row++) {
          const to = (y + row) * wide + x * channels;
          for (let i = 0; i < run; i++, k++) paddedGradient[to + i]! += fieldGradient[k]!;
        }
      }
    }
    for (let y = 0; y < side; y++) {
      const from = (y + 1) * wide + channels;
      inputGradient.set(paddedGradient.subarray(from, from + side * channels), y * side * channels);
    }
    return inputGradient;
  };
  return { weights: [kernel, bias], forward, backward };
};

/** Every input to every output. */
export const dense = (inputs: number, outputs: number, random: Random): Layer => {
  const matrix = weightsOf(drawWeights(inputs * outputs, inputs, random));
  const bias = weightsOf(new Float32Array(outputs));
  const out = new Float32Array(outputs);
  const inputGradient = new Float32Array(inputs);
  let last = new Float32Array(inputs);
  return {
    weights: [matrix, bias],
    forward: (input) => {
      last = input as Float32Array<ArrayBuffer>;
      multiply(input, matrix.values, bias.values, out, 1, outputs, inputs);
      return out;
    },
    backward: (gradient) => {
      inputGradient.fill(0);
      for (let o = 0; o < outputs; o++) {
        const g = gradient[o]!;
        if (g === 0) continue;
        bias.gradient[o]! += g;
        for (let i = 0, at = o * inputs; i < inputs; i++, at++) {
          matrix.gradient[at]! += g * last[i]!;
          inputGradient[i]! += g * matrix.values[at]!;
        }
      }
      return inputGradient;
    },
  };
};

/** Nothing below zero. */
export const rectifier = (length: number): Layer => {
  const out = new Float32Array(length);
  const inputGradient = new Float32Array(length);
  return {
    weights: [],
    forward: (input) => {
      for (let i = 0; i < length; i++) out[i] = Math.max(0, input[i]!);
      return out;
    },
    backward: (gradient) => {
      for (let i = 0; i < length; i++) inputGradient[i] = out[i]! > 0 ? gradient[i]! : 0;
      return inputGradient;
    },
  };
};

/** The rectified greatest of each 2 by 2 pixels. */
export const pool = (side: number, channels: number): Layer => {
  const half = side / 2;
  const out = new Float32Array(half * half * channels);
  const from = new Int32Array(out.length);
  const inputGradient = new Float32Array(side * side * channels);
  return {
    weights: [],
    forward: (input) => {
      for (let y = 0, to = 0; y < half; y++) {
        for (let x = 0; x < half; x++) {
          const first = (2 * y * side + 2 * x) * channels;
          for (let channel = 0; channel < channels; channel++, to++) {
            let greatest = first + channel;
            for (const at of [greatest + channels, greatest + side * channels, greatest + (side + 1) * channels]) {
              if (input[at]! > input[greatest]!) greatest = at;
            }
            from[to] = greatest;
            out[to] = Math.max(0, input[greatest]!);
          }
        }
      }
      return out;
    },
    backward: (gradient) => {
      inputGradient.fill(0);
      for (let i = 0; i < out.length; i++) if (out[i]! > 0) inputGradient[from[i]!] = gradient[i]!;
      return inputGradient;
    },
  };
};

/** `out[r][o] = bias[o] + Σ rows[r][k] · columns[o][k]`, four outputs at a time. */
const multiply = (
  rows: Float32Array,
  columns: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  height: number,
  outputs: number,
  taps: number,
): void => {
  for (let r = 0; r < height; r++) {
    const row = r * taps;
    let o = 0;
    for (; o + 4 <= outputs; o += 4) {
      const [a, b, c, d] = [o * taps, (o + 1) * taps, (o + 2) * taps, (o + 3) * taps];
      let [sumA, sumB, sumC, sumD] = [bias[o]!, bias[o + 1]!, bias[o + 2]!, bias[o + 3]!];
      for (let k = 0; k < taps; k++) {
        const value = rows[row + k]!;
        sumA += value * columns[a + k]!;
        sumB += value * columns[b + k]!;
        sumC += value * columns[c + k]!;
        sumD += value * columns[d + k]!;
      }
      out[r * outputs + o] = sumA;
      out[r * outputs + o + 1] = sumB;
      out[r * outputs + o + 2] = sumC;
      out[r * outputs + o + 3] = sumD;
    }
    for (; o < outputs; o++) {
      let sum = bias[o]!;
      for (let k = 0; k < taps; k++) sum += rows[row + k]! * columns[o * taps + k]!;
      out[r * outputs + o] = sum;
    }
  }
};
