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
  const touchesFront = (at: number): boolean =>
    owner[at - 1]! > number ||
    owner[at + 1]! > number ||
    owner[at - width]! > number ||
    owner[at + width]! > number ||
    owner[at - width - 1]! > number ||
    owner[at - width + 1]! > number ||
    owner[at + width - 1]! > number ||
    owner[at + width + 1]! > number;
  const state = new Uint8Array((down + 2) * width);
  // States lie a row below the top of the box's rows, so that steps stay inside.
  const shift = (top - 1) * width;
  const queue = new Int32Array(across * down);
  let reached = 0;
  let pixels = 0;
  for (let y = top; y < top + down; y++) {
    for (let at = y * width + left; at < y * width + left + across; at++) {
      if (owner[at] !== number) continue;
      pixels++;
      if (touchesFront(at)) state[at - shift] = beside;
      else if (reached > 0) state[at - shift] = core;
      else queue[reached++] = at - shift;
    }
  }
  const reach = (at: number, wanted: number): void => {
    if (state[at] !== wanted) return;
    state[at] = 0;
    queue[reached++] = at;
  };
  /** Reach what touches the pixels `[from, to)`; with `to` beyond the last, also what touches these, and so on. */
  const spread = (from: number, to: number, wanted: number): void => {
    for (let i = from; i < Math.min(to, reached); i++) {
      const at = queue[i]!;
      reach(at - width - 1, wanted);
      reach(at - width, wanted);
      reach(at - width + 1, wanted);
      reach(at - 1, wanted);
      reach(at + 1, wanted);
      reach(at + width - 1, wanted);
      reach(at + width, wanted);
      reach(at + width + 1, wanted);
    }
  };
  spread(0, Infinity, core);
  for (let from = 0, i = 0; i < farthest; i++) {
    const to = reached;
    spread(from, to, beside);
    from = to;
  }
  return pixels > 0 && reached === pixels;
};
