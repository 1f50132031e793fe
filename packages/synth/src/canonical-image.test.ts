import { expect, test } from 'vitest';
import { blankImage, readImage } from './canonical-image.ts';

test('content is magic, zero, width, height, channels, pixels', () => {
  const image = blankImage(2, 258, 3);
  image.pixels[0] = 9;
  const header = [...Buffer.from('synth-img/1'), 0, 0, 0, 0, 2, 0, 0, 1, 2, 3];
  expect([...image.content.subarray(0, 22)]).toEqual([...header, 9]);
  expect(image.content.length).toBe(21 + 2 * 258 * 3);
});

test('what was written is read', () => {
  const image = blankImage(3, 2, 3);
  image.pixels.set([1, 2, 3]);
  const read = readImage(image.content);
  expect(read).toEqual({ ok: true, value: image });
});

test('pictures of one area and other sides are other pictures', () => {
  expect(blankImage(2, 6, 3).content).not.toEqual(blankImage(3, 4, 3).content);
});

const { content } = blankImage(2, 2, 3);
test.each([
  ['nothing', new Uint8Array()],
  ['a header alone', content.subarray(0, 20)],
  ['a pixel too few', content.subarray(0, -1)],
  ['a pixel too many', Uint8Array.of(...content, 0)],
  ['another magic', content.with(10, 0x32)],
  ['sides far larger than the pixels', content.with(12, 0xff)],
])('%s is refused', (_, bytes) => {
  expect(readImage(bytes)).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
});
