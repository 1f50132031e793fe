import { toUtf8 } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LineReader, openLine, Unreadable } from './line-reader.ts';

async function* inPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

const read = async (pieces: readonly Uint8Array[], limit = 100): Promise<string[] | string> => {
  const reader = new LineReader(inPieces(pieces), 'file', limit);
  const lines: string[] = [];
  try {
    for (;;) {
      if (!reader.ready) await reader.fill();
      if (!reader.look()) return lines;
      expect(reader.look()).toBe(true);
      lines.push(reader.text());
      reader.skip();
    }
  } catch (cause) {
    if (cause instanceof Unreadable) return cause.code;
    throw cause;
  }
};

describe('lines', () => {
  const bytes = toUtf8('eins\nzwölf\n\n€uro 𝄞\nlast\n');
  const lines = ['eins', 'zwölf', '', '€uro 𝄞', 'last'];

  test('are the same wherever the file is cut in two', async () => {
    for (let at = 0; at <= bytes.length; at++)
      expect(await read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(lines);
  });

  test('are the same a byte at a time, and all at once', async () => {
    expect(await read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(lines);
    expect(await read([bytes])).toEqual(lines);
  });

  test('are the same where they are more than is held at a time, in one piece or in small ones', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `line ${i} ${'x'.repeat(i % 60)}`);
    const file = toUtf8(many.map((line) => `${line}\n`).join(''));
    expect(file.length).toBeGreaterThan(2 * 2 ** 18);
    expect(await read([file])).toEqual(many);
    const pieces = Array.from({ length: Math.ceil(file.length / 999) }, (_, i) =>
      file.subarray(i * 999, i * 999 + 999),
    );
    expect(await read(pieces)).toEqual(many);
  });

  test('of an empty file are none', async () => {
    expect(await read([])).toEqual([]);
    expect(await read([new Uint8Array()])).toEqual([]);
    expect(await read([toUtf8('\n')])).toEqual(['']);
  });

  test('end with a line feed, and with nothing else', async () => {
    expect(await read([toUtf8('a\nb')])).toBe('bundle_unreadable');
    expect(await read([toUtf8('a\r\nb\r\n')])).toEqual(['a\r', 'b\r']);
    expect(await read([toUtf8('a\u2028b\n')])).toEqual(['a\u2028b']);
  });

  test('keep a byte order mark, which no line may begin with', async () => {
    expect(await read([toUtf8('\ufeffa\n')])).toEqual(['\ufeffa']);
  });

  test('are UTF-8', async () => {
    expect(await read([Uint8Array.of(0x61, 0xff, 0x0a)])).toBe('not_utf8');
    expect(await read([Uint8Array.of(0xc3), Uint8Array.of(0x0a)])).toBe('not_utf8');
    expect(await read([Uint8Array.of(0xe2, 0x82, 0x0a)])).toBe('not_utf8');
    expect(await read([Uint8Array.of(0xe2, 0x82)])).toBe('bundle_unreadable');
    expect(await read([Uint8Array.of(0xed, 0xa0, 0x80, 0x0a)])).toBe('not_utf8');
    expect(await read([Uint8Array.of(0xc0, 0x80, 0x0a)])).toBe('not_utf8');
  });

  test('have their limit in bytes, with or without an end', async () => {
    expect(await read([toUtf8(`${'x'.repeat(10)}\n`)], 10)).toEqual(['x'.repeat(10)]);
    expect(await read([toUtf8(`${'x'.repeat(11)}\n`)], 10)).toBe('line_too_long');
    expect(await read([toUtf8('x'.repeat(11))], 10)).toBe('line_too_long');
    expect(await read([toUtf8(`${'é'.repeat(5)}\n`)], 10)).toEqual(['é'.repeat(5)]);
    expect(await read([toUtf8(`${'é'.repeat(6)}\n`)], 10)).toBe('line_too_long');
  });

  test('without an end do not fill the memory', async () => {
    let given = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) {
        given++;
        yield new Uint8Array(64).fill(0x78);
      }
    };
    const reader = new LineReader(endless(), 'file', 1000);
    await reader.fill();
    expect(() => reader.look()).toThrow(Unreadable);
    expect(given).toBeLessThan(20);
  });
});

test('a line is canonical and of its shape', () => {
  const schema = z.strictObject({ a: z.int() });
  expect(openLine(schema, '{"a":1}', 'file')).toEqual({ a: 1 });
  for (const text of ['{"a":1.0}', '{"a": 1}', '{"a":1,"b":2}', '{"a":"1"}', '{}', '', '{"__proto__":1,"a":1}']) {
    expect(() => openLine(schema, text, 'file')).toThrow(Unreadable);
  }
});
