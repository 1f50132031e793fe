/** JavaScript: for pages whose Content-Security-Policy lets no WebAssembly run. */
export { sha256 } from '@noble/hashes/sha2.js';
