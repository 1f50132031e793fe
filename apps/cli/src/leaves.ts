import type { LeafRanges, KeptLine } from '@assent/schema';
import type { z } from 'zod';
import { fail } from './failure.ts';

type Ranges = z.infer<typeof LeafRanges>;

/** Line numbers of works, in the list that a statement signs, as ranges. */
export const leavesOf = (lines: readonly string[], works: readonly string[]): Ranges => {
  const place = new Map(lines.map((line, leaf) => [(JSON.parse(line) as KeptLine).sha256, leaf]));
  const leaves = works
    .map((work) => place.get(work) ?? fail('not_found', `${work} is not in the list of this statement`))
    .toSorted((a, b) => a - b);
  const ranges: Ranges = [];
  for (const leaf of leaves) {
    const last = ranges.at(-1);
    if (last !== undefined && leaf <= last[1] + 1) last[1] = leaf;
    else ranges.push([leaf, leaf]);
  }
  return ranges;
};
