import type { Outline } from './shapes.ts';

/** Samples a side of a pixel. */
const samples = 4;
/** Samples in a pixel: the coverage of a pixel wholly inside. */
export const full = samples * samples;

/** How much of each pixel of a box an outline covers, in sixteenths. */
export interface Stencil {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** 0 to 16 for each pixel of the box, in rows. */
  readonly coverage: Uint8Array;
}

/**
 * Sample an outline 4 by 4 times in each pixel.
 *
 * Each row of samples crosses the curves at points found by `+ - * /` and square root, which every engine rounds alike
 * (IEEE 754), so a sample that is inside here is inside everywhere.
 */
export const stencilOf = (outline: Outline): Stencil => {
  const { x, y, reach, corners, radii } = outline;
  const left = Math.floor(x - reach);
  const top = Math.floor(y - reach);
  const width = Math.ceil(x + reach) - left;
  const height = Math.ceil(y + reach) - top;
  const crossings = new Crossings(left, top, height * samples);
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    crossings.addEdge(corners[i]!, corners[i + 1]!, corners[j]!, corners[j + 1]!);
  }
  for (const radius of radii) crossings.addCircle(x, y, radius);
  const coverage = new Uint8Array(width * height);
  if (room.length < width + 2) room = new Int8Array(width + 2);
  const steps = room;
  for (let row = 0; row < height; row++) {
    steps.fill(0);
    for (let i = 0; i < samples; i++) crossings.addSpans(steps, row * samples + i);
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += steps[column]!;
      coverage[row * width + column] = sum;
    }
  }
  return { left, top, width, height, coverage };
};

// Room that is kept between calls: every call writes before it reads.
let room = new Int8Array(0);
let counts = new Uint8Array(0);
let places = new Float64Array(0);

/** By insertion: there are eight at most. */
const sort = (values: Float64Array, start: number, end: number): void => {
  for (let i = start + 1; i < end; i++) {
    const value = values[i]!;
    let to = i;
    for (; to > start && values[to - 1]! > value; to--) values[to] = values[to - 1]!;
    values[to] = value;
  }
};

/** A straight line meets no outline here more often. */
const mostCrossings = 8;

/** Where each row of samples crosses the curves, in samples from the left edge of the box. One at a time is in use. */
class Crossings {
  readonly #left: number;
  readonly #top: number;

  constructor(left: number, top: number, rows: number) {
    this.#left = left;
    this.#top = top;
    if (counts.length < rows) {
      counts = new Uint8Array(rows);
      places = new Float64Array(rows * mostCrossings);
    } else counts.fill(0, 0, rows);
  }

  /** The rows from one end to before the other: of two edges that meet in a corner, one is crossed there. */
  addEdge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 > y1) {
      this.addEdge(x1, y1, x0, y0);
      return;
    }
    const slope = (x1 - x0) / (y1 - y0);
    const end = this.#rowFrom(y1);
    for (let row = this.#rowFrom(y0); row < end; row++) this.#add(row, x0 + (this.#middleOf(row) - y0) * slope);
  }

  addCircle(x: number, y: number, radius: number): void {
    const end = this.#rowFrom(y + radius);
    for (let row = this.#rowFrom(y - radius); row < end; row++) {
      const dy = this.#middleOf(row) - y;
      const halfChord = Math.sqrt(Math.max(0, radius * radius - dy * dy));
      this.#add(row, x - halfChord);
      this.#add(row, x + halfChord);
    }
  }

  /**
   * Add the samples inside, between the first and second crossing, the third and fourth, …, to the pixels of their row.
   *
   * @param steps how much more each pixel is covered than the one left of it, so that a span of any length costs four additions.
   */
  addSpans(steps: Int8Array, row: number): void {
    const start = row * mostCrossings;
    const end = start + counts[row]!;
    const at = places;
    sort(at, start, end);
    for (let i = start; i + 1 < end; i += 2) {
      // The sample with number s has its middle at s + ½.
      const first = Math.ceil(at[i]! - 0.5);
      const last = Math.ceil(at[i + 1]! - 0.5);
      steps[first >> 2]! += samples - (first & 3);
      steps[(first >> 2) + 1]! += first & 3;
      steps[last >> 2]! -= samples - (last & 3);
      steps[(last >> 2) + 1]! -= last & 3;
    }
  }

  #add(row: number, x: number): void {
    places[row * mostCrossings + counts[row]!++] = (x - this.#left) * samples;
  }

  /** The first row of samples whose middle is not above `y`. */
  #rowFrom(y: number): number {
    return Math.ceil((y - this.#top) * samples - 0.5);
  }

  #middleOf(row: number): number {
    return this.#top + (row + 0.5) / samples;
  }
}
