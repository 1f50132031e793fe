import { type Parameters, toUtf8 } from '@assent/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { readImage } from '../src/canonical-image.ts';
import { contactSheet } from '../src/contact-sheet.ts';
import type { Generated, Generator } from '../src/generator.ts';

/** What the page of each generator shows: of pictures how many, in rows of how many; with which parameters. */
export const sheets: Readonly<Record<string, { count: number; columns: number; parameters: Parameters }>> = {
  'audio-events': { count: 0, columns: 0, parameters: { milliseconds: 1000, maxEvents: 3 } },
  avatar: { count: 24, columns: 8, parameters: { size: 96 } },
  dyck: { count: 0, columns: 0, parameters: { types: 4, tokens: 32 } },
  glyph: { count: 32, columns: 1, parameters: { height: 40 } },
  grammar: { count: 0, columns: 0, parameters: { sentences: 3 } },
  ifs: { count: 12, columns: 4, parameters: { size: 144 } },
  'shapes-scene': { count: 12, columns: 4, parameters: { size: 144 } },
};

/** The seed of an item on a page of the documents: SHA-256 of "contact sheet 0", "contact sheet 1", … */
export const sheetSeed = (i: number): Uint8Array => sha256(toUtf8(`contact sheet ${i}`));

/** One of those items. They are the first, not the prettiest. */
export const sheetItem = async ({ prepare }: Generator, i: number, parameters: Parameters): Promise<Generated> => {
  const prepared = prepare(parameters);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  return prepared.value.generate(sheetSeed(i));
};

/** The picture of a generator's page, as a PNG. */
export const sheetOf = async (generator: Generator): Promise<Uint8Array> => {
  const { count, columns, parameters } = sheets[generator.manifest.id]!;
  const pictures = [];
  for (let i = 0; i < count; i++) {
    const image = readImage((await sheetItem(generator, i, parameters)).content);
    if (!image.ok) throw new Error(image.refusal.detail);
    pictures.push(image.value);
  }
  return contactSheet(pictures, columns, generator.manifest);
};
