import { describe, expect, it } from 'vitest';
import { restingTop, scrolledTo, scrollerHeight } from './tall-scroll.ts';

const lengths = { total: 72_000_000, view: 640 };
const bottom = scrollerHeight(lengths.total) - lengths.view;

describe('a list longer than a browser can draw', () => {
  it('is scrolled in a length that every browser can', () => {
    expect(scrollerHeight(lengths.total)).toBeLessThan(16_000_000);
    expect(scrollerHeight(5_000)).toBe(5_000);
  });

  it('moves by what the wheel moves, from wherever it is', () => {
    const place = { top: 4_000_000, offset: 36_000_000 };
    expect(scrolledTo(place, 4_000_120, lengths)).toEqual({ top: 4_000_120, offset: 36_000_120 });
    expect(scrolledTo(place, 3_999_880, lengths)).toEqual({ top: 3_999_880, offset: 35_999_880 });
  });

  it('goes to the first and to the last row', () => {
    expect(scrolledTo({ top: 300, offset: 300 }, 0, lengths).offset).toBe(0);
    expect(scrolledTo({ top: 0, offset: 0 }, bottom, lengths).offset).toBe(lengths.total - lengths.view);
    expect(scrolledTo({ top: bottom - 10, offset: 1_000 }, bottom, lengths).offset).toBe(lengths.total - lengths.view);
  });

  it('jumps to the same share of its length', () => {
    const { offset } = scrolledTo({ top: 0, offset: 0 }, bottom / 2, lengths);
    expect(offset).toBeCloseTo((lengths.total - lengths.view) / 2, -1);
  });

  it('rests where it can go on both ways, and stays where it rests', () => {
    const top = restingTop(36_000_000, lengths);
    expect(top).toBeGreaterThan(lengths.view);
    expect(top).toBeLessThan(bottom - lengths.view);
    expect(Math.abs(scrolledTo({ top: 0, offset: 0 }, top, lengths).offset - 36_000_000)).toBeLessThan(10);
  });

  it('moves by what the wheel moves up to its ends too', () => {
    for (const [offset, moved] of [
      [500, -120],
      [lengths.total - lengths.view - 500, 120],
    ] as const) {
      const top = restingTop(offset, lengths);
      expect(scrolledTo({ top, offset }, top + moved, lengths).offset).toBe(offset + moved);
      expect(scrolledTo({ top, offset }, top + 5 * moved, lengths).offset).toBe(
        Math.min(Math.max(offset + 5 * moved, 0), lengths.total - lengths.view),
      );
    }
  });

  it('that is short enough is scrolled as it is', () => {
    const short = { total: 5_000, view: 640 };
    expect(scrolledTo({ top: 0, offset: 0 }, 4_000, short)).toEqual({ top: 4_000, offset: 4_000 });
    expect(restingTop(4_000, short)).toBe(4_000);
  });
});
