import { nameKind } from '@assent/consent';
import type { EntrySummary } from '../answers.ts';
import type { Kind } from '@assent/schema';
import { countOf } from './figures.ts';
import { language } from './language.ts';

/** Many of each kind, as short as a filter needs it. */
export const kindPlurals = {
  grant: 'Permissions',
  withdraw: 'Withdrawals',
  release: 'Releases',
  attest: 'Identity checks',
  'synthetic-plan': 'Plans',
  synthetic: 'Synthetic items',
  state: 'States',
  identity: 'Keys',
  delegate: 'Delegations',
  guardianship: 'Guardianships',
  disclaim: 'Disclaimers',
  dispute: 'Disputes',
  resolve: 'Resolutions',
  erase: 'Erasures',
  receipt: 'Receipts',
} as const satisfies Record<Kind, string>;

/** The kinds in the order in which people ask for them. */
export const kindNames = Object.keys(kindPlurals) as Kind[];

export const isKind = (value: unknown): value is Kind => typeof value === 'string' && value in kindPlurals;

/** What an entry is, in the fewest words: `Permission for 3 works`. */
export const titleOf = ({ kind, works }: Pick<EntrySummary, 'kind' | 'works'>): string => {
  if (works === undefined) return nameKind(language, kind);
  if (kind === 'synthetic') return countOf(works, 'synthetic item');
  return kind === 'release'
    ? `Dataset release, ${countOf(works, 'item')}`
    : `${nameKind(language, kind)} for ${countOf(works, 'work')}`;
};
