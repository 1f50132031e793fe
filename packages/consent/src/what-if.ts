import { commerces, downstreams, duties, type Match, onWithdraws, type Purpose } from '@assent/schema';
import type { Surveyor } from './survey.ts';

/** One thing about a purpose said otherwise. */
export interface Variation {
  /** `with`, `without`: one value of a set more or less; `only`: this one alone; `instead`: another value. */
  readonly change: 'instead' | 'only' | 'with' | 'without';
  readonly axis: 'commerce' | 'downstream' | 'duties' | 'onWithdraw' | 'uses';
  readonly value: string;
}

/** What it would be worth to say one thing otherwise. */
export interface WhatIf extends Variation {
  /** Eligible works more than for the purpose as it is; below zero: fewer. */
  readonly more: number;
}

const without = <T>(set: readonly T[], value: T): T[] => set.filter((one) => one !== value);

/** Every purpose that differs from this one in one thing, and that makes sense. */
const variationsOf = (purpose: Purpose): (Variation & { readonly purpose: Purpose })[] => {
  const varied: (Variation & { readonly purpose: Purpose })[] = [];
  const vary = (change: Variation['change'], axis: Variation['axis'], value: string, said: Partial<Purpose>): void =>
    void varied.push({ change, axis, value, purpose: { ...purpose, ...said } });
  for (const use of purpose.uses)
    if (purpose.uses.length > 1) vary('without', 'uses', use, { uses: without(purpose.uses, use) });
  for (const aim of commerces) {
    if (!purpose.commerce.includes(aim)) vary('only', 'commerce', aim, { commerce: [aim] });
    else if (purpose.commerce.length > 1)
      vary('without', 'commerce', aim, { commerce: without(purpose.commerce, aim) });
  }
  for (const duty of duties) {
    if (purpose.duties.includes(duty)) vary('without', 'duties', duty, { duties: without(purpose.duties, duty) });
    else vary('with', 'duties', duty, { duties: [...purpose.duties, duty].toSorted() });
  }
  for (const downstream of downstreams)
    if (downstream !== purpose.downstream) vary('instead', 'downstream', downstream, { downstream });
  for (const onWithdraw of onWithdraws)
    if (onWithdraw !== purpose.onWithdraw) vary('instead', 'onWithdraw', onWithdraw, { onWithdraw });
  return varied;
};

/** What each single change of a purpose would gain or lose; those that change nothing are left out. Most gained first. */
export const whatIf = (surveyor: Surveyor, purpose: Purpose, match: Match): WhatIf[] => {
  const { eligible } = surveyor.survey(purpose, match);
  return variationsOf(purpose)
    .map(({ purpose: changed, ...variation }) => ({
      ...variation,
      more: surveyor.survey(changed, match).eligible - eligible,
    }))
    .filter(({ more }) => more !== 0)
    .toSorted((a, b) => b.more - a.more);
};
