import {
  canonicalBytes,
  type Code,
  type Delegate,
  type Grant,
  type Guardianship,
  type IdentityStatement,
  type Receipt,
  type Release,
  type State,
  type Statement,
} from '@assent/schema';
import { actIdOf } from '@assent/signing/verify';
import {
  days,
  grantOf,
  hashOf,
  holderLine,
  keyOf,
  listOf,
  newYear,
  openTerms,
  subjectLine,
  usesOf,
} from '../support/written-statements.ts';
import { idOf, type Offer, origin } from './acceptance.ts';

const did = (name: string): string => keyOf(name).did;
const hashOfKey = (name: string): string => hashOf(keyOf(name).publicKey);
const none = `sha256:${hashOf('none')}`;
const [ann, ben, cem, dov, eve, kid, registry] = ['ann', 'ben', 'cem', 'dov', 'eve', 'kid', 'registry'].map(did) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const by = (iss: string) => ({ v: 1, aud: origin, iss, iat: newYear }) as const;
const offer = (
  name: string,
  code: Code | null,
  statement: Statement,
  more: Pick<Offer, 'keys' | 'lines'> = {},
): Offer => ({ name, code, statement, ...more });

// Keys that change

const inception: IdentityStatement = {
  ...by('act:self'),
  kind: 'identity',
  keys: ['one', 'two'].map(did).toSorted(),
  threshold: 2,
  nextKeyHashes: ['three', 'four'].map(hashOfKey).toSorted(),
  recovery: [did('safe'), did('friend')],
};
const studio = actIdOf(canonicalBytes(inception));
const later = (change: Partial<IdentityStatement>): IdentityStatement => ({
  ...inception,
  iss: studio,
  prev: idOf(inception),
  ...change,
});
const rotation = later({ keys: ['three', 'four'].map(did).toSorted(), nextKeyHashes: [hashOfKey('five')] });
const fewer = later({
  prev: idOf(rotation),
  keys: [did('three')],
  threshold: 1,
  nextKeyHashes: rotation.nextKeyHashes,
});
const recovered = later({
  prev: idOf(fewer),
  keys: [did('six')],
  threshold: 1,
  nextKeyHashes: [],
  compromisedSince: 0,
});
const keyed = (name: string, code: Code | null, statement: IdentityStatement, ...keys: string[]): Offer =>
  offer(name, code, statement, { keys: keys.map(did).toSorted() });
const attestBen = {
  ...by(studio),
  kind: 'attest',
  subject: ben,
  how: 'email',
  checkedAt: newYear,
  until: null,
} as const;
const attesting = (name: string, code: Code | null, iat: number, ...keys: string[]): Offer =>
  offer(name, code, { ...attestBen, iat, evidence: none.slice(7) }, { keys: keys.map(did).toSorted() });

const keys: readonly Offer[] = [
  attesting('said by an identity that has not begun', 'key_not_authorised', 1, 'one', 'two'),
  keyed('an identity begun by one of two keys', 'signature_missing', inception, 'one'),
  keyed('an identity begun by another', 'key_not_authorised', inception, 'eve'),
  keyed('an identity begun by another too', 'signature_surplus', inception, 'one', 'two', 'eve'),
  keyed('an identity begun with a theft', 'recovery_only', { ...inception, compromisedSince: 0 }, 'one', 'two'),
  keyed('an identity begun', null, inception, 'one', 'two'),
  attesting('said with both keys', null, 2, 'one', 'two'),
  attesting('said with one of two keys', 'signature_missing', 3, 'one'),
  attesting('said with another key', 'key_not_authorised', 3, 'eve'),
  attesting('said with another key too', 'signature_surplus', 3, 'one', 'two', 'eve'),
  keyed(
    'a rotation of an identity that is not there',
    'statement_unknown',
    { ...rotation, iss: `act:${'a'.repeat(52)}` },
    'three',
    'four',
  ),
  keyed('a rotation after what is not there', 'identity_superseded', { ...rotation, prev: none }, 'three', 'four'),
  keyed('a rotation by the present keys', 'key_not_authorised', rotation, 'one', 'two'),
  keyed('a rotation by one of the new keys', 'signature_missing', rotation, 'three'),
  keyed('a rotation by the new keys and an old one', 'signature_surplus', rotation, 'one', 'three', 'four'),
  keyed(
    'a rotation to one key of two',
    'signature_missing',
    { ...rotation, keys: [did('three')], threshold: 1 },
    'three',
  ),
  keyed(
    'a rotation to a key that was not announced',
    'next_key_mismatch',
    { ...rotation, keys: ['three', 'eve'].map(did).toSorted() },
    'three',
    'eve',
  ),
  keyed('a rotation of recovery keys', 'recovery_only', { ...rotation, recovery: [did('eve')] }, 'three', 'four'),
  keyed('a rotation that tells of a theft', 'recovery_only', { ...rotation, compromisedSince: 0 }, 'three', 'four'),
  keyed('a rotation to the keys that were announced', null, rotation, 'three', 'four'),
  keyed('a second rotation after the same', 'identity_superseded', { ...rotation, iat: 1 }, 'three', 'four'),
  attesting('said with keys that were replaced', 'key_not_authorised', 4, 'one', 'two'),
  attesting('said with the keys that replaced them', null, 4, 'three', 'four'),
  keyed('a key revoked by one of two', 'signature_missing', fewer, 'three'),
  keyed('a key revoked and others announced', 'next_key_mismatch', { ...fewer, nextKeyHashes: [] }, 'three', 'four'),
  keyed('a key revoked', null, fewer, 'three', 'four'),
  attesting('said with the key that is left', null, 5, 'three'),
  keyed('a recovery by a key of nobody', 'recovery_only', recovered, 'eve'),
  keyed(
    'a recovery that removes an earlier key',
    'recovery_only',
    { ...recovered, recovery: [did('friend')] },
    'friend',
  ),
  keyed('a recovery from a theft yet to come', 'malformed', { ...recovered, compromisedSince: 1000 }, 'safe'),
  keyed('a recovery by two recovery keys', 'recovery_only', recovered, 'friend', 'safe'),
  keyed('a recovery', null, recovered, 'friend'),
  attesting('said with the key before the recovery', 'key_not_authorised', 6, 'three'),
  attesting('said with the key after it', null, 6, 'six'),
  keyed('all keys revoked', null, later({ prev: idOf(recovered), keys: [], threshold: 0, nextKeyHashes: [] }), 'six'),
  attesting('said with no key left', 'key_not_authorised', 7, 'six'),
];

// Signing for others

const anns = listOf([holderLine('one', { owners: [ann] }), holderLine('two', { owners: [ann] })]);
const subjects = listOf([subjectLine('one'), subjectLine('two')]);
const delegation = (iss: string, to: string, above?: Delegate, change: Partial<Delegate> = {}): Delegate => ({
  ...by(iss),
  kind: 'delegate',
  to,
  ...(above !== undefined && { for: { principal: ann, delegation: idOf(above) } }),
  capacities: ['owner', 'subject'],
  uses: usesOf(['train-generative']),
  onWithdraw: 'future-only',
  from: newYear,
  until: newYear + 400 * days,
  works: null,
  ...change,
});
const [first, chosen] = [
  delegation(ann, ben),
  delegation(ann, ben, undefined, { works: subjects.works, iat: newYear + 1 }),
];
const second = delegation(ben, cem, first);
const third = delegation(cem, dov, second);
const granting = (iss: string, above: Delegate | undefined, change: Partial<Grant> = {}, principal = ann): Grant => ({
  ...grantOf({ aud: origin, iss }, openTerms, anns.lines),
  ...(above !== undefined && { for: { principal, delegation: idOf(above) } }),
  ...change,
});
const over = { lines: anns.texts };
const named = { lines: subjects.texts };
const bensGrant = granting('', first, { iss: ben });
const withdrawing = (iss: string, of: Statement, leaves?: [number, number][]): Statement => ({
  ...by(iss),
  kind: 'withdraw',
  statement: idOf(of),
  ...(leaves && { leaves }),
});

const mandates: readonly Offer[] = [
  offer('a delegation to oneself', 'delegation_mismatch', { ...first, to: ann }),
  offer('a delegation that ends as it begins', 'dates_impossible', { ...first, until: first.from }),
  offer('a delegation of three years', 'term_too_long', { ...first, until: newYear + 1000 * days }),
  offer('a delegation with a list that it does not sign', 'works_list_mismatch', first, named),
  offer('a delegation', null, first),
  offer('a delegation for works without their list', 'works_list_missing', chosen),
  offer('a delegation for works', null, chosen, { lines: listOf([subjectLine('one'), subjectLine('two')]).texts }),
  offer('a grant by a delegate', null, bensGrant, over),
  offer(
    'a grant by a delegate of nobody',
    'statement_unknown',
    { ...bensGrant, for: { principal: ann, delegation: none } },
    over,
  ),
  offer(
    'a grant by a withdrawal',
    'statement_kind_wrong',
    { ...bensGrant, for: { principal: ann, delegation: idOf(inception) } },
    over,
  ),
  offer('a grant by who is no delegate', 'delegation_mismatch', { ...bensGrant, iss: eve }, over),
  offer(
    'a grant in a capacity that was not delegated',
    'delegation_mismatch',
    { ...granting(ben, first, { capacity: 'guardian', works: subjects.works }) },
    named,
  ),
  offer(
    'a grant in the name of who delegated nothing',
    'delegation_mismatch',
    { ...granting(ben, first, { capacity: 'subject', works: subjects.works }, eve) },
    named,
  ),
  offer(
    'a grant in a delegate’s name that its lines do not give',
    'capacity_not_held',
    { ...bensGrant, for: { principal: ben, delegation: idOf(first) } },
    over,
  ),
  offer('a delegation passed on', null, second),
  offer('a delegation passed on in another’s name', 'delegation_mismatch', {
    ...second,
    for: { principal: eve, delegation: idOf(first) },
  }),
  offer('a delegation passed on by another', 'delegation_mismatch', delegation(dov, cem, first)),
  offer('a delegation passed on of more', 'delegation_mismatch', { ...second, capacities: ['author'] }),
  offer('a delegation passed on twice', null, third),
  offer('a delegation passed on three times', 'delegation_mismatch', delegation(dov, eve, third)),
  offer('a grant by the third in a row', null, granting(dov, third), over),
  offer('a delegate’s grant withdrawn by another delegate', 'signer_not_entitled', withdrawing(cem, bensGrant)),
  offer('a delegate’s grant withdrawn by the principal', null, withdrawing(ann, bensGrant)),
  offer('a delegation withdrawn by whom it is to', 'signer_not_entitled', withdrawing(ben, first)),
  offer('a passed-on delegation withdrawn by the principal', null, withdrawing(ann, second)),
  offer('lines of a delegation for all works withdrawn', 'leaves_out_of_range', withdrawing(ann, first, [[0, 0]])),
  offer('lines of a delegation for works withdrawn', null, withdrawing(ann, chosen, [[0, 1]])),
  offer('a delegation withdrawn', null, withdrawing(ann, first)),
];

// Minors

const guardianship: Guardianship = { ...by(ann), kind: 'guardianship', minor: kid, lapsesOn: newYear + 400 * days };
const together = { keys: [ann, kid].toSorted() };
const guarding = (name: string, code: Code | null, change: Partial<Guardianship>, more = together): Offer =>
  offer(`a guardianship ${name}`, code, { ...guardianship, ...change }, more);
const kept = granting(ann, undefined, { capacity: 'guardian', works: subjects.works });
const kidSaid = { ...by(kid), kind: 'disclaim', works: subjects.works, about: 'depicted' } as const;
const minors: readonly Offer[] = [
  guarding('without the minor', 'signature_missing', {}, { keys: [ann] }),
  guarding('without the guardian', 'key_not_authorised', {}, { keys: [kid] }),
  guarding('with another too', 'signature_surplus', {}, { keys: [ann, kid, eve].toSorted() }),
  guarding('of oneself', 'signer_not_entitled', { minor: ann }, { keys: [ann] }),
  guarding('that lapses at once', 'dates_impossible', { lapsesOn: newYear }),
  guarding('that lapses after two years of 366 days', 'guardianship_too_long', { lapsesOn: newYear + 732 * days + 1 }),
  guarding('that lapses in two years of 366 days', null, { lapsesOn: newYear + 732 * days }),
  guarding('as it should be', null, {}),
  offer('a guardianship withdrawn', 'statement_kind_wrong', withdrawing(ann, guardianship)),
  offer('a guardian’s grant', null, kept, named),
  offer('a guardian’s grant withdrawn by a stranger', 'signer_not_entitled', withdrawing(eve, kept)),
  offer('a guardian’s grant withdrawn by the minor', null, withdrawing(kid, kept)),
  guarding('of who has withdrawn something', 'guardianship_too_late', { iat: newYear + 1 }),
  offer('something said by another minor', null, { ...kidSaid, iss: dov }, named),
  guarding('of who has said something', 'guardianship_too_late', { minor: dov }, { keys: [ann, dov].toSorted() }),
];

// Who says that something is wrong

const dispute = (iss: string, iat: number, about: 'forged' | 'owner' = 'owner'): Statement => ({
  ...by(iss),
  iat,
  kind: 'dispute',
  works: subjects.works,
  about,
});
const state = (size: number, at: number): State => ({
  ...by(registry),
  kind: 'state',
  size,
  at,
  root: hashOf(''),
  count: 0,
});
const settling = (disputes: string[]): Statement => ({
  ...by(eve),
  kind: 'resolve',
  works: subjects.works,
  disputes,
  outcome: 'rejected',
  strikes: [],
  reason: 'Both were heard.',
});
const before = keys.length + mandates.length + minors.length;
const disputes: readonly Offer[] = [
  offer('a state', null, state(before, newYear)),
  offer('a dispute', null, dispute(ben, 1), named),
  offer('a second dispute before a state', 'already_disputed', dispute(ben, 2, 'forged'), named),
  offer('a dispute by another', null, dispute(cem, 2), named),
  offer('a state that speaks of it', null, state(before + 2, newYear + 1)),
  offer('a state a second before 30 days later', null, state(before + 2, newYear + 30 * days)),
  offer('a second dispute within 30 days of that', 'already_disputed', dispute(ben, 3, 'forged'), named),
  offer('a state 30 days later', null, state(before + 2, newYear + 30 * days + 1)),
  offer('the same dispute after 30 days', 'already_disputed', dispute(ben, 6), named),
  offer('a dispute on another ground after 30 days', null, dispute(ben, 5, 'forged'), named),
  offer('a second dispute of what no state speaks of', 'already_disputed', dispute(cem, 4, 'forged'), named),
  offer('a settlement of nothing known', 'statement_unknown', settling([none]), named),
  offer('a settlement of what is no dispute', 'statement_kind_wrong', settling([idOf(first)]), named),
  offer('a settlement', null, settling([idOf(dispute(ben, 1))]), named),
  offer('a dispute withdrawn by another', 'signer_not_entitled', withdrawing(cem, dispute(ben, 5, 'forged'))),
  offer('a dispute withdrawn', null, withdrawing(ben, dispute(ben, 5, 'forged'), [[0, 0]])),
];

// Erasing, and what was done with a dataset

const own = granting(ann, undefined, { iat: newYear - 10 * days });
const erasing = (iss: string, change: object = {}): Statement => ({
  ...by(iss),
  kind: 'erase',
  statement: idOf(own),
  ...change,
});
const items = listOf([{ sha256: hashOf('one'), ext: 'png', source: 'consented', split: 'train', stratum: 'pictures' }]);
const release: Release = {
  ...by(ann),
  kind: 'release',
  dataset: 'pictures',
  version: '1.0.0',
  manifest: none,
  state: before + 7,
  items: items.works,
};
const receipt: Receipt = {
  ...by(ben),
  kind: 'receipt',
  manifest: none,
  did: 'trained',
  model: { name: 'model', version: '1.0.0' },
  bases: [],
  withdrawals: [],
  from: newYear,
  until: newYear,
};
const removed: Receipt = { ...receipt, did: 'removed-items' };
const afterwards: readonly Offer[] = [
  offer('a grant', null, own, over),
  offer('erased by another', 'signer_not_entitled', erasing(eve, { reason: 'I want it.' })),
  offer('erased by the registry without a reason', 'signer_not_entitled', erasing(registry)),
  offer('erased by the registry', null, erasing(registry, { reason: 'A court said so.' })),
  offer('erased beyond its lines', 'leaves_out_of_range', erasing(ann, { leaves: [[0, 2]] })),
  offer('erased', null, erasing(ann, { leaves: [[0, 1]] })),
  offer('an erasure of nothing', 'statement_unknown', erasing(ann, { statement: none })),
  offer('an erasure of a delegation', 'statement_kind_wrong', erasing(ann, { statement: idOf(first) })),
  offer('a receipt for what was not released', 'statement_unknown', receipt),
  offer('a release', null, release, { lines: items.texts }),
  offer('a receipt', null, receipt),
  offer('a receipt of items removed', null, removed),
  offer('a receipt based on nothing', 'statement_unknown', { ...receipt, bases: [none] }),
  offer('a receipt based on a removal', 'statement_kind_wrong', { ...receipt, bases: [idOf(removed)] }),
  offer('a receipt based on a grant', 'statement_kind_wrong', { ...receipt, bases: [idOf(own)] }),
  offer('a receipt based on another', null, { ...receipt, bases: [idOf(receipt)] }),
  offer('a receipt that answers a grant', 'statement_kind_wrong', { ...removed, withdrawals: [idOf(own)] }),
  offer('a receipt that answers a withdrawal', null, { ...removed, withdrawals: [idOf(withdrawing(ann, first))] }),
];

/** Offers of people to one registry, one after the other: each rule broken alone, beside a neighbour that keeps it. */
export const offersOfPeople: readonly Offer[] = [...keys, ...mandates, ...minors, ...disputes, ...afterwards];
