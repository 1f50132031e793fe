import { accepted, canonicalBytes, Envelope, limits, openJson, refused, toUtf8, type Result } from '@assent/schema';
import { concatBytes } from '@noble/hashes/utils.js';
import { sha256Hex } from '#sha256-hex';
import { didKeyOf, publicKeyOf } from './did-key.ts';

/** One signature with the raw key it is by. */
export interface Signature {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** What an envelope holds, decoded and not yet verified. */
export interface Signed {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** Keys strictly ascending. */
  readonly signatures: readonly Signature[];
}

/** The bytes that are signed: DSSE v1 pre-authentication encoding. Lengths are in bytes. */
export const preAuthenticationEncoding = (payloadType: string, payload: Uint8Array): Uint8Array =>
  concatBytes(toUtf8(`DSSEv1 ${toUtf8(payloadType).length} ${payloadType} ${payload.length} `), payload);

/** A statement's id: `sha256:` and the hash of the signed bytes; never of the envelope, which can be respelled. */
export const statementId = (payloadType: string, payload: Uint8Array): string =>
  idOfSigned(preAuthenticationEncoding(payloadType, payload));

/** The id of the statement whose signed bytes these are. */
export const idOfSigned = (signed: Uint8Array): string => `sha256:${sha256Hex(signed)}`;

/** Canonical base64 or nothing: white space, padding bits and alphabet are checked by encoding again. */
export const fromBase64 = (text: string): Result<Uint8Array> => {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return refused('base64_not_canonical');
  }
  if (btoa(binary) !== text) return refused('base64_not_canonical');
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return accepted(bytes);
};

export const toBase64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (let i = 0; i < bytes.length; i++) binary += String.fromCharCode(bytes[i]!);
  return btoa(binary);
};

/** Order of two byte strings of one length. */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
};

/**
 * Envelope bytes, in any JSON spelling, to their content. Nothing is verified yet: see `openSigned`.
 *
 * Refuses with `too_large`, `not_utf8`, `not_json`, `too_deep`, `malformed`, `base64_not_canonical`, `key_malformed`,
 * `signature_duplicate`.
 */
export const decodeEnvelope = (bytes: Uint8Array): Result<Signed> => {
  const envelope = openJson(Envelope, bytes, limits.envelope);
  return envelope.ok ? decodeEnvelopeObject(envelope.value) : envelope;
};

const decodeEnvelopeObject = (envelope: Envelope): Result<Signed> => {
  const payload = fromBase64(envelope.payload);
  if (!payload.ok) return payload;
  const signatures: Signature[] = [];
  for (const { keyid, sig } of envelope.signatures) {
    const key = publicKeyOf(keyid);
    if (!key.ok) return key;
    const signature = fromBase64(sig);
    if (!signature.ok) return signature;
    if (signature.value.length !== 64) return refused('signature_invalid', keyid);
    signatures.push({ key: key.value, signature: signature.value });
  }
  signatures.sort((a, b) => compareBytes(a.key, b.key));
  for (let i = 1; i < signatures.length; i++) {
    // One key counted twice would meet a threshold of two alone.
    if (compareBytes(signatures[i - 1]!.key, signatures[i]!.key) === 0) {
      return refused('signature_duplicate', didKeyOf(signatures[i]!.key));
    }
  }
  return accepted({ payloadType: envelope.payloadType, payload: payload.value, signatures });
};

/** The one canonical envelope of signed content: RFC 8785, keys ascending. */
export const encodeEnvelope = (signed: Signed): Uint8Array =>
  canonicalBytes({
    payload: toBase64(signed.payload),
    payloadType: signed.payloadType,
    signatures: signed.signatures.map(({ key, signature }) => ({ keyid: didKeyOf(key), sig: toBase64(signature) })),
  } satisfies Envelope);
