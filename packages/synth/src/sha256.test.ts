import { expect, test } from 'vitest';
import { sha256 as portable } from './sha256-portable.ts';
import { sha256 as native } from './sha256-native.ts';

test('Node and JavaScript hash alike, at every length around a block and on a whole picture', () => {
  for (const length of [0, 1, 54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 127, 128, 129, 196_629]) {
    const input = Uint8Array.from({ length }, (_, i) => (i * 29 + length) & 0xff);
    expect(native(input)).toEqual(portable(input));
  }
});

test('a hash that was given out does not change with the next', () => {
  const first = native(Uint8Array.of(1));
  const copy = Uint8Array.from(first);
  native(Uint8Array.of(2));
  expect(first).toEqual(copy);
});
