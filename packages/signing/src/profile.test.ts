import { Point } from '@noble/ed25519';
import { describe, expect, test } from 'vitest';
import { isStrictEncoding, isUsableKey, noble, signerFromSeed, webcrypto } from './index.ts';
import { node } from './node.ts';

const signer = signerFromSeed(new Uint8Array(32).fill(9));
const message = Uint8Array.of(1, 2, 3);
const signature = await signer.sign(message);

const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
const fromLittleEndian = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n);
const withSign = (bytes: Uint8Array): Uint8Array => bytes.with(31, bytes[31]! | 0x80);
const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];

/** The points of order 1, 2, 4 and 8: multiples of one of order 8, made from a point of full order. */
const smallOrder: readonly Uint8Array[] = (() => {
  for (let y = 2n; ; y++) {
    let point: Point;
    try {
      point = Point.fromBytes(littleEndian(y), false);
    } catch {
      continue;
    }
    // [L]P clears the part of prime order and leaves the torsion; L = 2 · (L - 1) / 2 + 1.
    const torsion = point
      .multiply((order - 1n) / 2n, false)
      .double()
      .add(point);
    const multiples = [torsion];
    for (let i = 1; i < 8; i++) multiples.push(multiples.at(-1)!.add(torsion));
    const encodings = new Set(multiples.map((multiple) => multiple.toHex()));
    if (encodings.size === 8) return multiples.map((multiple) => multiple.toBytes());
  }
})();

/** Everything with a y of p or more: there are 19 such y, each with two signs. */
const notReduced = Array.from({ length: 19 }, (_, i) => littleEndian(p + BigInt(i))).flatMap((y) => [y, withSign(y)]);

const everywhere = async (publicKey: Uint8Array, given: Uint8Array): Promise<boolean[]> =>
  Promise.all([node, noble, webcrypto].map((backend) => backend.verify(publicKey, given, message)));

describe('the strict profile', () => {
  test('accepts a signature as it was made', async () => {
    expect(isStrictEncoding(signer.publicKey, signature)).toBe(true);
    expect(await everywhere(signer.publicKey, signature)).toEqual([true, true, true]);
  });

  test.each([0, 32, 63, 65, 96, 128])('refuses a signature of %i bytes', async (length) => {
    const other = join(signature, signature).subarray(0, length);
    expect(isStrictEncoding(signer.publicKey, other)).toBe(false);
    expect(await everywhere(signer.publicKey, other)).toEqual([false, false, false]);
  });

  test.each([0, 31, 33, 64])('refuses a key of %i bytes', async (length) => {
    const key = join(signer.publicKey, signer.publicKey).subarray(0, length);
    expect(isUsableKey(key)).toBe(false);
    expect(await everywhere(key, signature)).toEqual([false, false, false]);
  });

  test('refuses S + L, the other spelling of the same scalar', async () => {
    const other = join(r, littleEndian(fromLittleEndian(s) + order));
    expect(isStrictEncoding(signer.publicKey, other)).toBe(false);
    expect(await everywhere(signer.publicKey, other)).toEqual([false, false, false]);
  });

  test.each([
    ['L - 1', order - 1n, true],
    ['L', order, false],
    ['L + 1', order + 1n, false],
    ['2^253', 2n ** 253n, false],
    ['2^256 - 1', 2n ** 256n - 1n, false],
    ['0', 0n, true],
  ])('takes an S of %s for what it is', (_, value, reduced) => {
    expect(isStrictEncoding(signer.publicKey, join(r, littleEndian(value)))).toBe(reduced);
  });

  test('has found the eight points of small order', () => {
    expect(new Set(smallOrder.map((point) => point.join())).size).toBe(8);
    expect(smallOrder.filter((point) => !Point.fromBytes(point, false).isSmallOrder())).toEqual([]);
  });

  test('refuses each of them, as key and as R, with either sign', async () => {
    const points = smallOrder.flatMap((point) => [point, withSign(point)]);
    expect(points.filter(isUsableKey)).toEqual([]);
    expect(points.filter((point) => isStrictEncoding(signer.publicKey, join(point, s)))).toEqual([]);
    for (const point of points) {
      // With such a key, [k]A is one of eight points, and one fixed signature passes for about every eighth message.
      expect(await everywhere(point, join(point, littleEndian(0n)))).toEqual([false, false, false]);
    }
  });

  test('refuses every y that is not reduced, as key and as R', () => {
    expect(notReduced).toHaveLength(38);
    expect(notReduced.filter(isUsableKey)).toEqual([]);
    expect(notReduced.filter((y) => isStrictEncoding(signer.publicKey, join(y, s)))).toEqual([]);
  });

  test('the nearest neighbours of what it refuses are usable', () => {
    // p - 1 is the point of order 2; below and beside it, encodings are canonical.
    expect([p - 2n, p - 3n, 2n, 3n].map((y) => isUsableKey(littleEndian(y)))).toEqual([true, true, true, true]);
    expect(isUsableKey(littleEndian(p - 1n))).toBe(false);
  });

  test('a key that is no point at all makes nothing verify, and nothing throw', async () => {
    const offCurve = [2n, 5n, 6n, 7n, 8n].map(littleEndian).filter((y) => {
      try {
        Point.fromBytes(y, false);
        return false;
      } catch {
        return true;
      }
    });
    expect(offCurve.length).toBeGreaterThan(0);
    for (const key of offCurve) expect(await everywhere(key, signature)).toEqual([false, false, false]);
  });
});
