import { canonicalize, limits, type SubjectLine } from '@assent/schema';
import { listRoot } from '@assent/consent';
import { readFile, stat } from 'node:fs/promises';
import { fail, Failure } from '../failure.ts';
import { type OwnKeys, saltSecret } from '../keys.ts';
import { findFiles, hashOfFile, saltOf } from '../work-files.ts';

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/**
 * Works, each by its SHA-256, by its file, or by a folder of files; only hashes leave this machine.
 *
 * @param list a file of hashes, one a line.
 * @param most how many they may be: what fits into one request, unless the list goes in chunks.
 * @returns hashes, ascending, each once.
 */
export const namedWorks = async (
  places: readonly string[],
  list: string | undefined,
  most: number = limits.listLines,
): Promise<string[]> => {
  const named = new Set(list === undefined ? [] : await readList(list));
  for (const place of places) {
    if (isHash(place)) named.add(place);
    else for (const path of await findFiles([place])) named.add((await hashOfFile(path)).sha256);
  }
  if (named.size === 0) fail('nothing_to_publish', 'no work is named');
  if (named.size > most) fail('too_large', `${named.size} works, at most ${most} at once`);
  return [...named].toSorted();
};

/** Room for every line, with the line ends of any system. */
const largestList = limits.list * 66;

const readList = async (path: string): Promise<string[]> => {
  try {
    if ((await stat(path)).size > largestList) return fail('too_large', path);
    const lines = (await readFile(path, 'utf8')).split(/\r?\n/u).filter((line) => line !== '');
    const wrong = lines.findIndex((line) => !isHash(line));
    return wrong < 0 ? lines : fail('malformed', `${path}: line ${wrong + 1} is no SHA-256`);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    return fail('file_unreadable', `${path}: ${(cause as Error).message}`);
  }
};

/** Lines that name works and say nothing of them: what subjects, guardians and disputants sign. */
export const plainList = async (
  works: readonly string[],
  { signers: [signer] }: OwnKeys,
): Promise<{ lines: string[]; works: { root: string; count: number } }> => {
  const secret = await saltSecret(signer);
  const lines = works.map((sha256) => canonicalize({ sha256, salt: saltOf(secret, sha256) } satisfies SubjectLine));
  return { lines, works: { root: listRoot(lines), count: lines.length } };
};
