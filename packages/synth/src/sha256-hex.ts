import { sha256 } from '#sha256';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256, lowercase hexadecimal. */
export const sha256Hex = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
