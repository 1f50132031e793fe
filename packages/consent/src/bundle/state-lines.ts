import {
  BundledStateLine,
  canonicalize,
  type IdentityStateLine,
  limits,
  type StateLine,
  type WorkStateLine,
} from '@assent/schema';
import type { HashBatch, Promised } from '@assent/log';
import type { DecidedSet } from './decided-sets.ts';
import { files } from './format.ts';
import { openLine } from './line-reader.ts';
import { type Key, readKey } from './line-shape.ts';
import { countBefore, type LineKind, ShapedLines } from './shaped-lines.ts';
import type { BundleSource } from './source.ts';

/** What is said of works: lines of one shape all say this. */
export interface SaidInState {
  /** Whether of works; else of an identity. */
  readonly ofWorks: boolean;
  /** A line of this shape. In others differ the work and where it stands in its lists, on which no decision rests. */
  readonly line: StateLine;
  /** What follows from it, once somebody has worked it out. */
  decided: DecidedSet | undefined;
}

export interface SaidOfWorks extends SaidInState {
  readonly line: WorkStateLine;
}

/** The end of a work's line: what follows the last pair of `live`. */
const workTail = ']],"work":""}}'.length + 64;

const kindFor = (isKnown: (statement: number) => boolean): LineKind<SaidInState> => ({
  name: files.state,
  limit: limits.stateLine,
  parse: (text, into) => {
    const { leaf, line } = openLine(BundledStateLine, text, files.state);
    into.counts[0] = leaf;
    if ('work' in line) {
      readKey(line.work, into.key);
      line.live.forEach(([, at], i) => (into.counts[i + 1] = at));
    }
    return { ofWorks: 'work' in line, line, decided: undefined };
  },
  // The last statement that is live. A work without any has a shape of its own as often as not.
  bucketOf: (bytes, start, end) => {
    const tail = end - workTail;
    if (tail <= start || bytes[tail] !== 0x5d || bytes[tail + 1] !== 0x5d) return -1;
    const leaf = countBefore(bytes, tail);
    const statement = countBefore(bytes, leaf.from - 1);
    return statement.from > start && isKnown(statement.count) ? statement.count : -1;
  },
  shapeOf: ({ line }) => {
    if (!('work' in line)) return undefined;
    const live = line.live.flatMap(([index], i) => [`${i === 0 ? '' : ','}[${index},`, { is: 'count' } as const, ']']);
    return [
      '{"leaf":',
      { is: 'count' },
      `,"line":{"holders":${canonicalize(line.holders)},"live":[`,
      ...live,
      '],"work":"',
      { is: 'key' },
      '"}}',
    ];
  },
});

/** The state lines of a bundle, one after another: identities, then works. */
export class StateLines {
  /** The work, where the line is a work's. */
  readonly key: Key;
  readonly #lines: ShapedLines<SaidInState>;

  /** @param isKnown whether there is such a statement, by its log index. */
  constructor(source: BundleSource, isKnown: (statement: number) => boolean) {
    this.#lines = new ShapedLines(source, kindFor(isKnown));
    this.key = this.#lines.key;
  }

  get ready(): boolean {
    return this.#lines.ready;
  }

  fill(): Promise<void> {
    return this.#lines.fill();
  }

  lookAtIdentity(): IdentityStateLine | undefined {
    const line = this.#lines.look()?.line;
    return line !== undefined && 'identity' in line ? line : undefined;
  }

  /** What is said of the work that is `key`: the same object for works of which the same is said. */
  lookAtWork(): SaidOfWorks | undefined {
    const said = this.#lines.look();
    return said?.ofWorks === true ? (said as SaidOfWorks) : undefined;
  }

  take(): void {
    this.#lines.take();
  }

  /** Where the line stands in the state. */
  get leaf(): number {
    return this.#lines.counts[0]!;
  }

  /** Where the work stands in the list of the `i`th statement that is live on it. Valid until the next look. */
  leafIn(i: number): number {
    return this.#lines.counts[i + 1]!;
  }

  /** Hash of the line as it stands in the state: the line is canonical, so what is inside it is too. */
  hash(batch: HashBatch): Promised {
    const { bytes, start, end } = this.#lines.reader;
    let at = start + '{"leaf":'.length;
    while (bytes[at] !== 0x2c) at++;
    return batch.leaf(bytes, at + ',"line":'.length, end - 1);
  }
}
