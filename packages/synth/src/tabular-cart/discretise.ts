import type { DomainColumn } from '../tabular/domain.ts';
import { type ColumnCells, missing } from '../tabular/table-schema.ts';

/** A column as codes, none of which fewer creators share than the limit. */
export interface CodedColumn {
  readonly domain: DomainColumn;
  readonly codes: Uint16Array;
  /** Rows whose value was too rare to keep. */
  readonly pooled: number;
  /** Whether codes are in the order of the values. */
  readonly ordered: boolean;
}

/** What rare values become. */
const otherValue = '(other)';

/** Rows of one value, and the creators of those rows. */
interface Held {
  readonly value: number;
  rows: number;
  readonly creators: Set<number>;
}

/** The most codes for numbers of a column that many share, and for ranges of those that few do. */
const finest = 256;

/**
 * Replace each cell by a code that at least `least` creators share.
 *
 * Rare categories become one, `(other)`; if even those are few, the most frequent value. Of numbers, those that
 * enough creators share stand for themselves; the others are put together with their neighbours into ranges, whose ends
 * are half-way to the next range, and at both ends of the column no further out than `least` creators reach.
 */
export const discretise = (column: ColumnCells, creators: Uint32Array, least: number): CodedColumn =>
  column.column.kind === 'number' ? codeNumbers(column, creators, least) : codeCategories(column, creators, least);

const holdings = ({ cells }: ColumnCells, creators: Uint32Array): Held[] => {
  const byValue = new Map<number, Held>();
  for (const [i, value] of cells.entries()) {
    let held = byValue.get(value);
    if (held === undefined) byValue.set(value, (held = { value, rows: 0, creators: new Set() }));
    held.rows++;
    held.creators.add(creators[i]!);
  }
  return [...byValue.values()].toSorted((a, b) => a.value - b.value);
};

const codeCategories = (column: ColumnCells, creators: Uint32Array, least: number): CodedColumn => {
  const held = holdings(column, creators);
  const kept = held.filter((one) => one.creators.size >= least);
  const rare = held.filter((one) => one.creators.size < least);
  const texts: (string | null)[] = kept.map(({ value }) => (value === missing ? null : column.values[value]!));
  const codeOf = new Map(kept.map(({ value }, code) => [value, code]));
  if (rare.length > 0) {
    const together = union(rare).size >= least || kept.length === 0;
    const most = kept.toSorted((a, b) => b.rows - a.rows || a.value - b.value)[0];
    const present = texts.indexOf(otherValue);
    const code = together ? (present < 0 ? texts.push(otherValue) - 1 : present) : codeOf.get(most!.value)!;
    for (const { value } of rare) codeOf.set(value, code);
  }
  return {
    domain: { name: column.column.name, kind: 'category', values: texts },
    codes: Uint16Array.from(column.cells, (cell) => codeOf.get(cell)!),
    pooled: rare.reduce((sum, { rows }) => sum + rows, 0),
    ordered: false,
  };
};

const codeNumbers = (column: ColumnCells, creators: Uint32Array, least: number): CodedColumn => {
  const { decimals, name } = column.column as { decimals: number; name: string };
  const all = holdings(column, creators);
  const none = all.filter(({ value }) => value === missing);
  const held = all.filter(({ value }) => value !== missing);
  const [lowest, highest] = [reach(held, least), reach(held.toReversed(), least)];
  const shared = sharedByMany(held, least);
  const rest = held.filter((one) => !shared.has(one));
  // Values of so few people that even together they would show them: each takes the nearest that is kept.
  const strays = union(rest).size < least ? rest : [];
  const groups = strays.length > 0 ? [] : grouped(rest, least, column.cells.length);
  const parts = [...[...shared].map((one) => [one]), ...groups].toSorted((a, b) => middleOf(a) - middleOf(b));
  const ranges = parts.map((part): [number, number] => {
    const before = held[held.indexOf(part[0]!) - 1]?.value ?? -Infinity;
    const after = held[held.indexOf(part.at(-1)!) + 1]?.value ?? Infinity;
    if (part.length === 1) return [part[0]!.value, part[0]!.value];
    const first = Math.max(lowest, Math.floor((before + part[0]!.value) / 2) + 1);
    const last = Math.min(highest, Math.floor((part.at(-1)!.value + after) / 2));
    return [Math.min(first, highest), Math.max(last, lowest)];
  });
  return finishNumbers(column, { decimals, name, none, strays, parts, ranges, least });
};

interface Parts {
  readonly decimals: number;
  readonly name: string;
  readonly none: readonly Held[];
  readonly strays: readonly Held[];
  readonly parts: readonly (readonly Held[])[];
  readonly ranges: [number, number][];
  readonly least: number;
}

const finishNumbers = (column: ColumnCells, given: Parts): CodedColumn => {
  const { decimals, name, none, strays, parts, ranges, least } = given;
  // Missing cells that few people have take the most frequent number: that somebody did not answer can tell who it is.
  const keepsNone = none.some(({ creators }) => creators.size >= least) || parts.length === 0;
  const offset = keepsNone ? 1 : 0;
  const codeOf = new Map<number, number>();
  for (const [i, part] of parts.entries()) for (const { value } of part) codeOf.set(value, i + offset);
  const far = (part: readonly Held[], value: number) => Math.abs(middleOf(part) - value);
  for (const { value } of strays) {
    const nearest = parts.reduce((best, part, i) => (far(part, value) < far(parts[best]!, value) ? i : best), 0);
    codeOf.set(value, parts.length === 0 ? 0 : nearest + offset);
  }
  const rows = parts.map((part) => part.reduce((sum, one) => sum + one.rows, 0));
  codeOf.set(missing, keepsNone ? 0 : rows.indexOf(rows.reduce((a, b) => Math.max(a, b))));
  return {
    domain: { name, kind: 'number', decimals, ranges: keepsNone ? [null, ...ranges] : ranges },
    codes: Uint16Array.from(column.cells, (cell) => codeOf.get(cell)!),
    pooled: [...strays, ...(keepsNone ? [] : none)].reduce((sum, one) => sum + one.rows, 0),
    ordered: true,
  };
};

/** The first value, in the order given, at or before which at least `least` creators lie. */
const reach = (held: readonly Held[], least: number): number => {
  const seen = new Set<number>();
  for (const { value, creators } of held) {
    for (const creator of creators) seen.add(creator);
    if (seen.size >= least) return value;
  }
  return held.at(-1)?.value ?? 0;
};

/** Values that enough creators share to stand for themselves; where those are many, the most frequent. */
const sharedByMany = (held: readonly Held[], least: number): Set<Held> =>
  new Set(
    held
      .filter(({ creators }) => creators.size >= least)
      .toSorted((a, b) => b.rows - a.rows || a.value - b.value)
      .slice(0, finest),
  );

/** Neighbours together, until each group has its share of the rows and enough creators. */
const grouped = (held: readonly Held[], least: number, rows: number): Held[][] => {
  const groups: Held[][] = [];
  let group: Held[] = [];
  let size = 0;
  const people = new Set<number>();
  for (const one of held) {
    group.push(one);
    size += one.rows;
    for (const creator of one.creators) people.add(creator);
    if (size * finest < rows || people.size < least) continue;
    groups.push(group);
    group = [];
    size = 0;
    people.clear();
  }
  // Too few are left at the end: they go with their neighbours.
  if (people.size < least && groups.length > 0) groups.at(-1)!.push(...group);
  else if (group.length > 0) groups.push(group);
  return groups;
};

const union = (held: readonly Held[]): Set<number> => {
  const all = new Set<number>();
  for (const { creators } of held) for (const creator of creators) all.add(creator);
  return all;
};

const middleOf = (part: readonly Held[]): number => (part[0]!.value + part.at(-1)!.value) / 2;
