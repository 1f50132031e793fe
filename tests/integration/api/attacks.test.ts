import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { randomSeed, signerFromSeed } from '@assent/signing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseForTest } from '../../support/database.ts';
import { ask, post } from '../../support/plain.ts';
import { registryFor, temporaryFolder } from '../../support/programs.ts';
import { attestOf, setting, work } from './setting.ts';

/** Bytes over a socket as they are, and everything that comes back until the other side ends or `until` is there. */
const raw = async (address: string, pieces: readonly string[], until?: string): Promise<string> => {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let heard = '';
  socket.on('data', (piece) => (heard += piece.toString('latin1'))).on('error', () => undefined);
  await once(socket, 'connect');
  for (const piece of pieces) socket.write(piece);
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.on('data', () => until !== undefined && heard.includes(until) && resolve());
  });
  return heard;
};

const statusOf = (heard: string): number => Number(/^HTTP\/1\.1 ([0-9]{3})/.exec(heard)?.[1]);

const sent = (address: string, path: string, type: string, body: string) =>
  ask(address, path, { method: 'POST', headers: { 'content-type': type }, body });

describe('a body', () => {
  it('that comes too slowly is cut off, and others are served meanwhile', async () => {
    const { address } = await setting({ ASSENT_REQUEST_SECONDS: '2' });
    const head = (length: number): string =>
      `POST /api/v1/works HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
    const slow = Array.from({ length: 20 }, () => raw(address, [head(100), '{"works":']));
    const body = JSON.stringify({ works: [work(1)] });
    expect(statusOf(await raw(address, [head(body.length), body], '}]}'))).toBe(200);
    for (const heard of await Promise.all(slow)) expect([408, NaN]).toContain(statusOf(heard));
  });

  it('of headers that never end is cut off', async () => {
    const { address } = await setting({ ASSENT_REQUEST_SECONDS: '2' });
    const heard = await raw(address, ['GET /api/v1/trust HTTP/1.1\r\nhost: localhost\r\nx-a: ']);
    expect([408, NaN]).toContain(statusOf(heard));
    expect(
      statusOf(
        await raw(address, [`GET /api/v1/trust HTTP/1.1\r\nhost: localhost\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`]),
      ),
    ).toBe(431);
  });

  it('over its limit is refused, whether it says so or not; one at the limit is read', async () => {
    const { address, api } = await setting();
    const most = 4 * 1024 * 1024;
    const body = (bytes: number): string => `{"works":[]${' '.repeat(bytes - 12)}}`;
    expect(await sent(address, '/works', 'application/json', body(most))).toMatchObject({ status: 200 });
    expect(await sent(address, '/works', 'application/json', body(most + 1))).toMatchObject({
      status: 413,
      body: { code: 'too_large' },
    });
    const chunk = `${(1024 * 1024).toString(16)}\r\n${' '.repeat(1024 * 1024)}\r\n`;
    const head =
      'POST /api/v1/works HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    expect(statusOf(await raw(address, [head, ...Array.from({ length: 5 }, () => chunk)], 'too_large'))).toBe(413);
    // The same gate stands before tRPC.
    const large = api.works.lookUp.mutate({ works: Array.from({ length: 70_000 }, (_, i) => work(i)) });
    expect(await large.catch((cause: unknown) => cause)).toMatchObject({
      data: { httpStatus: 413, refusal: { code: 'too_large' } },
    });
  });

  it('that is no question is refused, over plain HTTP and tRPC; one that is, is answered', async () => {
    const { address } = await setting();
    for (const [body, status, code] of [
      ['{"works":[', 400, 'not_json'],
      ['', 400, 'not_json'],
      ['[]', 400, 'malformed'],
      ['null', 400, 'malformed'],
      ['{"works":[],"works2":[]}', 400, 'malformed'],
      ['{"works":[],"__proto__":{"a":1}}', 400, 'malformed'],
      [`{"works":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400, 'too_deep'],
      [`{"works":["${'0'.repeat(63)}G"]}`, 400, 'malformed'],
      [`{"works":["${'0'.repeat(64)}"]}`, 200, undefined],
    ] as const) {
      const answer = await sent(address, '/works', 'application/json', body);
      const told = (answer.body as { code?: string }).code;
      expect({ body: body.slice(0, 60), status: answer.status, code: told }).toEqual({
        body: body.slice(0, 60),
        status,
        code,
      });
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(`${address}/trpc/works.lookUp`, { method: 'POST', headers, body })).status).toBe(status);
    }
  });

  it('that is not said to be JSON is not read', async () => {
    const { address } = await setting();
    const body = JSON.stringify({ works: [work(1)] });
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/jsonp',
    ]) {
      expect(await sent(address, '/works', type, body)).toMatchObject({
        status: 415,
        body: { code: 'media_type_wrong' },
      });
      const trpc = await fetch(`${address}/trpc/works.lookUp`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect(trpc.status).toBe(415);
    }
    expect((await sent(address, '/works', 'application/json; charset=utf-8', body)).status).toBe(200);
    expect((await sent(address, '/works', 'Application/JSON', body)).status).toBe(200);
  });

  it('that is not UTF-8 is refused', async () => {
    const { address } = await setting();
    const headers = { 'content-type': 'application/json' };
    const bad = await ask(address, '/works', { method: 'POST', headers, body: Uint8Array.of(0x7b, 0xff, 0x7d) });
    expect(bad).toMatchObject({ status: 400, body: { code: 'not_utf8' } });
  });
});

describe('a connection', () => {
  it('on which nothing moves is closed, and its place is free again', async () => {
    const { address } = await setting({ ASSENT_IDLE_SECONDS: '1', ASSENT_STREAMS_PER_ADDRESS: '1' });
    const events = 'GET /api/v1/log/events HTTP/1.1\r\nhost: localhost\r\n\r\n';
    expect(statusOf(await raw(address, [events]))).toBe(200);
    await expect.poll(async () => statusOf(await raw(address, [events])), { timeout: 10_000 }).toBe(200);
  });
});

describe('an address', () => {
  it('that leads out of the log’s files or the dashboard finds nothing', async () => {
    const folder = await temporaryFolder();
    const dashboard = join(folder, 'dashboard');
    await mkdir(join(dashboard, 'assets'), { recursive: true });
    await writeFile(join(dashboard, 'index.html'), 'the page');
    await writeFile(join(dashboard, 'assets', 'a.js'), 'a script');
    await writeFile(join(folder, 'secret.txt'), 'a secret');
    await mkdir(join(folder, 'dashboard-other'));
    await writeFile(join(folder, 'dashboard-other', 'b.js'), 'a secret');
    const { url } = await databaseForTest();
    const { address } = await registryFor({ data: join(folder, 'data'), databaseUrl: url, dashboard });
    const get = (path: string): Promise<string> =>
      raw(address, [`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`]);
    expect(await get('/assets/a.js')).toContain('a script');
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
      '/..%5csecret.txt',
      '/%252e%252e/secret.txt',
      '/../dashboard-other/b.js',
      '/..%2fdashboard-other%2fb.js',
      '/assets/a.js%00',
      '/%',
      '/%ff%fe',
      '/..%2fdata%2flog.key',
      '/..%2fdata%2flast-checkpoint',
      '//etc/passwd',
    ]) {
      const heard = await get(path);
      expect(heard).not.toMatch(/a secret|root:|assent-key/);
      expect([200, 301, 400, 404]).toContain(statusOf(heard));
    }
    await post(address, '/states', {});
    expect(statusOf(await get('/tile/0/000.p/1'))).toBe(200);
    for (const path of [
      '/tile/0/../entries/000.p/1',
      '/tile/0/000.p%2f1',
      '/tile/0/000.p/1/',
      '/tile/0//000.p/1',
      '/tile/00/000.p/1',
      '/tile/0/0',
      '/tile/0/000.p/01',
      '/tile/0/000.p/0',
      '/tile/0/000.p/256',
      '/tile/-1/000.p/1',
      '/tile/0/x000/000.p/1',
      '/tile/0/999999999999999999',
      '/tile/%30/000.p/1',
      '/tile/0/000.p/1%00',
    ]) {
      // A client that resolves `..` itself asks for another path; the server does so with none.
      const status = statusOf(await get(path));
      expect({ path, status: path.includes('..') ? 404 : status }).toEqual({ path, status: 404 });
    }
  });

  it('with line breaks in it splits no header and no line of the log', async () => {
    const { registry, address, origin, someone } = await setting();
    const split = '%0d%0aset-cookie:%20a=b';
    for (const path of [
      `/statements/sha256:${split}`,
      `/works/${split}`,
      `/identities/${split}`,
      `/nothing${split}`,
      `/statements?limit=3&kind=${split}`,
    ]) {
      const answer = await ask(address, path);
      expect([400, 404]).toContain(answer.status);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    const heard = await raw(address, [
      'GET /api/v1/trust HTTP/1.1\r\nhost: localhost\r\nx-request-id: a\r\n b\r\nconnection: close\r\n\r\n',
    ]);
    expect([200, 400]).toContain(statusOf(heard));
    const recorded = await post(
      address,
      '/statements',
      await attestOf(someone, origin, signerFromSeed(randomSeed()).did),
    );
    expect((await ask(address, `/statements/${(recorded.body as { id: string }).id}`)).status).toBe(200);
    await registry.stop();
    const lines = (await registry.ended).stdout.trim().split('\n');
    expect(lines.every((line) => JSON.parse(line) !== null)).toBe(true);
    expect(lines.join('\n')).not.toContain('set-cookie');
  });

  it('with an unknown, a double or a misspelt parameter is refused, not passed over', async () => {
    const { address } = await setting();
    for (const query of [
      'limit=3&lmit=4',
      'limit=3&limit=4',
      'limit=0x3',
      'limit=3.0',
      'limit=+3',
      'limit=-1',
      'limit=201',
      'limit=',
      'limit=1e1',
      '',
    ])
      expect(await ask(address, `/statements?${query}`)).toMatchObject({ status: 400, body: { code: 'malformed' } });
    expect((await ask(address, '/statements?limit=3')).status).toBe(200);
    expect(await ask(address, '/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await ask(address, '/statements', { method: 'DELETE' })).toMatchObject({ status: 404 });
  });

  it('of tRPC takes one question at a time', async () => {
    const { address } = await setting();
    const input = encodeURIComponent(JSON.stringify({ 0: {}, 1: {} }));
    const batch = await fetch(`${address}/trpc/log.trust,log.trust?batch=1&input=${input}`);
    expect(batch.status).not.toBe(200);
    expect((await fetch(`${address}/trpc/log.trust`)).status).toBe(200);
  });
});
