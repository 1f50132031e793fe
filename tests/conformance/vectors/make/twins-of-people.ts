import { ids, type StatementTwin, without } from './statement-twins.ts';
import { nothing } from './kinds.ts';
import {
  delegate,
  disclaim,
  dispute,
  erase,
  guardianship,
  identity,
  identityName,
  next,
  receipt,
  recovery,
  resolve,
} from './kinds-of-people.ts';
import { ann, ben } from './seal.ts';

const later = { ...identity, iss: identityName, prev: nothing };
const model = { name: 'model', version: '1.0.0' };

/** Identities, delegations and guardianships; disclaimers, disputes and what settles them; erasures and receipts. */
// oxfmt-ignore
export const twinsOfPeople: readonly StatementTwin[] = [
  { kind: 'identity', name: 'prev-of-first', attack: 'a first statement with one before it', bad: { ...identity, prev: nothing }, good: later },
  { kind: 'identity', name: 'later-without-prev', attack: 'a later statement without the one before it', bad: without(later, 'prev'), good: later },
  { kind: 'identity', name: 'by-did', attack: 'keys of a did:key', bad: { ...identity, iss: ann.did } },
  { kind: 'identity', name: 'threshold-0', attack: 'a threshold of 0 over a key', bad: { ...identity, threshold: 0 } },
  { kind: 'identity', name: 'threshold-beyond', attack: 'a threshold that its keys cannot meet', bad: { ...identity, threshold: 2 }, good: { ...identity, keys: [...identity.keys, ben.did].toSorted(), threshold: 2 } },
  { kind: 'identity', name: 'no-keys', attack: 'an identity that begins without a key', bad: { ...identity, keys: [], threshold: 0 }, good: { ...later, keys: [], threshold: 0 } },
  { kind: 'identity', name: 'recovery-twice', attack: 'a recovery key twice', bad: { ...identity, recovery: [recovery.did, recovery.did] }, good: { ...identity, recovery: [recovery.did] } },
  { kind: 'identity', name: 'recovery-signs', attack: 'a recovery key that also signs', bad: { ...identity, recovery: identity.keys }, good: { ...identity, recovery: [] } },
  { kind: 'identity', name: 'key-twice', attack: 'a key twice, which would meet a threshold of two', bad: { ...identity, keys: [...identity.keys, ...identity.keys], threshold: 2 } },
  { kind: 'identity', name: 'next-as-did', attack: 'a next key that is shown, not hashed', bad: { ...identity, nextKeyHashes: [next.did] } },
  { kind: 'delegate', name: 'no-capacity', attack: 'a delegation of no capacity', bad: { ...delegate, capacities: [] }, good: { ...delegate, capacities: ['owner'] } },
  { kind: 'delegate', name: 'no-end', attack: 'a delegation without an end', bad: { ...delegate, until: null } },
  { kind: 'delegate', name: 'works-absent', attack: 'a delegation that does not say for which works', bad: without(delegate, 'works') },
  { kind: 'guardianship', name: 'no-end', attack: 'a guardianship that does not lapse', bad: without(guardianship, 'lapsesOn') },
  { kind: 'guardianship', name: 'two-minors', attack: 'a guardianship of two at once', bad: { ...guardianship, minor: [ben.did] } },
  { kind: 'disclaim', name: 'about-forged', attack: 'a disclaimer about others', bad: { ...disclaim, about: 'forged' }, good: { ...disclaim, about: 'author' } },
  { kind: 'disclaim', name: 'of-another', attack: 'a disclaimer in another’s name', bad: { ...disclaim, identity: ann.did } },
  { kind: 'dispute', name: 'about-author', attack: 'a dispute about what is none of its matters', bad: { ...dispute, about: 'author' }, good: { ...dispute, about: 'forged' } },
  { kind: 'dispute', name: 'works-none', attack: 'a dispute over no works', bad: { ...dispute, works: { ...dispute.works, count: 0 } } },
  { kind: 'resolve', name: 'settles-nothing', attack: 'a resolution that settles nothing', bad: { ...resolve, disputes: [], strikes: [] }, good: { ...resolve, strikes: [] } },
  { kind: 'resolve', name: 'no-reason', attack: 'a resolution without a reason', bad: { ...resolve, reason: '' } },
  { kind: 'resolve', name: 'outcome-unknown', attack: 'an outcome that is not on the list', bad: { ...resolve, outcome: 'pending' }, good: { ...resolve, outcome: 'rejected' } },
  { kind: 'resolve', name: 'strikes-17', attack: '17 claims struck at once', bad: { ...resolve, strikes: Array.from({ length: 17 }, () => resolve.strikes[0]!) }, good: { ...resolve, strikes: Array.from({ length: 16 }, () => resolve.strikes[0]!) } },
  { kind: 'erase', name: 'leaves-none', attack: 'an erasure of no lines', bad: { ...erase, leaves: [] } },
  { kind: 'erase', name: 'reason-empty', attack: 'an empty reason', bad: { ...erase, reason: '' }, good: without(erase, 'reason') },
  { kind: 'receipt', name: 'no-model', attack: 'training of no model', bad: without(receipt, 'model'), good: { ...without(receipt, 'model'), did: 'removed-items' } },
  { kind: 'receipt', name: 'deleted-with-base', attack: 'a base of what was deleted', bad: { ...receipt, did: 'deleted-model', bases: [nothing], model }, good: { ...receipt, did: 'deleted-model', model } },
  { kind: 'receipt', name: 'ends-before', attack: 'training that ends before it begins', bad: { ...receipt, until: receipt.from - 1 }, good: { ...receipt, until: receipt.from } },
  { kind: 'receipt', name: 'withdrawals-order', attack: 'withdrawals out of order', bad: { ...receipt, withdrawals: ids(2).toReversed() }, good: { ...receipt, withdrawals: ids(2) } },
];
