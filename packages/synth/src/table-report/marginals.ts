import { missing } from '../tabular/table-schema.ts';
import { type Encoded, frequencyRanks, placeOf, quantileCuts } from './encode.ts';

/** Values kept of a category, and parts of a number; with the rest and the missing, twelve. */
const kept = 10;
const width = kept + 2;

/**
 * Accuracy of the 1-, 2- and 3-way tables of counts: 1 − total variation between the shares in two data sets, mean over
 * all columns, pairs, and triples (Platzer and Reutterer 2021), with numbers cut at the deciles of the real rows and the ten
 * most frequent values of a category, both learnt from the first table.
 */
export class Marginals {
  readonly #real: Encoded;
  readonly #places: readonly ((cell: number) => number)[];

  constructor(real: Encoded) {
    this.#real = real;
    this.#places = real.map(({ column, cells, values }) => {
      if (column.kind === 'number') {
        const cuts = quantileCuts(cells, kept);
        return (cell) => placeOf(cuts, cell);
      }
      const ranks = frequencyRanks(cells, values.length);
      return (cell) => Math.min(ranks[cell]!, kept);
    });
  }

  accuracy(other: Encoded): { one: number; two: number; three: number } {
    const a = this.#codes(this.#real);
    const b = this.#codes(other);
    const all = a.map((_, i) => i);
    const pairs = all.flatMap((i) => all.slice(i + 1).map((j) => [i, j]));
    const triples = pairs.flatMap(([i, j]) => all.slice(j! + 1).map((k) => [i!, j!, k]));
    const mean = (sets: readonly (readonly number[])[]) =>
      sets.length === 0 ? 1 : sets.reduce((sum, set) => sum + closeness(set, a, b), 0) / sets.length;
    return { one: mean(all.map((i) => [i])), two: mean(pairs), three: mean(triples) };
  }

  #codes(table: Encoded): Uint8Array[] {
    return table.map(({ cells }, i) =>
      Uint8Array.from(cells, (cell) => (cell === missing ? width - 1 : this.#places[i]!(cell))),
    );
  }
}

const closeness = (columns: readonly number[], a: readonly Uint8Array[], b: readonly Uint8Array[]): number => {
  const cells = columns.reduce((product) => product * width, 1);
  const [ofA, ofB] = [count(columns, a, cells), count(columns, b, cells)];
  const [rowsA, rowsB] = [a[0]!.length, b[0]!.length];
  let sum = 0;
  for (let i = 0; i < cells; i++) sum += Math.abs(ofA[i]! / rowsA - ofB[i]! / rowsB);
  return 1 - sum / 2;
};

const count = (columns: readonly number[], table: readonly Uint8Array[], cells: number): Float64Array => {
  const counts = new Float64Array(cells);
  const [first, second, third] = columns.map((i) => table[i]!);
  for (let row = 0; row < first!.length; row++) {
    let at = first![row]!;
    if (second !== undefined) at = at * width + second[row]!;
    if (third !== undefined) at = at * width + third[row]!;
    counts[at]!++;
  }
  return counts;
};
