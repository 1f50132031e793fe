import { accepted, fromUtf8, limits, refused, toUtf8, type Result } from '@assent/schema';
import type { Signed } from '@assent/signing/verify';

/** First byte of an entry: the version of this encoding. */
const version = 0x01;

/**
 * A statement as the log keeps it (formats §5): `0x01 ‖ u8 length ‖ payload type ‖ u32be length ‖ payload ‖ u8 n ‖
 * n × (32-byte key ‖ 64-byte signature)`, keys strictly ascending, so that the freedom of base64 and JSON ends here.
 */
export const encodeEntry = ({ payloadType, payload, signatures }: Signed): Uint8Array => {
  const type = toUtf8(payloadType);
  if (type.length > 255 || signatures.length > 255) throw new RangeError('more than an entry can hold');
  const entry = new Uint8Array(2 + type.length + 4 + payload.length + 1 + signatures.length * 96);
  entry[0] = version;
  entry[1] = type.length;
  entry.set(type, 2);
  let at = 2 + type.length;
  new DataView(entry.buffer).setUint32(at, payload.length);
  entry.set(payload, at + 4);
  at += 4 + payload.length;
  entry[at++] = signatures.length;
  for (const { key, signature } of signatures) {
    entry.set(key, at);
    entry.set(signature, at + 32);
    at += 96;
  }
  return entry;
};

const ascends = (a: Uint8Array, b: Uint8Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
};

/** Read an entry; one encoding only. Nothing is verified yet: see `openSigned`. Refuses with `malformed`, `too_large`. */
export const decodeEntry = (entry: Uint8Array): Result<Signed> => {
  if (entry.length > limits.entry) return refused('too_large', `an entry of ${entry.length} bytes`);
  const view = new DataView(entry.buffer, entry.byteOffset, entry.byteLength);
  const short = refused('malformed', 'an entry that ends early or too late');
  if (entry.length < 2 || entry[0] !== version) return short;
  let at = 2 + entry[1]!;
  if (entry.length < at + 4) return short;
  const payloadType = fromUtf8(entry.subarray(2, at));
  if (!payloadType.ok) return refused('malformed', 'payload type');
  const length = view.getUint32(at);
  at += 4;
  if (length > entry.length - at - 1) return short;
  const payload = entry.subarray(at, at + length);
  at += length;
  const count = entry[at++]!;
  if (count < 1 || count > 8 || entry.length !== at + count * 96) return short;
  const signatures = [];
  for (let i = 0; i < count; i++, at += 96) {
    const key = entry.subarray(at, at + 32);
    if (i > 0 && !ascends(signatures[i - 1]!.key, key)) return refused('malformed', 'keys not strictly ascending');
    signatures.push({ key, signature: entry.subarray(at + 32, at + 96) });
  }
  return accepted({ payloadType: payloadType.value, payload, signatures });
};
