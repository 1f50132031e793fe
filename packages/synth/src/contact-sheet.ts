import type { GeneratorManifest } from '@assent/schema';
import { blankImage, type CanonicalImage } from './canonical-image.ts';
import { digitalSourceXmp } from './digital-source.ts';
import { writePng } from './png.ts';

const gap = 8;

/** Pictures side by side on white, in rows of `columns`, as a PNG that says that they are synthetic. */
export const contactSheet = (
  pictures: readonly CanonicalImage[],
  columns: number,
  { id, digitalSourceType }: Pick<GeneratorManifest, 'id' | 'digitalSourceType'>,
): Uint8Array => {
  const across = Math.max(...pictures.map(({ width }) => width)) + gap;
  const down = Math.max(...pictures.map(({ height }) => height)) + gap;
  const rows = Math.ceil(pictures.length / columns);
  const sheet = blankImage(Math.min(columns, pictures.length) * across + gap, rows * down + gap, 3);
  sheet.pixels.fill(255);
  pictures.forEach(({ width, height, channels, pixels }, i) => {
    const left = gap + (i % columns) * across;
    const top = gap + Math.floor(i / columns) * down;
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
