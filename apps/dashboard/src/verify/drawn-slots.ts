import type { BundleSource } from '@assent/consent';
import { files } from '@assent/consent';

/** Slots that find a fraud of 5 % with 95 % certainty: 1 - 0.95^59 > 0.95. */
const slotsDrawn = 59;

const mark = '"source":"synthetic"';

/** How many synthetic items there are to draw from: counted in the items, which the manifest has to agree with. */
export const countSynthetic = async (source: BundleSource): Promise<number> => {
  let count = 0;
  let rest = '';
  const decoder = new TextDecoder('latin1');
  for await (const piece of source.read(files.items)) {
    const text = rest + decoder.decode(piece);
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) count++;
    // Of a mark that is cut in two by the pieces, one part is kept; never a whole one.
    rest = text.slice(text.length - mark.length + 1);
  }
  return count;
};

/** Positions of synthetic items that nobody could foresee; all, where there are few. */
export const drawSlots = (of: number): ReadonlySet<number> | 'all' => {
  if (of <= slotsDrawn) return 'all';
  const drawn = new Set<number>();
  while (drawn.size < slotsDrawn) drawn.add(randomBelow(of));
  return drawn;
};

/** Each number as likely as any other: what would favour the small ones is thrown away. */
const randomBelow = (bound: number): number => {
  const fair = 2 ** 32 - (2 ** 32 % bound);
  const [value] = crypto.getRandomValues(new Uint32Array(1));
  return value! < fair ? value! % bound : randomBelow(bound);
};
