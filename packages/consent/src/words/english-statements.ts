import type { Attest, Disclaim, Dispute, Receipt, Synthetic } from '@assent/schema';
import { clock, grouped, isoDay } from './grammar.ts';
import type { StatementWording } from './language.ts';

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count, ',')} ${count === 1 ? one : many}`;

const checks: Record<Attest['how'], string> = {
  document: 'a document',
  domain: 'control of a domain',
  email: 'control of an e-mail address',
  organisation: 'an organisation’s records',
};

const classes: Record<Synthetic['class'], string> = {
  'asset-render': 'rendered from assets',
  derived: 'derived from works whose holders agreed to it',
  formula: 'computed from a formula, from nobody’s work',
  'trained-external': 'made by a model that was trained elsewhere',
};

const disclaimers: Record<Disclaim['about'], string> = {
  author: '“I did not make this.”',
  depicted: '“I am not the person in this.”',
  owner: '“I hold no rights in this.”',
};

const disputes: Record<Dispute['about'], string> = {
  depicted: '“It is not true who is in this.”',
  forged: '“This is forged.”',
  guardian: '“The one who signs for this child may not.”',
  owner: '“It is not true whose this is.”',
};

const deeds: Record<Receipt['did'], string> = {
  'deleted-model': 'A team deleted a model',
  'removed-items': 'A team removed items from a dataset',
  trained: 'A team trained a model on a dataset',
};

export const englishStatements: StatementWording = {
  withdraw: ({ leaves }) => [
    leaves === undefined
      ? 'The signer takes back what they had said, for all works it covered.'
      : `The signer takes back what they had said, for ${grouped(
          leaves.reduce((sum, [first, last]) => sum + last - first + 1, 0),
          ',',
        )} of its works.`,
    'From here on it counts no more. A model that has already learned from the works will not forget them.',
  ],
  attest: ({ how, checkedAt, until }) => [
    `The signer checked who an identity is, by ${checks[how]}, on ${isoDay(checkedAt)}.`,
    until === null ? 'This check has no end.' : `This check counts until ${isoDay(until)}.`,
    'It says who somebody is, not what they own.',
  ],
  release: ({ version, items, state }) => [
    `The signer issued version ${version} of a dataset with ${counted(items.count, 'item')}.`,
    `It was assembled as of entry ${grouped(state, ',')} of this log.`,
  ],
  state: ({ size, at, count }) => [
    `The registry states what was in force after the first ${counted(size, 'entry', 'entries')}, at ${isoDay(at)} ${clock(at)} UTC.`,
    `It covers ${counted(count, 'work or identity', 'works and identities')}. Whoever recomputes it from the log has to come to the same root.`,
  ],
  'synthetic-plan': ({ version, strata }) => [
    `The signer announced which synthetic items would be made for version ${version} of a dataset, before anybody could know the seeds.`,
    ...strata.map(
      ({ stratum, generator, slots }) =>
        `${stratum}: up to ${counted(slots, 'item')} by ${generator.id} ${generator.version}.`,
    ),
  ],
  synthetic: ({ works, stratum, generator, class: kind }) => [
    `The signer made ${counted(works.count, 'item')} for ${stratum} with ${generator.id} ${generator.version}.`,
    `They were ${classes[kind]}.`,
    'Anybody with the generator can make them again from their seeds.',
  ],
  identity: ({ prev, keys, threshold, recovery, compromisedSince }) => [
    prev === undefined
      ? 'An identity begins with these keys.'
      : keys.length === 0
        ? 'From here on no key signs for this identity, until a recovery key names new ones.'
        : 'From here on these keys sign for the identity, and the ones before them no longer do.',
    ...(keys.length < 2 ? [] : [`It takes ${grouped(threshold, ',')} of its ${counted(keys.length, 'key')} to sign.`]),
    recovery.length === 0
      ? 'There is no recovery key: if these keys are lost or stolen, nothing brings the identity back.'
      : 'A recovery key can replace lost or stolen keys.',
    ...(compromisedSince === undefined
      ? []
      : [
          `Its keys were stolen: what they allowed from entry ${grouped(compromisedSince, ',')} on was not the owner’s doing and counts no more.`,
        ]),
  ],
  delegate: ({ to, until, works }) => [
    `The signer lets another identity (${to}) give permissions in their name until ${isoDay(until)}.`,
    works === null ? 'It holds for all of their works.' : `It holds for ${counted(works.count, 'work')}.`,
  ],
  guardianship: ({ lapsesOn }) => [
    `The signer signs for a minor, until ${isoDay(lapsesOn)}. The minor’s identity signed this too.`,
  ],
  disclaim: ({ works, about }) => [`The signer says of ${counted(works.count, 'work')}: ${disclaimers[about]}`],
  dispute: ({ works, about }) => [
    `The signer says of ${counted(works.count, 'work')}: ${disputes[about]}`,
    'Until this is settled the works are not used. It lapses after 30 days where nobody has checked who the signer is.',
  ],
  resolve: ({ disputes: settled, strikes, outcome, reason }) => [
    ...(settled.length === 0
      ? []
      : [`An arbiter ${outcome === 'upheld' ? 'confirmed' : 'rejected'} ${counted(settled.length, 'dispute')}.`]),
    ...(strikes.length === 0
      ? []
      : [`An arbiter decided between competing claims: ${grouped(strikes.length, ',')} of them count for nothing.`]),
    reason,
    'It counts for those who trust this arbiter.',
  ],
  erase: ({ leaves }) => [
    leaves === undefined
      ? 'What a permission said of its works is erased. That it was said stays provable.'
      : 'What a permission said of some of its works is erased. That it was said stays provable.',
  ],
  receipt: ({ did, from, until, model, bases, withdrawals }) => [
    `${deeds[did]}, from ${isoDay(from)} to ${isoDay(until)}.`,
    ...(model === undefined ? [] : [`Model: ${model.name} ${model.version}.`]),
    ...(bases.length === 0 ? [] : [`It was trained further from ${counted(bases.length, 'other model')}.`]),
    ...(withdrawals.length === 0 ? [] : [`This answers ${counted(withdrawals.length, 'withdrawal')}.`]),
  ],
};
