import { toUtf8 } from '@assent/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { blankImage, readImage } from '../src/canonical-image.ts';
import { digitalSourceXmp } from '../src/digital-source.ts';
import type { Generated, Generator } from '../src/generator.ts';
import { writePng } from '../src/png.ts';

const columns = 4;
const rows = 3;
const gap = 8;

/** The seed of a picture on a page of the documents: SHA-256 of "contact sheet 0", "contact sheet 1", … */
export const sheetSeed = (i: number): Uint8Array => sha256(toUtf8(`contact sheet ${i}`));

/** One of those pictures. They are the first twelve, not the prettiest. */
export const sheetItem = async ({ prepare }: Generator, i: number, side: number): Promise<Generated> => {
  const prepared = prepare({ size: side });
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  return prepared.value.generate(sheetSeed(i));
};

/** Twelve pictures side by side, as a PNG. */
export const contactSheet = async (generator: Generator, side: number): Promise<Uint8Array> => {
  const sheet = blankImage(columns * (side + gap) + gap, rows * (side + gap) + gap, 3);
  sheet.pixels.fill(255);
  for (let i = 0; i < columns * rows; i++) {
    const image = readImage((await sheetItem(generator, i, side)).content);
    if (!image.ok) throw new Error(image.refusal.detail);
    const left = gap + (i % columns) * (side + gap);
    const top = gap + Math.floor(i / columns) * (side + gap);
    for (let y = 0; y < side; y++) {
      const row = image.value.pixels.subarray(y * side * 3, (y + 1) * side * 3);
      sheet.pixels.set(row, ((top + y) * sheet.width + left) * 3);
    }
  }
  return writePng(sheet, { text: { Software: generator.manifest.id }, xmp: digitalSourceXmp('algorithmicMedia') });
};
