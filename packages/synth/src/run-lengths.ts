import { accepted, refused, type Result } from '@assent/schema';

/**
 * A mask as the COCO data set writes one: pixels in columns from the left, each from the top, as lengths of runs that
 * are out, in, out, …; the lengths as text (`rleToString` of https://github.com/cocodataset/cocoapi, `maskApi.c`).
 * `pycocotools.mask.decode` reads it as it is.
 */
export type RunLengths = {
  /** Height, width. */
  size: [number, number];
  counts: string;
};

/** `[x, y, width, height]` in pixels, as in COCO. */
export type Box = [number, number, number, number];

/**
 * The mask of the pixels that have one value in a map of the picture, rows from the top; all of them lie in the box.
 */
export const encodeMask = (
  width: number,
  height: number,
  [left, top, across, down]: Readonly<Box>,
  map: Uint8Array,
  value: number,
): RunLengths => {
  const counts: number[] = [];
  let end = 0;
  for (let x = left; x < left + across; x++) {
    for (let y = top; y < top + down; y++) {
      if (map[y * width + x] !== value) continue;
      const begin = x * height + y;
      do y++;
      while (y < top + down && map[y * width + x] === value);
      const length = x * height + y - begin;
      // A run that touches the one before went through the bottom of a column into the top of the next.
      if (begin === end && counts.length > 0) counts[counts.length - 1]! += length;
      else counts.push(begin - end, length);
      end = begin + length;
    }
  }
  if (end < width * height) counts.push(width * height - end);
  return { size: [height, width], counts: toText(counts) };
};

/** One byte a pixel in rows from the top: 1 inside, 0 outside. */
export const decodeMask = ({ size: [height, width], counts }: RunLengths): Result<Uint8Array> => {
  const mask = new Uint8Array(width * height);
  let position = 0;
  let inside = 0;
  for (const length of fromText(counts)) {
    if (length < 0 || position + length > mask.length) return refused('malformed', 'runs longer than the picture');
    for (const end = position + length; position < end; position++) {
      if (inside === 1) mask[(position % height) * width + Math.floor(position / height)] = 1;
    }
    inside = 1 - inside;
  }
  return position === mask.length ? accepted(mask) : refused('malformed', 'runs shorter than the picture');
};

/** Each length, from the fourth on less the one two before it, in groups of 5 bits from the lowest, 0x20 for "more". */
const toText = (counts: readonly number[]): string => {
  const codes: number[] = [];
  for (let i = 0; i < counts.length; i++) {
    let rest = counts[i]! - (i > 2 ? counts[i - 2]! : 0);
    let more = true;
    while (more) {
      const group = rest & 0x1f;
      rest >>= 5;
      // Done when only copies of the sign are left, and this group's own top bit shows the same sign.
      more = rest !== ((group & 0x10) === 0 ? 0 : -1);
      codes.push((more ? group | 0x20 : group) + 48);
    }
  }
  // At once: a text that grows by letters takes many times its memory.
  return String.fromCharCode(...codes);
};

const fromText = (text: string): number[] => {
  const counts: number[] = [];
  for (let at = 0; at < text.length;) {
    let count = 0;
    let shift = 0;
    let group: number;
    do {
      group = text.charCodeAt(at++) - 48;
      count |= (group & 0x1f) << shift;
      shift += 5;
    } while ((group & 0x20) !== 0 && at < text.length);
    if ((group & 0x10) !== 0 && shift < 32) count |= -1 << shift;
    counts.push(count + (counts.length > 2 ? counts[counts.length - 2]! : 0));
  }
  return counts;
};
