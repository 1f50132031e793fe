import { randomSeed, type Signer, signerFromSeed } from '@assent/signing';
import { describe, expect, it } from 'vitest';
import { ask, post } from '../../support/plain.ts';
import { attestOf, disputeOf, grantOver, setting, withdrawalOf, work } from './setting.ts';

/** Ask until it is too much. */
const exhaust = async (address: string, headers: Record<string, string> = {}) => {
  for (let i = 0; i < 200; i++) {
    const answer = await ask(address, '/trust', { headers });
    if (answer.status !== 200) return answer;
  }
  throw new Error('there is no limit');
};

/** So little comes back that it is none while a test runs. */
const hardlyAny = '0.001';
const little = { ASSENT_ADDRESS_RATE: hardlyAny, ASSENT_ADDRESS_BURST: '12' };

describe('an address', () => {
  it('that asks too much is told when to come again, over plain HTTP and tRPC', async () => {
    const { address, api } = await setting(little);
    const refused = await exhaust(address);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9][0-9]*$/);
    const told = await api.log.trust.query().catch((cause: unknown) => cause);
    expect(told).toMatchObject({ data: { httpStatus: 429, refusal: { code: 'rate_limited' } } });
    // Whether it lives is not asked by strangers alone.
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  it('that comes again later is answered', async () => {
    const { address } = await setting({ ASSENT_ADDRESS_RATE: '2', ASSENT_ADDRESS_BURST: '12' });
    const crowd = await Promise.all(Array.from({ length: 150 }, () => ask(address, '/trust')));
    expect(crowd.map(({ status }) => status)).toContain(429);
    await expect.poll(async () => (await ask(address, '/trust')).status, { timeout: 20_000 }).toBe(200);
  });

  it('is another one behind a proxy of ours, and cannot be made up without one', async () => {
    const through = await setting({ ...little, ASSENT_TRUSTED_PROXIES: '127.0.0.0/8,::1' });
    await exhaust(through.address, { 'x-forwarded-for': '192.0.2.1' });
    expect((await ask(through.address, '/trust', { headers: { 'x-forwarded-for': '192.0.2.2' } })).status).toBe(200);
    // What a stranger wrote before the proxy's own entry is not believed.
    const lied = await ask(through.address, '/trust', { headers: { 'x-forwarded-for': '192.0.2.9, 192.0.2.1' } });
    expect(lied.status).toBe(429);
    const direct = await setting(little);
    await exhaust(direct.address, { 'x-forwarded-for': '192.0.2.1' });
    const again = await ask(direct.address, '/trust', { headers: { 'x-forwarded-for': '192.0.2.2' } });
    expect(again.status).toBe(429);
  });

  it('that has nothing left may still withdraw for the first time, and nothing else', async () => {
    const { address, api, origin, someone } = await setting({
      ASSENT_ADDRESS_RATE: hardlyAny,
      ASSENT_ADDRESS_BURST: '30',
    });
    const grant = await post(address, '/statements', await grantOver(someone, origin, [work(1), work(2)]));
    const { id } = grant.body as { id: string };
    const attest = await attestOf(someone, origin, signerFromSeed(randomSeed()).did);
    const publish = async (sent: object): Promise<unknown> => {
      await exhaust(address);
      const { status, body } = await post(address, '/statements', sent);
      return status === 200 ? 'recorded' : (body as { code: string }).code;
    };
    expect(await publish(attest)).toBe('rate_limited');
    const first = await withdrawalOf(someone, origin, id, [[0, 0]]);
    expect(await publish(await withdrawalOf(signerFromSeed(randomSeed()), origin, 'sha256:'.padEnd(71, '0')))).toBe(
      'rate_limited',
    );
    expect(await publish(first)).toBe('recorded');
    // The same works again are no first withdrawal, the others are; and so over tRPC.
    expect(await publish({ ...(await withdrawalOf(someone, origin, id, [[0, 0]])), lines: [] })).toBe('rate_limited');
    await exhaust(address);
    const rest = await api.statements.publish.mutate(await withdrawalOf(someone, origin, id, [[0, 1]]));
    expect(rest.index).toBe(2);
    expect(await publish(await withdrawalOf(someone, origin, id))).toBe('recorded');
    expect(await publish(await withdrawalOf(someone, origin, id, [[1, 1]]))).toBe('rate_limited');
  });
});

describe('somebody who disputes', () => {
  it('is heard for the first time, whatever was sent from there before; not for the same works again', async () => {
    const { address, origin, someone } = await setting({ ASSENT_ADDRESS_RATE: hardlyAny, ASSENT_ADDRESS_BURST: '30' });
    await post(address, '/statements', await grantOver(someone, origin, [work(1), work(2), work(3)]));
    const [one, two] = [signerFromSeed(randomSeed()), signerFromSeed(randomSeed())];
    await exhaust(address);
    const publish = async (signer: Signer, works: string[]): Promise<string> => {
      const { status, body } = await post(address, '/statements', await disputeOf(signer, origin, works));
      return status === 200 ? 'recorded' : (body as { code: string }).code;
    };
    expect(await publish(one, [work(1), work(2)])).toBe('recorded');
    expect(await publish(one, [work(2)])).toBe('rate_limited');
    expect(await publish(one, [work(3)])).toBe('recorded');
    // An old one, sent beside other works than were signed, is not a new one.
    const old = await disputeOf(one, origin, [work(3)]);
    const { lines } = await disputeOf(one, origin, [work(4)]);
    expect(await post(address, '/statements', { ...old, lines })).toMatchObject({ status: 429 });
    expect(await publish(two, [work(1)])).toBe('recorded');
    expect((await ask(address, '/trust')).status).toBe(429);
  });
});

describe('a signer', () => {
  it('who publishes too much is refused, signed, and pays for nobody’s statements but their own', async () => {
    const { address, origin, someone } = await setting({ ASSENT_SIGNER_RATE: hardlyAny, ASSENT_SIGNER_BURST: '3' });
    const other = signerFromSeed(randomSeed());
    const grant = await post(address, '/statements', await grantOver(someone, origin, [work(1)]));
    const { id } = grant.body as { id: string };
    const attest = () => attestOf(someone, origin, signerFromSeed(randomSeed()).did);
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await post(address, '/statements', await attest())).status);
    expect(statuses).toContain(429);
    const refused = await post(address, '/statements', await attest());
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited', signed: expect.any(String) } });
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]/);
    const overTrpc = await fetch(`${address}/trpc/statements.publish`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(await attest()),
    });
    expect([overTrpc.status, overTrpc.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^[1-9]/)]);
    const another = await attestOf(other, origin, someone.did);
    expect((await post(address, '/statements', another)).status).toBe(200);
    expect((await post(address, '/statements', await withdrawalOf(someone, origin, id))).status).toBe(200);
  });

  it('is not made to pay by forged statements in their name', async () => {
    const { address, origin, someone } = await setting({ ASSENT_SIGNER_RATE: hardlyAny, ASSENT_SIGNER_BURST: '2' });
    const good = await attestOf(someone, origin, signerFromSeed(randomSeed()).did);
    const { payload, payloadType, signatures } = JSON.parse(Buffer.from(good.envelope, 'base64').toString()) as {
      payload: string;
      payloadType: string;
      signatures: { keyid: string; sig: string }[];
    };
    const sig = Buffer.alloc(64, 1).toString('base64');
    const forged = { payload, payloadType, signatures: signatures.map(({ keyid }) => ({ keyid, sig })) };
    for (let i = 0; i < 5; i++) {
      const envelope = Buffer.from(JSON.stringify(forged)).toString('base64');
      expect(await post(address, '/statements', { envelope })).toMatchObject({ body: { code: 'signature_invalid' } });
    }
    expect((await post(address, '/statements', good)).status).toBe(200);
  });
});

describe('a question that costs much', () => {
  it('is taken from what its asker has: looking up 10,000 works is dearer than one', async () => {
    const { address } = await setting({ ASSENT_ADDRESS_RATE: hardlyAny, ASSENT_ADDRESS_BURST: '150' });
    const works = Array.from({ length: 10_000 }, (_, i) => work(i));
    expect((await post(address, '/works', { works })).status).toBe(200);
    expect(await post(address, '/works', { works })).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect((await post(address, '/works', { works: works.slice(0, 1) })).status).toBe(200);
  });
});
