import { alphabet, type FaceSource } from './alphabet.ts';
import { faceSources } from './faces.ts';

/** One closed curve: x and y of its points in turn, and whether each lies on it or bends it. */
export interface Contour {
  readonly points: Int16Array;
  readonly on: Uint8Array;
}

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
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const signed = (): number => {
    const value = varint();
    return (value & 1) === 0 ? value >> 1 : -((value + 1) >> 1);
  };
  const readContour = (pen: [number, number]): Contour => {
    const count = varint();
    const flags = bytes.subarray(at, at + Math.ceil(count / 8));
    at += flags.length;
    const points = new Int16Array(count * 2);
    for (let i = 0; i < count; i++) {
      points[i * 2] = pen[0] += signed();
      points[i * 2 + 1] = pen[1] += signed();
    }
    return { points, on: Uint8Array.from({ length: count }, (_, i) => (flags[i >> 3]! >> (i & 7)) & 1) };
  };
  return new Map(
    Array.from(alphabet, (character) => {
      const advance = varint();
      const pen: [number, number] = [0, 0];
      const contours = Array.from({ length: varint() }, () => readContour(pen));
      return [character, { advance, contours }];
    }),
  );
};
