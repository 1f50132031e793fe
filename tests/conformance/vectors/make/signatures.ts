import { Point } from '@noble/ed25519';
import { toUtf8 } from '@assent/schema';
import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { ann, ben } from './seal.ts';
import { type Asked, Cases, no, type Vector } from './vector.ts';

const { n: order, p } = Point.CURVE();

const number = (bytes: Uint8Array): bigint => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
const encoded = (value: bigint): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
const scalar = (name: string): bigint => number(sha512(toUtf8(`assent-vector-1 scalar ${name}`))) % order;
const challenge = (r: Uint8Array, a: Uint8Array, message: Uint8Array, before: Uint8Array = new Uint8Array()): bigint =>
  number(sha512(concatBytes(before, r, a, message))) % order;
const base = (times: bigint): Point => Point.BASE.multiply(times, false);

/** The points of small order: multiples of one of order 8. */
const torsion: readonly Point[] = Array.from({ length: 8 }, (_, i) =>
  Point.fromBytes(hexToBytes('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')).multiply(
    BigInt(i),
    false,
  ),
);

const verify = (key: Uint8Array, sig: Uint8Array, msg: Uint8Array): Asked => ({
  op: 'ed25519.verify',
  key: bytesToHex(key),
  sig: bytesToHex(sig),
  msg: bytesToHex(msg),
});

/** A message for which the challenge has this remainder by 8, so that a point of small order falls out or stays in. */
const messageFor = (r: Uint8Array, a: Uint8Array, remainder: bigint): Uint8Array => {
  for (let i = 0; ; i++) {
    const message = toUtf8(`message ${i}`);
    if (challenge(r, a, message) % 8n === remainder) return message;
  }
};

const withSign = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes).with(31, bytes[31]! ^ 0x80);

/** Signatures of one key over one message, and of keys and nonces that no signer makes. */
export const makeSignatures = async (): Promise<Vector[]> => {
  const cases = new Cases('Signature');
  const signer = ann;
  const message = toUtf8('a message');
  const sig = await signer.sign(message);
  const [r, s] = [sig.subarray(0, 32), sig.subarray(32)];
  const key = signer.publicKey;
  const usual = cases.valid('ed25519/valid', verify(key, sig, message));
  const empty = cases.valid(
    'ed25519/valid-empty-message',
    verify(key, await signer.sign(new Uint8Array()), new Uint8Array()),
  );
  const fails = (name: string, attack: string, asked: Asked, neighbour = usual): void =>
    cases.attack(`ed25519/${name}`, attack, neighbour, asked, no);

  fails('s-plus-order', 'S ≥ L: S + L', verify(key, concatBytes(r, encoded(number(s) + order)), message));
  fails(
    's-plus-8-orders',
    'S ≥ L: S + 8 L, with bits above 2^253',
    verify(key, concatBytes(r, encoded(number(s) + 8n * order)), message),
  );
  fails('s-bit-255', 'S with bit 255 set', verify(key, concatBytes(r, withSign(s)), message));
  fails('s-big-endian', 'S written most significant byte first', verify(key, concatBytes(r, s.toReversed()), message));
  fails('s-and-r-exchanged', 'S before R', verify(key, concatBytes(s, r), message));
  for (const length of [0, 32, 63, 65, 128]) {
    const cut = Uint8Array.from({ length }, (_, i) => sig[i % 64]!);
    fails(`${length}-bytes`, `a signature of ${length} bytes`, verify(key, cut, message));
  }
  fails('key-31-bytes', 'a key of 31 bytes', verify(key.subarray(0, 31), sig, message));
  fails('key-33-bytes', 'a key of 33 bytes', verify(concatBytes(key, Uint8Array.of(0)), sig, message));
  fails('r-sign', 'R with its sign turned', verify(key, concatBytes(withSign(r), s), message));
  fails('key-sign', 'A with its sign turned', verify(withSign(key), sig, message));
  fails('message-changed', 'another message', verify(key, sig, toUtf8('a massage')));
  fails(
    'message-extended',
    'trailing bytes after the message',
    verify(key, sig, concatBytes(message, Uint8Array.of(0))),
  );
  fails(
    'message-for-empty',
    'a signature over a message, shown for the empty one',
    verify(key, sig, new Uint8Array()),
    empty,
  );
  fails('another-key', 'a key that did not sign', verify(ben.publicKey, sig, message));

  // Ed25519ctx and Ed25519ph put a prefix before the challenge (RFC 8032 §2, dom2).
  const [a, nonce] = [scalar('a'), scalar('r')];
  const [pointA, pointR] = [base(a).toBytes(), base(nonce).toBytes()];
  const signedWith = (before: Uint8Array, signed: Uint8Array): Uint8Array =>
    concatBytes(pointR, encoded((nonce + challenge(pointR, pointA, signed, before) * a) % order));
  const plain = cases.valid('ed25519/valid-scalar', verify(pointA, signedWith(new Uint8Array(), message), message));
  const dom2 = (flag: number, context: string): Uint8Array =>
    concatBytes(toUtf8('SigEd25519 no Ed25519 collisions'), Uint8Array.of(flag, context.length), toUtf8(context));
  fails('ctx', 'signed as Ed25519ctx', verify(pointA, signedWith(dom2(0, 'assent'), message), message), plain);
  fails('ph', 'signed as Ed25519ph', verify(pointA, signedWith(dom2(1, ''), sha512(message)), message), plain);

  // Keys with a part of small order are no canonical small-order point, so the profile takes them; the equation decides.
  const mixed = base(a).add(torsion[1]!);
  const keyMixed = mixed.toBytes();
  const falls = messageFor(pointR, keyMixed, 0n);
  const stays = messageFor(pointR, keyMixed, 1n);
  const overMixed = (point: Uint8Array, signed: Uint8Array, start = nonce): Uint8Array =>
    concatBytes(point, encoded((start + challenge(point, keyMixed, signed) * a) % order));
  const mixedName = cases.valid('ed25519/valid-mixed-order-key', verify(keyMixed, overMixed(pointR, falls), falls));
  fails(
    'cofactored-only',
    'a signature that the equation times the cofactor takes, and the plain one does not',
    verify(keyMixed, overMixed(pointR, stays), stays),
    mixedName,
  );

  torsion.forEach((point, i) => {
    const small = point.toBytes();
    const signed = messageFor(pointR, small, 0n);
    const attack = `A of small order ${8 / gcd(i)}, for a message where it falls out of the equation`;
    fails(`key-small-order-${i}`, attack, verify(small, concatBytes(pointR, encoded(nonce)), signed), mixedName);
  });
  const strange: readonly (readonly [name: string, what: string, bytes: Uint8Array])[] = [
    ['zero-plus-p', 'y = p', encoded(p)],
    ['zero-plus-p-sign', 'y = p, with the sign bit', withSign(encoded(p))],
    ['one-plus-p', 'y = p + 1', encoded(p + 1n)],
    ['one-sign', 'x = 0 with the sign bit, y = 1', withSign(encoded(1n))],
    ['minus-one-sign', 'x = 0 with the sign bit, y = −1', withSign(encoded(p - 1n))],
    ['beyond', 'y = 2^255 − 1', encoded((1n << 255n) - 1n)],
  ];
  for (const [name, what, bytes] of strange) {
    const signed = messageFor(pointR, bytes, 0n);
    fails(
      `key-${name}`,
      `A not canonical: ${what}`,
      verify(bytes, concatBytes(pointR, encoded(nonce)), signed),
      mixedName,
    );
  }
  fails(
    'key-not-on-curve',
    'A that is no point',
    verify(encoded(2n), concatBytes(pointR, encoded(nonce)), message),
    plain,
  );

  // R of small order: with a mixed key and a fitting message the equation holds.
  for (const i of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const small = torsion[i]!.toBytes();
    const signed = messageFor(small, keyMixed, BigInt((8 - i) % 8));
    fails(
      `r-small-order-${i}`,
      `R of small order ${8 / gcd(i)}, where the equation holds`,
      verify(keyMixed, overMixed(small, signed, 0n), signed),
      mixedName,
    );
  }
  for (const [name, what, bytes] of strange.slice(2, 4)) {
    const signature = concatBytes(bytes, encoded((challenge(bytes, pointA, message) * a) % order));
    fails(`r-${name}`, `R not canonical: ${what}`, verify(pointA, signature, message), plain);
  }
  return cases.vectors;
};

/** Of the place of a point among the multiples of one of order 8. */
const gcd = (i: number): number => (i === 0 ? 8 : i % 4 === 0 ? 4 : i % 2 === 0 ? 2 : 1);
