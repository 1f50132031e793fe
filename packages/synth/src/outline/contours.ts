/** One closed curve: x and y of its points in turn, and whether each lies on it or bends it. */
export interface Contour {
  readonly points: Int16Array;
  readonly on: Uint8Array;
}

/**
 * Reads numbers and contours out of base64: numbers of seven bits a byte from the lowest, the eighth for "more".
 *
 * Contours are their count, and of each how many points, a bit a point for those on the curve, and the steps from point to
 * point, doubled and one less than that for those below zero.
 */
export class OutlineReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(base64: string) {
    this.#bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  contours(): Contour[] {
    const pen: [number, number] = [0, 0];
    return Array.from({ length: this.number() }, () => this.#contour(pen));
  }

  #contour(pen: [number, number]): Contour {
    const count = this.number();
    const flags = this.#bytes.subarray(this.#at, this.#at + Math.ceil(count / 8));
    this.#at += flags.length;
    const points = new Int16Array(count * 2);
    for (let i = 0; i < count; i++) {
      points[i * 2] = pen[0] += this.#signed();
      points[i * 2 + 1] = pen[1] += this.#signed();
    }
    return { points, on: Uint8Array.from({ length: count }, (_, i) => (flags[i >> 3]! >> (i & 7)) & 1) };
  }

  #signed(): number {
    const value = this.number();
    return (value & 1) === 0 ? value >> 1 : -((value + 1) >> 1);
  }
}
