import { inBoth, wordsNow } from './language.ts';

const formatsOf = (locale: string) => ({
  grouped: new Intl.NumberFormat(locale),
  share: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
  minute: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  second: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
  hour: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
  day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
});

const formats = inBoth({ en: formatsOf('en-GB'), es: formatsOf('es-ES') });

export const writeNumber = (value: number): string => wordsNow(formats).grouped.format(value);

export const writeShare = (part: number, whole: number): string =>
  wordsNow(formats).share.format(whole === 0 ? 0 : part / whole);

/** `1 work`, `2,000 works`; `1 obra`, `2.000 obras`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${writeNumber(count)} ${count === 1 ? one : many}`;

/** Seconds since 1970 as a local date and time. */
export const writeTime = (time: number): string => wordsNow(formats).minute.format(time * 1000);

export const writeDay = (time: number): string => wordsNow(formats).day.format(time * 1000);

export const writeHour = (time: number): string => wordsNow(formats).hour.format(time * 1000);

/** A moment of today, to the second. */
export const writeClock = (milliseconds: number): string => wordsNow(formats).second.format(milliseconds);

/** The exact time, for machines and for whoever doubts. */
export const exactTime = (time: number): string => new Date(time * 1000).toISOString().replace('.000', '');

/** Shortened in the middle: people compare beginnings and ends. */
export const shorten = (text: string, ends = 8): string =>
  text.length <= ends * 2 + 1 ? text : `${text.slice(0, ends)}…${text.slice(-ends)}`;
