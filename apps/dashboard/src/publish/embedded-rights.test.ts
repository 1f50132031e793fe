import { expect, it } from 'vitest';
import { readEmbeddedRights } from './embedded-rights.ts';

const ascii = (text: string): number[] => Array.from(text, (char) => char.codePointAt(0)!);
const two = (value: number): number[] => [value >> 8, value & 0xff];
const four = (value: number): number[] => [0, 0, ...two(value)];

/** One segment of a JPEG file (ITU-T T.81 §B.1.1.4). */
const segment = (marker: number, bytes: readonly number[]): number[] => [
  0xff,
  marker,
  ...two(bytes.length + 2),
  ...bytes,
];

/** Exif of ASCII tags alone (TIFF 6.0 §2, big-endian): Artist is 0x013b, Copyright 0x8298. */
const exif = (tags: readonly (readonly [tag: number, text: string])[]): number[] => {
  let at = 8 + 2 + tags.length * 12 + 4;
  const values = tags.map(([, text]) => [...ascii(text), 0]);
  const entries = tags.flatMap(([tag], i) => {
    const entry = [...two(tag), ...two(2), ...four(values[i]!.length), ...four(at)];
    at += values[i]!.length;
    return entry;
  });
  return [
    ...ascii('Exif'),
    0,
    0,
    ...ascii('MM'),
    0,
    42,
    ...four(8),
    ...two(tags.length),
    ...entries,
    ...four(0),
    ...values.flat(),
  ];
};

/** IPTC IIM record 2 in a Photoshop resource, as cameras' programs write it. */
const iptc = (fields: readonly (readonly [dataset: number, text: string])[]): number[] => {
  const data = fields.flatMap(([dataset, text]) => [0x1c, 2, dataset, ...two(text.length), ...ascii(text)]);
  return [...ascii('Photoshop 3.0'), 0, ...ascii('8BIM'), 4, 4, 0, 0, ...four(data.length), ...data];
};

const frame = segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
const jpeg = (...segments: readonly (readonly number[])[]): File =>
  new File([Uint8Array.from([0xff, 0xd8, ...segments.flat(), ...frame, 0xff, 0xd9])], 'a.jpg');

it('who made a picture and whose it is are read from Exif, and from IPTC before it', async () => {
  const cameras = segment(
    0xe1,
    exif([
      [0x013b, 'Camera of Mara'],
      [0x8298, '(c) Mara'],
    ]),
  );
  expect(await readEmbeddedRights(jpeg(cameras))).toEqual({ creator: 'Camera of Mara', copyright: '(c) Mara' });
  const editors = segment(
    0xed,
    iptc([
      [5, 'Harbour'],
      [80, 'Mara Lopez'],
      [116, '(c) Agency'],
    ]),
  );
  expect(await readEmbeddedRights(jpeg(cameras, editors))).toEqual({
    creator: 'Mara Lopez',
    copyright: '(c) Agency',
    title: 'Harbour',
  });
});

it('a file that says nothing, or says it brokenly or endlessly, says nothing', async () => {
  expect(await readEmbeddedRights(jpeg())).toEqual({});
  expect(await readEmbeddedRights(new File(['no picture'], 'a.jpg'))).toEqual({});
  expect(await readEmbeddedRights(jpeg(segment(0xe1, exif([[0x013b, 'x'.repeat(5000)]]))))).toEqual({});
  expect(await readEmbeddedRights(jpeg(segment(0xe1, exif([[0x013b, 'Mara']]).slice(0, 20))))).toEqual({});
});
