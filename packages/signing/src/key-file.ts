import { mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { accepted, refused, type Result } from '@assent/schema';
import { type AskPassphrase, formatKeyFile, largestKeyFile, parseKeyFile } from './key-format.ts';
import { nodeSignerFromSeed } from './node-signer.ts';
import type { Signer } from './sign.ts';

export { type AskPassphrase } from './key-format.ts';

/**
 * Write a key to a new file that only its owner can read.
 *
 * @param passphrase seals the seed; `undefined` leaves the file's mode as its only protection.
 * @param signsFor the `act:` identity that the key is one of.
 * Refuses with `folder_in_use` where a file stands already: a key overwritten is a key lost.
 */
export const writeKeyFile = async (
  path: string,
  seed: Uint8Array,
  passphrase: string | undefined,
  signsFor?: string,
): Promise<Result<Signer>> => {
  const signer = nodeSignerFromSeed(seed);
  const content = await formatKeyFile(seed, passphrase, signsFor);
  try {
    await mkdir(dirname(path), { recursive: true });
    // `wx` and the mode at creation: there is no moment at which others could read it, and nothing is overwritten.
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(content);
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

/** A key from its file, with the identity that it signs for, where that is not the key itself. */
export interface KeptKey extends Signer {
  readonly signsFor?: string;
}

/**
 * Read a key file. Refuses one that others could have read; a sealed one with `passphrase_needed` where nobody can be
 * asked, and with `passphrase_wrong`.
 */
export const readKeyFile = async (path: string, askPassphrase: AskPassphrase | undefined): Promise<Result<KeptKey>> => {
  let bytes: Uint8Array;
  try {
    const file = await open(path, 'r');
    try {
      // Of the open file, not of the path: what is checked is what is read.
      const { mode, size } = await file.stat();
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) return refused('key_file_exposed', path);
      if (size > largestKeyFile) return refused('too_large', path);
      bytes = await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    return refused('file_unreadable', `${path}: ${(cause as Error).message}`);
  }
  const key = await parseKeyFile(bytes, askPassphrase);
  if (!key.ok) return refused(key.refusal.code, key.refusal.detail === '' ? path : `${path}: ${key.refusal.detail}`);
  const { seed, signsFor } = key.value;
  return accepted({ ...nodeSignerFromSeed(seed), ...(signsFor !== undefined && { signsFor }) });
};
