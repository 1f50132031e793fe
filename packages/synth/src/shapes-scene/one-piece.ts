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
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  const touchesFront = (at: number): boolean => {
    for (const step of around) if (owner[at + step]! > number) return true;
    return false;
  };
  const state = new Uint8Array(owner.length);
  const queue: number[] = [];
  let pixels = 0;
  for (let y = top; y < top + down; y++) {
    for (let at = y * width + left; at < y * width + left + across; at++) {
      if (owner[at] !== number) continue;
      pixels++;
      if (touchesFront(at)) state[at] = beside;
      else if (queue.length > 0) state[at] = core;
      else queue.push(at);
    }
  }
  /** Add to the queue what touches its pixels `[from, to)`; with `to` beyond its end, also what touches these, and so on. */
  const spread = (from: number, to: number, wanted: number): void => {
    for (let i = from; i < Math.min(to, queue.length); i++) {
      for (const step of around) {
        const next = queue[i]! + step;
        if (state[next] !== wanted) continue;
        state[next] = 0;
        queue.push(next);
      }
    }
  };
  spread(0, Infinity, core);
  for (let from = 0, i = 0; i < farthest; i++) {
    const to = queue.length;
    spread(from, to, beside);
    from = to;
  }
  return pixels > 0 && queue.length === pixels;
};
