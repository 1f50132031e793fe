import { randomSeed, type Signer, signerFromSeed } from '@assent/signing/sign';
import type { KeyFileText } from '../keys/new-identity.ts';
import { importSeed } from '../keys/own-keys.ts';
import { askSealer } from '../keys/sealing.ts';
import type { OwnKey } from '../keys/store.ts';

/** One key that is its own identity: made for these works, so that nothing links its owner to others. */
export interface NewKey {
  readonly key: OwnKey;
  /** It signs until the page is left; what stays in the browser cannot be read out. */
  readonly signer: Signer;
  readonly file: KeyFileText;
}

export const makeKey = async (name: string, passphrase: string): Promise<NewKey> => {
  const seed = randomSeed();
  const signer = signerFromSeed(seed);
  const { did, publicKey } = signer;
  return {
    key: { identity: did, did, publicKey, privateKey: await importSeed(seed), since: Date.now() },
    signer,
    file: {
      name: `assent-${name}-${did.slice(-8)}.key`,
      text: await askSealer({ kind: 'seal', seed, passphrase, signsFor: undefined }),
    },
  };
};
