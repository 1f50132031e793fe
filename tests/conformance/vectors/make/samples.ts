import type { Statement } from '@assent/schema';
import type { Signer } from '@assent/signing';
import { attest, grant, plan, release, slice, state, withdraw } from './kinds.ts';
import {
  current,
  delegate,
  disclaim,
  dispute,
  erase,
  guardianship,
  identity,
  receipt,
  resolve,
} from './kinds-of-people.ts';
import { ann, ben, registry, team } from './seal.ts';

/** One of each kind, with who signs it. A kind that is added to the schema is added here, and a test asks for it. */
export const samples: readonly { readonly statement: Statement; readonly signers: readonly Signer[] }[] = [
  { statement: attest, signers: [registry] },
  { statement: delegate, signers: [ann] },
  { statement: disclaim, signers: [ben] },
  { statement: dispute, signers: [ben] },
  { statement: erase, signers: [ann] },
  { statement: grant, signers: [ann] },
  { statement: guardianship, signers: [ann, ben].toSorted((a, b) => Buffer.compare(a.publicKey, b.publicKey)) },
  { statement: identity, signers: [current] },
  { statement: receipt, signers: [team] },
  { statement: release, signers: [team] },
  { statement: resolve, signers: [team] },
  { statement: state, signers: [registry] },
  { statement: slice, signers: [team] },
  { statement: plan, signers: [team] },
  { statement: withdraw, signers: [ann] },
];
