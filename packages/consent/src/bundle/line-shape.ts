import { canonicalize, toUtf8 } from '@assent/schema';

/** A SHA-256 as eight words: what lines are sorted and matched by, without a string for each. */
export type Key = Uint32Array;

export const newKey = (): Key => new Uint32Array(8);

export const compareKeys = (a: Key, b: Key): number => {
  for (let i = 0; i < 8; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
};

export const keyText = (key: Key): string => {
  let text = '';
  for (const word of key) text += word.toString(16).padStart(8, '0');
  return text;
};

export const readKey = (text: string, into: Key): void => {
  for (let i = 0; i < 8; i++) into[i] = Number.parseInt(text.slice(i * 8, i * 8 + 8), 16);
};

/** What differs between lines of one shape. */
export interface Variables {
  readonly key: Key;
  /** Whole numbers, in the order of the line. */
  readonly counts: number[];
  /** The one text of the line that is looked at. */
  text: string | undefined;
}

/**
 * A member that may differ: the work, a whole number, so many digits of lowercase hexadecimal, a text of at most so many
 * characters (which is passed over, or kept as the line's `text`).
 */
export type Variable =
  | { readonly is: 'count' }
  | { readonly is: 'hex'; readonly length: number }
  | { readonly is: 'key' }
  | { readonly is: 'text'; readonly max: number; readonly keep: boolean };

type Part = string | Variable;

/** The parts of an object's canonical form: its members as they are, but for those that may differ. */
export const partsOf = (value: object, variables: Readonly<Record<string, Variable>>): Part[] => {
  const parts: Part[] = ['{'];
  for (const name of Object.keys(value).toSorted()) {
    const member = (value as Record<string, unknown>)[name];
    if (member === undefined) continue;
    parts.push(`${parts.length === 1 ? '' : ','}${JSON.stringify(name)}:`);
    const variable = variables[name];
    if (variable === undefined) parts.push(canonicalize(member));
    else if (variable.is === 'count') parts.push(variable);
    else parts.push('"', variable, '"');
  }
  return [...parts, '}'];
};

const hexDigits = new Uint8Array(256).fill(16);
for (let i = 0; i < 16; i++) hexDigits['0123456789abcdef'.charCodeAt(i)] = i;

/**
 * A shape of lines, learned from a line that was parsed and found good. A line of this shape differs from that one in
 * members alone that stand for themselves: each is checked here as its schema checks it, or more narrowly, and no rule of
 * the schema joins it with another. So such a line is good as well, and needs no parsing: what it says is what the first
 * one said, with other variables. Whatever does not match is parsed.
 */
export class LineShape<T> {
  readonly said: T;
  readonly #literals: Uint8Array[] = [];
  /** The variable after each literal. */
  readonly #variables: Variable[] = [];

  constructor(said: T, parts: readonly Part[]) {
    this.said = said;
    let literal = '';
    for (const part of parts) {
      if (typeof part === 'string') literal += part;
      else {
        this.#literals.push(toUtf8(literal));
        this.#variables.push(part);
        literal = '';
      }
    }
    this.#literals.push(toUtf8(literal));
  }

  /** Whether a line is of this shape; if so, its variables are in `into`. */
  match(bytes: Uint8Array, start: number, end: number, into: Variables): boolean {
    let at = start;
    let counts = 0;
    into.text = undefined;
    for (let i = 0; ; i++) {
      const literal = this.#literals[i]!;
      const { length } = literal;
      if (at + length > end) return false;
      for (let j = 0; j < length; j++) if (bytes[at + j] !== literal[j]) return false;
      at += length;
      const variable = this.#variables[i];
      if (variable === undefined) return at === end;
      const { is } = variable;
      if (is === 'key') {
        at = matchKey(bytes, at, end, into.key);
      } else if (is === 'count') {
        const from = at;
        let count = 0;
        for (let byte = bytes[at]!; byte >= 0x30 && byte <= 0x39 && at < end; byte = bytes[++at]!)
          count = count * 10 + (byte - 0x30);
        // One spelling, no leading zero; and so few digits that the number is exact.
        if (at === from || at - from > 15 || (bytes[from] === 0x30 && at - from > 1)) return false;
        into.counts[counts++] = count;
      } else if (is === 'hex') {
        at = matchHex(bytes, at, end, variable.length);
      } else {
        const from = at;
        at = matchText(bytes, at, end, variable.max);
        if (variable.keep && at > 0) into.text = String.fromCharCode(...bytes.subarray(from, at));
      }
      if (at < 0) return false;
    }
  }
}

const matchKey = (bytes: Uint8Array, from: number, end: number, into: Key): number => {
  let at = from;
  if (at + 64 > end) return -1;
  let seen = 0;
  for (let i = 0; i < 8; i++) {
    let word = 0;
    for (let j = 0; j < 8; j++) {
      const digit = hexDigits[bytes[at++]!]!;
      seen |= digit;
      word = (word << 4) | digit;
    }
    into[i] = word;
  }
  return seen < 16 ? at : -1;
};

const matchHex = (bytes: Uint8Array, from: number, end: number, length: number): number => {
  if (from + length > end) return -1;
  let seen = 0;
  for (let i = 0; i < length; i++) seen |= hexDigits[bytes[from + i]!]!;
  return seen < 16 ? from + length : -1;
};

/** Printable ASCII that is written as it is; anything else in a text is for the parser. */
const matchText = (bytes: Uint8Array, from: number, end: number, max: number): number => {
  let at = from;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === 0x22) return at > from && at - from <= max ? at : -1;
    if (byte < 0x20 || byte > 0x7e || byte === 0x5c) return -1;
  }
  return -1;
};

/** More shapes of one bucket than are tried: then lines are parsed, which is slower and the same. */
const mostInBucket = 16;
const mostShapes = 65_536;

/** Shapes that were learned, by a number that is read from a line before it is matched. */
export class LineShapes<T> {
  readonly #buckets = new Map<number, LineShape<T>[]>();
  #count = 0;

  find(bucket: number, bytes: Uint8Array, start: number, end: number, into: Variables): T | undefined {
    const shapes = this.#buckets.get(bucket);
    if (shapes === undefined) return undefined;
    for (let i = 0; i < shapes.length; i++) {
      const shape = shapes[i]!;
      if (!shape.match(bytes, start, end, into)) continue;
      // The next is likely like this one.
      if (i > 0) {
        shapes[i] = shapes[i - 1]!;
        shapes[i - 1] = shape;
      }
      return shape.said;
    }
    return undefined;
  }

  add(bucket: number, shape: LineShape<T>): void {
    let shapes = this.#buckets.get(bucket);
    if (this.#count >= mostShapes || (shapes !== undefined && shapes.length >= mostInBucket)) return;
    if (shapes === undefined) this.#buckets.set(bucket, (shapes = []));
    shapes.push(shape);
    this.#count++;
  }
}
