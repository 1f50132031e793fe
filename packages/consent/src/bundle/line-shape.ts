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

/** A line in a buffer, `bytes[start, end)`. */
export interface Line {
  readonly bytes: Uint8Array;
  /** Of the same bytes. */
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
}

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

/** More shapes of one bucket than are tried: then lines are parsed, which is slower and the same. */
const mostInBucket = 16;
const mostShapes = 65_536;
/** As much of a bundle is remembered as shapes at most, whatever it consists of. */
const mostBytes = 1 << 26;
/** What two bytes can say: a longer literal would end in the middle, and what follows would be read as what may differ. */
const longestLiteral = 0xffff;

/** What follows a literal. */
const [ends, isKey, isCount, isHex, isText, isKeptText] = [0, 1, 2, 3, 4, 5] as const;

const opcodeOf = (variable: Variable): { opcode: number; length: number } => {
  if (variable.is === 'key') return { opcode: isKey, length: 64 };
  if (variable.is === 'count') return { opcode: isCount, length: 0 };
  if (variable.is === 'hex') return { opcode: isHex, length: variable.length };
  return { opcode: variable.keep ? isKeptText : isText, length: variable.max };
};

/** What lines of a shape say, where its program begins, and the other shapes of the bucket: so many with this one. */
interface Shape<T> {
  said: T;
  at: number;
  readonly next: Shape<T> | undefined;
  readonly count: number;
}

/**
 * Shapes of lines, each learned from a line that was parsed and found good. A line of the same shape differs from that one
 * in members alone that stand for themselves: each is checked here as its schema checks it, or more narrowly, and no rule
 * of the schema joins it with another. So such a line is good as well, and needs no parsing: what it says is what the first
 * one said, with other variables. Whatever does not match is parsed.
 *
 * All shapes stand in one array of bytes: a literal's length (two bytes), the literal, what follows it (one byte) and how
 * long that may be (two bytes), the next literal … A million lines of ten thousand shapes are then as many reads of
 * memory from front to back, instead of ten times as many from everywhere.
 */
export class LineShapes<T> {
  readonly #buckets = new Map<number, Shape<T>>();
  #programs = new Uint8Array(4096);
  #view = new DataView(this.#programs.buffer);
  #end = 0;
  #count = 0;

  /** What a line of these bytes says, if it is of a shape of this bucket; its variables are then in `into`. */
  find(bucket: number, line: Line, into: Variables): T | undefined {
    const first = this.#buckets.get(bucket);
    for (let shape = first; shape !== undefined; shape = shape.next) {
      const { said, at } = shape;
      if (!this.#matches(at, line, into)) continue;
      // The next line is likely like this one.
      if (shape !== first) {
        shape.said = first!.said;
        shape.at = first!.at;
        first!.said = said;
        first!.at = at;
      }
      return said;
    }
    return undefined;
  }

  /** Learn the shape of a line that was parsed, unless the line itself is not covered by it: a title in Greek is parsed each time. */
  learn(bucket: number, said: T, parts: readonly Part[], line: Line): void {
    const next = this.#buckets.get(bucket);
    const count = 1 + (next?.count ?? 0);
    if (this.#count >= mostShapes || this.#end >= mostBytes || count > mostInBucket) return;
    const at = this.#end;
    if (!this.#write(parts) || !this.#matches(at, line, spare)) {
      this.#end = at;
      return;
    }
    this.#buckets.set(bucket, { said, at, next, count });
    this.#count++;
  }

  /** Whether it could be written. */
  #write(parts: readonly Part[]): boolean {
    let literal = '';
    for (const part of [...parts, undefined]) {
      if (typeof part === 'string') {
        literal += part;
        continue;
      }
      const bytes = toUtf8(literal);
      literal = '';
      if (bytes.length > longestLiteral) return false;
      this.#hold(bytes.length + 5);
      this.#view.setUint16(this.#end, bytes.length);
      this.#programs.set(bytes, this.#end + 2);
      this.#end += 2 + bytes.length;
      const { opcode, length } = part === undefined ? { opcode: ends, length: 0 } : opcodeOf(part);
      this.#programs[this.#end] = opcode;
      this.#view.setUint16(this.#end + 1, length);
      this.#end += 3;
    }
    return true;
  }

  #hold(more: number): void {
    if (this.#end + more <= this.#programs.length) return;
    const programs = new Uint8Array(2 * (this.#end + more));
    programs.set(this.#programs);
    this.#programs = programs;
    this.#view = new DataView(programs.buffer);
  }

  #matches(shape: number, { bytes, view, start, end }: Line, into: Variables): boolean {
    const programs = this.#view;
    let pc = shape;
    let at = start;
    let counts = 0;
    into.text = undefined;
    for (;;) {
      const length = programs.getUint16(pc);
      pc += 2;
      if (at + length > end) return false;
      const words = length & ~3;
      for (let i = 0; i < words; i += 4) if (programs.getInt32(pc + i) !== view.getInt32(at + i)) return false;
      for (let i = words; i < length; i++) if (programs.getUint8(pc + i) !== bytes[at + i]) return false;
      at += length;
      pc += length;
      const opcode = programs.getUint8(pc);
      const most = programs.getUint16(pc + 1);
      pc += 3;
      if (opcode === ends) return at === end;
      if (opcode === isKey) at = matchKey(bytes, at, end, into.key);
      else if (opcode === isHex) at = matchHex(bytes, at, end, most);
      else if (opcode === isCount) {
        const from = at;
        let count = 0;
        for (let byte = bytes[at]!; byte >= 0x30 && byte <= 0x39 && at < end; byte = bytes[++at]!)
          count = count * 10 + (byte - 0x30);
        // One spelling, no leading zero; and so few digits that the number is exact.
        if (at === from || at - from > 15 || (bytes[from] === 0x30 && at - from > 1)) return false;
        into.counts[counts++] = count;
      } else {
        const from = at;
        at = matchText(bytes, at, end, most);
        if (opcode === isKeptText && at > 0) into.text = String.fromCharCode(...bytes.subarray(from, at));
      }
      if (at < 0) return false;
    }
  }
}

/** Variables that nobody reads. */
const spare: Variables = { key: newKey(), counts: [], text: undefined };

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
