import { describeTerms } from '@assent/consent';
import {
  type GrantedUses,
  type Scope,
  type ScopeTerms,
  type Terms,
  type Use,
  uses,
  type UseTerms,
} from '@assent/schema';

/** A group of uses under the same terms: one sentence on what is allowed, one on its dates, one on withdrawal. */
const describeGroup = (group: readonly Use[], { from, until, onWithdraw, ...axes }: ScopeTerms): string => {
  // With one set of terms the sentences stand in known places: whose signature, what is allowed, …, dates, withdrawal, honesty.
  const words = describeTerms(termsOf(group, axes, { from, until, onWithdraw }));
  return [words[1], words.at(-3)].join(' ');
};

const termsOf = (group: readonly Use[], axes: UseTerms, rest: Pick<Terms, 'from' | 'onWithdraw' | 'until'>): Terms => ({
  capacity: 'owner',
  uses: Object.fromEntries(group.map((use) => [use, axes])) as GrantedUses,
  reserves: [],
  ...rest,
});

const nobody: UseTerms = { commerce: [], operators: [], downstream: 'none', territory: { only: [] }, duties: [] };

/** What a dataset may be used for, in the words of the terms it comes from: a sentence a group, then what nobody may do. */
export const describeScope = (scope: Scope): string[] => {
  const groups = new Map<string, Use[]>();
  for (const use of uses) {
    const terms = scope[use];
    if (terms === undefined) continue;
    const key = JSON.stringify(terms);
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  const allowed = [...groups].map(([key, group]) => describeGroup(group, JSON.parse(key) as ScopeTerms));
  const granted = uses.filter((use) => scope[use] !== undefined);
  if (granted.length === 0) return ['Nobody may use it for anything.'];
  if (granted.length === uses.length) return allowed;
  const refused = describeTerms(termsOf(granted, nobody, { from: 0, until: null, onWithdraw: 'future-only' }))[2];
  return refused === undefined ? allowed : [...allowed, refused];
};
