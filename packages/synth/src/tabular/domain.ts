import { PlainText } from '@assent/schema';
import { z } from 'zod';
import type { Random } from '../random.ts';
import { type Cell, scaled, tableLimits, unscaled } from './table-schema.ts';

const Whole = z.int().min(-tableLimits.magnitude).max(tableLimits.magnitude);

const codesMost = 1100;

const CategoryDomain = z.strictObject({
  name: PlainText(60),
  kind: z.literal('category'),
  values: z.array(PlainText(120).nullable()).min(1).max(codesMost),
});

const NumberDomain = z.strictObject({
  name: PlainText(60),
  kind: z.literal('number'),
  decimals: z.int().min(0).max(6),
  /** `[first, last]` in units of 10^-decimals, ascending; `null`: missing. */
  ranges: z
    .array(
      z
        .tuple([Whole, Whole])
        .refine(([first, last]) => first <= last, 'a range that ends before it begins')
        .nullable(),
    )
    .min(1)
    .max(codesMost),
});

/**
 * What a column of generated rows can hold, as numbered codes: texts, or ranges of numbers from which one is drawn
 * evenly.
 */
export const DomainColumn = z.discriminatedUnion('kind', [CategoryDomain, NumberDomain]);
export type DomainColumn = z.infer<typeof DomainColumn>;

export const codesOf = (domain: DomainColumn): number =>
  domain.kind === 'category' ? domain.values.length : domain.ranges.length;

/** The cell that a code stands for, where it stands for one alone. */
export const fixedCell = (domain: DomainColumn, code: number): Cell | undefined => {
  if (domain.kind === 'category') return domain.values[code]!;
  const range = domain.ranges[code]!;
  if (range === null) return null;
  return range[0] === range[1] ? unscaled(range[0], domain.decimals) : undefined;
};

/** A number of the range that a code stands for, each as likely as the other. */
export const drawNumber = (domain: DomainColumn, code: number, random: Random): number => {
  const range = domain.kind === 'number' ? domain.ranges[code] : undefined;
  if (domain.kind !== 'number' || !range) throw new RangeError(`${domain.name}: code ${code} is no range`);
  return unscaled(drawWithin(range, random), domain.decimals);
};

/** Whether a column can hold a cell: for rechecking rows that somebody else made. */
export const holdsCell = (domain: DomainColumn, cell: unknown): boolean => {
  if (domain.kind === 'category') return domain.values.includes(cell as string | null);
  return domain.ranges.some((range) => {
    if (range === null) return cell === null;
    const whole = typeof cell === 'number' ? scaled(cell, domain.decimals) : undefined;
    return whole !== undefined && range[0] <= whole && whole <= range[1];
  });
};

const drawWithin = ([first, last]: readonly [number, number], random: Random): number => {
  const count = last - first + 1;
  if (count <= twoTo32) return first + random.below(count);
  // 53 bits, and those beyond the last whole multiple of the count thrown away.
  const limit = twoTo53 - (twoTo53 % count);
  for (;;) {
    const drawn = (random.next() >>> 11) * twoTo32 + random.next();
    if (drawn < limit) return first + (drawn % count);
  }
};

const twoTo32 = 4_294_967_296;
const twoTo53 = 9_007_199_254_740_992;
