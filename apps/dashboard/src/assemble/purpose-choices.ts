import { Purpose } from '@assent/schema';
import type { AssembleSearch } from './search.ts';

/** Says that a set is empty because somebody decided so. */
export const none = 'none';
/** Says that there is no end, or no limit. */
export const never = 'never';

export const wordsIn = (text: string | undefined): string[] =>
  text === undefined || text === none ? [] : text.split(/[\s+]+/).filter((word) => word !== '');

/** A set in the address, in the one order that a signed set has. */
export const writeSet = (values: readonly string[]): string => [...new Set(values)].toSorted().join(' ');

const aDay = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** The first second of a day in UTC; `undefined` for a day that the calendar does not have. */
const timeOf = (day: string | undefined): number | undefined => {
  if (day === undefined || !aDay.test(day)) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`) / 1000;
  return Number.isInteger(time) && new Date(time * 1000).toISOString().startsWith(day) ? time : undefined;
};

const territoryOf = (where: string | undefined): unknown => {
  if (where === undefined) return undefined;
  const [first, ...others] = wordsIn(where);
  if (first === 'anywhere') return { except: [] };
  return first === 'not' ? { except: others } : { only: wordsIn(where) };
};

/** Whose assurance stands where in the address. */
export const sureOf = ['author', 'guardian', 'owner', 'steward', 'subject'] as const;

const assuranceOf = (sure: string | undefined): unknown => {
  const levels = sure?.split('-').map(Number);
  return levels?.length === sureOf.length && Object.fromEntries(sureOf.map((who, at) => [who, levels[at]]));
};

const written = (search: AssembleSearch): Record<keyof Purpose, unknown> => ({
  uses: wordsIn(search.uses),
  commerce: wordsIn(search.aims),
  operator: search.who,
  downstream: search.on,
  territory: territoryOf(search.where),
  from: timeOf(search.from),
  until: search.until === never ? null : timeOf(search.until),
  duties: search.duties === undefined ? undefined : wordsIn(search.duties),
  onWithdraw: search.after,
  assurance: assuranceOf(search.sure),
});

/** What each member of a purpose is called where it is still to be chosen. */
const asked: Readonly<Record<keyof Purpose, string>> = {
  uses: 'what you will do with the works',
  commerce: 'what for',
  operator: 'who you are',
  downstream: 'whether you pass the result on',
  territory: 'where',
  from: 'when you begin',
  until: 'when you end',
  duties: 'what you give in return',
  onWithdraw: 'what you do after a withdrawal',
  assurance: 'how well holders have to be known',
};

export type Chosen =
  | { readonly whole: true; readonly purpose: Purpose }
  | { readonly whole: false; readonly missing: readonly string[] };

/** The purpose that was chosen, or what is still to be chosen for one. */
export const readPurpose = (search: AssembleSearch): Chosen => {
  const members = written(search);
  const parsed = Purpose.safeParse(members);
  if (parsed.success) return { whole: true, purpose: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const missing = (Object.keys(asked) as (keyof Purpose)[])
    .filter((name) => wrong.has(name))
    .map((name) => asked[name]);
  if (missing.length > 0) return { whole: false, missing };
  // Each is well by itself, and they do not fit together: the shape refuses two such pairs.
  const { until, from } = members;
  return { whole: false, missing: [Number(until) <= Number(from) ? 'an end that is after the beginning' : 'where'] };
};

/** The purpose in the address. */
export const writePurpose = (purpose: Purpose): AssembleSearch => ({
  uses: writeSet(purpose.uses),
  aims: writeSet(purpose.commerce),
  on: purpose.downstream,
  duties: purpose.duties.length === 0 ? none : writeSet(purpose.duties),
  after: purpose.onWithdraw,
});
