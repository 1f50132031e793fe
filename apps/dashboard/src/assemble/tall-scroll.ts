/**
 * Browsers draw nothing beyond some ten million pixels, and a million rows are longer than that. So a list has a place in
 * its own length (`offset`) and the scroller one in a shorter length (`top`). Small moves are the same in both, so that
 * rows go by as anywhere; a jump goes to the same share of both.
 */
export interface TallPlace {
  readonly top: number;
  readonly offset: number;
}

/** The longest that a scroller is made, in pixels. */
const tallest = 8_000_000;
/** At both ends the two lengths are one, so that nobody who goes on slowly falls onto an end. */
const edge = 1_000_000;

export const scrollerHeight = (total: number): number => Math.min(total, tallest);

interface Lengths {
  /** Pixels of all rows. */
  readonly total: number;
  /** Pixels in sight. */
  readonly view: number;
}

/** From one length to another, ends to ends. */
const project = (from: number, mostFrom: number, mostTo: number): number => {
  if (mostFrom === mostTo || from <= edge) return from;
  if (from >= mostFrom - edge) return mostTo - (mostFrom - from);
  return Math.round(edge + ((from - edge) / (mostFrom - 2 * edge)) * (mostTo - 2 * edge));
};

const mostOf = ({ total, view }: Lengths) => [scrollerHeight(total) - view, total - view] as const;

/** Where the list is when its scroller went from a place to `top`. */
export const scrolledTo = (before: TallPlace, top: number, lengths: Lengths): TallPlace => {
  const [mostTop, mostOffset] = mostOf(lengths);
  const moved = top - before.top;
  const isSmall = Math.abs(moved) < lengths.view && top > 0 && top < mostTop;
  const offset = isSmall ? before.offset + moved : project(top, mostTop, mostOffset);
  return { top, offset: Math.min(Math.max(offset, 0), Math.max(mostOffset, 0)) };
};

/** Where the scroller has to be for a list that rests at `offset`, so that it can go on both ways. */
export const restingTop = (offset: number, lengths: Lengths): number => {
  const [mostTop, mostOffset] = mostOf(lengths);
  return project(offset, mostOffset, mostTop);
};
