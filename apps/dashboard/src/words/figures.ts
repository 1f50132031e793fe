const grouped = new Intl.NumberFormat('en-GB');
const share = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 });
const minute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const second = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

export const writeNumber = (value: number): string => grouped.format(value);

export const writeShare = (part: number, whole: number): string => share.format(whole === 0 ? 0 : part / whole);

/** `1 work`, `2,000 works`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${writeNumber(count)} ${count === 1 ? one : many}`;

/** Seconds since 1970 as a local date and time. */
export const writeTime = (time: number): string => minute.format(time * 1000);

export const writeDay = (time: number): string => day.format(time * 1000);

export const writeHour = (time: number): string => hour.format(time * 1000);

/** A moment of today, to the second. */
export const writeClock = (milliseconds: number): string => second.format(milliseconds);

/** The exact time, for machines and for whoever doubts. */
export const exactTime = (time: number): string => new Date(time * 1000).toISOString().replace('.000', '');

/** Shortened in the middle: people compare beginnings and ends. */
export const shorten = (text: string, ends = 8): string =>
  text.length <= ends * 2 + 1 ? text : `${text.slice(0, ends)}…${text.slice(-ends)}`;
