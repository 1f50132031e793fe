import { canonicalize, type Duty, type Grant, uses } from '@assent/schema';
import { type Choice, presets, termsOf } from '../publish/presets.ts';

/** What a permission says, as far as it is told on the page: its dates are chosen anew. */
const saysOf = ({ uses: granted, reserves, onWithdraw }: Pick<Grant, 'onWithdraw' | 'reserves' | 'uses'>): string =>
  canonicalize({ granted, reserves, onWithdraw });

/**
 * The choice that a permission came from, to begin a change with. A permission with terms that this page cannot write, such
 * as another territory for each use, gives nothing: whoever changes it begins anew.
 */
export const choiceOf = (grant: Grant): Choice | undefined => {
  const axes = Object.values(grant.uses)[0];
  const stances = Object.fromEntries(
    uses.map((use) => [
      use,
      grant.uses[use] === undefined ? (grant.reserves.includes(use) ? 'refuse' : 'unsaid') : 'allow',
    ]),
  ) as Choice['stances'];
  const choice: Choice = {
    ...(axes === undefined
      ? presets.nothing
      : {
          commerce: axes.commerce,
          operators: axes.operators,
          downstream: axes.downstream,
          where: 'only' in axes.territory ? 'eu' : 'anywhere',
          duties: axes.duties.filter((duty): duty is Exclude<Duty, 'pay'> => duty !== 'pay'),
        }),
    stances,
    span: grant.until === null ? 'open' : 'oneYear',
    onWithdraw: grant.onWithdraw,
  };
  return saysOf(termsOf(choice, 0, grant.capacity)) === saysOf(grant) ? choice : undefined;
};
