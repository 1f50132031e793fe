import { BundledWorksLine, limits, type WorksLine } from '@assent/schema';
import type { HashBatch, Promised } from '@assent/log';
import { isHolderLine } from '../works-fold.ts';
import type { DecidedSet } from './decided-sets.ts';
import { files } from './format.ts';
import { openLine } from './line-reader.ts';
import { type Key, partsOf, readKey, type Variable } from './line-shape.ts';
import { countBefore, type LineKind, ShapedLines } from './shaped-lines.ts';
import type { BundleSource } from './source.ts';

/** What a works line says beside its work: lines of one shape all say this. */
export interface SaidOfWork {
  /** Log index of the statement whose list it is in. */
  readonly statement: number;
  /** A line of this shape. In others differ the work, salt, sizes, title and attribution, on which no decision rests. */
  readonly line: WorksLine;
  /** Whether it is a holder's line. */
  readonly isHolder: boolean;
  /** The list's number among those of a bundle's proofs, once it was asked for. */
  list: number | undefined;
  /** The set of works in which a statement was last found to stand by such a line. */
  standsIn: DecidedSet | undefined;
}

/** What may differ in the lines of one list by which somebody says the same of different works. */
const variables: Readonly<Record<string, Variable>> = {
  attribution: { is: 'text', max: 300, keep: true },
  bytes: { is: 'count' },
  height: { is: 'count' },
  pdq: { is: 'hex', length: 64 },
  salt: { is: 'hex', length: 32 },
  sha256: { is: 'key' },
  title: { is: 'text', max: 200, keep: false },
  width: { is: 'count' },
};

const beforeLeaf = '{"leaf":'.length;
const beforeLine = ',"line":'.length;
const beforeStatement = ',"statement":'.length;

const kindFor = (isKnown: (statement: number) => boolean): LineKind<SaidOfWork> => ({
  name: files.works,
  limit: limits.sliceLine,
  parse: (text, into) => {
    const { leaf, line, statement } = openLine(BundledWorksLine, text, files.works);
    readKey(line.sha256, into.key);
    into.counts[0] = leaf;
    into.text = 'attribution' in line ? line.attribution : undefined;
    return { statement, line, isHolder: isHolderLine(line), list: undefined, standsIn: undefined };
  },
  bucketOf: (bytes, start, end) => {
    const { count, from } = countBefore(bytes, end - 1);
    // Lists of statements that are not there would be learned for nothing.
    return from < end - 1 && from > start && isKnown(count) ? count : -1;
  },
  // Of a slice line everything counts, the labels too.
  shapeOf: ({ statement, line }) =>
    'slot' in line
      ? undefined
      : ['{"leaf":', { is: 'count' }, ',"line":', ...partsOf(line, variables), `,"statement":${statement}}`],
});

/** The works lines of a bundle, one after another. */
export class WorksLines {
  readonly key: Key;
  readonly #lines: ShapedLines<SaidOfWork>;

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

  look(): SaidOfWork | undefined {
    return this.#lines.look();
  }

  take(): void {
    this.#lines.take();
  }

  /** Where the line stands in its list. */
  get leaf(): number {
    return this.#lines.counts[0]!;
  }

  get attribution(): string | undefined {
    return this.#lines.text;
  }

  /** Hash of the line as it stands in its list: the line is canonical, so what is inside it is too. */
  hash(batch: HashBatch): Promised {
    const { bytes, start, end } = this.#lines.reader;
    let at = start + beforeLeaf;
    while (bytes[at] !== 0x2c) at++;
    return batch.leaf(bytes, at + beforeLine, countBefore(bytes, end - 1).from - beforeStatement);
  }
}
