import { accepted, canonicalBytes, canonicalize, limits, refused, type Result, type SliceLine } from '@assent/schema';
import type { Generated, Prepared } from './generator.ts';
import { findGenerator } from './generators.ts';
import { type SliceSource, slotSeed } from './seed.ts';
import { sha256Hex } from './sha256-hex.ts';

/** One slot of a slice, made. */
export interface SliceItem {
  readonly slot: number;
  readonly seed: Uint8Array;
  readonly item: Generated;
  /** What is signed of it. */
  readonly line: SliceLine;
}

/**
 * The generator that a source names, with the source's parameters: `generator_unknown`, or `malformed` parameters.
 *
 * @param model what a derived generator draws from, as `Model.bytes`.
 */
export const prepareSource = ({ generator, parameters }: SliceSource, model?: Uint8Array): Result<Prepared> => {
  const found = findGenerator(generator);
  return found.ok ? found.value.prepare(parameters, model) : found;
};

/**
 * Make the items of a slice, one at a time, so that a slice of any length fits in memory.
 *
 * @param slots which slots, or how many from 0 on.
 */
export const makeSlice = (
  source: SliceSource,
  slots: number | readonly number[],
  model?: Uint8Array,
): Result<AsyncGenerator<SliceItem, void>> => {
  const prepared = prepareSource(source, model);
  if (!prepared.ok) return prepared;
  const list = typeof slots === 'number' ? Array.from({ length: slots }, (_, slot) => slot) : slots;
  return accepted(makeSlots(source, prepared.value, list));
};

async function* makeSlots(source: SliceSource, prepared: Prepared, slots: readonly number[]) {
  for (const slot of slots) yield await makeSlot(source, prepared, slot);
}

const makeSlot = async (source: SliceSource, prepared: Prepared, slot: number): Promise<SliceItem> => {
  const seed = slotSeed(source, slot);
  const item = await prepared.generate(seed);
  const line: SliceLine = {
    sha256: sha256Hex(item.bytes),
    content: sha256Hex(item.content),
    slot,
    seed: sha256Hex(seed),
    mime: item.mime,
    labels: item.labels,
  };
  return { slot, seed, item, line };
};

/**
 * The lines of a slice in the order they are signed in: strictly ascending by the file's hash.
 *
 * Two slots with one file are refused (`quota_impossible`): the parameters leave too little to draw from, and the slice
 * would promise more items than there are. A line over its limit is refused too (`line_too_long`).
 */
export const sliceLines = (lines: Iterable<SliceLine>): Result<SliceLine[]> => {
  const sorted = [...lines].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : a.slot - b.slot));
  for (const [i, line] of sorted.entries()) {
    const before = sorted[i - 1];
    if (before?.sha256 === line.sha256) {
      return refused('quota_impossible', `slots ${before.slot} and ${line.slot} come out the same: ${line.sha256}`);
    }
    const { length } = canonicalBytes(line);
    if (length > limits.sliceLine) {
      return refused('line_too_long', `slot ${line.slot}: ${length} bytes, at most ${limits.sliceLine}`);
    }
  }
  return accepted(sorted);
};

/**
 * Make the slot of a signed line again and compare everything that the line says.
 *
 * The line is hostile: whoever signed it may have picked another seed, touched up the picture or changed a label.
 * What differs is refused as `synthetic_not_reproduced`, naming the member.
 */
export const regenerateSlot = async (
  line: SliceLine,
  source: SliceSource,
  model?: Uint8Array,
): Promise<Result<SliceItem>> => {
  const prepared = prepareSource(source, model);
  if (!prepared.ok) return prepared;
  const made = await makeSlot(source, prepared.value, line.slot);
  const members = ['seed', 'content', 'labels', 'mime', 'sha256'] as const;
  const differs = members.find((member) => canonicalize(made.line[member]) !== canonicalize(line[member]));
  return differs === undefined
    ? accepted(made)
    : refused('synthetic_not_reproduced', `slot ${line.slot}: ${differs} differs`);
};
