/** Outlines lie on a grid of this many steps to the picture's side, y downwards: whole steps for sides of 14, 100, 560 and 600. */
export const unitsPerSide = 8400;

/** What a style may be coloured with. */
export interface ColourSource {
  readonly name: string;
  /** `#rrggbb`. */
  readonly values: readonly string[];
  /** The name of an earlier colour that this one must differ from. */
  readonly not?: string;
  /** The name of an earlier colour: of the values, the one that stands out most from it is taken. */
  readonly against?: string;
}

/** A style as `styles.ts` holds it. */
export interface StyleSource {
  readonly name: string;
  /** Package, version and file. */
  readonly from: string;
  /** Of that file. */
  readonly sha256: string;
  readonly licence: 'CC0-1.0';
  readonly artist: string;
  /** In the order they are chosen in; the first is the ground. */
  readonly colours: readonly ColourSource[];
  /** From the back to the front. */
  readonly parts: readonly PartSource[];
}

export interface PartSource {
  readonly name: string;
  /** In how many pictures of a hundred it is seen. */
  readonly chance: number;
  /** Their names, with spaces between. */
  readonly variants: string;
  /** What its layers are filled with: the name of a colour, or `#rrggbb`. */
  readonly fills: readonly string[];
  /** Base64 of the layers of each variant: how many; of each the number of its fill, its opacity, 1 for `evenodd`, its contours. */
  readonly outlines: string;
}
