import { encodeEntry, leafHash } from '@assent/log';
import { canonicalBytes } from '@assent/schema';
import { preAuthenticationEncoding, type Signature, type Signer, statementId } from '@assent/signing';
import { concatBytes } from '@noble/hashes/utils.js';
import { attest, withdraw } from './kinds.ts';
import { samples } from './samples.ts';
import { ann, crowd, registry, signaturesOf, typeOf } from './seal.ts';
import { base64, Cases, refusedWith, type Vector, yes } from './vector.ts';

const u32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

const open = (entry: Uint8Array) => ({ op: 'entry.open', entry: base64(entry) });

const sign = (type: string, payload: Uint8Array, signers: readonly Signer[]): Promise<Signature[]> =>
  signaturesOf(preAuthenticationEncoding(type, payload), signers);

/** Leaf data of the log. */
export const makeEntries = async (): Promise<Vector[]> => {
  const cases = new Cases('Log');
  const opens = (kind: string, payload: Uint8Array, entry: Uint8Array) => ({
    ...yes,
    id: statementId(typeOf(kind), payload),
    leafHash: base64(leafHash(entry)),
  });
  const write = async (kind: string, payload: Uint8Array, signers: readonly Signer[]): Promise<Uint8Array> =>
    encodeEntry({ payloadType: typeOf(kind), payload, signatures: await sign(typeOf(kind), payload, signers) });
  for (const { statement, signers } of samples) {
    const payload = canonicalBytes(statement);
    const entry = await write(statement.kind, payload, signers);
    cases.valid(`entry/${statement.kind}`, open(entry), opens(statement.kind, payload, entry));
  }
  const payload = canonicalBytes(withdraw);
  const type = typeOf('withdraw');
  const signatures = await sign(type, payload, crowd.slice(0, 9));
  const of = (count: number): Uint8Array =>
    encodeEntry({ payloadType: type, payload, signatures: signatures.slice(0, count) });
  const many = cases.valid('entry/8-signatures', open(of(8)), opens('withdraw', payload, of(8)));
  const two = cases.valid('entry/2-signatures', open(of(2)), opens('withdraw', payload, of(2)));
  const valid = 'entry/withdraw';
  const good = await write('withdraw', payload, [ann]);
  const fails = (name: string, attack: string, entry: Uint8Array, neighbour = valid, code = 'malformed'): void =>
    cases.attack(`entry/${name}`, attack, neighbour, open(entry), refusedWith(code));
  const at = 2 + type.length;
  const rest = good.subarray(at + 4);
  fails('empty', 'no bytes', new Uint8Array());
  fails('version-0', 'another version', good.with(0, 0));
  fails('version-2', 'a version to come', good.with(0, 2));
  fails('type-longer', 'a type length greater by one', good.with(1, type.length + 1));
  fails('type-shorter', 'a type length smaller by one', good.with(1, type.length - 1));
  fails('type-not-utf8', 'a type that is not UTF-8', good.with(10, 0xff));
  fails(
    'type-of-another',
    'a type exchanged',
    concatBytes(
      good.subarray(0, 1),
      Uint8Array.of(typeOf('attest').length),
      Buffer.from(typeOf('attest')),
      good.subarray(at),
    ),
    valid,
    'payload_type_mismatch',
  );
  fails(
    'payload-longer',
    'a payload length greater by one',
    concatBytes(good.subarray(0, at), u32(payload.length + 1), rest),
  );
  fails(
    'payload-shorter',
    'a payload length smaller by one',
    concatBytes(good.subarray(0, at), u32(payload.length - 1), rest),
  );
  fails(
    'payload-length-greatest',
    'a payload length of 2^32 − 1',
    concatBytes(good.subarray(0, at), u32(0xffff_ffff), rest),
  );
  fails(
    'payload-length-little-endian',
    'a payload length with its least byte first',
    concatBytes(good.subarray(0, at), u32(payload.length).toReversed(), rest),
  );
  fails(
    'payload-changed',
    'a byte of the payload changed',
    good.with(at + 4 + payload.length - 2, 0x32),
    valid,
    'malformed',
  );
  fails('signatures-none', 'no signature', concatBytes(good.subarray(0, -97), Uint8Array.of(0)));
  fails('signatures-9', 'nine signatures', of(9), many);
  fails('signatures-count', 'a count greater than there are signatures', good.with(good.length - 97, 2), two);
  fails(
    'keys-descending',
    'keys in descending order',
    encodeEntry({ payloadType: type, payload, signatures: signatures.slice(0, 2).toReversed() }),
    two,
  );
  fails(
    'key-twice',
    'one key counted twice',
    encodeEntry({ payloadType: type, payload, signatures: [signatures[0]!, signatures[0]!] }),
    two,
  );
  fails(
    'signature-changed',
    'a bit of a signature changed',
    good.with(good.length - 40, good.at(-40)! ^ 1),
    valid,
    'signature_invalid',
  );
  fails(
    'key-exchanged',
    'another key before the signature',
    concatBytes(good.subarray(0, -96), registry.publicKey, good.subarray(-64)),
    valid,
    'signature_invalid',
  );
  fails('cut', 'a byte less', good.subarray(0, -1));
  fails('trailing-byte', 'a trailing byte', concatBytes(good, Uint8Array.of(0)));
  fails('twice', 'two entries', concatBytes(good, good));
  const spaced = concatBytes(canonicalBytes(attest), Uint8Array.of(0x20));
  fails(
    'payload-not-canonical',
    'a payload that is not canonical, signed',
    await write('attest', spaced, [registry]),
    'entry/attest',
    'not_canonical',
  );
  cases.attack(
    'entry/too-large',
    'an entry of 65,536 bytes',
    valid,
    { op: 'entry.open', entry: { parts: [base64(good), { repeat: 'AA==', times: 65_536 - good.length }] } },
    refusedWith('too_large'),
  );
  cases.attack(
    'entry/padded',
    'an entry of 65,535 bytes, padded',
    valid,
    { op: 'entry.open', entry: { parts: [base64(good), { repeat: 'AA==', times: 65_535 - good.length }] } },
    refusedWith('malformed'),
  );
  return cases.vectors;
};
