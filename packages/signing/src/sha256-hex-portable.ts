import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** JavaScript: for pages, whose own SHA-256 cannot be asked without waiting. */
export const sha256Hex = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
