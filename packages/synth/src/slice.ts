import { accepted, canonicalBytes, canonicalize, type Parameters, refused, type Result, type SliceLine } from '@assent/schema';
import type { Generated, Prepared } from './generator.ts';
import { findGenerator } from './generators.ts';
import { reportOn, type SliceReport } from './report.ts';
import { slotSeed, type SliceSource } from './seed.ts';
import { sha256Hex } from './sha256-hex.ts';

/** The items of one stratum, made in one run. */
export interface Slice {
  /** Strictly ascending by the file's hash, like every list of works. */
  readonly lines: readonly SliceLine[];
  /** The files by their hash. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly report: SliceReport;
}

/** Called after each item. */
export type SliceProgress = (done: number, total: number) => void;

const prepare = ({ generator, parameters }: { readonly generator: SliceSource['generator']; readonly parameters: Parameters }): Result<Prepared> => {
  const found = findGenerator(generator);
  return found.ok ? found.value.prepare(parameters) : found;
};

const lineOf = (item: Generated, slot: number, seed: Uint8Array): SliceLine => ({
  sha256: sha256Hex(item.bytes),
  content: sha256Hex(item.content),
  slot,
  seed: sha256Hex(seed),
  mime: item.mime,
  labels: item.labels,
});

/**
 * Make the items of slots `0` to `slots - 1`.
 *
 * Refuses with `generator_unknown`, `malformed` (parameters), and `synthetic_mismatch` where labels do not hold when
 * recomputed, or two slots come out as the same file (an item of a dataset is there once).
 */
export const makeSlice = async (source: SliceSource, slots: number, onProgress?: SliceProgress): Promise<Result<Slice>> => {
  const prepared = prepare(source);
  if (!prepared.ok) return prepared;
  const lines: SliceLine[] = [];
  const files = new Map<string, Uint8Array>();
  const items: Generated[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const seed = slotSeed(source, slot);
    const item = await prepared.value.generate(seed);
    const line = lineOf(item, slot, seed);
    if (files.has(line.sha256)) return refused('synthetic_mismatch', `slot ${slot} is the same as another`);
    files.set(line.sha256, item.bytes);
    lines.push(line);
    items.push(item);
    onProgress?.(slot + 1, slots);
  }
  const report = reportOn(prepared.value, items);
  const [wrong] = report.labels.wrong;
  if (wrong !== undefined) return refused('synthetic_mismatch', wrong);
  return accepted({ lines: lines.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)), files, report });
};

/** Make the item of a line again and compare seed, content, labels and file. Refuses with `synthetic_not_reproduced`. */
export const regenerateLine = async (source: SliceSource, line: SliceLine): Promise<Result<void>> => {
  const prepared = prepare(source);
  if (!prepared.ok) return prepared;
  const seed = slotSeed(source, line.slot);
  const again = lineOf(await prepared.value.generate(seed), line.slot, seed);
  for (const member of ['seed', 'content', 'labels', 'mime', 'sha256'] as const) {
    if (canonicalize(again[member]) !== canonicalize(line[member])) return refused('synthetic_not_reproduced', `slot ${line.slot}: another ${member}`);
  }
  return accepted(undefined);
};

/** SHA-256 of the canonical report: what the signed slice names it by. */
export const reportHash = (report: SliceReport): string => sha256Hex(canonicalBytes(report));
