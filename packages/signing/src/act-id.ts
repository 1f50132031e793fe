import { sha256 } from '@noble/hashes/sha2.js';
import { base32nopad } from '@scure/base';

/**
 * The name of an identity whose keys can change: `act:` and the base32 (RFC 4648, lowercase, unpadded) of the SHA-256 of
 * its first statement's payload, so that nobody can choose it, and nobody can begin the same one with other keys.
 */
export const actIdOf = (inceptionPayload: Uint8Array): string =>
  `act:${base32nopad.encode(sha256(inceptionPayload)).toLowerCase()}`;
