import {
  type Duty,
  type Grant,
  type ScopeTerms,
  type Territory,
  type UseTerms,
  downstreams,
  onWithdraws,
  commerces,
  operators,
} from '@assent/schema';

/** The five axes of one use. */
export type Axes = Omit<UseTerms, 'offer'>;

/** The narrower of two values of a chain, narrowest first. */
const lower = <T extends string>(order: readonly T[], a: T, b: T): T => (order.indexOf(a) <= order.indexOf(b) ? a : b);
const intersection = <T extends string>(a: readonly T[], b: readonly T[]): T[] =>
  a.filter((value) => b.includes(value));
export const union = <T extends string>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])].toSorted();

/** Where both allow: the set of countries is open, so `except` never turns into `only`. */
export const meetTerritory = (a: Territory, b: Territory): Territory => {
  if ('only' in a) {
    return {
      only: 'only' in b ? intersection(a.only, b.only) : a.only.filter((country) => !b.except.includes(country)),
    };
  }
  return 'only' in b ? meetTerritory(b, a) : { except: union(a.except, b.except) };
};

/** Whether every country of `wanted` lies in `granted`. No list of countries is the whole world: new ones come. */
export const territoryCovers = (granted: Territory, wanted: Territory): boolean => {
  if ('only' in wanted) {
    return wanted.only.every((country) =>
      'only' in granted ? granted.only.includes(country) : !granted.except.includes(country),
    );
  }
  return 'except' in granted && granted.except.every((country) => wanted.except.includes(country));
};

export const covers = <T extends string>(granted: readonly T[], wanted: readonly T[]): boolean =>
  wanted.every((value) => granted.includes(value));

export const downstreamCovers = (granted: UseTerms['downstream'], wanted: UseTerms['downstream']): boolean =>
  downstreams.indexOf(wanted) <= downstreams.indexOf(granted);

/** Whether a team that will do `offered` on a withdrawal does enough for a holder who asks for `asked`. */
export const withdrawalCovers = (offered: Grant['onWithdraw'], asked: Grant['onWithdraw']): boolean =>
  onWithdraws.indexOf(asked) <= onWithdraws.indexOf(offered);

/** What no holder has narrowed: the scope of mathematics, and where every meet begins. */
export const everything: ScopeTerms = {
  commerce: [...commerces],
  operators: [...operators],
  downstream: 'any',
  territory: { except: [] },
  duties: [],
  from: 0,
  until: null,
  onWithdraw: 'future-only',
};

/** The meet of the axes of one use. */
export const meetAxes = (a: Axes, b: Axes): Axes => ({
  commerce: intersection(a.commerce, b.commerce),
  operators: intersection(a.operators, b.operators),
  downstream: lower(downstreams, a.downstream, b.downstream),
  territory: meetTerritory(a.territory, b.territory),
  duties: union<Duty>(a.duties, b.duties),
});

/** The most that a holder asks for is the narrowest for the team. */
export const meetWithdrawal = (a: Grant['onWithdraw'], b: Grant['onWithdraw']): Grant['onWithdraw'] =>
  onWithdraws[Math.max(onWithdraws.indexOf(a), onWithdraws.indexOf(b))]!;

/** The meet of two sets of terms for one use: commutative, associative, idempotent; never wider than either. */
export const meetTerms = (a: ScopeTerms, b: ScopeTerms): ScopeTerms => ({
  ...meetAxes(a, b),
  from: Math.max(a.from, b.from),
  until: a.until === null ? b.until : b.until === null ? a.until : Math.min(a.until, b.until),
  onWithdraw: meetWithdrawal(a.onWithdraw, b.onWithdraw),
});

/** Whether `claimed` says no more than `computed` allows. */
export const isWithin = (claimed: ScopeTerms, computed: ScopeTerms): boolean =>
  covers(computed.commerce, claimed.commerce) &&
  covers(computed.operators, claimed.operators) &&
  downstreamCovers(computed.downstream, claimed.downstream) &&
  territoryCovers(computed.territory, claimed.territory) &&
  covers(claimed.duties, computed.duties) &&
  claimed.from >= computed.from &&
  (computed.until === null || (claimed.until !== null && claimed.until <= computed.until)) &&
  withdrawalCovers(claimed.onWithdraw, computed.onWithdraw);
