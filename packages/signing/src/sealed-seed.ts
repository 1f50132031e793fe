import { accepted, refused, type Result, toUtf8 } from '@assent/schema';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { z } from 'zod';
import { fromBase64, toBase64 } from './envelope.ts';

/**
 * A seed under a passphrase: scrypt (RFC 7914) to a key, AES-256-GCM (NIST SP 800-38D) with the identity as associated
 * data. The cost is fixed: a file from outside cannot ask for gigabytes, and none can ask for less.
 */
export const SealedSeed = z.strictObject({
  kdf: z.literal('scrypt'),
  n: z.literal(131_072),
  r: z.literal(8),
  p: z.literal(1),
  /** 16 bytes, base64. */
  salt: z.string().length(24),
  cipher: z.literal('aes-256-gcm'),
  /** 12 bytes, base64. */
  nonce: z.string().length(16),
  /** The seed of 32 bytes and the tag of 16, base64. */
  data: z.string().length(64),
});
export type SealedSeed = z.infer<typeof SealedSeed>;

const cost = { N: 131_072, r: 8, p: 1, dkLen: 32 } as const;

const keyFrom = async (passphrase: string, salt: Uint8Array): Promise<CryptoKey> => {
  // One spelling of what looks the same on every keyboard (as NIST SP 800-63B asks).
  const bytes = await scryptAsync(toUtf8(passphrase.normalize('NFKC')), salt, cost);
  return crypto.subtle.importKey('raw', Uint8Array.from(bytes), 'AES-GCM', false, ['decrypt', 'encrypt']);
};

/** Seal a seed of 32 bytes for an identity. Takes about a second of CPU and 128 MB, on purpose. */
export const sealSeed = async (seed: Uint8Array, identity: string, passphrase: string): Promise<SealedSeed> => {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: Uint8Array.from(toUtf8(identity)) };
  const data = await crypto.subtle.encrypt(algorithm, await keyFrom(passphrase, salt), Uint8Array.from(seed));
  return {
    kdf: 'scrypt',
    n: cost.N,
    r: cost.r,
    p: cost.p,
    salt: toBase64(salt),
    cipher: 'aes-256-gcm',
    nonce: toBase64(nonce),
    data: toBase64(new Uint8Array(data)),
  };
};

/** Open a sealed seed. Refuses with `passphrase_wrong`, also where the file was changed: the two cannot be told apart. */
export const openSeed = async (
  sealed: SealedSeed,
  identity: string,
  passphrase: string,
): Promise<Result<Uint8Array>> => {
  const [salt, nonce, data] = [fromBase64(sealed.salt), fromBase64(sealed.nonce), fromBase64(sealed.data)];
  if (!salt.ok || !nonce.ok || !data.ok) return refused('key_malformed', 'base64');
  const algorithm = {
    name: 'AES-GCM',
    iv: Uint8Array.from(nonce.value),
    additionalData: Uint8Array.from(toUtf8(identity)),
  };
  try {
    const key = await keyFrom(passphrase, salt.value);
    return accepted(new Uint8Array(await crypto.subtle.decrypt(algorithm, key, Uint8Array.from(data.value))));
  } catch {
    return refused('passphrase_wrong');
  }
};
