import { acceptCanonicalText, type Code, holdsForbidden, toUtf8 } from '@assent/schema';
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

/** Whether a text is more than so many bytes of UTF-8; encoded only where its length leaves that open. */
const isLonger = (text: string, limit: number): boolean =>
  text.length > limit || (text.length * 3 > limit && toUtf8(text).length > limit);

/**
 * Lines of a UTF-8 file, each ended by a line feed, one after another in bounded memory. `peek` is synchronous while
 * there is a line at hand, so that a million lines do not cost a million turns of the event loop.
 */
export class LineReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #name: string;
  readonly #limit: number;
  #lines: string[] = [];
  #next = 0;
  #rest = '';
  #ended = false;

  /** @param limit bytes of a line without its line feed. */
  constructor(pieces: AsyncIterable<Uint8Array>, name: string, limit: number) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#name = name;
    this.#limit = limit;
  }

  /** Make a line available if there is one left. Call before `peek` when `ready` is false. */
  async fill(): Promise<void> {
    while (!this.ready) {
      const { value, done } = await this.#pieces.next();
      const text = this.#decode(done === true ? undefined : value);
      const parts = (this.#rest + text).split('\n');
      this.#rest = parts.pop()!;
      if (isLonger(this.#rest, this.#limit)) throw new Unreadable('line_too_long', this.#name);
      this.#lines = parts;
      this.#next = 0;
      if (done === true) {
        this.#ended = true;
        if (this.#rest !== '')
          throw new Unreadable('bundle_unreadable', `${this.#name}: the last line has no line feed`);
      }
    }
  }

  #decode(piece: Uint8Array | undefined): string {
    try {
      return piece === undefined ? this.#decoder.decode() : this.#decoder.decode(piece, { stream: true });
    } catch {
      throw new Unreadable('not_utf8', this.#name);
    }
  }

  get ready(): boolean {
    return this.#next < this.#lines.length || this.#ended;
  }

  /** The next line without its line feed, or `undefined` at the end. */
  peek(): string | undefined {
    const line = this.#lines[this.#next];
    if (line !== undefined && isLonger(line, this.#limit)) throw new Unreadable('line_too_long', this.#name);
    return line;
  }

  skip(): void {
    this.#next++;
  }
}
