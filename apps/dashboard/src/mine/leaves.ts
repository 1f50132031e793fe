import type { Withdraw } from '@assent/schema';

type Ranges = NonNullable<Withdraw['leaves']>;

/** Ranges in one withdrawal, at most (`LeafRanges`). */
export const mostRanges = 1000;

/** Line numbers as ascending ranges, first and last. */
export const leavesOf = (leaves: readonly number[]): Ranges => {
  const ranges: Ranges = [];
  for (const leaf of leaves.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && leaf === last[1] + 1) last[1] = leaf;
    else ranges.push([leaf, leaf]);
  }
  return ranges;
};
