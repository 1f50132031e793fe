/** JavaScript: for pages, whose Content-Security-Policy lets no WebAssembly run and which hash little. */
export { sha256 } from '@noble/hashes/sha2.js';
