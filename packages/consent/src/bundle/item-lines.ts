import { Item, limits } from '@assent/schema';
import { CompactRange, type HashBatch, type Promised } from '@assent/log';
import { bytesToHex } from '@noble/hashes/utils.js';
import { files } from './format.ts';
import { openLine, Unreadable } from './line-reader.ts';
import { compareKeys, type Key, keyText, newKey, partsOf, readKey } from './line-shape.ts';
import { type LineKind, ShapedLines } from './shaped-lines.ts';
import type { BundleSource } from './source.ts';

/** Enough of a line's end to tell strata and splits from one another. */
const tail = 48;

const kind: LineKind<Item> = {
  name: files.items,
  limit: limits.line,
  parse: (text, into) => {
    const item = openLine(Item, text, files.items);
    readKey(item.sha256, into.key);
    into.text = item.attribution;
    if (item.slot !== undefined) into.counts[0] = item.slot;
    return item;
  },
  bucketOf: (bytes, start, end) => {
    let hash = 0;
    for (let at = Math.max(start, end - tail); at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    return hash >>> 0;
  },
  shapeOf: (item) =>
    partsOf(item, {
      attribution: { is: 'text', max: 300, keep: true },
      sha256: { is: 'key' },
      slot: { is: 'count' },
    }),
};

/** The items of a bundle in their order, one after another, hashed as they pass. */
export class ItemLines {
  /** The work that the item is. */
  readonly key: Key;
  readonly #lines: ShapedLines<Item>;
  readonly #last = newKey();
  readonly #batch: HashBatch;
  readonly #tree: CompactRange<Promised>;

  constructor(source: BundleSource, batch: HashBatch) {
    this.#lines = new ShapedLines(source, kind);
    this.key = this.#lines.key;
    this.#batch = batch;
    this.#tree = new CompactRange(batch.node);
  }

  get ready(): boolean {
    return this.#lines.ready;
  }

  fill(): Promise<void> {
    return this.#lines.fill();
  }

  /** An item as good as the next one: `sha256`, `attribution` and `slot` are this object's. `undefined` at the end. */
  next(): Omit<Item, 'attribution' | 'sha256' | 'slot'> | undefined {
    const lines = this.#lines;
    const item = lines.look();
    if (item === undefined) return undefined;
    const { bytes, start, end } = lines.reader;
    const hash = this.#batch.leaf(bytes, start, end);
    // No doubles, and absence can be proved.
    if (this.#tree.size > 0 && compareKeys(lines.key, this.#last) <= 0) {
      throw new Unreadable('items_order', keyText(lines.key));
    }
    this.#last.set(lines.key);
    this.#tree.add(hash);
    lines.take();
    return item;
  }

  get attribution(): string | undefined {
    return this.#lines.text;
  }

  /** Of a synthetic item. */
  get slot(): number {
    return this.#lines.counts[0]!;
  }

  get count(): number {
    return this.#tree.size;
  }

  /** The root over all lines, hex; once, after the last. */
  root(): string | undefined {
    const root = this.#tree.root();
    return root === undefined ? undefined : bytesToHex(this.#batch.read(root));
  }
}
