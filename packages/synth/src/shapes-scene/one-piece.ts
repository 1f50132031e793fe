import type { Box } from '../run-lengths.ts';

/** Pixels still to be reached. */
const core = 1;
const beside = 2;

/** How far, in pixels, a part may reach out beside an object in front: corners may, long slivers may not. */
const farthest = 3;

/**
 * Whether what is seen of an object is in one piece to the eye.
 *
 * Its core are the pixels that touch no object in front, since those that do blend with it. The core must be in one
 * piece by steps to the eight neighbours (the last pixel of a sharp corner often touches the rest by its own corner
 * alone), and every other pixel a few steps from it.
 *
 * @param owner the number of the object seen at each pixel, higher in front; the object keeps off the picture's edge.
 * @param box holds all pixels of the object.
 */
export const isOnePiece = (
  owner: Uint8Array,
  width: number,
  number: number,
  [left, top, across, down]: Readonly<Box>,
): boolean => {
  if (!(across > 0 && down > 0)) return false;
  /** Whether an object in front is seen at a pixel, above or below it. */
  const hasFront = (at: number): boolean =>
    owner[at]! > number || owner[at - width]! > number || owner[at + width]! > number;
  makeRoom((down + 2) * width, across * down);
  // States lie a row below the top of the box's rows, so that steps stay inside.
  const shift = (top - 1) * width;
  let reached = 0;
  let pixels = 0;
  for (let y = top; y < top + down; y++) {
    let at = y * width + left;
    let [before, here] = [hasFront(at - 1), hasFront(at)];
    for (const end = at + across; at < end; at++) {
      const next = hasFront(at + 1);
      const touchesFront = before || here || next;
      before = here;
      here = next;
      if (owner[at] !== number) continue;
      pixels++;
      if (touchesFront) state[at - shift] = beside;
      else if (reached > 0) state[at - shift] = core;
      else queue[reached++] = at - shift;
    }
  }
  reached = spread(0, Infinity, reached, core, width);
  for (let from = 0, i = 0; i < farthest; i++) {
    const to = reached;
    reached = spread(from, to, reached, beside, width);
    from = to;
  }
  return pixels > 0 && reached === pixels;
};

// Room that is kept between calls.
let state = new Uint8Array(0);
let queue = new Int32Array(0);

const makeRoom = (states: number, pixels: number): void => {
  if (state.length < states) state = new Uint8Array(states);
  else state.fill(0, 0, states);
  if (queue.length < pixels) queue = new Int32Array(pixels);
};

/**
 * Reach what touches the pixels `[from, to)` of the queue; with `to` beyond the last, also what touches these, and so on.
 *
 * @returns how many are reached then.
 */
const spread = (from: number, to: number, before: number, wanted: number, width: number): number => {
  const [states, places] = [state, queue];
  let reached = before;
  for (let i = from; i < reached && i < to; i++) {
    for (let row = places[i]! - width; row <= places[i]! + width; row += width) {
      for (let at = row - 1; at <= row + 1; at++) {
        if (states[at] !== wanted) continue;
        states[at] = 0;
        places[reached++] = at;
      }
    }
  }
  return reached;
};
