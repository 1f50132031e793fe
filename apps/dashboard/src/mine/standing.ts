import type { EntryDetail } from '../answers.ts';
import { writeDay } from '../words/figures.ts';
import { inBoth, wordsNow } from '../words/language.ts';

/** How a permission stands, in the order in which it matters to who gave it. */
export const standings = ['holds', 'later', 'lapsed', 'ended'] as const;
export type Standing = (typeof standings)[number];

export const standingTitles = inBoth<Readonly<Record<Standing, string>>>({
  en: { holds: 'In force', later: 'Not begun', lapsed: 'Run out', ended: 'Withdrawn or replaced' },
  es: { holds: 'En vigor', later: 'Sin empezar', lapsed: 'Vencidos', ended: 'Retirados o sustituidos' },
});

const words = inBoth({
  en: {
    ended: 'It has ended for all of its works.',
    open: 'In force, until you withdraw it.',
    lapsed: (day: string) => `It ran out on ${day}.`,
    until: (day: string) => `In force until ${day}.`,
  },
  es: {
    ended: 'Ha terminado para todas sus obras.',
    open: 'En vigor, hasta que lo retires.',
    lapsed: (day) => `Venció el ${day}.`,
    until: (day) => `En vigor hasta el ${day}.`,
  },
});

/** The end of a permission, in seconds; `null`: it has none. */
export const endOf = ({ statement }: EntryDetail): number | null =>
  statement.kind === 'grant' ? statement.until : null;

/** @param now seconds. */
export const standingOf = (entry: EntryDetail, now: number): Standing => {
  const { statement, live } = entry;
  if (live === false || statement.kind !== 'grant') return 'ended';
  if (statement.until !== null && statement.until <= now) return 'lapsed';
  return statement.from > now ? 'later' : 'holds';
};

/** The sentence beside a permission. */
export const describeStanding = (entry: EntryDetail, now: number): string => {
  const said = wordsNow(words);
  const standing = standingOf(entry, now);
  const until = endOf(entry);
  if (standing === 'ended') return said.ended;
  if (until === null) return said.open;
  return standing === 'lapsed' ? said.lapsed(writeDay(until)) : said.until(writeDay(until));
};
