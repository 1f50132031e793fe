/** The characters of a face, in the order of its outlines. */
export const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,'-!?";

/** Outlines lie on a grid of this many steps to the em, y upwards from the baseline. */
export const unitsPerEm = 512;

/** Where the outlines of a face are from; what its makers ask to be said is in OFL.txt. */
export interface FaceSource {
  /** A name of our own: fonts have reserved theirs. */
  readonly name: string;
  /** Package, version and file. */
  readonly from: string;
  /** Of that file. */
  readonly sha256: string;
  /** Base64 of the glyphs of `alphabet`: see `face.ts`. */
  readonly outlines: string;
}
