import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLines } from './lines.ts';

async function* streamed(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = async (limit: number, ...pieces: Uint8Array[]): Promise<(string | undefined)[]> => {
  const lines: (string | undefined)[] = [];
  for await (const line of readLines(streamed(...pieces), limit)) {
    lines.push(line === undefined ? undefined : new TextDecoder().decode(line));
  }
  return lines;
};

describe('lines of a stream', () => {
  test.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\n\n', ['a', '']],
    ['\n', ['']],
    ['a\nb', ['a', 'b']],
    ['a\r\n', ['a\r']],
  ])('%j', async (text, lines) => {
    expect(await read(100, bytes(text))).toEqual(lines);
  });

  test('are the same however the stream is cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(60), { maxLength: 8 }), async (whole, cuts) => {
        const all = bytes(whole);
        const places = [0, ...cuts.map((cut) => Math.min(cut, all.length)).toSorted((a, b) => a - b), all.length];
        const pieces = places.slice(1).map((end, i) => all.subarray(places[i], end));
        expect(await read(1000, ...pieces)).toEqual(await read(1000, all));
      }),
    );
  });

  test('that are too long are none, and what follows them is', async () => {
    expect(await read(3, bytes('abc\nabcd\nab'), bytes('cd\nabc'))).toEqual(['abc', undefined, undefined, 'abc']);
    expect(await read(3, bytes('abcd'))).toEqual([undefined]);
  });

  test('that are too long are not kept', async () => {
    const pieces: WeakRef<Uint8Array>[] = [];
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 2000; i++) {
        const piece = new Uint8Array(64 * 1024).fill(0x78);
        pieces.push(new WeakRef(piece));
        yield piece;
        // A turn of the event loop: until then, what a WeakRef showed is kept.
        await new Promise(setImmediate);
      }
    }
    const lines = [];
    for await (const line of readLines(endless(), 1024 * 1024)) lines.push(line);
    expect(lines).toEqual([undefined]);
    // 125 MB went by; how many pieces the collector has left is its own matter, but not all of them.
    expect(pieces.filter((piece) => piece.deref() !== undefined).length).toBeLessThan(1500);
  });
});
