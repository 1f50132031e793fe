import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { blankImage } from './canonical-image.ts';
import { digitalSourceXmp } from './digital-source.ts';
import { writePng } from './png.ts';
import { randomOf } from './random.ts';

interface Decoded {
  data: Buffer;
  info: { width: number; height: number; channels: number };
}
interface Sharp {
  raw(): { toBuffer(options: { resolveWithObject: true }): Promise<Decoded> };
  metadata(): Promise<{ format: string; xmp?: Buffer; comments?: { keyword: string; text: string }[] }>;
}
const sharp = createRequire(new URL('../../../tests/package.json', import.meta.url))('sharp') as (
  png: Uint8Array,
) => Sharp;

const text = { text: { Software: 'a test', Description: 'drawn' }, xmp: digitalSourceXmp('algorithmicMedia') };

const noise = (width: number, height: number) => {
  const image = blankImage(width, height, 3);
  const random = randomOf(new Uint8Array(32), `${width} ${height}`);
  image.pixels.forEach((_, i) => {
    image.pixels[i] = random.below(256);
  });
  return image;
};

/** The chunks of a file, each with its CRC checked by another implementation. */
const chunks = (png: Uint8Array) => {
  const buffer = Buffer.from(png);
  const out: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < buffer.length;) {
    const length = buffer.readUInt32BE(at);
    const type = buffer.toString('latin1', at + 4, at + 8);
    expect(buffer.readUInt32BE(at + 8 + length)).toBe(crc32(buffer.subarray(at + 4, at + 8 + length)));
    out.push({ type, data: buffer.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return out;
};

test.each([
  [1, 1],
  [3, 7],
  [64, 64],
  [257, 130],
])('libvips reads back every pixel of %i by %i', async (width, height) => {
  const image = noise(width, height);
  const { data, info } = await sharp(writePng(image, text)).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width, height, channels: 3 });
  expect(data.equals(image.pixels)).toBe(true);
});

test('libvips finds the words and the XMP packet that says how the picture came about', async () => {
  const { format, xmp, comments } = await sharp(writePng(noise(8, 8), text)).metadata();
  expect(format).toBe('png');
  expect(comments).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ keyword: 'Software', text: 'a test' }),
      expect.objectContaining({ keyword: 'Description', text: 'drawn' }),
    ]),
  );
  expect(xmp?.toString('utf8')).toContain(
    'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"',
  );
});

test('the chunks are whole and in order, and nothing in them tells the time', () => {
  const found = chunks(writePng(noise(8, 8), text));
  expect(found.map(({ type }) => type)).toEqual(['IHDR', 'tEXt', 'tEXt', 'iTXt', 'IDAT', 'IEND']);
  expect(found[1]!.data.toString('latin1')).toBe('Software\0a test');
  expect(found[3]!.data.subarray(0, 22).toString('latin1')).toBe('XML:com.adobe.xmp\0\0\0\0\0');
});

test('one picture gives one file', () => {
  expect(writePng(noise(40, 40), text)).toEqual(writePng(noise(40, 40), text));
});

test('grey pictures are read back too', async () => {
  const image = blankImage(31, 17, 1);
  image.pixels.forEach((_, i) => {
    image.pixels[i] = (i * 7) & 0xff;
  });
  const { data, info } = await sharp(writePng(image, text)).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 31, height: 17, channels: 3 });
  // libvips hands grey on as three equal channels.
  expect(data.equals(Uint8Array.from([...image.pixels].flatMap((grey) => [grey, grey, grey])))).toBe(true);
});

test('a picture that is neither RGB nor grey is a mistake of the caller', () => {
  expect(() => writePng(blankImage(2, 2, 4), text)).toThrow(RangeError);
});
