import { node } from '@assent/signing/node';
import { type Ed25519, noble, webcrypto } from '@assent/signing/verify';

/** Everything that computes the one Ed25519 profile: they have to agree on every input. */
export const backends: readonly Ed25519[] = [node, noble, webcrypto];

/** What each backend says, by its name. */
export const verdicts = async (
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<Record<string, boolean>> => {
  const said: Record<string, boolean> = {};
  for (const { name, verify } of backends) said[name] = await verify(publicKey, signature, message);
  return said;
};

/** The same answer from all of them. */
export const unanimous = (answer: boolean): Record<string, boolean> =>
  Object.fromEntries(backends.map(({ name }) => [name, answer]));
