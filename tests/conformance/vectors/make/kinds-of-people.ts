import {
  canonicalBytes,
  type Delegate,
  type Disclaim,
  type Dispute,
  type Erase,
  type Guardianship,
  type IdentityStatement,
  type Receipt,
  type Resolve,
} from '@assent/schema';
import { actIdOf } from '@assent/signing/verify';
import type { Signer } from '@assent/signing';
import { days, hashOf, newYear, openUse } from '../../../support/written-statements.ts';
import { nothing, seen } from './kinds.ts';
import { ann, ben, crowd, origin, team } from './seal.ts';

const by = <K extends string>(kind: K, signer: Signer) =>
  ({ v: 1, kind, aud: origin, iss: signer.did, iat: newYear }) as const;

const keyHash = ({ publicKey }: Signer): string => hashOf(publicKey);

/** Keys of an identity whose keys can change: now, announced, for recovery. */
export const [current, next, recovery, laterRecovery] = crowd as readonly [Signer, Signer, Signer, Signer];

export const identity: IdentityStatement = {
  v: 1,
  kind: 'identity',
  aud: origin,
  iss: 'act:self',
  iat: newYear,
  keys: [current.did],
  threshold: 1,
  nextKeyHashes: [keyHash(next)],
  recovery: [recovery.did, laterRecovery.did],
};

export const identityName = actIdOf(canonicalBytes(identity));

export const delegate: Delegate = {
  ...by('delegate', ann),
  to: team.did,
  capacities: ['author', 'owner'],
  uses: { 'train-generative': openUse },
  onWithdraw: 'remove-from-datasets',
  from: newYear,
  until: newYear + 100 * days,
  works: null,
};

export const guardianship: Guardianship = {
  ...by('guardianship', ann),
  minor: ben.did,
  lapsesOn: newYear + 300 * days,
};

export const disclaim: Disclaim = { ...by('disclaim', ben), works: seen.works, about: 'depicted' };

export const dispute: Dispute = { ...by('dispute', ben), works: seen.works, about: 'owner' };

export const resolve: Resolve = {
  ...by('resolve', team),
  works: seen.works,
  disputes: [nothing],
  outcome: 'upheld',
  strikes: [{ author: null, depicts: 'uncleared', owners: [ann.did] }],
  reason: 'The contract was shown.',
};

export const erase: Erase = { ...by('erase', ann), statement: nothing, leaves: [[0, 1]], reason: 'A person asked.' };

export const receipt: Receipt = {
  ...by('receipt', team),
  manifest: nothing,
  did: 'trained',
  model: { name: 'model', version: '1.0.0', sha256: hashOf('weights') },
  bases: [],
  withdrawals: [],
  from: newYear,
  until: newYear + days,
};
