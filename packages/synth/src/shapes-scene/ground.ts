import { markBox } from './mark.ts';
import { isOnePiece } from './one-piece.ts';
import type { Colour } from './palette.ts';
import type { Outline } from './shapes.ts';
import { full, type Stencil, stencilOf } from './stencil.ts';

/** An object's silhouette on the ground. */
export interface Placed {
  readonly colour: Colour;
  readonly outline: Outline;
  readonly stencil: Stencil;
  /** Pixels of the silhouette, hidden or not. */
  readonly area: number;
  /** Pixels of it that no later object hides. */
  visible: number;
}

/** Pixels between the circles around two objects of one colour: then a pixel lies between theirs, corners counted. */
const apart = 3;

/** A pixel belongs to an object that covers at least half of it. */
const belongs = (coverage: number): boolean => coverage * 2 >= full;

/**
 * Which object is seen at each pixel, later ones in front, and the rules that let labels be proved from the picture:
 * no object leaves the picture or reaches under the mark; of each at least three quarters are visible, in one piece;
 * two of one colour never touch.
 */
export class Ground {
  /** For each pixel 0, or the number of the object seen there, counted from 1. */
  readonly owner: Uint8Array;
  readonly placed: Placed[] = [];
  readonly #side: number;

  constructor(side: number) {
    this.#side = side;
    this.owner = new Uint8Array(side * side);
  }

  /** Put an object in front of all others, if the rules allow it there. */
  place(colour: Colour, outline: Outline): boolean {
    if (!this.#hasRoom(outline)) return false;
    // Edges blend over a pixel; where the circles around both objects stay apart, so do their edges.
    const isNear = (other: Placed) => distance(outline, other.outline) < outline.reach + other.outline.reach + apart;
    if (this.placed.some((other) => other.colour === colour && isNear(other))) return false;
    const stencil = stencilOf(outline);
    const hidden = this.#countHidden(stencil);
    const leaves = (other: Placed, i: number) => 4 * (other.visible - hidden[i + 1]!) >= 3 * other.area;
    if (!this.placed.every(leaves)) return false;
    const hides = hidden.some((count, owner) => owner > 0 && count > 0);
    const firstPixel = stencil.top * this.#side;
    const before = hides ? this.owner.slice(firstPixel, firstPixel + stencil.height * this.#side) : null;
    this.#cover(stencil);
    const isWhole = ({ stencil: { left, top, width, height } }: Placed, i: number) =>
      hidden[i + 1] === 0 || isOnePiece(this.owner, this.#side, i + 1, [left, top, width, height]);
    if (before !== null && !this.placed.every(isWhole)) {
      this.owner.set(before, firstPixel);
      return false;
    }
    const area = hidden.reduce((sum, count) => sum + count, 0);
    this.placed.forEach((other, i) => {
      other.visible -= hidden[i + 1]!;
    });
    this.placed.push({ colour, outline, stencil, area, visible: area });
    return true;
  }

  /** Inside the picture with a pixel to spare, and clear of the mark by one. */
  #hasRoom({ x, y, reach }: Outline): boolean {
    const [markLeft, markTop] = markBox(this.#side);
    const [right, bottom] = [Math.ceil(x + reach), Math.ceil(y + reach)];
    if (Math.floor(x - reach) < 1 || Math.floor(y - reach) < 1 || right >= this.#side || bottom >= this.#side)
      return false;
    return right < markLeft || bottom < markTop;
  }

  /** How many pixels of each object (of the background, at 0) a silhouette would hide. */
  #countHidden({ left, top, width, height, coverage }: Stencil): Uint32Array {
    const hidden = new Uint32Array(this.placed.length + 1);
    for (let y = 0, i = 0; y < height; y++) {
      let at = (top + y) * this.#side + left;
      for (let x = 0; x < width; x++, i++, at++) if (belongs(coverage[i]!)) hidden[this.owner[at]!]!++;
    }
    return hidden;
  }

  #cover({ left, top, width, height, coverage }: Stencil): void {
    const number = this.placed.length + 1;
    for (let y = 0, i = 0; y < height; y++) {
      let at = (top + y) * this.#side + left;
      for (let x = 0; x < width; x++, i++, at++) if (belongs(coverage[i]!)) this.owner[at] = number;
    }
  }
}

const distance = (a: Outline, b: Outline): number => Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
