import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { checkLog } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { assentJson, assentMain, registryFor, temporaryFolder } from '../support/programs.ts';

const examples = new URL('../../docs/examples/', import.meta.url).pathname;
/** Four chunks. */
const works = 25_000;

it(
  'a list longer than a request goes in chunks, and the same command goes on after it was killed',
  { timeout: 300_000 },
  async () => {
    const folder = await temporaryFolder();
    const { url } = await databaseForTest();
    const registry = await registryFor({ data: join(folder, 'data'), databaseUrl: url });
    const at = { registry: registry.address };
    const [key, list] = [join(folder, 'me.key'), join(folder, 'hashes.txt')];
    const terms = join(examples, 'subject-terms.json');
    await assentJson(['keygen', key]);
    const hashes = Array.from({ length: works }, (_, i) => createHash('sha256').update(`work ${i}`).digest('hex'));
    await writeFile(list, hashes.map((hash) => `${hash}\n`).join(''));
    const command = ['publish', '--list', list, '--terms', terms, '--key', key];

    const client = new Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    const stored = async (): Promise<number> =>
      Number((await client.query<{ n: string }>('select count(*) as n from upload_chunk')).rows[0]!.n);
    const killed = spawn(process.execPath, [assentMain, '--json', ...command], {
      env: { ...process.env, ASSENT_REGISTRY: registry.address },
      stdio: 'ignore',
    });
    const ended = once(killed, 'close');
    await expect.poll(stored, { timeout: 120_000, interval: 5 }).toBeGreaterThan(0);
    killed.kill('SIGKILL');
    await ended;
    const before = await stored();
    expect(before).toBeLessThan(4);
    expect((await checkLog(registry.address)).size).toBe(0);

    const published = await assentJson<{ index: number }>(command, at);
    expect(published).toMatchObject({ code: 0, answer: { ok: true, works, already: false } });
    const { size, ledger } = await checkLog(registry.address);
    expect([size, ledger.workCount]).toEqual([1, works]);
    expect(await assentJson(command, at)).toMatchObject({ code: 0, answer: { already: true } });
    await registry.stop();
    const { stdout } = await registry.ended;
    const puts = stdout.split('\n').filter((line) => line.includes('"method":"PUT"') && line.includes(':chunk'));
    // Each chunk once, but for the one that was on its way.
    expect(puts.length).toBeGreaterThanOrEqual(4);
    expect(puts.length).toBeLessThanOrEqual(5);
  },
);
