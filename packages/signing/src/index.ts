export { actIdOf } from './act-id.ts';
export { randomSeed, type Signer, signerFromSeed, signRefusal, signStatement } from './sign.ts';
export {
  decodeEnvelope,
  didKeyOf,
  type Ed25519,
  encodeEnvelope,
  fromBase64,
  isStrictEncoding,
  isUsableKey,
  noble,
  type Opened,
  openManifest,
  openRefusal,
  openSigned,
  openStatement,
  preAuthenticationEncoding,
  publicKeyOf,
  type Signature,
  type Signed,
  statementId,
  toBase64,
  webcrypto,
} from './verify.ts';
