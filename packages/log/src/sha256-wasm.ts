import { createSHA256 } from 'hash-wasm';

/** WebAssembly: several times faster than JavaScript on the small inputs that trees are made of. */
const hasher = await createSHA256();

export const sha256 = (input: Uint8Array): Uint8Array => {
  hasher.init();
  hasher.update(input);
  return hasher.digest('binary');
};
