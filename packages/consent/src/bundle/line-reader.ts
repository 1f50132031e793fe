import { acceptCanonicalText, type Code, fromUtf8, holdsForbidden } from '@assent/schema';
import type { z } from 'zod';

/** Leaves the reader for the one place that turns it into a refusal. */
export class Unreadable extends Error {
  readonly code: Code;
  constructor(code: Code, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** Parse a line that has to be canonical and of a shape. */
export const openLine = <T>(schema: z.ZodType<T>, text: string, name: string): T => {
  const json = acceptCanonicalText(text);
  if (!json.ok) throw new Unreadable('bundle_unreadable', `${name}: ${json.refusal.code}`);
  const parsed = holdsForbidden(json.value) ? undefined : schema.safeParse(json.value);
  if (parsed?.success !== true) throw new Unreadable('bundle_unreadable', `${name}: a line of another shape`);
  return parsed.data;
};

const lineFeed = 0x0a;
/** How much of a file is held at a time, beside the longest line. */
const window = 1 << 18;

/**
 * Lines of a UTF-8 file, each ended by a line feed, one after another in bounded memory, as bytes: most lines are read
 * without ever being text. `look` is synchronous while there is a line at hand, so that a million lines do not cost a
 * million turns of the event loop.
 */
export class LineReader {
  /** Holds the line that was looked at: `bytes[start, end)`, without its line feed. Valid until `fill`. */
  bytes = new Uint8Array();
  view = new DataView(this.bytes.buffer);
  start = 0;
  end = 0;
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #name: string;
  readonly #limit: number;
  /** What is left of the piece that was read last. */
  #piece: Uint8Array = new Uint8Array();
  /** Where the bytes end, and where the last line feed in them does. */
  #held = 0;
  #complete = 0;
  #ended = false;

  /** @param limit bytes of a line without its line feed. */
  constructor(pieces: AsyncIterable<Uint8Array>, name: string, limit: number) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#name = name;
    this.#limit = limit;
  }

  /** Whether the next line, or that there is none, can be looked at. */
  get ready(): boolean {
    return this.start < this.#complete || this.#ended || this.#held - this.start > this.#limit;
  }

  /** Make the next line available. Call before `look` when `ready` is false. */
  async fill(): Promise<void> {
    this.bytes.copyWithin(0, this.start, this.#held);
    this.#held -= this.start;
    this.#complete = this.start = this.end = 0;
    while (!this.ready) {
      if (this.#piece.length === 0) {
        const { value, done } = await this.#pieces.next();
        if (done === true) this.#ended = true;
        else this.#piece = value;
      }
      const taken = this.#piece.subarray(0, window + this.#limit + 1 - this.#held);
      this.#hold(this.#held + taken.length);
      this.bytes.set(taken, this.#held);
      const last = taken.lastIndexOf(lineFeed);
      if (last >= 0) this.#complete = this.#held + last + 1;
      this.#held += taken.length;
      this.#piece = this.#piece.subarray(taken.length);
    }
  }

  /** Room for as much as there is: a small file needs little. */
  #hold(length: number): void {
    if (length <= this.bytes.length) return;
    const bytes = new Uint8Array(Math.min(window + this.#limit + 1, Math.max(length, 2 * this.bytes.length)));
    bytes.set(this.bytes.subarray(0, this.#held));
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }

  /** Find the next line; answers whether there is one. */
  look(): boolean {
    if (this.start < this.#complete) {
      this.end = this.bytes.indexOf(lineFeed, this.start);
      if (this.end - this.start <= this.#limit) return true;
    }
    if (this.#held - this.start > this.#limit) throw new Unreadable('line_too_long', this.#name);
    if (this.#held > this.start) {
      throw new Unreadable('bundle_unreadable', `${this.#name}: the last line has no line feed`);
    }
    return false;
  }

  /** The line that was looked at, as text. */
  text(): string {
    const text = fromUtf8(this.bytes.subarray(this.start, this.end));
    if (!text.ok) throw new Unreadable('not_utf8', this.#name);
    return text.value;
  }

  skip(): void {
    this.start = this.end + 1;
  }
}
