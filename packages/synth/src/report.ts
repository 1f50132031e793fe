import { accepted, canonicalBytes, type GeneratorRef, type Result } from '@assent/schema';
import type { Prepared } from './generator.ts';
import { sha256Hex } from './sha256-hex.ts';
import { prepareSource, type SliceItem } from './slice.ts';
import type { SliceSource } from './seed.ts';

/** What was measured of a slice; the hash of its canonical JSON is in the signed statement. */
export interface SliceReport {
  readonly format: 'synth-report/1';
  readonly generator: GeneratorRef;
  readonly stratum: string;
  readonly items: number;
  /** Bytes of the files. */
  readonly bytes: { readonly least: number; readonly most: number; readonly total: number };
  /** Labels recomputed from the content: items, items where all agree, and the first that do not. */
  readonly labels: { readonly recomputed: number; readonly agreed: number; readonly problems: readonly string[] };
  /** How often each class occurs, by kind of class. */
  readonly classes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Items whose content another item of the slice has already. */
  readonly duplicates: number;
  /** Whether the slice may be used: all labels agree, nothing is there twice. */
  readonly passed: boolean;
}

/** What a report needs of an item. Small, so that items can be measured where they are made. */
export interface MeasuredItem {
  readonly slot: number;
  /** Bytes of the file. */
  readonly bytes: number;
  /** Hash of the content. */
  readonly content: string;
  /** The first label that the content denies. */
  readonly problem: string | undefined;
  readonly tally: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const problemsKept = 10;

/** A report that grows with the slice: one item is looked at, counted and forgotten. */
export class ReportDraft {
  readonly #source: SliceSource;
  readonly #prepared: Prepared;
  readonly #contents = new Set<string>();
  readonly #classes: Record<string, Record<string, number>> = {};
  readonly #problems: string[] = [];
  #items = 0;
  #agreed = 0;
  #bytes = { least: 0, most: 0, total: 0 };

  constructor(source: SliceSource, prepared: Prepared) {
    this.#source = source;
    this.#prepared = prepared;
  }

  /** Fails as `makeSlice` does: `generator_unknown`, or `malformed` parameters. */
  static start(source: SliceSource, model?: Uint8Array): Result<ReportDraft> {
    const prepared = prepareSource(source, model);
    return prepared.ok ? accepted(new ReportDraft(source, prepared.value)) : prepared;
  }

  add(item: SliceItem): void {
    this.addMeasured(this.measure(item));
  }

  /** Look at an item without counting it. */
  measure({ slot, item, line }: SliceItem): MeasuredItem {
    const [problem] = this.#prepared.recheck(item);
    return { slot, bytes: item.bytes.length, content: line.content, problem, tally: this.#prepared.tally(item) };
  }

  /** Count an item. Reports are alike that count the same items in the same order. */
  addMeasured({ slot, bytes, content, problem, tally }: MeasuredItem): void {
    const { least, most, total } = this.#bytes;
    this.#bytes = {
      least: this.#items === 0 ? bytes : Math.min(least, bytes),
      most: Math.max(most, bytes),
      total: total + bytes,
    };
    this.#items++;
    this.#contents.add(content);
    if (problem === undefined) this.#agreed++;
    else if (this.#problems.length < problemsKept) this.#problems.push(`slot ${slot}: ${problem}`);
    for (const [kind, counts] of Object.entries(tally)) {
      const sums = (this.#classes[kind] ??= {});
      for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
    }
  }

  /** The report, and the SHA-256 of its canonical JSON. */
  finish(): { report: SliceReport; sha256: string } {
    const duplicates = this.#items - this.#contents.size;
    const report: SliceReport = {
      format: 'synth-report/1',
      generator: this.#source.generator,
      stratum: this.#source.stratum,
      items: this.#items,
      bytes: this.#bytes,
      labels: { recomputed: this.#items, agreed: this.#agreed, problems: [...this.#problems] },
      classes: this.#classes,
      duplicates,
      passed: this.#items > 0 && this.#agreed === this.#items && duplicates === 0,
    };
    return { report, sha256: sha256Hex(canonicalBytes(report)) };
  }
}
