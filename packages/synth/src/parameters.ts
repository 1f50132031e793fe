import { accepted, type Parameters, refused, type Result } from '@assent/schema';

/** A whole number. */
export interface WholeField {
  readonly kind: 'whole';
  readonly min: number;
  readonly max: number;
  /** Used when the parameter is left out. */
  readonly standard: number;
  /** What it does, in a sentence for whoever sets it. */
  readonly says: string;
}

/** A set of names out of `of` (ascending), written in ascending order; left out, it is all of them. */
export interface NamesField<Name extends string = string> {
  readonly kind: 'names';
  readonly of: readonly Name[];
  readonly says: string;
}

/** The hash of a document that comes beside the parameters, such as a model. It cannot be left out. */
export interface HashField {
  readonly kind: 'hash';
  readonly says: string;
}

/** Lines of text in a notation of the generator's own, at most 64. */
export interface LinesField {
  readonly kind: 'lines';
  /** Used when the parameter is left out. */
  readonly standard: readonly string[];
  readonly says: string;
}

/** What a generator can be asked for: read by the check, by a form, and by the page of the generator. */
type Field = HashField | LinesField | NamesField | WholeField;
export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F> =
  F extends NamesField<infer Name>
    ? readonly Name[]
    : F extends LinesField
      ? readonly string[]
      : F extends WholeField
        ? number
        : F extends HashField
          ? string
          : never;
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

/**
 * Parameters as signed to the values a generator works with.
 *
 * Refuses (`malformed`, naming the parameter) what is unknown, out of range, or a set not in its one order:
 * two spellings of the same wish would have different seeds.
 */
export const readParameters = <F extends Fields>(fields: F, given: Parameters): Result<ValuesOf<F>> => {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(fields, name)) return refused('malformed', `${name}: not a parameter of this generator`);
  }
  const values: Record<string, number | string | readonly string[]> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const read = readField(field, value);
    if (!read.ok) return refused('malformed', `${name}: ${read.refusal.detail}`);
    values[name] = read.value;
  }
  return accepted(values as ValuesOf<F>);
};

const readField = (field: Field, value: unknown): Result<number | string | readonly string[]> => {
  switch (field.kind) {
    case 'whole':
      return readWhole(field, value);
    case 'names':
      return readNames(field, value);
    case 'hash':
      return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
        ? accepted(value)
        : refused('malformed', 'a SHA-256, in lowercase hexadecimal');
    case 'lines':
      return readLines(field, value);
    default:
      return field satisfies never;
  }
};

const readLines = ({ standard }: LinesField, value: unknown): Result<readonly string[]> => {
  if (value === undefined) return accepted(standard);
  const isText = (line: unknown): line is string => typeof line === 'string';
  return Array.isArray(value) && value.every(isText) ? accepted(value) : refused('malformed', 'lines of text');
};

const readWhole = ({ min, max, standard }: WholeField, value: unknown): Result<number> => {
  if (value === undefined) return accepted(standard);
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
    ? accepted(value)
    : refused('malformed', `a whole number from ${min} to ${max}`);
};

const readNames = ({ of }: NamesField, value: unknown): Result<readonly string[]> => {
  if (value === undefined) return accepted(of);
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  const inOrder = of.filter((name) => given.includes(name));
  // A double, an unknown name or another order makes the two differ.
  const same = inOrder.length === given.length && inOrder.every((name, i) => given[i] === name);
  return same && inOrder.length > 0
    ? accepted(inOrder)
    : refused('malformed', `one or more of ${of.join(', ')}, in this order, each once`);
};
