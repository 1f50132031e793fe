import { accepted, ActId, openJson, refused, type Result } from '@assent/schema';
import { z } from 'zod';
import { fromBase64, toBase64 } from './envelope.ts';
import { openSeed, SealedSeed, sealSeed } from './sealed-seed.ts';
import { signerFromSeed } from './sign.ts';

/** A key as kept in a file: by the terminal in one of mode 600, by the dashboard in one that a person saves. */
const KeyFile = z.strictObject({
  v: z.literal(1),
  kind: z.literal('assent-key'),
  /** The did:key, so that a person sees whose key this is. */
  identity: z.string(),
  /** The identity that this key signs for, where that is not the key itself. */
  signsFor: ActId.optional(),
  /** The Ed25519 seed: base64, or sealed by a passphrase. */
  seed: z.union([z.string(), SealedSeed]),
});
type KeyFile = z.infer<typeof KeyFile>;

/** Bytes of a key file, at most. */
export const largestKeyFile = 4096;

/** A seed that was read, and the identity that it signs for, where that is not the key itself. */
interface ReadKey {
  readonly seed: Uint8Array;
  readonly signsFor?: string;
}

/** Asked only for a file that is sealed. */
export type AskPassphrase = () => Promise<string>;

/**
 * The text of a key file.
 *
 * @param passphrase seals the seed; `undefined` leaves it open to whoever reads the file.
 * @param signsFor the `act:` identity that the key is one of.
 */
export const formatKeyFile = async (
  seed: Uint8Array,
  passphrase: string | undefined,
  signsFor: string | undefined,
): Promise<string> => {
  const { did: identity } = signerFromSeed(seed);
  const content: KeyFile = {
    v: 1,
    kind: 'assent-key',
    identity,
    ...(signsFor !== undefined && { signsFor }),
    seed: passphrase === undefined ? toBase64(seed) : await sealSeed(seed, identity, passphrase),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
};

/**
 * Read the bytes of a key file. A sealed one is refused with `passphrase_needed` where nobody can be asked, and with
 * `passphrase_wrong`; no refusal quotes what may be the seed.
 */
export const parseKeyFile = async (
  bytes: Uint8Array,
  askPassphrase: AskPassphrase | undefined,
): Promise<Result<ReadKey>> => {
  const key = openJson(KeyFile, bytes, largestKeyFile);
  // The JSON parser quotes what it stumbled over, and that may be the seed.
  if (!key.ok) return refused(key.refusal.code, key.refusal.code === 'not_json' ? '' : key.refusal.detail);
  const { identity, signsFor } = key.value;
  const seed = await seedOf(key.value, askPassphrase);
  if (!seed.ok) return refused(seed.refusal.code);
  return signerFromSeed(seed.value).did === identity
    ? accepted({ seed: seed.value, ...(signsFor !== undefined && { signsFor }) })
    : refused('key_malformed', 'seed and identity differ');
};

const seedOf = async ({ seed, identity }: KeyFile, ask: AskPassphrase | undefined): Promise<Result<Uint8Array>> => {
  if (typeof seed !== 'string')
    return ask === undefined ? refused('passphrase_needed') : openSeed(seed, identity, await ask());
  const bytes = fromBase64(seed);
  return bytes.ok && bytes.value.length === 32 ? bytes : refused('key_malformed');
};
