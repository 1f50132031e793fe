import { getPublicKey, hashes, sign, utils } from '@noble/ed25519';
import {
  canonicalBytes,
  payloadType,
  type Manifest,
  type SignedRefusal,
  type SignIn,
  type Statement,
} from '@assent/schema';
import { sha512 } from '@noble/hashes/sha2.js';
import { didKeyOf } from './did-key.ts';
import { compareBytes, encodeEnvelope, preAuthenticationEncoding } from './envelope.ts';

hashes.sha512 = sha512;

/** Something that signs: a secret key in memory, or a key the browser keeps and never shows. */
export interface Signer {
  readonly did: string;
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** A signer from a 32-byte Ed25519 seed (RFC 8032 §5.1.5). */
export const signerFromSeed = (seed: Uint8Array): Signer => {
  const publicKey = getPublicKey(seed);
  return { did: didKeyOf(publicKey), publicKey, sign: (message) => sign(message, seed) };
};

/** A new random seed of 32 bytes. */
export const randomSeed = (): Uint8Array => utils.randomSecretKey();

/** The canonical envelope of a statement or manifest, signed by each signer. The shape is checked by whoever opens it. */
export const signStatement = (statement: Statement | Manifest, ...signers: Signer[]): Promise<Uint8Array> =>
  envelopeOf(statement, signers);

/** The canonical envelope of a registry's refusal, signed by the log's key. */
export const signRefusal = (refusal: SignedRefusal, signer: Signer): Promise<Uint8Array> =>
  envelopeOf(refusal, [signer]);

/** The canonical envelope of an answer to a registry's challenge, signed by keys of the identity that it names. */
export const signSignIn = (signIn: SignIn, ...signers: Signer[]): Promise<Uint8Array> => envelopeOf(signIn, signers);

const envelopeOf = async (
  statement: Statement | Manifest | SignedRefusal | SignIn,
  signers: readonly Signer[],
): Promise<Uint8Array> => {
  const payload = canonicalBytes(statement);
  const type = payloadType(statement.kind);
  const message = preAuthenticationEncoding(type, payload);
  const signatures = await Promise.all(
    signers.map(async (signer) => ({ key: signer.publicKey, signature: await signer.sign(message) })),
  );
  return encodeEnvelope({
    payloadType: type,
    payload,
    signatures: signatures.toSorted((a, b) => compareBytes(a.key, b.key)),
  });
};
