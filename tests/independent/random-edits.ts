import type { Draw } from './random-cases.ts';

/** Bytes after one to three edits that a seed fixes: a bit flipped, a run dropped, doubled, moved, or the end cut off. */
export const randomlyEdited = (bytes: Uint8Array, draw: Draw): Uint8Array => {
  let now = bytes;
  for (let edits = 1 + draw.below(3); edits > 0 && now.length > 0; edits--) {
    const at = draw.below(now.length);
    const run = now.subarray(at, at + 1 + draw.below(40));
    const [before, after] = [now.subarray(0, at), now.subarray(at + run.length)];
    const how = draw.pick(['flip', 'flip', 'flip', 'drop', 'double', 'cut', 'digit'] as const);
    if (how === 'flip') now = now.with(at, now[at]! ^ (1 << draw.below(8)));
    else if (how === 'drop') now = Uint8Array.from([...before, ...after]);
    else if (how === 'double') now = Uint8Array.from([...before, ...run, ...run, ...after]);
    else if (how === 'cut') now = draw.chance(20) ? before : now;
    else now = withDigit(now, at, draw);
  }
  return now;
};

/** The next decimal or hexadecimal digit, changed: what is read stays well formed more often. */
const withDigit = (bytes: Uint8Array, from: number, draw: Draw): Uint8Array => {
  const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
  const at = bytes.findIndex((byte, i) => i >= from && isDigit(byte));
  return at < 0 ? bytes : bytes.with(at, 0x30 + draw.below(10));
};
