import { limits, openCanonical, payloadType, refused, type Result, SignedRefusal } from '@assent/schema';
import { decodeEnvelope, preAuthenticationEncoding } from './envelope.ts';
import { publicKeyOf } from './did-key.ts';
import type { Ed25519 } from './profile.ts';

/**
 * Check that a registry refused this very statement: its envelope is signed by the log's key, and by nobody else, and
 * names the log and the statement.
 *
 * @param expected the log's name and the did:key of its key, from the verifier's own trust; the id of what was sent.
 * Refuses with what `decodeEnvelope` and the payload gate refuse with, `payload_type_mismatch`, `wrong_audience`,
 * `checkpoint_untrusted` (another key), `signature_invalid`, `evidence_mismatch` (another statement).
 */
export const openRefusal = async (
  envelope: Uint8Array,
  expected: { readonly origin: string; readonly identity: string; readonly id: string },
  ed25519: Ed25519,
): Promise<Result<SignedRefusal>> => {
  const signed = decodeEnvelope(envelope);
  if (!signed.ok) return signed;
  const { payload, signatures } = signed.value;
  if (signed.value.payloadType !== payloadType('refusal'))
    return refused('payload_type_mismatch', signed.value.payloadType);
  const refusal = openCanonical(SignedRefusal, payload, limits.payload);
  if (!refusal.ok) return refusal;
  const key = publicKeyOf(expected.identity);
  if (!key.ok) return key;
  const [signature, more] = signatures;
  if (more !== undefined) return refused('signature_surplus');
  if (refusal.value.iss !== expected.identity || !equal(signature!.key, key.value))
    return refused('checkpoint_untrusted', refusal.value.iss);
  if (
    !(await ed25519.verify(key.value, signature!.signature, preAuthenticationEncoding(payloadType('refusal'), payload)))
  )
    return refused('signature_invalid', expected.identity);
  if (refusal.value.aud !== expected.origin) return refused('wrong_audience', refusal.value.aud);
  return refusal.value.id === expected.id ? refusal : refused('evidence_mismatch', refusal.value.id);
};

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
