import type { HashBatch } from '@assent/log';
import { dataPath } from './format.ts';
import { ItemLines } from './item-lines.ts';
import { keyText } from './line-shape.ts';
import type { Findings } from './report.ts';
import { hashOf, type HashingOptions } from './running-hash.ts';
import type { BundleSource } from './source.ts';

/** Names that are held at a time while those that belong to no item are looked for. */
const mostNames = 65_536;

export const isData = (name: string): boolean => name.startsWith('data/');

/** The items' files, where a bundle carries them: each there, with the bytes of its name, and no other. No name is kept. */
export class DataFiles {
  readonly #source: BundleSource;
  readonly #options: HashingOptions;
  readonly #findings: Findings;
  /** How many files there are, and how many of them items named. */
  readonly #listed: number;
  #found = 0;

  constructor(source: BundleSource, listed: number, options: HashingOptions, findings: Findings) {
    this.#source = source;
    this.#listed = listed;
    this.#options = options;
    this.#findings = findings;
  }

  async check(sha256: string, ext: string): Promise<void> {
    const name = dataPath({ sha256, ext });
    if ((await this.#source.size(name)) === undefined) {
      this.#findings.error('file_missing', { item: sha256, detail: name });
      return;
    }
    this.#found++;
    if ((await hashOf(this.#source, name, this.#options)) !== sha256) {
      this.#findings.error('file_hash_mismatch', { item: sha256, detail: name });
    }
  }

  /** After the last item: as many files as items named are these files. Where there are more, the items are read again. */
  async finish(batch: HashBatch): Promise<void> {
    if (this.#found === this.#listed) return;
    let names = new Set<string>();
    const strike = async (): Promise<void> => {
      const items = new ItemLines(this.#source, batch);
      for (;;) {
        if (!items.ready) await items.fill();
        const item = items.next();
        if (item === undefined) break;
        names.delete(dataPath({ sha256: keyText(items.key), ext: item.ext }));
      }
      for (const name of names) this.#findings.error('file_unexpected', { detail: name });
      names = new Set();
    };
    for await (const { name } of this.#source.list()) {
      if (!isData(name)) continue;
      names.add(name);
      if (names.size >= mostNames) await strike();
    }
    if (names.size > 0) await strike();
  }
}
