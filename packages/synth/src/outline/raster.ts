/** Steps of a coordinate to the pixel, as a shift: 256. */
export const subpixelBits = 8;
const one = 1 << subpixelBits;

/** How much of each pixel of a box is inside, 0 to 255. */
export interface Coverage {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly covered: Uint8Array;
}

/** What is inside: what is wound around once or more, whichever way; or what is wound around an odd number of times. */
export type FillRule = 'nonzero' | 'evenodd';

/**
 * Exact coverage of straight-edged shapes, in whole numbers alone.
 *
 * Each edge adds to the pixels it runs through how far down it goes there, and the area that it leaves at the left of the
 * pixel; a sum along the row gives how often each pixel is wound around, in parts of its area.
 */
export const rasterise = (paths: readonly Int32Array[], rule: FillRule): Coverage => {
  const [left, top, right, bottom] = bounds(paths);
  const [width, height] = [right - left, bottom - top];
  const cells = new Cells(left, top, width, height);
  for (const path of paths) {
    for (let i = 0; i < path.length; i += 2) {
      const j = (i + 2) % path.length;
      cells.addEdge(path[i]!, path[i + 1]!, path[j]!, path[j + 1]!);
    }
  }
  return { left, top, width, height, covered: cells.sum(rule) };
};

const bounds = (paths: readonly Int32Array[]): [number, number, number, number] => {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const path of paths) {
    for (let i = 0; i < path.length; i += 2) {
      left = Math.min(left, path[i]!);
      right = Math.max(right, path[i]!);
      top = Math.min(top, path[i + 1]!);
      bottom = Math.max(bottom, path[i + 1]!);
    }
  }
  if (left > right) return [0, 0, 0, 0];
  return [left >> subpixelBits, top >> subpixelBits, (right >> subpixelBits) + 1, (bottom >> subpixelBits) + 1];
};

class Cells {
  readonly #left: number;
  readonly #top: number;
  readonly #width: number;
  /** How far down the edges in a pixel go, less how far up. */
  readonly #depth: Int32Array;
  /** Twice the area between those edges and the pixel's left side. */
  readonly #area: Int32Array;

  constructor(left: number, top: number, width: number, height: number) {
    this.#left = left;
    this.#top = top;
    this.#width = width;
    this.#depth = new Int32Array(width * height);
    this.#area = new Int32Array(width * height);
  }

  /** Row by row: where the edge enters and leaves a row is rounded down, once for both rows. */
  addEdge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 > y1) this.#addDownward(x1, y1, x0, y0, -1);
    else if (y0 < y1) this.#addDownward(x0, y0, x1, y1, 1);
  }

  #addDownward(x0: number, y0: number, x1: number, y1: number, direction: 1 | -1): void {
    const last = (y1 - 1) >> subpixelBits;
    let [x, y] = [x0, y0];
    for (let row = y0 >> subpixelBits; row <= last; row++) {
      const toY = row === last ? y1 : (row + 1) << subpixelBits;
      const toX = row === last ? x1 : x0 + Math.floor(((toY - y0) * (x1 - x0)) / (y1 - y0));
      this.#addInRow((row - this.#top) * this.#width, x, toX, toY - y, direction);
      x = toX;
      y = toY;
    }
  }

  /** Pixel by pixel, `depth` down from `from` to `to`. */
  #addInRow(start: number, from: number, to: number, depth: number, direction: 1 | -1): void {
    const step = from <= to ? 1 : -1;
    const end = to >> subpixelBits;
    let [x, done] = [from, 0];
    for (let column = from >> subpixelBits; column !== end; column += step) {
      const edge = (step === 1 ? column + 1 : column) << subpixelBits;
      const down = Math.floor(((edge - from) * depth) / (to - from));
      this.#add(start, column, x, edge, (down - done) * direction);
      x = edge;
      done = down;
    }
    this.#add(start, end, x, to, (depth - done) * direction);
  }

  #add(start: number, column: number, from: number, to: number, depth: number): void {
    const cell = start + column - this.#left;
    const origin = column << subpixelBits;
    this.#depth[cell]! += depth;
    this.#area[cell]! += depth * (from + to - 2 * origin);
  }

  sum(rule: FillRule): Uint8Array {
    const covered = new Uint8Array(this.#depth.length);
    for (let cell = 0, depth = 0; cell < covered.length; cell++) {
      // What goes down in a row goes up in it again: each begins with none.
      depth += this.#depth[cell]!;
      const wound = Math.abs(depth * 2 * one - this.#area[cell]!) >> (subpixelBits + 1);
      // An even number of windings leaves nothing inside: what is more than one counts back, from two on anew.
      const odd = Math.abs(((wound + one) & (2 * one - 1)) - one);
      covered[cell] = Math.min(255, rule === 'nonzero' ? wound : odd);
    }
    return covered;
  }
}
