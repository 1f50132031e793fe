import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  encodeEntry,
  formatCheckpoint,
  formatNote,
  leafHash,
  MemoryTree,
  proveConsistency,
  signNote,
} from '@assent/log';
import type { State, Trust } from '@assent/schema';
import { decodeEnvelope, randomSeed, signerFromSeed, signStatement, statementId } from '@assent/signing';
import { readKeyFile } from '@assent/signing/key-file';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesAt } from '../../apps/cli/src/operations/monitor-follow.ts';
import { copyOfDatabase, databaseForTest } from '../support/database.ts';
import { post } from '../support/plain.ts';
import { assentJson, registryFor, temporaryFolder } from '../support/programs.ts';
import { attestOf, grantOver, setting, work } from './api/setting.ts';

const someone = signerFromSeed(randomSeed());
const publish = async (address: string, origin: string, count = 1): Promise<void> => {
  for (let i = 0; i < count; i++) {
    const sent = await attestOf(someone, origin, signerFromSeed(randomSeed()).did);
    expect((await post(address, '/statements', sent)).status).toBe(200);
  }
};

/** Somebody's folder with a trust file, who looks at an address. */
const watcher = async (policy: Trust) => {
  const folder = await temporaryFolder();
  const [trust, data, evidence] = ['trust.json', 'seen', 'evidence.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(trust, JSON.stringify(policy));
  const look = (address: string) =>
    assentJson(['monitor', '--registry', address, '--trust', trust, '--data', data, '--evidence', evidence]);
  const check = (file = evidence) => assentJson(['monitor', '--check', file, '--trust', trust]);
  return { folder, trust, data, evidence, look, check };
};

const trustOf = async (address: string): Promise<Trust> =>
  JSON.parse(Buffer.from(await bytesAt(address, 'api/v1/trust')).toString()) as Trust;

const checkpointOf = async (address: string): Promise<string> =>
  Buffer.from(await bytesAt(address, 'checkpoint')).toString();
const sizeOf = async (address: string): Promise<number> => Number((await checkpointOf(address)).split('\n')[1]);

describe('a monitor', () => {
  it('recomputes what an honest registry says, and goes on where it was', { timeout: 120_000 }, async () => {
    const { address, api, origin } = await setting();
    const { look, data } = await watcher(await trustOf(address));
    expect(await look(address)).toMatchObject({ code: 0, answer: { ok: true, size: 0, states: 0 } });
    await post(address, '/statements', await grantOver(someone, origin, [work(1), work(2)]));
    await api.log.state.mutate({});
    expect(await look(address)).toMatchObject({ code: 0, answer: { size: 2, before: 0, entries: 2, states: 1 } });
    await publish(address, origin);
    await api.log.state.mutate({});
    expect(await look(address)).toMatchObject({ code: 0, answer: { size: 4, before: 2, entries: 4, states: 2 } });
    // Its own memory is not believed blindly.
    const leaves = await readFile(join(data, 'leaves'));
    expect(leaves.length).toBe(4 * 32);
    leaves[40]! ^= 1;
    await writeFile(join(data, 'leaves'), leaves);
    expect(await look(address)).toMatchObject({ code: 1, answer: { code: 'checkpoint_mismatch' } });
  });

  it('trusts no log but the one it was told', { timeout: 60_000 }, async () => {
    const [one, other] = [await setting(), await setting()];
    const { look } = await watcher(await trustOf(one.address));
    expect((await look(one.address)).code).toBe(0);
    expect(await look(other.address)).toMatchObject({ code: 1, answer: { code: 'checkpoint_untrusted' } });
  });
});

describe('a registry restored from an older copy under the same key', () => {
  it(
    'is found when it shows fewer, as many or more entries, with evidence for anybody',
    { timeout: 240_000 },
    async () => {
      const folder = await temporaryFolder();
      const { url } = await databaseForTest();
      const data = join(folder, 'data');
      const first = await registryFor({ data, databaseUrl: url });
      const policy = await trustOf(first.address);
      const { origin } = policy.logs[0]!;
      await publish(first.address, origin, 3);
      const { look, check, folder: own, evidence } = await watcher(policy);
      await first.stop();
      const copy = await copyOfDatabase(url);
      await cp(data, join(folder, 'copy'), { recursive: true });

      const original = await registryFor({ data, databaseUrl: url });
      await publish(original.address, origin, 3);
      expect(await look(original.address)).toMatchObject({ code: 0, answer: { size: 6 } });
      const honest = await checkpointOf(original.address);

      const fork = await registryFor({ data: join(folder, 'copy'), databaseUrl: copy.url });
      // As long as it only lacks something, nothing can be proven, and it is said all the same.
      expect(await look(fork.address)).toMatchObject({ code: 1, answer: { code: 'rollback_detected' } });
      for (const size of [4, 6, 9]) {
        await publish(fork.address, origin, size - (await sizeOf(fork.address)));
        expect(await look(fork.address)).toMatchObject({ code: 1, answer: { code: 'log_forked' } });
        expect(await check()).toMatchObject({ code: 0, answer: { ok: true, origin } });
        // It still knows the history that it saw first.
        expect(await look(original.address)).toMatchObject({ code: 0, answer: { size: 6, before: 6 } });
      }

      // Evidence is not made up: each of these differs from it in one thing.
      const proven = JSON.parse(await readFile(evidence, 'utf8')) as Record<string, unknown>;
      expect(proven['first']).toBe(honest);
      const altered = async (change: object) => {
        const file = join(own, 'altered.json');
        await writeFile(file, JSON.stringify({ ...proven, ...change }));
        const { code, answer } = await check(file);
        return [code, answer['code']];
      };
      expect(await altered({})).toEqual([0, undefined]);
      expect(await altered({ second: honest })).toEqual([1, 'proof_invalid']);
      expect(await altered({ prefix: '0'.repeat(64) })).toEqual([1, 'proof_invalid']);
      expect(await altered({ first: proven['second'], second: proven['second'], proof: [] })).toEqual([
        1,
        'proof_invalid',
      ]);
      const root = Buffer.from(honest.split('\n')[2]!, 'base64').toString('hex');
      const oneHistory = { first: honest, second: honest, prefix: root, proof: [] };
      expect(await altered(oneHistory)).toEqual([1, 'proof_invalid']);
      expect(await altered({ first: honest.replace('\n6\n', '\n5\n') })).toEqual([1, 'signature_invalid']);
      expect(await altered({ origin: 'other.example/log' })).toEqual([1, 'checkpoint_untrusted']);
      expect(await altered({ more: 1 })).toEqual([1, 'malformed']);
    },
  );
});

describe('a registry that states what does not follow from its log', () => {
  /** The log of a stopped registry, served again by its own key, with one state changed. */
  const lying = async (change: (state: State) => State) => {
    const { address, api, origin, folder, registry } = await setting();
    await post(address, '/statements', await grantOver(someone, origin, [work(1), work(2)]));
    await api.log.state.mutate({});
    const policy = await trustOf(address);
    const key = await readKeyFile(join(folder, 'data', 'log.key'), undefined);
    if (!key.ok) throw new Error(key.refusal.code);
    const said = (await bytesAt(address, 'api/v1/log/entries?from=0&limit=2')).slice();
    const lines = Buffer.from(await bytesAt(address, 'api/v1/entries/0/lines')).toString();
    const [granted] = Buffer.from(said).toString().split('\n') as [string];
    const { statement } = JSON.parse(Buffer.from(await bytesAt(address, 'api/v1/entries/1')).toString()) as {
      statement: State;
    };
    await registry.stop();
    const signed = decodeEnvelope(await signStatement(change(statement), key.value));
    if (!signed.ok) throw new Error(signed.refusal.code);
    const entry = encodeEntry(signed.value);
    const grant = JSON.parse(granted) as { entry: string };
    const tree = new MemoryTree([new Uint8Array(Buffer.from(grant.entry, 'base64')), entry].map(leafHash));
    const note = await signNote(formatCheckpoint({ origin, size: 2, root: tree.root() }), origin, key.value);
    const stated = {
      index: 1,
      id: statementId(signed.value.payloadType, signed.value.payload),
      entry: Buffer.from(entry).toString('base64'),
    };
    const answers: Record<string, string> = {
      '/checkpoint': formatNote(note),
      '/api/v1/log/entries?from=0&limit=2': `${granted}\n${JSON.stringify(stated)}\n`,
      '/api/v1/entries/0/lines?from=0&limit=8192': lines,
      '/api/v1/entries/1/lines?from=0&limit=8192': '[]',
      '/api/v1/log/consistency?from=0&to=2': JSON.stringify(proveConsistency(0, 2, tree.read)),
    };
    const server = createServer(({ url }, response) => {
      const answer = answers[url!];
      response.writeHead(answer === undefined ? 404 : 200).end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return { address: `http://localhost:${(server.address() as AddressInfo).port}`, policy };
  };

  it.each([
    ['nothing changed', (state: State): State => state, undefined],
    ['another root', (state: State): State => ({ ...state, root: '0'.repeat(64) }), 'state_false'],
    ['a line more', (state: State): State => ({ ...state, count: state.count + 1 }), 'state_false'],
    ['fewer entries', (state: State): State => ({ ...state, size: 0 }), 'state_false'],
  ])('is found: %s', { timeout: 60_000 }, async (_, change, code) => {
    const { address, policy } = await lying(change);
    const { look } = await watcher(policy);
    const answer = await look(address);
    expect([answer.code, answer.answer['code']]).toEqual([code === undefined ? 0 : 1, code]);
  });
});
