import { toHex } from '../proof/hex.ts';

/** Why a file has no hash here: it is too large, the page has no https, it cannot be read. */
export type HashProblem = 'insecure' | 'large' | 'unreadable';

type Hashed = { readonly ok: true; readonly sha256: string } | { readonly ok: false; readonly why: HashProblem };

/** WebCrypto takes a file whole, so it has to fit into memory. */
const largest = 1024 ** 3;

/** SHA-256 of a file, computed in this page. */
export const hashFile = async (file: File): Promise<Hashed> => {
  if (file.size > largest) return { ok: false, why: 'large' };
  if (globalThis.crypto?.subtle === undefined) return { ok: false, why: 'insecure' };
  try {
    return { ok: true, sha256: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))) };
  } catch {
    return { ok: false, why: 'unreadable' };
  }
};
