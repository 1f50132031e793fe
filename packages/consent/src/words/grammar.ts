/** What stands between the last two of some things: it may depend on how the last one begins. */
type Between = (last: string) => string;

/** `a`, `a and b`, `a, b and c`. */
export const inARow = (items: readonly string[], between: Between): string => {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${between(last)} ${last}`;
};

/** Phrases that have an "and" of their own are kept apart by semicolons: `a; b; and c`. */
export const phrasesInARow = (items: readonly string[], between: Between): string => {
  const last = items.at(-1) ?? '';
  return items.length < 3 ? inARow(items, between) : `${items.slice(0, -1).join('; ')}; ${between(last)} ${last}`;
};

/** A whole number with its thousands set apart. */
export const grouped = (value: number, separator: string): string =>
  String(value).replaceAll(/\B(?=(?:\d{3})+$)/gu, separator);

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `2026-01-01`, of seconds since 1970. */
export const isoDay = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);

/** `14:05`, in UTC. */
export const clock = (time: number): string => new Date(time * 1000).toISOString().slice(11, 16);
