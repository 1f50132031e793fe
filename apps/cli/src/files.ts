import { readFile, stat } from 'node:fs/promises';
import {
  openJson,
  openPurposeFile,
  openSpecificationFile,
  type OpenTermsFile,
  openTermsFile,
  type Purpose,
  type Result,
  type Specification,
  Trust,
} from '@assent/schema';
import { fail, Failure } from './failure.ts';

/** Files that people write are small. */
const limit = 1024 * 1024;

const readWritten = async <T>(path: string, open: (bytes: Uint8Array) => Result<T>): Promise<T> => {
  let bytes: Uint8Array;
  try {
    const { size } = await stat(path);
    if (size > limit) return fail('too_large', path);
    bytes = await readFile(path);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    return fail('file_unreadable', `${path}: ${(cause as Error).message}`);
  }
  const result = open(bytes);
  return result.ok ? result.value : fail(result.refusal.code, `${path}: ${result.refusal.detail}`);
};

/** Seconds since 1970: the one clock of the terminal program. */
export const now = (): number => Math.floor(Date.now() / 1000);

export const readTermsFile = (path: string): Promise<OpenTermsFile> =>
  readWritten(path, (bytes) => openTermsFile(bytes, now()));
export const readPurposeFile = (path: string): Promise<Purpose> =>
  readWritten(path, (bytes) => openPurposeFile(bytes, now()));
export const readSpecificationFile = (path: string, at: number): Promise<Specification> =>
  readWritten(path, (bytes) => openSpecificationFile(bytes, at));
export const readTrustFile = (path: string): Promise<Trust> =>
  readWritten(path, (bytes) => openJson(Trust, bytes, limit));
