import type { SignedRefusal } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { decodeEnvelope, encodeEnvelope } from './envelope.ts';
import { node } from './node.ts';
import { openRefusal } from './refusal.ts';
import { signerFromSeed, signRefusal } from './sign.ts';

const log = signerFromSeed(new Uint8Array(32).fill(1));
const other = signerFromSeed(new Uint8Array(32).fill(2));
const id = `sha256:${'ab'.repeat(32)}`;
const refusal: SignedRefusal = {
  v: 1,
  kind: 'refusal',
  aud: 'registry.example/log',
  iss: log.did,
  id,
  code: 'signer_not_entitled',
  at: 1_767_225_600,
};
const expected = { origin: refusal.aud, identity: log.did, id };

const codeOf = async (envelope: Uint8Array, as = expected): Promise<string> => {
  const opened = await openRefusal(envelope, as, node);
  return opened.ok ? 'shown' : opened.refusal.code;
};

describe('a signed refusal', () => {
  test('shows what was refused, when and why', async () => {
    const opened = await openRefusal(await signRefusal(refusal, log), expected, node);
    expect(opened).toEqual({ ok: true, value: refusal });
  });

  test('of another statement, log or key shows nothing', async () => {
    const signed = await signRefusal(refusal, log);
    expect(await codeOf(signed, { ...expected, id: `sha256:${'ac'.repeat(32)}` })).toBe('evidence_mismatch');
    expect(await codeOf(signed, { ...expected, origin: 'registry.example/other' })).toBe('wrong_audience');
    expect(await codeOf(signed, { ...expected, identity: other.did })).toBe('checkpoint_untrusted');
  });

  test('signed by somebody else in the log’s name shows nothing', async () => {
    expect(await codeOf(await signRefusal(refusal, other))).toBe('checkpoint_untrusted');
    expect(await codeOf(await signRefusal({ ...refusal, iss: other.did }, other))).toBe('checkpoint_untrusted');
  });

  test('changed after signing shows nothing', async () => {
    const decoded = decodeEnvelope(await signRefusal(refusal, log));
    if (!decoded.ok) throw new Error(decoded.refusal.code);
    const changed = await signRefusal({ ...refusal, code: 'wrong_audience' }, log);
    const another = decodeEnvelope(changed);
    if (!another.ok) throw new Error(another.refusal.code);
    const mixed = encodeEnvelope({ ...decoded.value, payload: another.value.payload });
    expect(await codeOf(mixed)).toBe('signature_invalid');
    expect(await codeOf(changed)).toBe('shown');
  });
});
