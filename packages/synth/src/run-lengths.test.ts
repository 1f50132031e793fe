import { describe, expect, test } from 'vitest';
import { type Box, decodeMask, encodeMask } from './run-lengths.ts';
import { randomOf } from './random.ts';

const bitsOf = (rows: string) => Uint8Array.from(rows, (bit) => Number(bit));

/** Made with `rleToString(rleEncode(…))` of the COCO API's `maskApi.c`; bits in rows from the top. */
const reference = [
  { width: 4, height: 3, bits: '011001100110', counts: '363' },
  { width: 3, height: 3, bits: '100010001', counts: '013000' },
  { width: 2, height: 4, bits: '11111111', counts: '08' },
  { width: 2, height: 2, bits: '0000', counts: '4' },
  { width: 7, height: 5, bits: '00111000111110111111101111100011100', counts: '2132N<0D2NO' },
  { width: 5, height: 3, bits: '111001010000111', counts: '021O120N00' },
  { width: 3, height: 200, bits: '010'.repeat(200), counts: 'X6X6X6' },
  { width: 3, height: 200, bits: `${'001'.repeat(2)}${'000'.repeat(197)}111`, counts: 'W61W62NN' },
];

describe('as the COCO API writes it', () => {
  test.each(reference)('$width by $height, $counts', ({ width, height, bits, counts }) => {
    const whole: Box = [0, 0, width, height];
    expect(encodeMask(width, height, whole, bitsOf(bits), 1)).toEqual({ size: [height, width], counts });
    expect(decodeMask({ size: [height, width], counts })).toEqual({ ok: true, value: bitsOf(bits) });
  });
});

test('random masks come back as they were, whatever box encloses them', () => {
  const random = randomOf(new Uint8Array(32), 'masks');
  for (let i = 0; i < 300; i++) {
    const [width, height] = [random.between(1, 60), random.between(1, 60)];
    const [left, top] = [random.below(width), random.below(height)];
    const box: Box = [left, top, random.between(1, width - left), random.between(1, height - top)];
    const rare = random.between(1, 9);
    const map = new Uint8Array(width * height);
    for (let y = top; y < top + box[3]; y++) {
      for (let x = left; x < left + box[2]; x++) map[y * width + x] = random.below(rare) === 0 ? 5 : 0;
    }
    const mask = encodeMask(width, height, box, map, 5);
    expect(decodeMask(mask)).toEqual({ ok: true, value: map.map((value) => (value === 5 ? 1 : 0)) });
    expect(encodeMask(width, height, [0, 0, width, height], map, 5)).toEqual(mask);
  }
});

describe('runs that do not fill the picture are refused', () => {
  test.each(['', '3', '36', '3639', 'N', 'oooooooooooo', '36NNN0'])('%s', (counts) => {
    expect(decodeMask({ size: [3, 4], counts })).toMatchObject({ ok: false, refusal: { code: 'malformed' } });
  });
});
