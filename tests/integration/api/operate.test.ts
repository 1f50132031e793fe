import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { randomSeed, signerFromSeed } from '@assent/signing';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { checkLog } from '../../support/check-log.ts';
import { databaseForTest } from '../../support/database.ts';
import { ask, post } from '../../support/plain.ts';
import { registryFor, startRegistry, temporaryFolder } from '../../support/programs.ts';
import { attestOf, grantOver, setting, work } from './setting.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly id?: string;
  readonly route?: string;
  readonly status?: number;
  readonly code?: string;
  readonly from?: string;
}

const linesOf = (stdout: string): Line[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('the operator’s log', () => {
  it('holds a line a request, with its id and route, and nothing of what was asked', async () => {
    const { registry, address } = await setting();
    const looked = await ask(address, `/works/${work(77)}`);
    await ask(address, '/entries/5');
    await fetch(`${address}/trpc/works.read?input=${encodeURIComponent(JSON.stringify({ sha256: work(77) }))}`);
    await fetch(`${address}/trpc/${'x'.repeat(50)}`);
    await registry.stop();
    const { stdout } = await registry.ended;
    const lines = linesOf(stdout);
    const requests = lines.filter(({ msg }) => msg === 'request');
    expect(requests.map(({ route, status, code }) => [route, status, code])).toEqual([
      ['/api/v1/overview', 200, undefined],
      ['/api/v1/works/:sha256', 200, undefined],
      ['/api/v1/entries/:index', 404, 'not_found'],
      ['/trpc/works.read', 200, undefined],
      ['/trpc/*', 404, 'not_found'],
    ]);
    expect(requests[1]!.id).toBe(looked.headers.get('x-request-id'));
    expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
    expect(requests.map(({ from }) => from)).toEqual(requests.map(() => '127.0.0.0/24'));
    expect(stdout).not.toContain(work(77));
    expect(lines.map(({ msg }) => msg).filter((msg) => msg !== 'request')).toEqual([
      'listening',
      'stopping',
      'stopped',
    ]);
  });

  it('holds no secret: not the key’s seed, not the database’s password, also when things break', async () => {
    const folder = await temporaryFolder();
    const database = await databaseForTest();
    const password = new URL(database.url).password;
    const file = join(folder, 'database-url');
    await writeFile(file, `${database.url}\n`);
    const environment = { DATABASE_URL_FILE: file, ASSENT_LOG_LEVEL: 'debug' };
    const registry = await registryFor({ data: join(folder, 'data'), environment });
    const seed = (JSON.parse(await readFile(join(registry.data, 'log.key'), 'utf8')) as { seed: string }).seed;
    expect((await ask(registry.address, '/overview')).status).toBe(200);
    await database.drop();
    const broken = await ask(registry.address, '/overview');
    expect(broken).toMatchObject({ status: 500, body: { code: 'internal', detail: '' } });
    await registry.stop();
    const { stdout, stderr } = await registry.ended;
    expect(linesOf(stdout).some(({ level, msg }) => level === 'error' && msg === 'fault')).toBe(true);
    expect([seed, password].map((secret) => secret.length > 15)).toEqual([true, true]);
    for (const secret of [seed, Buffer.from(seed, 'base64').toString('hex'), password])
      expect(stdout + stderr + JSON.stringify(broken.body)).not.toContain(secret);
  });
});

describe('whether it lives and can work', () => {
  it('is asked apart: a registry without its database lives and cannot work', async () => {
    const folder = await temporaryFolder();
    const database = await databaseForTest();
    const { address } = await registryFor({ data: join(folder, 'data'), databaseUrl: database.url });
    const status = async (path: string): Promise<number> => (await fetch(`${address}${path}`)).status;
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
    await database.drop();
    await expect.poll(() => status('/readyz'), { timeout: 15_000 }).toBe(503);
    expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ code: 'database_unreachable' });
    expect(await status('/healthz')).toBe(200);
  });

  it('a database that no longer holds what was signed is not worked with', async () => {
    const { address, origin, someone, url } = await setting();
    expect(
      (await post(address, '/statements', await attestOf(someone, origin, signerFromSeed(randomSeed()).did))).status,
    ).toBe(200);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`update log_node set hash = sha256('other') where level = 0 and index = 0`);
    await client.end();
    await expect.poll(async () => (await fetch(`${address}/readyz`)).status, { timeout: 15_000 }).toBe(503);
    expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ code: 'rollback_detected' });
  });
});

describe('metrics', () => {
  it('are the operator’s, on a port of their own, and hold nothing of what was asked', async () => {
    const port = await freePort();
    const { address, origin, someone } = await setting({ ASSENT_OPERATOR_PORT: String(port) });
    await post(address, '/statements', await grantOver(someone, origin, [work(7)]));
    await post(address, '/statements', await grantOver(someone, 'elsewhere.example/log', [work(7)]));
    await ask(address, `/works/${work(7)}`);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toContain('assent_log_size 1');
    expect(text).toContain('assent_refusals_total{code="wrong_audience"} 1');
    expect(text).toMatch(
      /assent_request_seconds_count\{route="\/api\/v1\/works\/:sha256",method="GET",status="200"\} 1/,
    );
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain(work(7));
    expect((await fetch(`http://127.0.0.1:${port}/anything`)).status).toBe(404);
    expect((await fetch(`${address}/metrics`)).status).toBe(404);
  });

  it('say that their port is taken', async () => {
    const folder = await temporaryFolder();
    const { url } = await databaseForTest();
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    const environment = { ASSENT_OPERATOR_PORT: String(port) };
    const started = await startRegistry({ data: join(folder, 'data'), databaseUrl: url, environment });
    server.close();
    expect(started).toMatchObject({ refusal: { code: 'port_in_use', detail: `127.0.0.1:${port}` } });
  });
});

describe('a registry that is asked to stop', () => {
  it(
    'in a storm of publishing finishes what it accepted: what was acknowledged is in the log, and nothing is half answered',
    { timeout: 120_000 },
    async () => {
      const { registry, address, origin, url } = await setting();
      const signers = Array.from({ length: 8 }, () => signerFromSeed(randomSeed()));
      const sent = await Promise.all(
        Array.from({ length: 240 }, (_, i) => attestOf(signers[i % 8]!, origin, signerFromSeed(randomSeed()).did)),
      );
      const acknowledged: { id: string; index: number }[] = [];
      const half: unknown[] = [];
      let cut = 0;
      const publisher = async (from: number): Promise<void> => {
        for (let i = from; i < sent.length; i += 16) {
          const answer = await fetch(`${address}/api/v1/statements`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(sent[i]),
          }).catch(() => undefined);
          if (answer === undefined) {
            cut++;
            continue;
          }
          // Whoever gets the beginning of an answer gets all of it.
          const body = await answer.json().catch((cause: unknown) => cause);
          if (answer.status === 200 && !(body instanceof Error))
            acknowledged.push(body as { id: string; index: number });
          else half.push(body);
          if (acknowledged.length === 40) registry.child.kill('SIGTERM');
        }
      };
      const events = await fetch(`${address}/api/v1/log/events`);
      await Promise.all(Array.from({ length: 16 }, (_, i) => publisher(i)));
      await events.text();
      const { code, stdout } = await registry.ended;
      expect(code).toBe(0);
      expect(half).toEqual([]);
      expect(cut).toBeGreaterThan(0);
      expect(acknowledged.length).toBeGreaterThanOrEqual(40);
      expect(linesOf(stdout).at(-1)).toMatchObject({ msg: 'stopped' });

      const again = await registryFor({ data: registry.data, databaseUrl: url });
      const { size } = await checkLog(again.address);
      expect(size).toBeGreaterThanOrEqual(acknowledged.length);
      for (const { id, index } of acknowledged)
        expect((await ask(again.address, `/statements/${id}`)).body).toMatchObject({ id, index });
    },
  );

  it('does not wait for a connection that nobody uses', async () => {
    const { registry, address } = await setting({ ASSENT_STOP_SECONDS: '600' });
    await Promise.all(Array.from({ length: 5 }, () => ask(address, '/trust')));
    await registry.stop();
    expect((await registry.ended).code).toBe(0);
  });
});
