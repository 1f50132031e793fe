import { toHex } from '../proof/hex.ts';

type Hashed = { readonly ok: true; readonly sha256: string } | { readonly ok: false; readonly why: string };

/** WebCrypto takes a file whole, so it has to fit into memory. */
const largest = 1024 ** 3;

/** SHA-256 of a file, computed in this page. */
export const hashFile = async (file: File): Promise<Hashed> => {
  if (file.size > largest)
    return { ok: false, why: 'This file is larger than 1 GiB. Compute its SHA-256 with another program and paste it.' };
  if (globalThis.crypto?.subtle === undefined) {
    return {
      ok: false,
      why: 'This browser computes no SHA-256 on a page without https. Compute it with another program and paste it.',
    };
  }
  try {
    return { ok: true, sha256: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))) };
  } catch {
    return { ok: false, why: 'This file cannot be read. Check that you may open it.' };
  }
};
