import type { GeneratorManifest } from '@assent/schema';
import { blankImage, type CanonicalImage } from './canonical-image.ts';
import { digitalSourceXmp } from './digital-source.ts';
import { writePng } from './png.ts';

const gap = 8;

/**
 * Pictures side by side on white, as a PNG that says that they are synthetic. A row is as wide as `columns` of the widest; of
 * narrower ones it holds more.
 */
export const contactSheet = (
  pictures: readonly CanonicalImage[],
  columns: number,
  { id, digitalSourceType }: Pick<GeneratorManifest, 'id' | 'digitalSourceType'>,
): Uint8Array => {
  const { places, right, bottom } = layOut(pictures, columns);
  const sheet = blankImage(right, bottom, 3);
  sheet.pixels.fill(255);
  pictures.forEach(({ width, height, channels, pixels }, i) => {
    const [left, top] = places[i]!;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let channel = 0; channel < 3; channel++) {
          // Grey is the same in all three.
          const sample = pixels[(y * width + x) * channels + Math.min(channel, channels - 1)]!;
          sheet.pixels[((top + y) * sheet.width + left + x) * 3 + channel] = sample;
        }
      }
    }
  });
  return writePng(sheet, { text: { Software: id }, xmp: digitalSourceXmp(digitalSourceType) });
};

const layOut = (pictures: readonly CanonicalImage[], columns: number) => {
  const most = gap + columns * (Math.max(...pictures.map(({ width }) => width)) + gap);
  let [left, top, right, bottom] = [gap, gap, 0, 0];
  const places = pictures.map(({ width, height }): readonly [number, number] => {
    if (left + width + gap > most) [left, top] = [gap, bottom];
    const place = [left, top] as const;
    left += width + gap;
    right = Math.max(right, left);
    bottom = Math.max(bottom, top + height + gap);
    return place;
  });
  return { places, right, bottom };
};
