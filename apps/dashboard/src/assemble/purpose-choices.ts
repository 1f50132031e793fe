import { Purpose } from '@assent/schema';
import { inBoth, wordsNow } from '../words/language.ts';
import type { AssembleSearch } from './search.ts';

/** Says that a set is empty because somebody decided so. */
export const none = 'none';
/** Says that there is no end, or no limit. */
export const never = 'never';

export const wordsIn = (text: string | undefined): string[] =>
  text === undefined || text === none ? [] : text.split(/[\s+]+/).filter((word) => word !== '');

/** A set in the address, in the one order that a signed set has. */
export const writeSet = (values: readonly string[]): string => [...new Set(values)].toSorted().join(' ');

const dayShape = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** The first second of a day in UTC; `undefined` for a day that the calendar does not have. */
const timeOf = (day: string | undefined): number | undefined => {
  if (day === undefined || !dayShape.test(day)) return undefined;
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

/** What each member of a purpose is called where it is still to be chosen; and two that do not fit together. */
const asked = inBoth<Readonly<Record<keyof Purpose | 'order', string>>>({
  en: {
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
    order: 'an end that is after the beginning',
  },
  es: {
    uses: 'qué vas a hacer con las obras',
    commerce: 'para qué',
    operator: 'quién eres',
    downstream: 'si vas a pasar el resultado a otros',
    territory: 'dónde',
    from: 'cuándo empiezas',
    until: 'cuándo terminas',
    duties: 'qué das a cambio',
    onWithdraw: 'qué haces tras una retirada',
    assurance: 'con qué certeza has de conocer a los titulares',
    order: 'un final posterior al principio',
  },
});

export type Chosen =
  | { readonly whole: true; readonly purpose: Purpose }
  | { readonly whole: false; readonly missing: readonly string[] };

/** The purpose that was chosen, or what is still to be chosen for one. */
export const readPurpose = (search: AssembleSearch): Chosen => {
  const members = written(search);
  const parsed = Purpose.safeParse(members);
  if (parsed.success) return { whole: true, purpose: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const names = wordsNow(asked);
  const missing = (Object.keys(names) as (keyof typeof names)[])
    .filter((name) => wrong.has(name))
    .map((name) => names[name]);
  if (missing.length > 0) return { whole: false, missing };
  // Each is well by itself, and they do not fit together: the shape refuses two such pairs.
  const { until, from } = members;
  return { whole: false, missing: [Number(until) <= Number(from) ? names.order : names.territory] };
};

const dayOf = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);
const aDay = 86_400;

const placesOf = (territory: Purpose['territory']): string => {
  if ('only' in territory) return writeSet(territory.only);
  return territory.except.length === 0 ? 'anywhere' : `not ${writeSet(territory.except)}`;
};

/** The whole purpose in the address. It says days: where a purpose began or ended within one, what it asks for grows no longer. */
export const choicesOfPurpose = (purpose: Purpose): AssembleSearch => ({
  ...writePurpose(purpose),
  who: purpose.operator,
  where: placesOf(purpose.territory),
  from: dayOf(Math.ceil(purpose.from / aDay) * aDay),
  until: purpose.until === null ? never : dayOf(purpose.until),
  sure: sureOf.map((who) => purpose.assurance[who]).join('-'),
});

/** The purpose in the address. */
export const writePurpose = (purpose: Purpose): AssembleSearch => ({
  uses: writeSet(purpose.uses),
  aims: writeSet(purpose.commerce),
  on: purpose.downstream,
  duties: purpose.duties.length === 0 ? none : writeSet(purpose.duties),
  after: purpose.onWithdraw,
});
