import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { erasedLineOf } from '@assent/consent';
import type { Erase, KeptLine } from '@assent/schema';
import type { TRPCClientError } from '@trpc/client';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkStored } from '../../apps/registry/src/fsck/check-stored.ts';
import { OpenWorkers } from '../../apps/registry/src/log/open-workers.ts';
import { rebuild } from '../../apps/registry/src/fsck/rebuild.ts';
import { eraseLines, erasedBefore, readErasures } from '../../apps/registry/src/log/erase-lines.ts';
import { connect } from '../../apps/registry/src/database/migrate.ts';
import { randomSeed, signerFromSeed, signStatement, toBase64 } from '@assent/signing';
import { Ledgers } from '../../apps/registry/src/log/ledgers.ts';
import { openRegistry } from '../../apps/registry/src/open-registry.ts';
import { apiOf, checkLog } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { photograph } from '../support/photograph.ts';
import { ask, post } from '../support/plain.ts';
import { assentJson, registryFor, temporaryFolder } from '../support/programs.ts';
import { disputeOf, grantOver, now, setting, work } from './api/setting.ts';

const examples = new URL('../../docs/examples/', import.meta.url).pathname;

const clientOf = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
};

/** Two published works of one list, and a dataset of both; one is about to be erased. */
const story = async () => {
  const folder = await temporaryFolder();
  const { url } = await databaseForTest();
  const place = { data: join(folder, 'data'), databaseUrl: url };
  let registry = await registryFor(place);
  const path = (name: string): string => join(folder, name);
  const run = async (...args: string[]) =>
    (await assentJson<Record<string, unknown> & { id: string }>(args, { registry: registry.address })).answer;
  const photos = path('photos');
  await mkdir(photos);
  for (const name of ['acanthus-mollis', 'march-pastoral']) await cp(photograph(name), join(photos, `${name}.jpg`));
  for (const key of ['me.key', 'team.key']) await run('keygen', path(key));
  await writeFile(path('trust.json'), JSON.stringify(await run('trust')));
  const { id } = await run('publish', photos, '--terms', join(examples, 'terms.json'), '--key', path('me.key'));
  const written = JSON.parse(await readFile(join(examples, 'specification.json'), 'utf8')) as { strata: object[] };
  const assemble = async (version: string) => {
    await writeFile(path('spec.json'), JSON.stringify({ ...written, version, strata: written.strata.slice(0, 1) }));
    const files = ['--files', photos, '--key', path('team.key'), '--trust', path('trust.json')];
    return run('assemble', '--spec', path('spec.json'), '--out', path(version), ...files);
  };
  const verify = (version: string, ...more: string[]) =>
    run('verify', path(version), '--trust', path('trust.json'), ...more);
  const restart = async (): Promise<void> => {
    await registry.stop();
    registry = await registryFor(place);
  };
  return { url, path, run, id, assemble, verify, restart, address: () => registry.address };
};

describe('an erased line', () => {
  it(
    'answers 410 at once and is deleted once a state covers it; who has to be asked stays, and the rest of its list verifies',
    { timeout: 300_000 },
    async () => {
      const { url, path, run, id, assemble, verify, restart, address } = await story();
      expect(await assemble('1.0.0')).toMatchObject({ ok: true, strata: [{ consented: 2 }] });
      const [line, other] = (await ask(address(), '/entries/0/lines')).body as [string, string];
      const { sha256, author } = JSON.parse(line) as { sha256: string; author: string };
      const api = apiOf(address());
      const { index: state } = await api.log.state.mutate({});
      const monitor = () =>
        run('monitor', '--trust', path('trust.json'), '--data', path('seen'), '--registry', address());
      expect(await monitor()).toMatchObject({ ok: true });
      expect(await ask(address(), '/entries/0/lines/0')).toMatchObject({ status: 200, body: { line } });

      expect(await run('erase', id, '--works', sha256, '--key', path('me.key'))).toMatchObject({ ok: true });
      const client = await clientOf(url);
      const stored = async () =>
        (await client.query<{ line: string }>('select line from list_line where statement = 0 order by leaf')).rows;
      const isHidden = async (): Promise<void> => {
        expect(await ask(address(), '/entries/0/lines/0')).toMatchObject({ status: 410, body: { code: 'erased' } });
        expect(await ask(address(), '/entries/0/lines/1')).toMatchObject({ status: 200, body: { line: other } });
        const [left, beside] = (await ask(address(), '/entries/0/lines')).body as [string, string];
        expect(Object.keys(JSON.parse(left) as object)).toEqual(['author', 'depicts', 'leaf', 'owners', 'sha256']);
        expect(JSON.parse(left)).toMatchObject({ sha256, author, owners: [author], depicts: [] });
        expect(beside).toBe(other);
        expect((await ask(address(), '/entries/0')).body).toMatchObject({ lines: [left, other] });
        const question = { state, works: [sha256], slices: [] };
        expect(await post(address(), '/evidence', question)).toMatchObject({ status: 410, body: { code: 'erased' } });
        const refused = await apiOf(address())
          .statements.line.query({ index: 0, leaf: 0 })
          .catch((cause: unknown) => cause as TRPCClientError<never>);
        expect(refused).toMatchObject({
          data: { httpStatus: 410, refusal: { code: 'erased' } },
          meta: { response: { status: 410 } },
        });
        const others = { ...question, works: [(JSON.parse(other) as KeptLine).sha256] };
        const headers = { 'content-type': 'application/json' };
        const init = { method: 'POST', headers, body: JSON.stringify(others) };
        expect((await fetch(`${address()}/api/v1/evidence`, init)).status).toBe(200);
        expect((await ask(address(), `/works/${sha256}`)).body).toMatchObject({
          line: { holders: [{ author, owners: [author] }], live: [] },
        });
      };
      // Recorded, and not yet covered by a state: it is shown to nobody, and still stored.
      expect(await stored()).toEqual([{ line }, { line: other }]);
      await isHidden();
      await restart();
      expect(await stored()).toEqual([{ line }, { line: other }]);
      await isHidden();

      await apiOf(address()).log.state.mutate({});
      await restart();
      await expect.poll(async () => (await stored())[0]!.line.includes('"leaf":"'), { timeout: 20_000 }).toBe(true);
      expect((await stored())[1]).toEqual({ line: other });
      const { rows } = await client.query('select 1 from stored_line where position($1 in line) > 0', [
        (JSON.parse(line) as { salt: string }).salt,
      ]);
      expect(rows).toEqual([]);
      await isHidden();

      await checkLog(address());
      // Who saw it before, and who comes only now.
      expect(await monitor()).toMatchObject({ ok: true });
      const late = ['--data', path('late'), '--registry', address()];
      expect(await run('monitor', '--trust', path('trust.json'), ...late)).toMatchObject({ ok: true, before: 0 });
      expect(await assemble('1.0.1')).toMatchObject({ ok: true, strata: [{ consented: 1 }] });
      expect(await verify('1.0.1')).toMatchObject({ ok: true, counts: { total: 1 } });
      expect(await verify('1.0.0')).toMatchObject({ ok: true, counts: { total: 2 } });
      expect(await verify('1.0.0', '--fresh', address())).toMatchObject({ fresh: { ok: false, withdrawn: [sha256] } });
    },
  );

  it('is offered by nobody, and may be erased by the registry, with a reason', async () => {
    const { address, origin, someone, folder } = await setting();
    const whole = await grantOver(someone, origin, [work(1)]);
    const left = { ...whole, lines: whole.lines!.map(erasedLineOf) };
    expect(await post(address, '/statements', left)).toMatchObject({ status: 400, body: { code: 'malformed' } });
    const { status, body } = await post(address, '/statements', whole);
    expect(status).toBe(200);
    const key = ['--key', join(folder, 'data', 'log.key')];
    const erase = ['erase', (body as { id: string }).id, ...key];
    expect(await assentJson(erase, { registry: address })).toMatchObject({ answer: { code: 'signer_not_entitled' } });
    expect((await ask(address, '/entries/0/lines/0')).status).toBe(200);
    const reasoned = [...erase, '--reason', 'A person asked.'];
    expect(await assentJson(reasoned, { registry: address })).toMatchObject({ code: 0, answer: { ok: true } });
    expect((await ask(address, '/entries/0/lines/0')).status).toBe(410);
  });
});

describe('what is stored of an erasure', () => {
  /** A long list of which a part is erased, by a registry in this process; `erase` is carried out by the test. */
  const erased = async () => {
    const { url } = await databaseForTest();
    const dataDirectory = await temporaryFolder();
    const opened = await openRegistry({ dataDirectory, databaseUrl: url, origin: 'erasure.example/log' }, now);
    if (!opened.ok) throw new Error(opened.refusal.code);
    const { registry, close } = opened.value;
    const { origin, identity } = registry;
    const [author, seen, stranger] = [1, 2, 3].map(() => signerFromSeed(randomSeed()));
    const publish = async ({ envelope, lines }: { envelope: string; lines?: string[] }) => {
      const receipt = await registry.publish(new Uint8Array(Buffer.from(envelope, 'base64')), lines);
      if (!receipt.ok) throw new Error(`${receipt.refusal.code} ${receipt.refusal.detail}`);
      return receipt.value;
    };
    const works = Array.from({ length: 3_000 }, (_, i) => work(i + 1));
    const grant = await publish(await grantOver(author!, origin, works, [seen!.did]));
    await publish(await disputeOf(stranger!, origin, [work(5)]));
    await registry.state();
    const leaves: Erase['leaves'] = [
      [0, 2_499],
      [2_998, 2_998],
    ];
    const header = { v: 1, kind: 'erase', aud: origin, iss: author!.did, iat: now() } as const;
    const erase: Erase = { ...header, statement: grant.id, leaves };
    await publish({ envelope: toBase64(await signStatement(erase, author!)) });
    await registry.state();
    const workers = new OpenWorkers(1);
    const db = connect({ connectionString: url });
    onTestFinished(async () => {
      await workers.close();
      await db.destroy();
    });
    const checkpoint = registry.checkpoints.last;
    const options = { origin, identity, checkpoint, now: now(), workers, onProgress: () => undefined };
    const client = await clientOf(url);
    const whole = async (): Promise<number> =>
      Number(
        (
          await client.query(
            `select count(*) as n from stored_line where list = 0 and position('"leaf":"' in line) = 0`,
          )
        ).rows[0]!.n,
      );
    const rows = async () => (await client.query('select * from stored_line order by list, leaf')).rows;
    return { registry, close, db, client, options, whole, rows, publish, author: author!, seen: seen! };
  };

  it('is finished after a crash between any two portions, and read the same by whoever folds it again', async () => {
    const { registry, close, db, options, whole, rows } = await erased();
    const erasures = await readErasures(db, 0, 100);
    expect(erasures).toHaveLength(1);
    expect(await whole()).toBe(3_000);
    const before = await registry.ledgers.use(5, (ledger) => [...ledger.stateLines(now())]);
    // The process ends before anything, between two portions, and before it is noted that all is done.
    for (const [steps, left] of [
      [0, 3_000],
      [1, 952],
      [1, 499],
      [1, 499],
    ] as const) {
      let step = 0;
      await eraseLines(db, erasures, () => step++ >= steps);
      expect(await whole()).toBe(left);
      expect(await erasedBefore(db)).toBe(0);
      expect(await checkStored(db, options)).toMatchObject({ entries: 5, lines: 3_001 });
    }
    await registry.erasures.sweep();
    expect(await whole()).toBe(499);
    expect(await erasedBefore(db)).toBe(4);
    const done = await rows();
    await registry.erasures.sweep();
    await close();
    expect(await checkStored(db, options)).toMatchObject({ entries: 5, states: 2, lines: 3_001 });
    expect(await rebuild(db, options)).toBeUndefined();
    expect(await rows()).toEqual(done);
    expect(await erasedBefore(db)).toBe(4);
    expect(await new Ledgers(db).use(5, (ledger) => [...ledger.stateLines(now())])).toEqual(before);
  }, 60_000);

  it('is found out where it was done without an erasure, left undone, or changed', async () => {
    const { registry, close, db, client, options, rows, seen, author } = await erased();
    const [kept] = (await client.query<{ line: string }>('select line from stored_line where list = 0 and leaf = 7'))
      .rows as [{ line: string }];
    const setLine = (leaf: number, line: string) =>
      client.query('update stored_line set line = $1 where list = 0 and leaf = $2', [line, leaf]);
    await registry.erasures.sweep();
    await close();
    const sound = await rows();
    expect(await checkStored(db, options)).toMatchObject({ entries: 5 });

    // Content kept back: line 2,600 is in no erasure.
    const untouched = (await client.query('select line from stored_line where list = 0 and leaf = 2600')).rows[0].line;
    await setLine(2_600, erasedLineOf(untouched));
    expect(await checkStored(db, options)).toMatchObject({
      row: 'list of entry 0, line 2600',
      repair: 'restore',
      what: expect.stringContaining('no erasure'),
    });
    await setLine(2_600, untouched);

    // Content that came back, as out of an older backup.
    await setLine(7, kept.line);
    expect(await checkStored(db, options)).toMatchObject({ row: 'list of entry 0, line 7', repair: 'rebuild' });
    expect(await rebuild(db, options)).toBeUndefined();
    expect(await rows()).toEqual(sound);

    // The person seen is dropped, or the owner exchanged: the states before the erasure say otherwise.
    const left = erasedLineOf(kept.line);
    for (const other of [
      left.replace(/"depicts":\[\{[^}]*\}\]/, '"depicts":[]'),
      left.replaceAll(`["${author.did}"]`, `["${seen.did}"]`),
    ]) {
      expect(other).not.toBe(left);
      await setLine(7, other);
      expect(await checkStored(db, options)).toMatchObject({
        repair: 'restore',
        what: expect.stringContaining('state'),
      });
    }
    await setLine(
      7,
      left.replace(/"leaf":"[0-9a-f]/, (start) => `${start.slice(0, -1)}${start.endsWith('0') ? 1 : 0}`),
    );
    expect(await checkStored(db, options)).toMatchObject({ row: 'list of entry 0', repair: 'restore' });
    await setLine(7, left);

    for (const [damage, column] of [
      ['update erasure_progress set before = 99', 'before'],
      ['delete from erasure_progress', 'singleton'],
    ]) {
      await client.query(damage!);
      expect(await checkStored(db, options)).toMatchObject({ table: 'erasure_progress', column, repair: 'rebuild' });
      expect(await rebuild(db, options)).toBeUndefined();
      expect(await erasedBefore(db)).toBe(4);
    }
    expect(await checkStored(db, options)).toMatchObject({ entries: 5 });
  }, 60_000);
});
