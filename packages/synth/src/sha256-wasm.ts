import { createSHA256 } from 'hash-wasm';

/** WebAssembly: several times faster than JavaScript on the pixels of a picture. The same function of the same bytes. */
const hasher = await createSHA256();

export const sha256 = (input: Uint8Array): Uint8Array => {
  hasher.init();
  hasher.update(input);
  return hasher.digest('binary');
};
