import { describeTerms } from '@assent/consent';
import type { EntrySummary } from '../answers.ts';
import type { Attest, Kind, Statement, Synthetic } from '@assent/schema';
import { countOf, writeDay, writeNumber, writeTime } from './figures.ts';

/** Each kind of statement in plain words. */
export const kindWords = {
  grant: 'Permission',
  withdraw: 'Withdrawal',
  release: 'Dataset release',
  attest: 'Identity check',
  'synthetic-plan': 'Plan for synthetic items',
  synthetic: 'Synthetic items',
  state: 'State of the log',
} as const satisfies Record<Kind, string>;

/** Many of each kind, as short as a filter needs it. */
export const kindPlurals = {
  grant: 'Permissions',
  withdraw: 'Withdrawals',
  release: 'Releases',
  attest: 'Identity checks',
  'synthetic-plan': 'Plans',
  synthetic: 'Synthetic items',
  state: 'States',
} as const satisfies Record<Kind, string>;

/** The kinds in the order in which people ask for them. */
export const kindNames = Object.keys(kindWords) as Kind[];

export const isKind = (value: unknown): value is Kind => typeof value === 'string' && value in kindWords;

/** What an entry is, in the fewest words: `Permission for 3 works`. */
export const titleOf = ({ kind, works }: Pick<EntrySummary, 'kind' | 'works'>): string => {
  if (works === undefined) return kindWords[kind];
  if (kind === 'synthetic') return countOf(works, 'synthetic item');
  return kind === 'release'
    ? `Dataset release, ${countOf(works, 'item')}`
    : `${kindWords[kind]} for ${countOf(works, 'work')}`;
};

/** Who speaks in the sentences below: the text that the signer read, or the page. */
export type Voice = 'page' | 'signer';

export const voiceOf = (kind: Kind): Voice => (kind === 'grant' ? 'signer' : 'page');

const checkWords: Record<Attest['how'], string> = {
  document: 'a document',
  domain: 'control of a domain',
  email: 'control of an e-mail address',
  organisation: 'an organisation’s records',
};

const classWords: Record<Synthetic['class'], string> = {
  'asset-render': 'rendered from assets',
  derived: 'derived from works whose holders agreed to it',
  formula: 'computed from a formula, from nobody’s work',
  'trained-external': 'made by a model that was trained elsewhere',
};

/** What a statement says, in sentences. A permission speaks with the words that its signer was shown. */
export const describeStatement = (statement: Statement): string[] => {
  switch (statement.kind) {
    case 'grant':
      return describeTerms(statement);
    case 'withdraw':
      return [
        statement.leaves === undefined
          ? 'The signer takes back a permission, for all works it covered.'
          : `The signer takes back a permission for ${countOf(
              statement.leaves.reduce((sum, [first, last]) => sum + last - first + 1, 0),
              'of its works',
              'of its works',
            )}.`,
        'From here on it allows nothing. A model that has already learned from the works will not forget them.',
      ];
    case 'attest':
      return [
        `The signer checked who an identity is, by ${checkWords[statement.how]}, on ${writeDay(statement.checkedAt)}.`,
        statement.until === null ? 'This check has no end.' : `This check counts until ${writeDay(statement.until)}.`,
        'It says who somebody is, not what they own.',
      ];
    case 'release':
      return [
        `The signer issued version ${statement.version} of a dataset with ${countOf(statement.items.count, 'item')}.`,
        `It was assembled as of entry ${writeNumber(statement.state)} of this log.`,
      ];
    case 'state':
      return [
        `The registry states what was in force after the first ${countOf(statement.size, 'entry', 'entries')}, at ${writeTime(statement.at)}.`,
        `It covers ${countOf(statement.count, 'work or identity', 'works and identities')}. Whoever recomputes it from the log has to come to the same root.`,
      ];
    case 'synthetic-plan':
      return [
        `The signer announced which synthetic items would be made for version ${statement.version} of a dataset, before anybody could know the seeds.`,
        ...statement.strata.map(
          ({ stratum, generator, slots }) =>
            `${stratum}: up to ${countOf(slots, 'item')} by ${generator.id} ${generator.version}.`,
        ),
      ];
    case 'synthetic':
      return [
        `The signer made ${countOf(statement.works.count, 'item')} for ${statement.stratum} with ${statement.generator.id} ${statement.generator.version}.`,
        `They were ${classWords[statement.class]}.`,
        'Anybody with the generator can make them again from their seeds.',
      ];
    default:
      return statement satisfies never;
  }
};
