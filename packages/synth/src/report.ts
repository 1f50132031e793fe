import type { Generated, Prepared } from './generator.ts';
import { sha256Hex } from './sha256-hex.ts';

/** What was measured of a slice: counts, so that every reader gets the same bytes. */
export interface SliceReport {
  readonly v: 1;
  readonly items: number;
  /** Labels recomputed from the content alone; what disagreed, in words. */
  readonly labels: { readonly recomputed: number; readonly wrong: readonly string[] };
  /** Items whose content another item has too. */
  readonly duplicates: number;
  /** How often each class occurs, by kind of class. */
  readonly classes: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const add = (sum: Record<string, Record<string, number>>, item: Record<string, Record<string, number>>): void => {
  for (const [kind, counts] of Object.entries(item)) {
    const known = (sum[kind] ??= {});
    for (const [name, count] of Object.entries(counts)) known[name] = (known[name] ?? 0) + count;
  }
};

/** Measure a slice: recompute every item's labels, count its classes, look for doubles. */
export const reportOn = (prepared: Prepared, items: readonly Generated[]): SliceReport => {
  const wrong: string[] = [];
  const classes: Record<string, Record<string, number>> = {};
  const contents = new Set<string>();
  for (const [slot, item] of items.entries()) {
    for (const complaint of prepared.recheck(item)) wrong.push(`slot ${slot}: ${complaint}`);
    add(classes, prepared.tally(item));
    contents.add(sha256Hex(item.content));
  }
  return { v: 1, items: items.length, labels: { recomputed: items.length, wrong }, duplicates: items.length - contents.size, classes };
};
