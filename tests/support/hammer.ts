import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseVerifierKey, verifyInclusion } from '@assent/log';
import type { Erase, PublicationReceipt, Trust } from '@assent/schema';
import { randomSeed, type Signer, signerFromSeed, signStatement, toBase64 } from '@assent/signing';
import { expect, onTestFinished } from 'vitest';
import { Monitor } from '../../apps/cli/src/operations/monitor.ts';
import { bytesAt, newestCheckpoint, provesExtension } from '../../apps/cli/src/operations/monitor-follow.ts';
import { checkReceipt } from '../../apps/cli/src/registry-client.ts';
import { disputeOf, grantOver, now, type Sent, withdrawalOf, work } from '../integration/api/setting.ts';
import { checkLog } from './check-log.ts';
import { Outside } from './crash/append-story.ts';
import { databaseForTest } from './database.ts';
import { ask, post } from './plain.ts';
import { assent, assentJson, registryFor, temporaryFolder } from './programs.ts';
import { witnessFor } from './witness-process.ts';

/** A real witness behind somebody who delays, forgets, contradicts and drops what is asked of it. */
const unreliable = async (witness: string) => {
  const state = { address: '', calm: false, asked: 0 };
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const turn = state.calm ? 3 : state.asked++ % 5;
    if (turn === 0) await wait(400);
    if (turn === 1) return void response.writeHead(409).end('0\n');
    if (turn === 2) return void request.socket.destroy();
    const answer = await fetch(new URL(request.url!, witness), { method: 'POST', body: Buffer.concat(pieces) });
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  state.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return state;
};

const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/**
 * Writers, readers that verify every answer, a witness that is anything but reliable and a monitor that cosigns, all at
 * once for some seconds; then everything that anybody was told is held against the log, and the database against itself.
 *
 * @returns how much was done by whom: each has to have done something.
 */
export const hammer = async (seconds: number) => {
  const folder = await temporaryFolder();
  const data = join(folder, 'data');
  const { url } = await databaseForTest();
  const first = await registryFor({ data, databaseUrl: url });
  const trust = (await assentJson<Trust>(['trust'], { registry: first.address })).answer;
  const log = trust.logs[0]!;
  await first.stop();
  const witness = await witnessFor(folder, 'one.example', [log.key]);
  const between = await unreliable(witness.address);
  const cosigner = { signer: signerFromSeed(randomSeed()), clock: now };
  const environment = {
    ASSENT_WITNESSES: `${witness.key} ${between.address}`,
    ASSENT_WITNESS_SECONDS: '1',
    ASSENT_MONITORS: cosigner.signer.did,
    ASSENT_ADDRESS_RATE: '100000',
    ASSENT_ADDRESS_BURST: '1000000',
    ASSENT_SIGNER_RATE: '100000',
    ASSENT_SIGNER_BURST: '1000000',
  };
  const registry = await registryFor({ data, databaseUrl: url, environment });
  const { address } = registry;
  const key = parseVerifierKey(log.key);
  if (!key.ok) throw new Error(key.refusal.code);
  const followed = { address, origin: log.origin, key: key.value };
  const outside = new Outside();
  const told: PublicationReceipt[] = [];
  const done = { written: 0, read: 0, states: 0, looks: 0, cosigned: 0 };
  const end = performance.now() + seconds * 1_000;
  const again = (): boolean => performance.now() < end;

  const publish = async (sent: Sent): Promise<PublicationReceipt> => {
    const { status, body } = await post(address, '/statements', sent);
    if (status !== 200) throw new Error(JSON.stringify(body));
    const receipt = body as PublicationReceipt;
    await checkReceipt(receipt, log, new Uint8Array(Buffer.from(sent.envelope, 'base64')));
    outside.hear(receipt);
    told.push(receipt);
    done.written++;
    return receipt;
  };
  const erasureOf = async (signer: Signer, statement: string): Promise<Sent> => {
    const erase: Erase = { v: 1, kind: 'erase', aud: log.origin, iss: signer.did, iat: now(), statement };
    return { envelope: toBase64(await signStatement(erase, signer)) };
  };
  const writer = async (who: number): Promise<void> => {
    for (let turn = 0; again(); turn++) {
      const signer = signerFromSeed(randomSeed());
      const works = [1, 2, 3].map((n) => work(1 + ((turn * 7 + who * 31 + n * 13) % 400))).toSorted();
      const grant = await grantOver(signer, log.origin, [...new Set(works)]);
      const { id, index } = await publish(grant);
      // The same again, from somewhere else: nothing more.
      if (turn % 5 === 0) expect((await publish(grant)).index).toBe(index);
      if (turn % 3 === 0) await publish(await withdrawalOf(signer, log.origin, id, [[0, 0]]));
      if (turn % 4 === 0) await publish(await erasureOf(signer, id));
      if (turn % 6 === 0) await publish(await disputeOf(signer, log.origin, works.slice(0, 1)));
    }
  };
  const reader = async (): Promise<void> => {
    let seen = await newestCheckpoint(followed);
    while (again()) {
      const newest = await newestCheckpoint(followed);
      expect(newest.size).toBeGreaterThanOrEqual(seen.size);
      expect(await provesExtension(followed, seen, newest)).toBe(true);
      seen = newest;
      const one = told[Math.floor(Math.random() * told.length)];
      if (one === undefined || one.index >= newest.size) continue;
      const { body } = await ask(address, `/log/inclusion?index=${one.index}&size=${newest.size}`);
      const { leafHash, proof } = body as { leafHash: string; proof: string[] };
      expect(leafHash).toBe(one.leafHash);
      const leads = verifyInclusion(fromHex(leafHash), one.index, newest.size, proof.map(fromHex), newest.root);
      expect(leads).toBe(true);
      const entry = (await ask(address, `/entries/${one.index}`)).body as { entry: string; id: string };
      expect(entry.id).toBe(one.id);
      done.read++;
    }
  };
  const states = async (): Promise<void> => {
    while (again()) {
      expect((await post(address, '/states', {})).status).toBe(200);
      done.states++;
      await wait(300);
    }
  };
  const monitor = await Monitor.open(followed, join(folder, 'seen'), cosigner);
  const watch = async (): Promise<void> => {
    while (again()) {
      const seen = await monitor.look();
      if (seen.split !== undefined) throw new Error('two histories');
      done.looks++;
      done.cosigned += seen.cosigned;
      await wait(100);
    }
  };
  await Promise.all([writer(0), writer(1), writer(2), reader(), reader(), states(), watch()]);

  between.calm = true;
  const shown = async (): Promise<string> => Buffer.from(await bytesAt(address, 'checkpoint')).toString();
  await publish(await grantOver(signerFromSeed(randomSeed()), log.origin, [work(1)]));
  await expect.poll(async () => (await shown()).includes('— one.example '), { timeout: 90_000 }).toBe(true);
  outside.holdAgainst(await checkLog(address));
  await monitor.look();
  await registry.stop();
  expect((await registry.ended).code).toBe(0);
  const { DATABASE_URL: before } = process.env;
  process.env['DATABASE_URL'] = url;
  try {
    const { code, stdout, stderr } = await assent(['fsck', '--data', data]);
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
  } finally {
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
  }
  return done;
};
