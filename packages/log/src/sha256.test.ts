import { expect, it } from 'vitest';
import { sha256 as portable } from './sha256-portable.ts';
import { sha256 as wasm } from './sha256-wasm.ts';

it('WebAssembly and JavaScript hash alike, at every length around a block and on a whole entry', () => {
  for (const length of [0, 1, 31, 32, 54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 127, 128, 129, 65_535]) {
    const input = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 0xff);
    expect(wasm(input)).toEqual(portable(input));
  }
});

it('a hash that was given out does not change with the next', () => {
  const first = wasm(Uint8Array.of(1));
  const copy = Uint8Array.from(first);
  wasm(Uint8Array.of(2));
  expect(first).toEqual(copy);
});
