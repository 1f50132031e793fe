import { accepted, refused, type Result, toUtf8 } from '@assent/schema';

/**
 * A picture as pixels, rows from the top, without any encoder: what the identity of a picture is the hash of.
 * `content` is `"synth-img/1" ‖ 0x00 ‖ u32be width ‖ u32be height ‖ u8 channels ‖ pixels`; `pixels` is a view of its end.
 */
export interface CanonicalImage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
  readonly content: Uint8Array;
}

const magic = toUtf8('synth-img/1\0');
const headerLength = magic.length + 9;

/** A black picture to draw on: drawing on `pixels` draws in `content`. */
export const blankImage = (width: number, height: number, channels: number): CanonicalImage => {
  const content = new Uint8Array(headerLength + width * height * channels);
  content.set(magic);
  const view = new DataView(content.buffer);
  view.setUint32(magic.length, width);
  view.setUint32(magic.length + 4, height);
  content[magic.length + 8] = channels;
  return { width, height, channels, pixels: content.subarray(headerLength), content };
};

/** The picture in its canonical form. */
export const readImage = (content: Uint8Array): Result<CanonicalImage> => {
  if (content.length < headerLength || !magic.every((byte, i) => content[i] === byte)) {
    return refused('malformed', 'not a picture in canonical form');
  }
  const view = new DataView(content.buffer, content.byteOffset);
  const width = view.getUint32(magic.length);
  const height = view.getUint32(magic.length + 4);
  const channels = content[magic.length + 8]!;
  const pixels = content.subarray(headerLength);
  // The size is hostile input: compared with the length before anything is allocated from it.
  if (pixels.length !== width * height * channels) {
    return refused('malformed', `${pixels.length} bytes for ${width} by ${height} pixels of ${channels}`);
  }
  return accepted({ width, height, channels, pixels, content });
};
