import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { zlibStream } from './deflate.ts';
import { randomOf } from './random.ts';

const random = randomOf(new Uint8Array(32), 'deflate');
const noise = (length: number, values = 256) => Uint8Array.from({ length }, () => random.below(values));

/** zlib itself reads the stream, checks its sum, and gives back every byte. */
const expectRoundTrip = (bytes: Uint8Array, near: readonly number[] = [1]) => {
  const back = inflateSync(zlibStream(bytes, near));
  expect(back.equals(bytes)).toBe(true);
};

describe('zlib reads back', () => {
  test('nothing, one byte, and every byte', () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(7), Uint8Array.from({ length: 256 }, (_, i) => i)]) {
      expectRoundTrip(bytes);
    }
  });

  test('noise of few and of many values, also where nothing can be saved', () => {
    for (const values of [2, 5, 40, 256])
      for (const length of [3, 4, 5, 700, 70_001]) expectRoundTrip(noise(length, values));
  });

  test('matches of every length', () => {
    for (let length = 1; length <= 600; length++) {
      expectRoundTrip(Uint8Array.of(1, 2, ...new Uint8Array(length), 3), [1]);
    }
  });

  test('matches at every code of distance, first and last of each, to the end of the window', () => {
    for (let bits = 0; bits <= 15; bits++) {
      for (const distance of [2 ** bits, 2 ** bits + 1, 1.5 * 2 ** bits, 1.5 * 2 ** bits + 1, 2 ** (bits + 1)]) {
        if (distance > 32_768 || !Number.isInteger(distance)) continue;
        const part = noise(distance);
        expectRoundTrip(Uint8Array.from([...part, ...part, ...part.subarray(0, 9)]), [distance]);
      }
    }
  });

  test('what came last beyond the window, without reaching for it', () => {
    const part = noise(64);
    for (const gap of [32_703, 32_704, 32_705]) {
      expectRoundTrip(Uint8Array.from([...part, ...new Uint8Array(gap), ...part]), []);
    }
  });

  test('bytes whose sums are as large as they get', () => {
    for (const length of [3799, 3800, 3801, 7600, 200_000]) expectRoundTrip(new Uint8Array(length).fill(255), []);
  });
});

test('a stream does not depend on those before it', () => {
  const bytes = noise(5000, 3);
  const first = zlibStream(bytes, [7]);
  zlibStream(noise(9000, 2), [1]);
  zlibStream(noise(90), [1]);
  expect(zlibStream(bytes, [7])).toEqual(first);
});

test('rows that repeat take little room', () => {
  const row = noise(300);
  expect(zlibStream(Uint8Array.from(Array.from({ length: 100 }, () => [...row]).flat()), [300]).length).toBeLessThan(
    900,
  );
});
