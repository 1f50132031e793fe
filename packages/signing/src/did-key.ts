import { accepted, DidKey, flat, refused, type Result } from '@assent/schema';
import { base58 } from '@scure/base';

/** Multicodec `ed25519-pub` as a varint, before the 32 raw bytes (did:key method, W3C CCG). */
const prefix = [0xed, 0x01] as const;

const cache = new Map<string, Uint8Array>();
/** Bounded: the names of keys come from outside. */
const cacheSize = 20_000;

/** The `did:key` of a raw Ed25519 public key of 32 bytes. */
export const didKeyOf = (publicKey: Uint8Array): string => {
  if (publicKey.length !== 32) throw new RangeError('an Ed25519 public key has 32 bytes');
  return flat(`did:key:z${base58.encode(Uint8Array.of(...prefix, ...publicKey))}`);
};

/** The raw 32 bytes of a `did:key`. Refuses with `key_malformed`; whether the point may sign is the profile's matter. */
export const publicKeyOf = (did: string): Result<Uint8Array> => {
  const known = cache.get(did);
  if (known !== undefined) return accepted(known);
  if (!DidKey.safeParse(did).success) return refused('key_malformed', did);
  let decoded: Uint8Array;
  try {
    decoded = base58.decode(did.slice('did:key:z'.length));
  } catch {
    return refused('key_malformed', did);
  }
  if (decoded.length !== 34 || decoded[0] !== prefix[0] || decoded[1] !== prefix[1])
    return refused('key_malformed', did);
  const key = decoded.slice(2);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(did, key);
  return accepted(key);
};
