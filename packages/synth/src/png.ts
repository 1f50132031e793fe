import { toUtf8 } from '@assent/schema';
import type { CanonicalImage } from './canonical-image.ts';
import { zlibStream } from './deflate.ts';

/** What the file says of itself beside its pixels. */
export interface PngText {
  /** `tEXt` chunks, keyword to text, both printable ASCII. */
  readonly text: Readonly<Record<string, string>>;
  /** An XMP packet, in an `iTXt` chunk `XML:com.adobe.xmp`. */
  readonly xmp: Uint8Array;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * A PNG file (8 bits a sample) of a picture with three channels, RGB, or one, grey; the same bytes on every engine.
 *
 * Every row is stored unfiltered: drawn pictures repeat pixels, rows and slants, which are found as they are.
 */
export const writePng = ({ width, height, channels, pixels }: CanonicalImage, words: PngText): Uint8Array => {
  if (channels !== 3 && channels !== 1) throw new RangeError(`${channels} channels, neither 1 nor 3`);
  const stride = width * channels;
  // A row in the stream begins with its filter. The pixel above, that before, and those above on either side.
  const near = [stride + 1, channels, stride + 1 - channels, stride + 1 + channels];
  const chunks = [
    header(width, height, channels),
    wordChunks(words),
    chunk('IDAT', zlibStream(unfilteredRows(pixels, stride, height), near)),
    chunk('IEND', new Uint8Array()),
  ];
  return concatenate([signature, ...chunks]);
};

/** The same words stand in every file of a generator. */
const writtenWords = new WeakMap<PngText, Uint8Array>();

const wordChunks = (words: PngText): Uint8Array => {
  const written = writtenWords.get(words);
  if (written !== undefined) return written;
  const chunks = concatenate([
    ...Object.entries(words.text).map(([keyword, value]) => chunk('tEXt', toUtf8(`${keyword}\0${value}`))),
    chunk('iTXt', concatenate([toUtf8('XML:com.adobe.xmp\0\0\0\0\0'), words.xmp])),
  ]);
  writtenWords.set(words, chunks);
  return chunks;
};

const header = (width: number, height: number, channels: number): Uint8Array => {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // 8 bits a sample, colour type 2 (RGB) or 0 (grey); compression, filter and interlace method 0.
  data.set([8, channels === 3 ? 2 : 0, 0, 0, 0], 8);
  return chunk('IHDR', data);
};

/** Kept between files: every call writes all of what it answers. */
let room = new Uint8Array(0);

const unfilteredRows = (pixels: Uint8Array, stride: number, height: number): Uint8Array => {
  const length = (stride + 1) * height;
  if (room.length < length) room = new Uint8Array(length);
  for (let y = 0, to = 0; y < height; y++, to += stride + 1) {
    room[to] = 0;
    room.set(pixels.subarray(y * stride, (y + 1) * stride), to + 1);
  }
  return room.subarray(0, length);
};

/** Length, type, data, CRC-32 of type and data (PNG, W3C 2003, §5.3). */
const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(toUtf8(type), 4);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
};

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xed_b8_83_20;
  return crc;
});

const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xff_ff_ff_ff;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ crcTable[(crc ^ bytes[i]!) & 0xff]!;
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
};

const concatenate = (parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};
