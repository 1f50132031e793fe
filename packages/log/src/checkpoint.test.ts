import { describe, expect, test } from 'vitest';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { emptyRoot } from './hash.ts';

const root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
const text = `registry.example\n7\n${root}\n`;

describe('a checkpoint', () => {
  test('is three lines: origin, size, root', () => {
    expect(parseCheckpoint(text)).toEqual({
      ok: true,
      value: { origin: 'registry.example', size: 7, root: emptyRoot() },
    });
    expect(formatCheckpoint({ origin: 'registry.example', size: 7, root: emptyRoot() })).toBe(text);
  });

  test.each(['0', '1', '4294967296', String(Number.MAX_SAFE_INTEGER)])('of size %s is read', (size) => {
    const checkpoint = parseCheckpoint(text.replace('7', size));
    expect(checkpoint.ok && checkpoint.value.size).toBe(Number(size));
  });

  test.each([
    ['nothing', ''],
    ['no origin', text.replace('registry.example', '')],
    ['a size with a leading zero', text.replace('7', '07')],
    ['a size with a sign', text.replace('7', '+7')],
    ['a negative size', text.replace('7', '-7')],
    ['a size in hexadecimal', text.replace('7', '0x7')],
    ['a size with an exponent', text.replace('7', '7e0')],
    ['a size with a fraction', text.replace('7', '7.0')],
    ['a size with white space', text.replace('7', ' 7')],
    ['a size that is empty', text.replace('7', '')],
    ['a size in other digits', text.replace('7', '٧')],
    ['a size of 2^53', text.replace('7', String(2 ** 53))],
    ['a size of 2^64', text.replace('7', '18446744073709551616')],
    ['a root of 31 bytes', text.replace(root, btoa('x'.repeat(31)))],
    ['a root of 33 bytes', text.replace(root, btoa('x'.repeat(33)))],
    ['a root with stray padding bits', text.replace('uFU=', 'uFV=')],
    ['a root without padding', text.replace('uFU=', 'uFU')],
    ['a root of another alphabet', text.replace('+/', '-_')],
    ['a line more', `${text}extension\n`],
    ['an empty line more', `${text}\n`],
    ['no line feed at the end', text.slice(0, -1)],
    ['carriage returns', text.replaceAll('\n', '\r\n')],
    ['a carriage return in the origin', text.replace('registry', 'reg\ristry')],
    ['a control character in the origin', text.replace('registry', 'reg\u0001istry')],
    ['an empty line first', `\n${text}`],
  ])('with %s is refused', (_, other) => {
    expect(other).not.toBe(text);
    expect(parseCheckpoint(other)).toMatchObject({ ok: false, refusal: { code: 'checkpoint_malformed' } });
  });
});
