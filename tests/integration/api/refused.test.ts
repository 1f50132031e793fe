import {
  decodeEnvelope,
  encodeEnvelope,
  fromBase64,
  openRefusal,
  randomSeed,
  signerFromSeed,
  statementId,
  toBase64,
} from '@assent/signing';
import { node } from '@assent/signing/node';
import { describe, expect, it } from 'vitest';
import { post } from '../../support/plain.ts';
import { attestOf, grantOver, type Sent, setting, withdrawalOf, work } from './setting.ts';

const idOf = ({ envelope }: Sent): string => {
  const bytes = fromBase64(envelope);
  const signed = bytes.ok ? decodeEnvelope(bytes.value) : bytes;
  if (!signed.ok) throw new Error(signed.refusal.code);
  return statementId(signed.value.payloadType, signed.value.payload);
};

const shown = async (place: { origin: string; identity: string }, sent: Sent, signed: string | undefined) => {
  const bytes = fromBase64(signed ?? '');
  if (!bytes.ok) throw new Error('no envelope');
  return openRefusal(bytes.value, { ...place, id: idOf(sent) }, node);
};

describe('a refusal', () => {
  it('of a withdrawal is signed, the same over plain HTTP and tRPC, and can be shown', async () => {
    const place = await setting();
    const { address, api, origin, someone } = place;
    const granted = await post(address, '/statements', await grantOver(someone, origin, [work(1)]));
    const { id } = granted.body as { id: string };
    const byAnother = await withdrawalOf(signerFromSeed(randomSeed()), origin, id);
    const plain = await post(address, '/statements', byAnother);
    expect(plain).toMatchObject({ status: 403, body: { code: 'signer_not_entitled' } });
    const told = await api.statements.publish.mutate(byAnother).catch((cause: unknown) => cause);
    const { refusal } = (told as { data: { refusal: { code: string; signed: string } } }).data;
    for (const signed of [(plain.body as { signed: string }).signed, refusal.signed]) {
      expect(await shown(place, byAnother, signed)).toMatchObject({
        ok: true,
        value: { code: 'signer_not_entitled', id: idOf(byAnother), aud: origin },
      });
    }
    const own = await post(address, '/statements', await withdrawalOf(someone, origin, id));
    expect(own.status).toBe(200);
    expect(own.body).not.toHaveProperty('signed');
  });

  it('is signed too where a signature does not verify: a registry that lies about that is caught by it', async () => {
    const place = await setting();
    const { address, origin, someone } = place;
    const good = await attestOf(someone, origin, signerFromSeed(randomSeed()).did);
    const bytes = fromBase64(good.envelope);
    const signed = bytes.ok ? decodeEnvelope(bytes.value) : bytes;
    if (!signed.ok) throw new Error(signed.refusal.code);
    const [{ key, signature }] = signed.value.signatures as [{ key: Uint8Array; signature: Uint8Array }];
    const bent = Uint8Array.from(signature, (byte, i) => (i === 3 ? byte ^ 1 : byte));
    const bad = { envelope: toBase64(encodeEnvelope({ ...signed.value, signatures: [{ key, signature: bent }] })) };
    const { status, body } = await post(address, '/statements', bad);
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'signature_invalid' } });
    expect(await shown(place, bad, (body as { signed: string }).signed)).toMatchObject({
      ok: true,
      value: { code: 'signature_invalid' },
    });
    expect((await post(address, '/statements', good)).status).toBe(200);
  });

  it('of what is no statement is not signed: there is nothing to show', async () => {
    const { address } = await setting();
    const { status, body } = await post(address, '/statements', { envelope: toBase64(new TextEncoder().encode('{}')) });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'malformed' });
    expect(body).not.toHaveProperty('signed');
  });
});
