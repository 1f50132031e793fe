import { accepted, PlainText, refused, type Result } from '@assent/schema';
import { scaled, tableLimits } from '../tabular/table-schema.ts';

/** How a column is drawn: one of several texts by weight, or a number of a range. */
export type Draw =
  | { readonly kind: 'category'; readonly values: readonly { readonly text: string; readonly weight: number }[] }
  | {
      readonly kind: 'number';
      readonly decimals: number;
      /** In units of 10^-decimals. */
      readonly first: number;
      readonly last: number;
      readonly isBell: boolean;
    };

export interface DeclaredColumn {
  readonly name: string;
  readonly draw: Draw;
  /** Of a hundred cells, so many are missing. */
  readonly missing: number;
}

/** Where an earlier column has this text, the column is drawn differently. */
export interface Dependency extends DeclaredColumn {
  readonly given: { readonly name: string; readonly text: string };
}

/** As long as a parameter's lines are. */
const Line = PlainText(60);

const line = /^(?<name>[A-Za-z][A-Za-z0-9_ -]{0,39}?) = (?<what>.+?)(?: missing (?<missing>\d{1,2}))?$/;
const range = /^(?<first>-?\d{1,13}(?:\.\d{1,6})?)\.\.(?<last>-?\d{1,13}(?:\.\d{1,6})?)(?<bell> bell)?$/;
const weighted = /^(?<text>.*\S) (?<weight>\d{1,4})$/;
const condition = /^(?<name>[A-Za-z][A-Za-z0-9_ -]{0,39}?) = (?<text>[^:]+?) : (?<rest>.+)$/;

/** Lines to columns; a name again adds categories. `malformed`, with the line. */
export const readColumns = (lines: readonly string[]): Result<DeclaredColumn[]> => {
  if (lines.length === 0 || lines.length > tableLimits.columns) return refused('malformed', '1 to 64 lines of columns');
  const columns: DeclaredColumn[] = [];
  for (const text of lines) {
    const column = readColumn(text);
    if (!column.ok) return column;
    const at = columns.findIndex(({ name }) => name === column.value.name);
    const joined = at < 0 ? column.value : join(columns[at]!, column.value);
    if (joined === undefined) return refused('malformed', `${text}: numbers cannot be added to a column`);
    columns.splice(at < 0 ? columns.length : at, 1, joined);
  }
  const twice = columns.find(({ draw }) => draw.kind === 'category' && hasDoubles(draw.values.map(({ text }) => text)));
  return twice === undefined ? accepted(columns) : refused('malformed', `${twice.name}: a category twice`);
};

/** Lines to dependencies: each on a category of a column that is drawn before. */
export const readDependencies = (
  lines: readonly string[],
  columns: readonly DeclaredColumn[],
): Result<Dependency[]> => {
  const out: Dependency[] = [];
  for (const text of lines) {
    const parts = Line.safeParse(text).success ? condition.exec(text)?.groups : undefined;
    const column = readColumn(parts?.rest ?? '');
    if (parts === undefined || !column.ok) return refused('malformed', `${text}: not "name = text : name = …"`);
    const given = columns.findIndex(({ name }) => name === parts.name);
    const place = columns.findIndex(({ name }) => name === column.value.name);
    if (given < 0 || place < 0 || given >= place) return refused('malformed', `${text}: not on a column before`);
    const { draw } = columns[given]!;
    if (draw.kind !== 'category' || !draw.values.some((value) => value.text === parts.text)) {
      return refused('malformed', `${text}: ${parts.name} is never ${parts.text}`);
    }
    if (
      columns[place]!.draw.kind !== column.value.draw.kind ||
      decimalsOf(columns[place]!) !== decimalsOf(column.value)
    ) {
      return refused('malformed', `${text}: ${column.value.name} is of another kind`);
    }
    out.push({ ...column.value, given: { name: parts.name!, text: parts.text! } });
  }
  return accepted(out);
};

const readColumn = (text: string): Result<DeclaredColumn> => {
  const parts = Line.safeParse(text).success ? line.exec(text)?.groups : undefined;
  if (parts === undefined || ['constructor', 'prototype'].includes(parts.name!)) {
    return refused('malformed', `${text}: not "name = first..last" or "name = text weight | …"`);
  }
  const draw = parts.what!.includes('..') ? readRange(parts.what!) : readCategories(parts.what!);
  if (draw === undefined) return refused('malformed', `${text}: cannot be drawn`);
  return accepted({ name: parts.name!, draw, missing: Number(parts.missing ?? 0) });
};

const readRange = (text: string): Draw | undefined => {
  const found = range.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { first, last, bell } = found;
  const decimals = Math.max(...[first!, last!].map((number) => number.split('.')[1]?.length ?? 0));
  const [from, to] = [scaled(Number(first), decimals), scaled(Number(last), decimals)];
  if (from === undefined || to === undefined || from > to) return undefined;
  return { kind: 'number', decimals, first: from, last: to, isBell: bell !== undefined };
};

const readCategories = (text: string): Draw | undefined => {
  const values = text.split('|').map((part) => {
    const found = weighted.exec(part.trim())?.groups;
    return found === undefined ? { text: part.trim(), weight: 1 } : { text: found.text!, weight: Number(found.weight) };
  });
  const isDrawn = values.every((value) => value.text !== '') && values.some(({ weight }) => weight > 0);
  return isDrawn && !hasDoubles(values.map((value) => value.text)) ? { kind: 'category', values } : undefined;
};

const hasDoubles = (texts: readonly string[]): boolean => new Set(texts).size !== texts.length;

const decimalsOf = ({ draw }: DeclaredColumn): number => (draw.kind === 'number' ? draw.decimals : 0);

const join = (a: DeclaredColumn, b: DeclaredColumn): DeclaredColumn | undefined =>
  a.draw.kind === 'category' && b.draw.kind === 'category'
    ? {
        ...a,
        missing: Math.max(a.missing, b.missing),
        draw: { kind: 'category', values: [...a.draw.values, ...b.draw.values] },
      }
    : undefined;
