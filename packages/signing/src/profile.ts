/**
 * One strict Ed25519 profile. Verifiers disagree on edge cases (RFC 8032 §5.1.7 leaves room; Chalkias et al., "Taming
 * the many EdDSAs", 2020), and a page and a server that disagree on a signature are worthless. So before any backend
 * computes anything, the encodings on which they differ are refused here:
 * `S < L`; A and R canonical (y < p, and not x = 0 with the sign bit); neither of the eight small-order points.
 * What is left is decided by `encode([S]B - [k]A) == R`, on which all backends agree.
 */

/** p = 2^255 - 19, in little-endian bytes. */
const isCanonicalY = (encoded: Uint8Array): boolean => {
  if ((encoded[31]! & 0x7f) !== 0x7f) return true;
  for (let i = 1; i < 31; i++) if (encoded[i] !== 0xff) return true;
  return encoded[0]! < 0xed;
};

/** The y coordinates of the eight small-order points; with both signs, which also covers x = 0 with the sign bit. */
const smallOrderY: readonly Uint8Array[] = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((hex) => Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16)));

const isSmallOrder = (encoded: Uint8Array): boolean =>
  smallOrderY.some((y) => {
    for (let i = 0; i < 31; i++) if (encoded[i] !== y[i]) return false;
    return (encoded[31]! & 0x7f) === y[31]!;
  });

const isUsablePoint = (encoded: Uint8Array): boolean =>
  encoded.length === 32 && isCanonicalY(encoded) && !isSmallOrder(encoded);

/** L = 2^252 + 27742317777372353535851937790883648493, most significant byte first. */
const groupOrder = Uint8Array.from(
  '1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed'.match(/../g)!,
  (byte) => Number.parseInt(byte, 16),
);

const isReducedScalar = (s: Uint8Array): boolean => {
  for (let i = 0; i < 32; i++) {
    const byte = s[31 - i]!;
    if (byte !== groupOrder[i]) return byte < groupOrder[i]!;
  }
  return false;
};

/** Whether a raw public key may be used at all. */
export const isUsableKey = (publicKey: Uint8Array): boolean => isUsablePoint(publicKey);

/** Whether key and signature are encodings on which every verifier agrees. */
export const isStrictEncoding = (publicKey: Uint8Array, signature: Uint8Array): boolean =>
  signature.length === 64 &&
  isUsablePoint(publicKey) &&
  isUsablePoint(signature.subarray(0, 32)) &&
  isReducedScalar(signature.subarray(32));

/**
 * Strict verification of one signature: the profile, then a backend's equation.
 * Answers `false` for anything that is not a valid signature; never throws on input.
 */
export interface Ed25519 {
  readonly name: 'noble' | 'node' | 'webcrypto';
  verify(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean | Promise<boolean>;
}
