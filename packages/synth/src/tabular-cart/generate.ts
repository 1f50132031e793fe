import { accepted, type Parameters, type Result } from '@assent/schema';
import type { Prepared } from '../generator.ts';
import type { Random } from '../random.ts';
import { codesOf } from '../tabular/domain.ts';
import { openModel } from '../tabular/fitting.ts';
import { RowItems } from '../tabular/row-item.ts';
import { CartModel, type TreeNode } from './model.ts';

// The digest of the code covers this file and all it imports, and how models are fitted.
export { fitCart } from './fit.ts';

export const id = 'tabular-cart';
export const version = '1.1.0';

/** How to make a row from a seed, once the parameters are checked and the model is the one that they name. */
export const prepareCart = (given: Parameters, bytes: Uint8Array | undefined): Result<Prepared> => {
  const model = openModel(CartModel, given, bytes);
  if (!model.ok) return model;
  const { columns, target } = model.value;
  const codeCounts = columns.map(({ domain }) => codesOf(domain));
  const trees = columns.map(({ tree }) => new Tree(tree, codeCounts));
  const items = new RowItems(
    columns.map(({ domain }) => domain),
    target,
  );
  return accepted({
    generate: (seed) =>
      items.write(seed, (codes, random) => {
        for (let i = 0; i < trees.length; i++) codes[i] = trees[i]!.draw(codes, random);
      }),
    recheck: (item) => items.recheck(item),
    tally: (item) => items.tally(item),
  });
};

/** A tree laid out in few arrays, for walking through it often. */
class Tree {
  /** Column asked, or −1 in a leaf. */
  readonly #column: Int16Array;
  /** For a bound, codes below go to `yes`; for a set, where its flags begin, as −1 − place; in a leaf, where its codes begin. */
  readonly #at: Int32Array;
  readonly #yes: Int32Array;
  /** In a leaf, where its codes end. */
  readonly #no: Int32Array;
  readonly #flags: Uint8Array;
  readonly #codes: Uint16Array;
  /** Sums of the counts of a leaf, up to and with each code. */
  readonly #sums: Uint32Array;

  constructor(nodes: readonly TreeNode[], codeCounts: readonly number[]) {
    this.#column = Int16Array.from(nodes, (node) => ('codes' in node ? -1 : node.column));
    this.#at = new Int32Array(nodes.length);
    this.#yes = Int32Array.from(nodes, (node) => ('codes' in node ? 0 : node.yes));
    this.#no = Int32Array.from(nodes, (node) => ('codes' in node ? 0 : node.no));
    const asked = nodes.map((node) => ('among' in node ? codeCounts[node.column]! : 0));
    this.#flags = new Uint8Array(asked.reduce((sum, count) => sum + count, 0));
    const [codes, sums]: [number[], number[]] = [[], []];
    let flagged = 0;
    for (const [i, node] of nodes.entries()) {
      if ('below' in node) this.#at[i] = node.below;
      else if ('among' in node) {
        this.#at[i] = -1 - flagged;
        for (const code of node.among) this.#flags[flagged + code] = 1;
        flagged += asked[i]!;
      } else {
        this.#at[i] = codes.length;
        this.#no[i] = codes.length + node.codes.length;
        let sum = 0;
        for (const [k, code] of node.codes.entries()) {
          codes.push(code);
          sums.push((sum += node.counts[k]!));
        }
      }
    }
    this.#codes = Uint16Array.from(codes);
    this.#sums = Uint32Array.from(sums);
  }

  draw(codes: Uint16Array, random: Random): number {
    let node = 0;
    for (let column = this.#column[0]!; column >= 0; column = this.#column[node]!) {
      const code = codes[column]!;
      const at = this.#at[node]!;
      const yes = at >= 0 ? code < at : this.#flags[code - 1 - at] === 1;
      node = yes ? this.#yes[node]! : this.#no[node]!;
    }
    let [low, high] = [this.#at[node]!, this.#no[node]! - 1];
    const drawn = random.below(this.#sums[high]!);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle]! > drawn) high = middle;
      else low = middle + 1;
    }
    return this.#codes[low]!;
  }
}
