import { createPrivateKey, sign } from 'node:crypto';
import { type Signer, signerFromSeed } from './sign.ts';

/** PKCS #8 of an Ed25519 key up to its 32 bytes (RFC 8410 §7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A signer from a 32-byte seed, by OpenSSL: the same signatures (RFC 8032 has one for each message), in a tenth of the time. */
export const nodeSignerFromSeed = (seed: Uint8Array): Signer => {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  return { ...signerFromSeed(seed), sign: (message) => new Uint8Array(sign(null, message, key)) };
};
