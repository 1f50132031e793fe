import { expect, test } from 'vitest';
import { readText, textContent } from './canonical-text.ts';

test('content is magic, zero, UTF-8, and what was written is read', () => {
  const text = '\uFEFFa line\nÜ\n';
  const content = textContent(text);
  expect(Buffer.from(content).equals(Buffer.concat([Buffer.from('synth-text/1\0'), Buffer.from(text)]))).toBe(true);
  expect(readText(content)).toEqual({ ok: true, value: text });
  expect(readText(textContent(''))).toEqual({ ok: true, value: '' });
});

test.each([
  ['nothing', new Uint8Array(), 'malformed'],
  ['another magic', textContent('a').with(11, 0x32), 'malformed'],
  ['half a character', textContent('ü').subarray(0, -1), 'not_utf8'],
])('%s is refused', (_, content, code) => {
  expect(readText(content)).toMatchObject({ ok: false, refusal: { code } });
});
