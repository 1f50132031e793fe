import type { Findings } from './report.ts';
import type { SaidOfWork } from './works-lines.ts';

/** A works line of the item at hand. */
export interface TakenLine {
  said: SaidOfWork;
  attribution: string | undefined;
}

/** Log indices of the statements that a work needs a line of, each once. */
export type Expected = readonly (readonly [index: number, ...unknown[]])[];

/** The works lines of an item where they are not simply one of each statement in order. */
export class OtherLines {
  readonly #item: string;
  readonly #findings: Findings;
  /** The leaf that a statement's line has to be at. */
  readonly #wanted: ReadonlyMap<number, number | undefined>;
  readonly #found = new Map<number, TakenLine>();
  #complete = true;

  constructor(
    item: string,
    expected: Expected,
    leafIn: (i: number) => number | undefined,
    first: readonly TakenLine[],
    findings: Findings,
  ) {
    this.#item = item;
    this.#findings = findings;
    this.#wanted = new Map(expected.map(([index], i) => [index, leafIn(i)]));
    for (const { said, attribution } of first) this.#found.set(said.statement, { said, attribution });
  }

  add(line: TakenLine, leaf: number): void {
    const { statement } = line.said;
    const isWanted = this.#wanted.has(statement) && (this.#wanted.get(statement) ?? leaf) === leaf;
    if (!isWanted || this.#found.has(statement)) {
      this.#findings.error('evidence_surplus', { item: this.#item, statement: `index ${statement}` });
      this.#complete = false;
    }
    this.#found.set(statement, line);
  }

  /** The lines in the order of the state, or `undefined` where they are too many or too few. */
  finish(): TakenLine[] | undefined {
    for (const statement of this.#wanted.keys()) {
      if (this.#found.has(statement)) continue;
      this.#findings.error('evidence_missing', { item: this.#item, statement: `index ${statement}` });
      this.#complete = false;
    }
    return this.#complete ? [...this.#wanted.keys()].map((statement) => this.#found.get(statement)!) : undefined;
  }
}
