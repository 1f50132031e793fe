import { hashes, Point } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { type Ed25519, isStrictEncoding } from './profile.ts';

hashes.sha512 = sha512;

const littleEndian = (bytes: Uint8Array): bigint => {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
  return value;
};

const { n: order } = Point.CURVE();

/**
 * The portable backend. It uses the library's points and not its `verify`, which checks the equation multiplied by the
 * cofactor and so accepts signatures that the other backends refuse.
 */
export const noble: Ed25519 = {
  name: 'noble',
  verify: (publicKey, signature, message) => {
    if (!isStrictEncoding(publicKey, signature)) return false;
    let a: Point;
    try {
      a = Point.fromBytes(publicKey, false);
    } catch {
      return false;
    }
    const r = signature.subarray(0, 32);
    const input = new Uint8Array(64 + message.length);
    input.set(r);
    input.set(publicKey, 32);
    input.set(message, 64);
    const k = littleEndian(sha512(input)) % order;
    const s = littleEndian(signature.subarray(32));
    const computed = Point.BASE.multiply(s, false).add(a.negate().multiply(k, false)).toBytes();
    return computed.every((byte, i) => byte === r[i]);
  },
};
