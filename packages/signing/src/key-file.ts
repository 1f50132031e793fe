import { mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { accepted, openJson, refused, type Result } from '@assent/schema';
import { z } from 'zod';
import { fromBase64, toBase64 } from './envelope.ts';
import { openSeed, SealedSeed, sealSeed } from './sealed-seed.ts';
import { type Signer, signerFromSeed } from './sign.ts';

/** A key as kept in a file of mode 600. */
export const KeyFile = z.strictObject({
  v: z.literal(1),
  kind: z.literal('assent-key'),
  /** The did:key, so that a person sees whose key this is. */
  identity: z.string(),
  /** The Ed25519 seed: base64, or sealed by a passphrase. */
  seed: z.union([z.string(), SealedSeed]),
});
export type KeyFile = z.infer<typeof KeyFile>;

/**
 * Write a key to a new file that only its owner can read.
 *
 * @param passphrase seals the seed; `undefined` leaves the file's mode as its only protection.
 * Refuses with `folder_in_use` where a file stands already: a key overwritten is a key lost.
 */
export const writeKeyFile = async (
  path: string,
  seed: Uint8Array,
  passphrase: string | undefined,
): Promise<Result<Signer>> => {
  const signer = signerFromSeed(seed);
  const { did: identity } = signer;
  const kept = passphrase === undefined ? toBase64(seed) : await sealSeed(seed, identity, passphrase);
  const content: KeyFile = { v: 1, kind: 'assent-key', identity, seed: kept };
  try {
    await mkdir(dirname(path), { recursive: true });
    // `wx` and the mode at creation: there is no moment at which others could read it, and nothing is overwritten.
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
      await file.sync();
    } catch (cause) {
      // Half a key is no key, and would stand in the way of the next attempt.
      await unlink(path);
      throw cause;
    } finally {
      await file.close();
    }
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST' && syscall === 'open') return refused('folder_in_use', path);
    return refused('file_unreadable', `${path}: ${(cause as Error).message}`);
  }
  return accepted(signer);
};

/** Asked only for a file that is sealed. */
export type AskPassphrase = () => Promise<string>;

/**
 * Read a key file. Refuses one that others could have read; a sealed one with `passphrase_needed` where nobody can be
 * asked, and with `passphrase_wrong`.
 */
export const readKeyFile = async (path: string, askPassphrase: AskPassphrase | undefined): Promise<Result<Signer>> => {
  let bytes: Uint8Array;
  try {
    const file = await open(path, 'r');
    try {
      // Of the open file, not of the path: what is checked is what is read.
      const { mode, size } = await file.stat();
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) return refused('key_file_exposed', path);
      if (size > 4096) return refused('too_large', path);
      bytes = await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    return refused('file_unreadable', `${path}: ${(cause as Error).message}`);
  }
  const key = openJson(KeyFile, bytes, 4096);
  if (!key.ok) {
    // The JSON parser quotes what it stumbled over, and that may be the seed.
    const why = key.refusal.code === 'not_json' ? '' : `: ${key.refusal.detail}`;
    return refused(key.refusal.code, `${path}${why}`);
  }
  const seed = await seedOf(key.value, askPassphrase);
  if (!seed.ok) return refused(seed.refusal.code, path);
  const signer = signerFromSeed(seed.value);
  return signer.did === key.value.identity
    ? accepted(signer)
    : refused('key_malformed', `${path}: seed and identity differ`);
};

const seedOf = async ({ seed, identity }: KeyFile, ask: AskPassphrase | undefined): Promise<Result<Uint8Array>> => {
  if (typeof seed !== 'string')
    return ask === undefined ? refused('passphrase_needed') : openSeed(seed, identity, await ask());
  const bytes = fromBase64(seed);
  return bytes.ok && bytes.value.length === 32 ? bytes : refused('key_malformed');
};
