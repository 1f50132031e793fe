import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { randomSeed, signerFromSeed } from '@assent/signing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkLog } from '../../support/check-log.ts';
import { follow } from '../../support/follow.ts';
import { ask, post } from '../../support/plain.ts';
import { attestOf, grantOver, setting, withdrawalOf, work } from './setting.ts';

/** Server-sent events, as a client reads them. */
const listen = async (address: string, lastEventId?: string) => {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const answer = await fetch(`${address}/api/v1/log/events`, {
    signal: abort.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const next = async (): Promise<{ id: string; data: { from: number; size: number; checkpoint: string } }> => {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end < 0) {
        const { done, value } = await reader.read();
        if (done) throw new Error('the stream ended');
        rest += value;
        continue;
      }
      const event = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const member = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(event)?.[1] ?? '';
      if (member('event') === 'growth') return { id: member('id'), data: JSON.parse(member('data')) };
    }
  };
  return { answer, next, stop: () => abort.abort() };
};

const publishSome = async ({ address, origin, someone }: Awaited<ReturnType<typeof setting>>, count: number) => {
  for (let i = 0; i < count; i++) {
    const sent = await attestOf(someone, origin, signerFromSeed(randomSeed()).did);
    expect((await post(address, '/statements', sent)).status).toBe(200);
  }
};

describe('the stream of growth', () => {
  it('tells of what is new, and who comes back hears what they missed', async () => {
    const place = await setting();
    const first = await listen(place.address);
    expect(first.answer.headers.get('content-type')).toContain('text/event-stream');
    expect((await first.next()).data).toMatchObject({ from: 0, size: 0 });
    await publishSome(place, 1);
    const heard = await first.next();
    expect(heard).toMatchObject({ id: '1', data: { from: 0, size: 1 } });
    expect(heard.data.checkpoint).toContain(`${place.origin}\n1\n`);
    first.stop();
    await publishSome(place, 3);
    const again = await listen(place.address, heard.id);
    expect(await again.next()).toMatchObject({ id: '4', data: { from: 1, size: 4 } });
  });

  it('an id that this log never gave is refused', async () => {
    const { address } = await setting();
    const status = async (id: string): Promise<number> =>
      (await fetch(`${address}/api/v1/log/events`, { headers: { 'last-event-id': id } })).status;
    expect(await status('1')).toBe(404);
    expect(await status('x')).toBe(400);
    expect(await status('-1')).toBe(400);
  });

  it('has room for so many, and room again when they go', async () => {
    const { address } = await setting({ ASSENT_STREAMS_PER_ADDRESS: '3' });
    const open = await Promise.all([1, 2, 3].map(() => listen(address)));
    expect(open.map(({ answer }) => answer.status)).toEqual([200, 200, 200]);
    const refused = await ask(address, '/log/events');
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9][0-9]*$/);
    // Everything else is answered all the while.
    expect((await ask(address, '/overview')).status).toBe(200);
    open[0]!.stop();
    await expect.poll(async () => (await listen(address)).answer.status, { timeout: 10_000 }).toBe(200);
  });

  it('endless listeners that never read are let go of, and the others are served', { timeout: 120_000 }, async () => {
    const place = await setting({ ASSENT_STREAMS_PER_ADDRESS: '200' });
    const { port } = new URL(place.address);
    const sockets: Socket[] = [];
    onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
    for (let i = 0; i < 100; i++) {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
      await once(socket, 'connect');
      socket.pause();
      socket.write('GET /api/v1/log/events HTTP/1.1\r\nhost: localhost\r\n\r\n');
      sockets.push(socket);
    }
    const reader = await listen(place.address);
    await reader.next();
    await publishSome(place, 2);
    expect((await reader.next()).data.size).toBeGreaterThan(0);
    for (const socket of sockets) socket.destroy();
    const areServed = async (): Promise<boolean> => {
      const more = await Promise.all(Array.from({ length: 150 }, () => listen(place.address)));
      for (const { stop } of more) stop();
      return more.every(({ answer }) => answer.status === 200);
    };
    await expect.poll(areServed, { timeout: 20_000 }).toBe(true);
  });
});

describe('a copy of the log over plain HTTP alone', () => {
  it('follows its growth, states and all, and verifies everything again', { timeout: 120_000 }, async () => {
    const place = await setting();
    const { address, api, origin, someone } = place;
    const follower = await follow(address);
    expect((await follower.catchUp()).size).toBe(0);
    const granted = await post(address, '/statements', await grantOver(someone, origin, [work(1), work(2)]));
    await api.log.state.mutate({});
    expect((await follower.catchUp()).size).toBe(2);
    const { id } = granted.body as { id: string };
    await post(address, '/statements', await withdrawalOf(someone, origin, id, [[1, 1]]));
    await publishSome(place, 300);
    await api.log.state.mutate({});
    expect((await follower.catchUp()).size).toBe(304);
    expect(follower.ledger.workLine(work(2), 0)?.live).toEqual([]);
    expect((await checkLog(address)).size).toBe(304);
  });

  it('is kept for ever by those who cache it where it is whole, and not where more will come', async () => {
    const place = await setting();
    await publishSome(place, 3);
    const cached = async (path: string): Promise<string | null> => {
      const answer = await fetch(`${place.address}${path}`);
      await answer.arrayBuffer();
      return answer.headers.get('cache-control');
    };
    const forEver = 'public, max-age=31536000, immutable';
    expect(await cached('/api/v1/log/entries?from=0&limit=3')).toBe(forEver);
    expect(await cached('/api/v1/log/entries?from=0&limit=4')).toBe('no-cache');
    expect(await cached('/tile/entries/000.p/3')).toBe(forEver);
    expect(await cached('/tile/0/000.p/2')).toBe(forEver);
    // That it is not there yet is not to be remembered.
    expect(await cached('/tile/entries/000')).toBe('no-store');
    expect(await cached('/tile/0/000.p/4')).toBe('no-store');
    expect(await cached('/checkpoint')).toBe('no-cache');
  });

  it('a download of more than 10,000 entries at once is refused, and one beyond the end is empty', async () => {
    const { address } = await setting();
    expect((await ask(address, '/log/entries?from=0&limit=10001')).status).toBe(400);
    const empty = await fetch(`${address}/api/v1/log/entries?from=5&limit=10`);
    expect([empty.status, await empty.text()]).toEqual([200, '']);
  });
});
