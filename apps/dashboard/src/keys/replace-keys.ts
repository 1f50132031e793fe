import type { IdentityStatement } from '@assent/schema';
import { randomSeed, type Signer, signerFromSeed } from '@assent/signing/sign';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../proof/hex.ts';
import type { IdentityStep } from './identity-history.ts';
import type { KeyFileText } from './new-identity.ts';
import { readLog, type Recorded, sendAll, signAndKeep } from './outbox.ts';
import { chooseKey, importSeed } from './own-keys.ts';
import { askSealer } from './sealing.ts';
import { keep, type OwnKey } from './store.ts';

/** By the key that was announced before, or by the recovery key where that one is lost too. */
export type How = 'recover' | 'rotate';

/** Keys that are about to take the place of others: what signs the change, what signs from then on, and files to save first. */
export interface Replacement {
  readonly latest: IdentityStep;
  /** Signs the change. */
  readonly by: OwnKey;
  /** Signs from then on, in this browser. */
  readonly key: OwnKey;
  readonly next: Signer;
  readonly files: { readonly signing?: KeyFileText; readonly next: KeyFileText };
}

const hashOf = (publicKey: Uint8Array): string => toHex(sha256(publicKey));

/** Whether a key may make the change that is wanted: another one's statement would be refused. */
export const mayReplace = (how: How, { statement }: IdentityStep, { did, publicKey }: Signer): boolean =>
  how === 'rotate' ? statement.nextKeyHashes.includes(hashOf(publicKey)) : statement.recovery.includes(did);

const ownKey = async (identity: string, seed: Uint8Array): Promise<OwnKey> => {
  const { did, publicKey } = signerFromSeed(seed);
  return { identity, did, publicKey, privateKey: await importSeed(seed), since: Date.now() };
};

/** Make what a change needs: a new key to announce, and after a loss a new key that signs. Nothing is kept or sent yet. */
export const prepareReplacement = async (
  how: How,
  identity: string,
  latest: IdentityStep,
  seed: Uint8Array,
  passphrase: string,
): Promise<Replacement> => {
  const [signing, next] = [how === 'rotate' ? seed : randomSeed(), randomSeed()];
  const file = async (name: string, of: Uint8Array): Promise<KeyFileText> => ({
    name: `assent-${name}-${identity.slice(4, 12)}-${latest.index}.key`,
    text: await askSealer({ kind: 'seal', seed: of, passphrase, signsFor: identity }),
  });
  return {
    latest,
    by: await ownKey(identity, seed),
    key: await ownKey(identity, signing),
    next: signerFromSeed(next),
    files: { ...(how === 'recover' && { signing: await file('signing', signing) }), next: await file('next', next) },
  };
};

/**
 * Sign the change, keep it and the new key, then send. Whatever breaks in between, the statement is sent before anything
 * that the new key says.
 *
 * @param stolenSince what the old keys signed from this entry of the log on was a thief's doing.
 */
export const replaceKeys = async (
  { latest, by, key, next }: Replacement,
  stolenSince: number | undefined,
): Promise<Recorded> => {
  const statement: IdentityStatement = {
    v: 1,
    kind: 'identity',
    aud: (await readLog()).origin,
    iss: key.identity,
    iat: Math.floor(Date.now() / 1000),
    prev: latest.id,
    keys: [key.did],
    threshold: 1,
    nextKeyHashes: [hashOf(next.publicKey)],
    recovery: latest.statement.recovery,
    ...(stolenSince !== undefined && { compromisedSince: stolenSince }),
  };
  const { id } = await signAndKeep(statement, [], by);
  await keep('keys', key);
  try {
    return (await sendAll()).find(({ unsent }) => unsent.id === id)!;
  } finally {
    // Only now does the page sign with it: what it asks the log of its keys is asked after they changed.
    await chooseKey(key.identity);
  }
};

/** Stop every key at once: from then on only the announced next key or a recovery key can make this identity speak again. */
export const revokeKeys = async (latest: IdentityStep, by: OwnKey): Promise<Recorded> => {
  const { nextKeyHashes, recovery } = latest.statement;
  const statement: IdentityStatement = {
    v: 1,
    kind: 'identity',
    aud: (await readLog()).origin,
    iss: by.identity,
    iat: Math.floor(Date.now() / 1000),
    prev: latest.id,
    keys: [],
    threshold: 0,
    nextKeyHashes,
    recovery,
  };
  const { id } = await signAndKeep(statement, [], by);
  return (await sendAll()).find(({ unsent }) => unsent.id === id)!;
};
