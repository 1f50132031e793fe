import type { Box } from '../run-lengths.ts';

/** Where one object's box of visible pixels ends before another's begins; objects by their place in the list. */
export type Relation = [subject: number, relation: 'left-of' | 'above', object: number];

/**
 * All pairs that are clearly apart: `a left-of b` when every visible pixel of `a` is left of every one of `b`.
 * Right of and below are the same pairs read the other way; pairs whose boxes share a column have neither.
 */
export const relationsOf = (objects: readonly { readonly box: Box }[]): Relation[] =>
  objects.flatMap(({ box: a }, i) =>
    objects.flatMap(({ box: b }, j): Relation[] => [
      ...(a[0] + a[2] <= b[0] ? [[i, 'left-of', j] satisfies Relation] : []),
      ...(a[1] + a[3] <= b[1] ? [[i, 'above', j] satisfies Relation] : []),
    ]),
  );
