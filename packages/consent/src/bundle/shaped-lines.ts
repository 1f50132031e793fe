import type { BundleSource } from './source.ts';
import { LineReader } from './line-reader.ts';
import { LineShapes, newKey, type partsOf, type Variables } from './line-shape.ts';

/** What a kind of lines is, as opposed to a line: how it is parsed, and what may differ between two of them. */
export interface LineKind<T> {
  readonly name: string;
  /** Bytes of a line. */
  readonly limit: number;
  /** Parse a line and say what differs in it. Throws `Unreadable`. The one definition of what is accepted. */
  parse(text: string, into: Variables): T;
  /** A number that lines of one shape have in common; negative: no shape is learned or tried. */
  bucketOf(bytes: Uint8Array, start: number, end: number): number;
  /** The parts of a line that was parsed; `undefined`: nothing is learned from it. */
  shapeOf(said: T): ReturnType<typeof partsOf> | undefined;
}

/** The lines of one kind in a file, each looked at and then taken. */
export class ShapedLines<T> implements Variables {
  readonly key = newKey();
  readonly counts: number[] = [];
  text: string | undefined;
  /** What the line that was looked at says, and every line of its shape. */
  said: T | undefined;
  readonly reader: LineReader;
  readonly #kind: LineKind<T>;
  readonly #shapes = new LineShapes<T>();
  #looked = false;

  constructor(source: BundleSource, kind: LineKind<T>) {
    this.reader = new LineReader(source.read(kind.name), kind.name, kind.limit);
    this.#kind = kind;
  }

  get ready(): boolean {
    return this.#looked || this.reader.ready;
  }

  fill(): Promise<void> {
    return this.reader.fill();
  }

  /** Open the next line, if it was not yet: what it says is in `said` and the variables. `undefined` at the end. */
  look(): T | undefined {
    if (this.#looked) return this.said;
    const { reader } = this;
    if (!reader.look()) return (this.said = undefined);
    const { bytes, start, end } = reader;
    const bucket = this.#kind.bucketOf(bytes, start, end);
    this.said = bucket < 0 ? undefined : this.#shapes.find(bucket, reader, this);
    if (this.said === undefined) this.#parse(bucket);
    this.#looked = true;
    return this.said;
  }

  #parse(bucket: number): void {
    this.text = undefined;
    const said = (this.said = this.#kind.parse(this.reader.text(), this));
    const parts = bucket < 0 ? undefined : this.#kind.shapeOf(said);
    if (parts !== undefined) this.#shapes.learn(bucket, said, parts, this.reader);
  }

  /** Go on to the next line. */
  take(): void {
    this.#looked = false;
    this.reader.skip();
  }
}

/** The number in decimal digits that ends before `end`, and where it begins; `from` is `end` where there is none. */
export const countBefore = (bytes: Uint8Array, end: number): { count: number; from: number } => {
  let from = end;
  let count = 0;
  for (let scale = 1; from > 0 && end - from < 16; scale *= 10) {
    const digit = bytes[from - 1]! - 0x30;
    if (digit < 0 || digit > 9) break;
    count += digit * scale;
    from--;
  }
  return { count, from };
};
