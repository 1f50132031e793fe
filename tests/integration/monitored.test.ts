import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cosignState, type PlacedState } from '@assent/log';
import type { State, Trust } from '@assent/schema';
import { randomSeed, type Signer, signerFromSeed, toBase64 } from '@assent/signing';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseForTest } from '../support/database.ts';
import { photograph } from '../support/photograph.ts';
import { ask, post } from '../support/plain.ts';
import { assentJson, assentMain, registryFor, temporaryFolder } from '../support/programs.ts';
import { attestOf, setting } from './api/setting.ts';

const examples = new URL('../../docs/examples/', import.meta.url).pathname;

/** A monitor that looks again and again, as it is run for good; ended with the test. */
const watch = (address: string, folder: string, trust: string, key: string): void => {
  const data = ['--data', join(folder, 'seen'), '--every', '1'];
  const child = spawn(
    process.execPath,
    [assentMain, 'monitor', '--registry', address, '--trust', trust, '--key', key, ...data],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
};

interface Report {
  readonly ok: boolean;
  readonly errors: readonly { readonly code: string }[];
  readonly warnings: readonly { readonly code: string }[];
}

describe('a dataset that asks for a monitor', () => {
  it(
    'waits until one has recomputed its state, and carries its cosignature for whoever verifies it',
    { timeout: 240_000 },
    async () => {
      const folder = await temporaryFolder();
      const [me, team, monitor, trust, spec, photos, bundle] = [
        'me.key',
        'team.key',
        'monitor.key',
        'trust.json',
        'spec.json',
        'photos',
        'bundle',
      ].map((name) => join(folder, name)) as [string, string, string, string, string, string, string];
      for (const key of [me, team]) await assentJson(['keygen', key]);
      const { identity } = (await assentJson<{ identity: string }>(['keygen', monitor])).answer;
      const { url } = await databaseForTest();
      const environment = { ASSENT_MONITORS: identity };
      const registry = await registryFor({ data: join(folder, 'data'), databaseUrl: url, environment });
      const at = { registry: registry.address };
      await mkdir(photos);
      await cp(photograph('acanthus-mollis'), join(photos, 'acanthus.jpg'));
      await assentJson(['publish', photos, '--terms', join(examples, 'terms.json'), '--key', me], at);
      const policy = (await assentJson<Trust>(['trust'], at)).answer;
      const asking = async (quorum: number, keys: readonly string[]): Promise<string> => {
        await writeFile(trust, JSON.stringify({ ...policy, monitors: { quorum, keys } }));
        return trust;
      };
      const written = JSON.parse(await readFile(join(examples, 'specification.json'), 'utf8')) as { strata: object[] };
      await writeFile(spec, JSON.stringify({ ...written, strata: written.strata.slice(0, 1) }));
      await asking(1, [identity]);
      watch(registry.address, folder, trust, monitor);
      const assembled = await assentJson(
        ['assemble', '--spec', spec, '--out', bundle, '--files', photos, '--key', team, '--trust', trust],
        at,
      );
      expect(assembled).toMatchObject({ code: 0, answer: { ok: true } });
      await registry.stop();

      const verify = async (quorum: number, keys: readonly string[]) => {
        const { answer } = await assentJson<Report>(['verify', bundle, '--trust', await asking(quorum, keys)]);
        return [...answer.errors, ...answer.warnings].map(({ code }) => code);
      };
      const stranger = signerFromSeed(randomSeed()).did;
      expect(await verify(1, [identity])).toEqual(['time_unwitnessed']);
      expect(await verify(2, [identity, stranger].toSorted())).toEqual(['monitor_quorum_missing', 'time_unwitnessed']);
      expect(await verify(1, [stranger])).toEqual(['monitor_quorum_missing', 'time_unwitnessed']);
      expect(await verify(0, [])).toEqual(['time_unwitnessed', 'state_unmonitored']);
      await rm(join(bundle, 'evidence', 'monitors'));
      expect(await verify(1, [identity])).toEqual(['monitor_quorum_missing', 'time_unwitnessed']);
      expect(await verify(0, [])).toEqual(['time_unwitnessed', 'state_unmonitored']);
    },
  );
});

describe('cosignatures of states', () => {
  it('are kept of monitors that the operator named, where they verify, and shown with the state', async () => {
    const monitors = [signerFromSeed(randomSeed()), signerFromSeed(randomSeed())] as const;
    const [monitor, other] = monitors;
    const { address, api, origin, someone, folder, registry, url } = await setting({
      ASSENT_MONITORS: monitors.map(({ did }) => did).join(),
    });
    const states: PlacedState[] = [];
    for (const _ of [1, 2]) {
      await post(address, '/statements', await attestOf(someone, origin, signerFromSeed(randomSeed()).did));
      const { index } = await api.log.state.mutate({});
      const { body } = await ask(address, `/entries/${index}`);
      states.push({ index, statement: (body as { statement: State }).statement });
    }
    const [first, second] = states as [PlacedState, PlacedState];
    const signed = async (state: PlacedState, signer: Signer, place = state.index) => {
      const { signature } = await cosignState(state, signer.did, 1_800_000_000, signer);
      return { state: place, signature: toBase64(signature) };
    };
    const give = async (by: Signer, ...cosignatures: object[]) => {
      const { status, body } = await post(address, '/states/cosignatures', { monitor: by.did, cosignatures });
      return [status, (body as { code?: string }).code];
    };
    const noteOf = async (index: number) => (await ask(address, `/states/${index}/note`)).body as { note: string };

    const stranger = signerFromSeed(randomSeed());
    expect(await give(stranger, await signed(first, stranger))).toEqual([403, 'monitor_unknown']);
    expect(await give(monitor, await signed(first, monitor, second.index))).toEqual([400, 'signature_invalid']);
    expect(await give(monitor, await signed(first, other))).toEqual([400, 'signature_invalid']);
    expect(await give(monitor, await signed(first, monitor, 0))).toEqual([404, 'not_found']);
    const { statement } = second;
    const another = { ...second, statement: { ...statement, root: '0'.repeat(64) } };
    // All or nothing: the good one beside it is not kept either.
    expect(await give(monitor, await signed(first, monitor), await signed(another, monitor))).toEqual([
      400,
      'signature_invalid',
    ]);
    expect(await noteOf(first.index)).toEqual({ note: null });
    for (const by of monitors)
      expect(await give(by, await signed(first, by), await signed(second, by))).toEqual([200, undefined]);
    expect(await give(monitor, await signed(first, monitor))).toEqual([200, undefined]);
    const { note } = await noteOf(first.index);
    expect(note.split('\n').filter((line) => line.startsWith('— '))).toHaveLength(2);
    expect((await ask(address, '/states/0/note')).status).toBe(404);

    // What is stored is checked by itself; what is nobody's is forgotten.
    const client = new Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    await registry.stop();
    const fsck = async (...more: string[]) => {
      const { code, stdout, stderr } = await assentFsck(join(folder, 'data'), url, more);
      return { code, said: `${stdout}${stderr}` };
    };
    expect((await fsck()).code).toBe(0);
    await client.query(
      'update state_cosignature set signature = set_byte(signature, 20, get_byte(signature, 20) # 1) where state = $1 and monitor = $2',
      [first.index, monitor.did],
    );
    expect(await fsck()).toMatchObject({ code: 1, said: expect.stringContaining('state_cosignature.signature') });
    expect((await fsck('--rebuild')).code).toBe(0);
    expect((await client.query('select 1 from state_cosignature')).rowCount).toBe(3);
  }, 120_000);
});

/** `assent fsck` on a database that is not the embedded one. */
const assentFsck = async (data: string, url: string, more: readonly string[]) => {
  const child = spawn(process.execPath, [assentMain, 'fsck', '--data', data, ...more], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece) => (stdout += piece));
  child.stderr.on('data', (piece) => (stderr += piece));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
};
