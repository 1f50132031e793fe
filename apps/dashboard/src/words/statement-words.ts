import { describeTerms } from '@assent/consent';
import type { EntrySummary } from '../answers.ts';
import type { Attest, Disclaim, Dispute, Kind, Receipt, Statement, Synthetic } from '@assent/schema';
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
  identity: 'Keys of an identity',
  delegate: 'Delegation',
  guardianship: 'Guardianship',
  disclaim: 'Disclaimer',
  dispute: 'Dispute',
  resolve: 'Resolution',
  erase: 'Erasure',
  receipt: 'Receipt of a team',
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

const disclaimWords: Record<Disclaim['about'], string> = {
  author: '“I did not make this.”',
  depicted: '“I am not the person in this.”',
  owner: '“I hold no rights in this.”',
};

const disputeWords: Record<Dispute['about'], string> = {
  depicted: '“It is not true who is in this.”',
  forged: '“This is forged.”',
  guardian: '“The one who signs for this child may not.”',
  owner: '“It is not true whose this is.”',
};

const receiptWords: Record<Receipt['did'], string> = {
  'deleted-model': 'A team deleted a model',
  'removed-items': 'A team removed items from a dataset',
  trained: 'A team trained a model on a dataset',
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
    case 'identity':
      return [
        statement.prev === undefined
          ? 'An identity begins with these keys.'
          : statement.keys.length === 0
            ? 'From here on no key signs for this identity, until a recovery key names new ones.'
            : 'From here on these keys sign for the identity, and the ones before them no longer do.',
        ...(statement.compromisedSince === undefined
          ? []
          : [
              `Its keys were stolen: what they allowed from entry ${writeNumber(statement.compromisedSince)} on was not the owner’s doing and counts no more.`,
            ]),
      ];
    case 'delegate':
      return [
        `The signer lets another identity give permissions in their name until ${writeDay(statement.until)}.`,
        statement.works === null
          ? 'It holds for all of their works.'
          : `It holds for ${countOf(statement.works.count, 'work')}.`,
      ];
    case 'guardianship':
      return [
        `The signer signs for a minor, until ${writeDay(statement.lapsesOn)}. The minor’s identity signed this too.`,
      ];
    case 'disclaim':
      return [`The signer says of ${countOf(statement.works.count, 'work')}: ${disclaimWords[statement.about]}`];
    case 'dispute':
      return [
        `The signer says of ${countOf(statement.works.count, 'work')}: ${disputeWords[statement.about]}`,
        'Until this is settled the works are not used. It lapses after 30 days where nobody has checked who the signer is.',
      ];
    case 'resolve':
      return [
        statement.disputes.length === 0
          ? 'An arbiter decided between competing claims.'
          : `An arbiter ${statement.outcome === 'upheld' ? 'confirmed' : 'rejected'} ${countOf(statement.disputes.length, 'dispute')}.`,
        statement.reason,
        'It counts for those who trust this arbiter.',
      ];
    case 'erase':
      return ['What a permission said of these works is erased. That it was said stays provable.'];
    case 'receipt':
      return [
        `${receiptWords[statement.did]}, from ${writeDay(statement.from)} to ${writeDay(statement.until)}.`,
        ...(statement.model === undefined ? [] : [`Model: ${statement.model.name} ${statement.model.version}.`]),
      ];
    default:
      return statement satisfies never;
  }
};
