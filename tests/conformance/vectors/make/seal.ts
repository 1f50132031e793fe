import { canonicalBytes, payloadType } from '@assent/schema';
import { encodeEnvelope, preAuthenticationEncoding, type Signature, type Signer } from '@assent/signing';
import { keyOf } from '../../../support/written-statements.ts';

/** Names of keys: the seed of each is the SHA-256 of `key of ` and the name (docs/spec/vectors.md §2). */
export const keyNames = [
  'ann',
  'ben',
  'registry.example',
  'team',
  'witness.example',
  ...Array.from({ length: 17 }, (_, i) => `signer ${i + 1}`),
] as const;

export const origin = 'registry.example';
export const [ann, ben, registry, team, witness] = keyNames.slice(0, 5).map((name) => keyOf(name)) as [
  Signer,
  Signer,
  Signer,
  Signer,
  Signer,
];

/** Others, who sign where many are needed; ascending by their keys. */
export const crowd: readonly Signer[] = keyNames
  .slice(5)
  .map((name) => keyOf(name))
  .toSorted((a, b) => Buffer.compare(a.publicKey, b.publicKey));

export const typeOf = payloadType;

/** What any statement looks like from outside; shapes that are wrong are sealed too. */
export type Said = object;

export interface Sealing {
  /** What is signed instead of the pre-authentication encoding. */
  readonly message?: Uint8Array;
  readonly type?: string;
}

export const signaturesOf = async (message: Uint8Array, signers: readonly Signer[]): Promise<Signature[]> =>
  Promise.all(signers.map(async (signer) => ({ key: signer.publicKey, signature: await signer.sign(message) })));

/** An envelope over any bytes, whether or not they are what an envelope may hold. */
export const sealBytes = async (
  kind: string,
  payload: Uint8Array,
  signers: readonly Signer[],
  { message, type = typeOf(kind) }: Sealing = {},
): Promise<Uint8Array> =>
  encodeEnvelope({
    payloadType: type,
    payload,
    signatures: await signaturesOf(message ?? preAuthenticationEncoding(type, payload), signers),
  });

export const seal = async (kind: string, said: Said, ...signers: Signer[]): Promise<Uint8Array> =>
  sealBytes(kind, canonicalBytes(said), signers);
