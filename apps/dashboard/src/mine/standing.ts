import type { EntryDetail } from '../answers.ts';
import { writeDay } from '../words/figures.ts';

/** How a permission stands: one of these, in the order in which they matter to who gave it. */
export type Standing = 'ended' | 'holds' | 'lapsed' | 'later';

export const standingTitles: Readonly<Record<Standing, string>> = {
  holds: 'In force',
  later: 'Not begun',
  lapsed: 'Run out',
  ended: 'Withdrawn or replaced',
};

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
  const standing = standingOf(entry, now);
  const until = endOf(entry);
  if (standing === 'ended') return 'It has ended for all of its works.';
  if (until === null) return 'In force, until you withdraw it.';
  return standing === 'lapsed' ? `It ran out on ${writeDay(until)}.` : `In force until ${writeDay(until)}.`;
};
