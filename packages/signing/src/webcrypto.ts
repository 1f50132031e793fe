import { type Ed25519, isStrictEncoding } from './profile.ts';

const keys = new Map<string, Promise<CryptoKey | null>>();
/** Bounded: the keys come from outside. */
const cacheSize = 20_000;

const importedKey = (publicKey: Uint8Array): Promise<CryptoKey | null> => {
  const name = String.fromCharCode(...publicKey);
  const known = keys.get(name);
  if (known !== undefined) return known;
  const made = crypto.subtle
    .importKey('raw', Uint8Array.from(publicKey), { name: 'Ed25519' }, false, ['verify'])
    .catch(() => null);
  if (keys.size >= cacheSize) keys.clear();
  keys.set(name, made);
  return made;
};

/** The browser's Ed25519. Keep tens of verifications in flight: each is a round trip to another thread. */
export const webcrypto: Ed25519 = {
  name: 'webcrypto',
  verify: async (publicKey, signature, message) => {
    if (!isStrictEncoding(publicKey, signature)) return false;
    const key = await importedKey(publicKey);
    if (key === null) return false;
    try {
      return await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message));
    } catch {
      return false;
    }
  },
};
