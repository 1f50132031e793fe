import { canonicalBytes, type IdentityStatement } from '@assent/schema';
import { randomSeed, type Signer, signerFromSeed } from '@assent/signing/sign';
import { actIdOf, toBase64 } from '@assent/signing/verify';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../proof/hex.ts';
import { askSealer } from './sealing.ts';
import { importSeed } from './own-keys.ts';
import type { OwnKey } from './store.ts';

/** A file that a person saves. */
export interface KeyFileText {
  readonly name: string;
  readonly text: string;
}

/** An identity that was made and that nobody knows of yet: neither the log nor this browser's store. */
export interface NewIdentity {
  readonly statement: IdentityStatement;
  readonly key: OwnKey;
  readonly signing: KeyFileText;
  readonly next: KeyFileText;
  readonly recovery: KeyFileText;
  /** The recovery key as it is written down. */
  readonly recoverySeed: string;
}

interface Made {
  readonly seed: Uint8Array;
  readonly signer: Signer;
}

const make = (): Made => {
  const seed = randomSeed();
  return { seed, signer: signerFromSeed(seed) };
};

/**
 * Make the three keys of an identity: one that signs, one that is announced to come next, one for when both are lost.
 *
 * @param origin the log that it begins in.
 * @param now milliseconds.
 */
export const makeIdentity = async (origin: string, passphrase: string, now: number): Promise<NewIdentity> => {
  const [signing, next, recovery] = [make(), make(), make()];
  const statement: IdentityStatement = {
    v: 1,
    kind: 'identity',
    aud: origin,
    iss: 'act:self',
    iat: Math.floor(now / 1000),
    keys: [signing.signer.did],
    threshold: 1,
    nextKeyHashes: [toHex(sha256(next.signer.publicKey))],
    recovery: [recovery.signer.did],
  };
  const identity = actIdOf(canonicalBytes(statement));
  const file = async (name: string, { seed }: Made, sealedBy: string | undefined): Promise<KeyFileText> => ({
    name: `assent-${name}-${identity.slice(4, 12)}.key`,
    text: await askSealer({ kind: 'seal', seed, passphrase: sealedBy, signsFor: identity }),
  });
  const { did, publicKey } = signing.signer;
  return {
    statement,
    key: { identity, did, publicKey, privateKey: await importSeed(signing.seed), since: now },
    signing: await file('signing', signing, passphrase),
    next: await file('next', next, passphrase),
    recovery: await file('recovery', recovery, undefined),
    recoverySeed: toBase64(recovery.seed),
  };
};
