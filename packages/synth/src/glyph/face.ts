import { type Contour, OutlineReader } from '../outline/contours.ts';
import { alphabet, type FaceSource } from './alphabet.ts';
import { faceSources } from './faces.ts';

interface Glyph {
  /** From one pen to the next, in units of the em. */
  readonly advance: number;
  readonly contours: readonly Contour[];
}

export interface Face extends FaceSource {
  readonly glyphs: ReadonlyMap<string, Glyph>;
}

/** Ascending by name. */
export const faceNames: readonly string[] = faceSources.map(({ name }) => name);

const opened = new Map<string, Face>();

/** A face by its name, its outlines read when it is first asked for; `undefined` for a name that no face has. */
export const faceNamed = (name: string): Face | undefined => {
  const before = opened.get(name);
  if (before !== undefined) return before;
  const source = faceSources.find((one) => one.name === name);
  if (source === undefined) return undefined;
  const face = { ...source, glyphs: readOutlines(source.outlines) };
  opened.set(name, face);
  return face;
};

const readOutlines = (base64: string): Map<string, Glyph> => {
  const reader = new OutlineReader(base64);
  return new Map(
    Array.from(alphabet, (character) => [character, { advance: reader.number(), contours: reader.contours() }]),
  );
};
