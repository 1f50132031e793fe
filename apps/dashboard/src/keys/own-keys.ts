import type { Signer } from '@assent/signing/sign';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryClient } from '../api.ts';
import { keep, type OwnKey, readAll } from './store.ts';

/** RFC 8410 §7: what stands before the 32 bytes of an Ed25519 seed. */
const pkcs8Head = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/** A seed as a key that the browser keeps to itself. */
export const importSeed = (seed: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', Uint8Array.of(...pkcs8Head, ...seed), 'Ed25519', false, ['sign']);

export const signerOf = ({ did, publicKey, privateKey }: OwnKey): Signer => ({
  did,
  publicKey,
  sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, Uint8Array.from(message))),
});

const chosenName = 'assent.signs-as';

const chosenIdentity = (): string | null => {
  try {
    return localStorage.getItem(chosenName);
  } catch {
    return null;
  }
};

const ownKeys = queryOptions({
  queryKey: ['own-keys'],
  queryFn: async () => {
    const keys = (await readAll('keys')).toSorted((a, b) => b.since - a.since);
    const chosen = chosenIdentity();
    return { keys, current: keys.find(({ identity }) => identity === chosen) ?? keys[0] ?? null };
  },
  staleTime: Infinity,
  structuralSharing: false,
});

/** The keys in this browser, and the one that signs now. */
export const useOwnKeys = () => useQuery(ownKeys);

/** Sign with this key from here on. */
export const chooseKey = (identity: string): Promise<void> => {
  try {
    localStorage.setItem(chosenName, identity);
  } catch {
    // Then the newest key signs, as it does where nobody chose.
  }
  return queryClient.invalidateQueries({ queryKey: ownKeys.queryKey });
};

export const keepKey = async (key: OwnKey): Promise<void> => {
  await keep('keys', key);
  await chooseKey(key.identity);
};
