import {
  type Capacity,
  codes,
  type Commerce,
  type Decision,
  type Duty,
  type Grant,
  type Operator,
  type Purpose,
  type Reason,
  type Terms,
  type Territory,
  type Use,
  uses,
  type UseTerms,
} from '@assent/schema';

/** Version of the sentences below. A version that was ever signed stays; a changed sentence is a new version. */
export const noticeVersion = 1;

const useWords: Record<Use, string> = {
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
};

const commerceWords: Record<Commerce, string> = {
  internal: 'use inside the organisation',
  'release-model': 'publishing the model',
  research: 'research',
  'sell-model': 'selling the model',
  'sell-outputs': 'selling what the model makes',
};

const operatorWords: Record<Operator, string> = {
  academic: 'universities',
  company: 'companies',
  government: 'public authorities',
  individual: 'private persons',
  nonprofit: 'charities',
};

const dutyWords: Record<Duty, string> = {
  attribute: 'name the author',
  'delete-copies': 'delete their copies afterwards',
  notify: 'tell you that they use it',
  pay: 'pay as your offer says',
};

const capacityWords: Record<Capacity, string> = {
  author: 'as the author of these works',
  guardian: 'as the guardian of a child in these works',
  owner: 'as an owner of these works',
  steward: 'as the steward of works in which nobody alive holds rights',
  subject: 'as a person in these works',
};

const downstreamWords: Record<UseTerms['downstream'], string> = {
  any: 'The result may be passed on.',
  none: 'The result may not be passed on.',
  'same-terms': 'The result may be passed on under the same terms.',
};

const withdrawalWords: Record<Grant['onWithdraw'], string> = {
  'future-only': 'If you withdraw, nothing new may be made from them; what was made stays.',
  'remove-from-datasets': 'If you withdraw, they have to be taken out of the datasets that hold them.',
  'retrain-or-delete': 'If you withdraw, models trained on them have to be trained anew without them, or deleted.',
};

/** The one honest line before every signature. */
const cannotForget = 'A model that has already learned from them will not forget them.';

const list = (items: readonly string[], last: 'and' | 'or' = 'and'): string =>
  items.length < 2 ? (items[0] ?? 'nobody') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;

/** Phrases that have an "and" of their own are kept apart by semicolons. */
const phrases = (items: readonly string[], last: 'and' | 'or' = 'and'): string =>
  items.length < 3 ? list(items, last) : `${items.slice(0, -1).join('; ')}; ${last} ${items.at(-1)}`;

const day = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);

const where = (territory: Territory): string => {
  if ('only' in territory) return territory.only.length === 0 ? 'nowhere' : `in ${list(territory.only)} only`;
  return territory.except.length === 0 ? 'anywhere' : `anywhere except ${list(territory.except)}`;
};

const termsSentence = (granted: readonly Use[], terms: UseTerms): string => {
  const what = phrases(granted.map((use) => useWords[use]));
  const who =
    terms.operators.length === 0 ? 'Nobody' : list(terms.operators.map((operator) => operatorWords[operator]));
  const aims = terms.commerce.length === 0 ? 'no aim at all' : list(terms.commerce.map((aim) => commerceWords[aim]));
  const owed = terms.duties.length === 0 ? '' : ` In return they ${list(terms.duties.map((duty) => dutyWords[duty]))}.`;
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} may ${what}, for ${aims}, ${where(terms.territory)}. ${downstreamWords[terms.downstream]}${owed}`;
};

/**
 * Terms in plain English: what is allowed, what is not, what cannot be undone, in this order. The grant signs the hash
 * of exactly this text, so what is read is what is signed.
 */
export const describeTerms = (terms: Terms): string[] => {
  const groups = new Map<string, Use[]>();
  for (const use of uses) {
    const granted = terms.uses[use];
    if (granted === undefined) continue;
    const key = JSON.stringify(granted);
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  const allowed = [...groups].map(([key, group]) => termsSentence(group, JSON.parse(key) as UseTerms));
  const refusedUses = uses.filter((use) => terms.uses[use] === undefined);
  const until = terms.until === null ? 'without an end' : `until ${day(terms.until)}`;
  return [
    `You sign ${capacityWords[terms.capacity]}.`,
    ...(allowed.length === 0 ? ['Nobody may use them for anything.'] : allowed),
    ...(refusedUses.length === 0
      ? []
      : [
          `Nobody may ${phrases(
            refusedUses.map((use) => useWords[use]),
            'or',
          )}.`,
        ]),
    ...(terms.reserves.length === 0
      ? []
      : [
          `You refuse expressly, also to machines that read such signs: to ${phrases(
            terms.reserves.map((use) => useWords[use]),
            'or',
          )}.`,
        ]),
    `This holds from ${day(terms.from)} ${until}.`,
    withdrawalWords[terms.onWithdraw],
    cannotForget,
  ];
};

/** A purpose in plain English. */
export const describePurpose = (purpose: Purpose): string[] => [
  `${operatorWords[purpose.operator].charAt(0).toUpperCase()}${operatorWords[purpose.operator].slice(1)} want to ${phrases(purpose.uses.map((use) => useWords[use]))}, for ${list(purpose.commerce.map((aim) => commerceWords[aim]))}, ${where(purpose.territory)}.`,
  `From ${day(purpose.from)} ${purpose.until === null ? 'without an end' : `until ${day(purpose.until)}`}.`,
  downstreamWords[purpose.downstream],
];

const sentenceOf = (reason: Reason): string => {
  const use = reason.use === undefined ? '' : ` (${useWords[reason.use]})`;
  const holder = reason.holder === undefined ? '' : ` — ${shortIdentity(reason.holder)}`;
  return `${codes[reason.code].sentence.replace(/\.$/u, '')}${use}${holder}.`;
};

/** A reason as a sentence: the rule, the use it fails on, whose word it is. */
export const describeReason = sentenceOf;

const verdictWords: Record<Decision['verdict'], string> = {
  allow: 'Allowed. Every holder agreed to this.',
  review: 'Not yet. Something has to be settled first.',
  deny: 'Not allowed.',
};

/** A decision in plain English: the verdict, then every reason. */
export const describeDecision = (decision: Decision): string[] => [
  verdictWords[decision.verdict],
  ...decision.reasons.map(sentenceOf),
];

/** An identity as people can compare it: the end of its key. */
export const shortIdentity = (identity: string): string => {
  const key = identity.slice(identity.lastIndexOf(':') + 1);
  return key.length <= 12 ? key : `${key.slice(0, 6)}…${key.slice(-6)}`;
};
