import { codes, type Territory } from '@assent/schema';
import { englishStatements } from './english-statements.ts';
import { capitalised, clock, grouped, inARow, isoDay, phrasesInARow } from './grammar.ts';
import type { Wording } from './language.ts';

const list: Wording['list'] = (items, last) => inARow(items, () => last);
const phrases: Wording['phrases'] = (items, last) => phrasesInARow(items, () => last);

const where = (territory: Territory): string => {
  if ('only' in territory) return territory.only.length === 0 ? 'nowhere' : `in ${list(territory.only, 'and')} only`;
  return territory.except.length === 0 ? 'anywhere' : `anywhere except ${list(territory.except, 'and')}`;
};

const until = (end: number | null): string => (end === null ? 'without an end' : `until ${isoDay(end)}`);

const capacities = {
  author: 'as the author of these works',
  guardian: 'as the guardian of a child in these works',
  owner: 'as an owner of these works',
  steward: 'as the steward of works in which nobody alive holds rights',
  subject: 'as a person in these works',
} as const satisfies Wording['capacities'];

const operators = {
  academic: 'universities',
  company: 'companies',
  government: 'public authorities',
  individual: 'private persons',
  nonprofit: 'charities',
} as const satisfies Wording['operators'];

const commerce = {
  internal: 'use inside the organisation',
  'release-model': 'publishing the model',
  research: 'research',
  'sell-model': 'selling the model',
  'sell-outputs': 'selling what the model makes',
} as const satisfies Wording['commerce'];

const downstream = {
  any: 'The result may be passed on.',
  none: 'The result may not be passed on.',
  'same-terms': 'The result may be passed on under the same terms.',
} as const satisfies Wording['downstream'];

const signersDuties = {
  attribute: 'name the author',
  'delete-copies': 'delete their copies afterwards',
  notify: 'tell you that they use it',
  pay: 'pay as your offer says',
} as const satisfies Wording['duties']['signer'];

const duties: Wording['duties'] = {
  signer: signersDuties,
  reader: { ...signersDuties, notify: 'tell the holders that they use it', pay: 'pay as the holders’ offers say' },
};

export const english: Wording = {
  list,
  phrases,
  number: (value) => grouped(value, ','),
  day: isoDay,
  moment: (time) => `${isoDay(time)} ${clock(time)} UTC`,
  where,
  capacities,
  operators,
  commerce,
  downstream,
  duties,
  uses: {
    evaluate: 'test and benchmark models',
    'imitate-style': 'make works in the author’s manner or name',
    infer: 'give them to a model at run time as material to answer from',
    mine: 'analyse them without making a model',
    'publish-sample': 'show them in papers, demonstrations and test cases',
    'replicate-likeness': 'make pictures or sounds of the people in them',
    search: 'index them and show them in search results',
    'share-copy': 'pass copies of them on inside a dataset',
    synthesise: 'derive synthetic data from them',
    'train-biometric': 'train models that recognise people',
    'train-generative': 'train models that generate',
    'train-personal': 'tune a model towards one author or one person',
    'train-predictive': 'train models that classify or find things',
  },
  onWithdraw: {
    signer: {
      'future-only': 'If you withdraw, nothing new may be made from them; what was made stays.',
      'remove-from-datasets': 'If you withdraw, they have to be taken out of the datasets that hold them.',
      'retrain-or-delete': 'If you withdraw, models trained on them have to be trained anew without them, or deleted.',
    },
    reader: {
      'future-only': 'If a holder withdraws, nothing new may be made from their works; what was made stays.',
      'remove-from-datasets': 'If a holder withdraws, their works have to be taken out of the datasets that hold them.',
      'retrain-or-delete':
        'If a holder withdraws, models trained on their works have to be trained anew without them, or deleted.',
    },
  },
  basis: {
    cc0: 'Those who held rights in them gave them up (CC0).',
    commission: 'The rights are yours because the works were made on your commission.',
    employment: 'The rights are yours because the works were made by somebody whom you employed.',
    estate: 'The rights are yours because you inherited them.',
    expired: 'The rights in them have expired.',
    government: 'They are works of a public authority, in which nobody holds rights.',
    sale: 'The rights are yours because they were sold to you.',
  },
  kinds: {
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
  },
  verdicts: {
    allow: 'Allowed. Every holder agreed to this.',
    review: 'Not yet. Something has to be settled first.',
    deny: 'Not allowed.',
  },
  terms: {
    signs: (capacity) => `You sign ${capacities[capacity]}.`,
    signsFor: (capacity, { principal, delegation }) =>
      `You sign in the name of ${principal}, by delegation ${delegation}, ${capacities[capacity]}.`,
    evidence: ({ url, sha256 }) =>
      `This can be checked at ${url}${sha256 === undefined ? '' : ` (SHA-256 ${sha256})`}.`,
    allowed: (uses, terms, hearer) => {
      const who = list(
        terms.operators.map((operator) => operators[operator]),
        'and',
      );
      const aims = list(
        terms.commerce.map((aim) => commerce[aim]),
        'and',
      );
      const owed = list(
        terms.duties.map((duty) => duties[hearer][duty]),
        'and',
      );
      return [
        `${who === '' ? 'Nobody' : capitalised(who)} may ${uses}, for ${aims === '' ? 'no aim at all' : aims}, ${where(terms.territory)}.`,
        downstream[terms.downstream],
        ...(owed === '' ? [] : [`In return they ${owed}.`]),
      ].join(' ');
    },
    offer: ({ url, sha256 }) => `Your offer is at ${url} (SHA-256 ${sha256}).`,
    nothing: { signer: 'Nobody may use them for anything.', reader: 'Nobody may use it for anything.' },
    refused: (uses) => `Nobody may ${uses}.`,
    reserved: (uses) => `You refuse expressly, also to machines that read such signs: to ${uses}.`,
    holds: (from, end) => `This holds from ${isoDay(from)} ${until(end)}.`,
    cannotForget: 'A model that has already learned from them will not forget them.',
  },
  delegatedAs: (as) => `They may sign ${as} for the one who delegates.`,
  purpose: {
    wants: (uses, { operator, commerce: aims, territory }) =>
      `${capitalised(operators[operator])} want to ${uses}, for ${list(
        aims.map((aim) => commerce[aim]),
        'and',
      )}, ${where(territory)}.`,
    lasts: (from, end) => `From ${isoDay(from)} ${until(end)}.`,
    duties: (owed) => `In return they ${owed}.`,
  },
  code: (code) => codes[code].sentence,
  shortfall: ({ name, quota, consented, synthetic, shortfall }) =>
    `${name}: ${quota} wanted, ${consented} consented, ${synthetic} synthetic, ${shortfall} short`,
  reached: {
    dataset: (title, version, works) =>
      works > 0
        ? `Dataset “${title}” ${version}: ${works} of its works.`
        : `Dataset “${title}” ${version}: synthetic items of a model that learnt from them.`,
    model: (name, version) => `Model ${name} ${version}.`,
    all: (datasets, models) =>
      `This reaches ${datasets === 1 ? '1 dataset' : `${datasets} datasets`} and ${models === 1 ? '1 model' : `${models} models`}.`,
    standing: (asked, answeredBy) => {
      if (answeredBy !== undefined) return `It was dealt with, says receipt ${answeredBy}.`;
      return asked
        ? 'No receipt says that what was asked for was done.'
        : 'Nothing was asked for what was made before.';
    },
  },
  withdrawing: (works, of) => [
    of === 0
      ? 'From now on what you said counts no more.'
      : `From now on nothing new may be made from ${works === of ? `these ${of} works` : `${works} of these ${of} works`} under this agreement.`,
    'Datasets that hold them are reported as withdrawn to whoever checks, and the next versions leave them out.',
    'A model that has already learned from them will not forget them.',
  ],
  statements: englishStatements,
};
