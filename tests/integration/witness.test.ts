import { cp, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  cosign,
  emptyRoot,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  MemoryTree,
  parseNote,
  parseVerifierKey,
  proveConsistency,
  rangeHash,
  signNote,
  verifyNote,
} from '@assent/log';
import { toUtf8, type Trust } from '@assent/schema';
import { randomSeed, signerFromSeed, toBase64 } from '@assent/signing';
import { node } from '@assent/signing/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkLog } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { photograph } from '../support/photograph.ts';
import { post } from '../support/plain.ts';
import { assentJson, registryFor, temporaryFolder } from '../support/programs.ts';
import { witnessFor } from '../support/witness-process.ts';
import { attestOf, setting } from './api/setting.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));

interface Report {
  readonly errors: readonly { readonly code: string }[];
  readonly warnings: readonly { readonly code: string }[];
}

const origin = 'log.example/one';

/** A log of this test's own, which can also show two histories. */
const logOf = (name = origin, signer = signerFromSeed(randomSeed())) => {
  const history = (word: string, size: number) =>
    new MemoryTree(Array.from({ length: size }, (_, i) => leafHash(toUtf8(i < 3 ? `leaf ${i}` : `${word} ${i}`))));
  const rootAt = (size: number, word: string): Uint8Array =>
    size === 0 ? emptyRoot() : rangeHash(0, size, history(word, size).read);
  const note = async (size: number, word = 'leaf', root = rootAt(size, word)): Promise<string> =>
    formatNote(await signNote(formatCheckpoint({ origin: name, size, root }), name, signer));
  const body = async (old: number, size: number, word = 'leaf'): Promise<string> => {
    const proof = old > size ? [] : proveConsistency(old, size, history(word, size).read);
    return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${await note(size, word)}`;
  };
  return { key: formatVerifierKey(name, signer.publicKey), note, body, signer };
};

const submit = async (address: string, body: string | Uint8Array) => {
  const answer = await fetch(`${address}/add-checkpoint`, { method: 'POST', body: body as BodyInit });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
};

/** Whether an answer holds this witness's cosignature of a note, and when. */
const cosignedAt = async (note: string, lines: string, key: string): Promise<number | undefined> => {
  const whole = parseNote(toUtf8(note + lines));
  const verifier = parseVerifierKey(key);
  if (!whole.ok || !verifier.ok) return undefined;
  const signers = await verifyNote(whole.value, [verifier.value], node);
  return signers.ok ? signers.value[0]!.time : undefined;
};

describe('a witness', () => {
  it('cosigns what extends what it cosigned, with the time', async () => {
    const log = logOf();
    const { address, key } = await witnessFor(await temporaryFolder(), 'witness.example', [log.key]);
    for (const [old, size] of [
      [0, 2],
      [2, 2],
      [2, 5],
      [5, 300],
    ] as const) {
      const { status, body } = await submit(address, await log.body(old, size));
      expect(status).toBe(200);
      const time = await cosignedAt(await log.note(size), body, key);
      expect(Math.abs(time! - Date.now() / 1000)).toBeLessThan(600);
    }
  });

  it('refuses everything else, each beside what it takes', async () => {
    const log = logOf();
    const { address, key } = await witnessFor(await temporaryFolder(), 'witness.example', [log.key]);
    const status = async (body: string | Uint8Array): Promise<number> => (await submit(address, body)).status;
    expect(await status(await log.body(0, 4))).toBe(200);
    const next = await log.body(4, 6);
    const note = await log.note(6);

    const stranger = logOf('log.example/other');
    expect(await status(await stranger.body(0, 4))).toBe(404);
    expect(await status(await logOf().body(4, 6))).toBe(403);
    expect(await status(next.replace(/— .* (.{10})/u, (all) => `${all.slice(0, -5)}AAAAA`))).toBe(403);
    expect(await submit(address, await log.body(0, 6))).toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      body: '4\n',
    });
    expect((await submit(address, await log.body(3, 6))).body).toBe('4\n');
    expect(await status(await log.body(4, 4, 'another'))).toBe(409);
    expect(await status(await log.body(4, 6, 'another'))).toBe(422);
    expect(await status(`old 4\n\n${note}`)).toBe(422);
    expect(await status(next.replace('\n', `\n${toBase64(emptyRoot())}\n`))).toBe(422);
    expect(await status(await log.body(7, 6))).toBe(400);
    for (const malformed of [
      '',
      note,
      next.replace('old 4', 'old 04'),
      next.replace('old 4', 'old +4'),
      next.replace('old 4', 'old 4\r'),
      next.replace('old 4', 'old  4'),
      next.replace('old 4', 'old 9999999999999999'),
      next.replace('\n', '\nAAAA\n'),
      next.replace('\n', `\n${`${toBase64(emptyRoot())}\n`.repeat(64)}`),
      next.replace('\n6\n', '\n06\n'),
      `${next}\n`,
      next.slice(0, -1),
    ]) {
      expect([malformed, await status(malformed)]).toEqual([malformed, 400]);
    }
    expect(await status(Uint8Array.of(0xff, 0x0a, 0x0a))).toBe(400);
    expect(await status('x'.repeat(40_000))).toBe(413);
    expect((await fetch(`${address}/add-checkpoint`)).status).toBe(404);

    // None of it moved the record.
    const { status: taken, body } = await submit(address, next);
    expect(taken).toBe(200);
    expect(await cosignedAt(note, body, key)).toBeDefined();
  });

  it('never cosigns two histories, also when both are sent at once and it is killed between', async () => {
    const log = logOf();
    const folder = await temporaryFolder();
    const both = [await log.body(3, 6), await log.body(3, 6, 'another')] as const;
    const first = await witnessFor(folder, 'witness.example', [log.key]);
    expect((await submit(first.address, await log.body(0, 3))).status).toBe(200);
    // Killed while it answers; what it answered, if anything, is what it stands by.
    const under = both.map((body) => submit(first.address, body).catch(() => undefined));
    await Promise.race(under);
    await first.kill();
    const answers = await Promise.all(under);
    const again = await witnessFor(folder, 'witness.example', [log.key]);
    const words = ['leaf', 'another'] as const;
    const held = words.filter((_, i) => answers[i]?.status === 200);
    // First the history that it did not cosign: if it forgot the other one, it takes this from wherever it now stands.
    for (const word of words.toSorted((a, b) => Number(held.includes(a)) - Number(held.includes(b)))) {
      for (const old of [0, 3, 6]) {
        const { status, body } = await submit(again.address, await log.body(old, 6, word));
        if (status === 200 && (await cosignedAt(await log.note(6, word), body, again.key)) !== undefined)
          held.push(word);
      }
    }
    expect(new Set(held).size).toBe(1);
  });

  it('refuses to begin anew on a record that it cannot read', async () => {
    const log = logOf();
    const folder = await temporaryFolder();
    const first = await witnessFor(folder, 'witness.example', [log.key]);
    await submit(first.address, await log.body(0, 3));
    await first.kill();
    await expect(witnessFor(folder, 'witness.example', [logOf().key])).rejects.toThrow('checkpoint_untrusted');
  });

  it('serves others while somebody sends nothing', async () => {
    const log = logOf();
    const { address } = await witnessFor(await temporaryFolder(), 'witness.example', [log.key]);
    const silent = Array.from({ length: 20 }, () => connect(Number(new URL(address).port), '127.0.0.1'));
    for (const socket of silent) {
      socket.on('error', () => undefined);
      socket.write('POST /add-checkpoint HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n');
    }
    expect((await submit(address, await log.body(0, 3))).status).toBe(200);
    for (const socket of silent) socket.destroy();
  });
});

/** A witness of this test's own making, which answers what it likes. */
const falseWitness = async (answer: (body: string) => Promise<string>, name = 'false.example') => {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    response.end(await answer(Buffer.concat(pieces).toString('utf8')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const signer = signerFromSeed(randomSeed());
  return { address: `http://localhost:${port}`, key: formatVerifierKey(name, signer.publicKey, 4), name, signer };
};

const noteOf = (body: string): string => body.slice(body.indexOf('\n\n') + 2);
const textOf = (note: string): string => note.slice(0, note.indexOf('\n\n') + 1);

describe('a registry with witnesses', () => {
  it(
    'shows their cosignatures, and its bundles confirm the time to who asks for a quorum',
    { timeout: 240_000 },
    async () => {
      const folder = await temporaryFolder();
      const { url } = await databaseForTest();
      const data = join(folder, 'data');
      const plain = await registryFor({ data, databaseUrl: url });
      const policy = (await assentJson<Trust>(['trust'], { registry: plain.address })).answer;
      await plain.stop();
      const log = policy.logs[0]!.key;
      const [one, two] = [
        await witnessFor(folder, 'one.example', [log]),
        await witnessFor(folder, 'two.example', [log]),
      ];
      const places = [one, two].map(({ key, address }) => `${key} ${address}`).join(',');
      const { address } = await registryFor({ data, databaseUrl: url, environment: { ASSENT_WITNESSES: places } });
      const at = { registry: address };

      const photos = join(folder, 'photos');
      await mkdir(photos);
      await cp(photograph('march-pastoral'), join(photos, 'march.jpg'));
      const [me, team, trust, bundle] = ['me.key', 'team.key', 'trust.json', 'bundle'].map((name) =>
        join(folder, name),
      ) as [string, string, string, string];
      for (const key of [me, team]) await assentJson(['keygen', key]);
      const trusting = (quorum: number): Trust => ({ ...policy, witnesses: { quorum, keys: [one.key, two.key] } });
      await writeFile(trust, JSON.stringify(trusting(2)));
      await assentJson(['publish', photos, '--terms', join(examples, 'terms.json'), '--key', me], at);
      const specification = ['--spec', join(examples, 'specification.json'), '--files', photos];
      const assembled = await assentJson(
        ['assemble', ...specification, '--out', bundle, '--key', team, '--trust', trust],
        at,
      );
      expect(assembled).toMatchObject({ code: 0, answer: { ok: true } });
      const verify = async (policyOf: Trust) => {
        await writeFile(trust, JSON.stringify(policyOf));
        const { answer } = await assentJson<Report>(['verify', bundle, '--trust', trust, '--regenerate', '0']);
        return [...answer.errors, ...answer.warnings].map(({ code }) => code);
      };
      const confirmed = await verify(trusting(2));
      for (const code of ['time_unwitnessed', 'witness_quorum_missing']) expect(confirmed).not.toContain(code);
      expect(await verify(policy)).toContain('time_unwitnessed');
      const stranger = formatVerifierKey('three.example', signerFromSeed(randomSeed()).publicKey, 4);
      expect(await verify({ ...policy, witnesses: { quorum: 2, keys: [one.key, stranger] } })).toContain(
        'witness_quorum_missing',
      );

      await expect
        .poll(async () => signersOf(await (await fetch(`${address}/checkpoint`)).text(), [log, one.key, two.key]), {
          timeout: 20_000,
        })
        .toEqual(['one.example', 'two.example']);
      expect((await checkLog(address)).size).toBeGreaterThan(0);
    },
  );

  it(
    'waits for no witness when somebody publishes, and passes over what is no cosignature',
    { timeout: 120_000 },
    async () => {
      let asked = 0;
      const silent = await falseWitness(() => (asked++, new Promise(() => undefined)), 'silent.example');
      const garbage = await falseWitness(async () => '— garbage.example AAAAAAAAAAAA\n', 'garbage.example');
      const endless = await falseWitness(async () => 'x'.repeat(1_000_000), 'endless.example');
      const elsewhere: Awaited<ReturnType<typeof falseWitness>> = await falseWitness(async (body) => {
        const [name, size] = textOf(noteOf(body)).split('\n') as [string, string];
        const text = formatCheckpoint({ origin: name, size: Number(size), root: new Uint8Array(32) });
        const signature = await cosign(text, elsewhere.name, Math.floor(Date.now() / 1000), elsewhere.signer);
        return formatNote({ text: '', signatures: [signature] }).slice(1);
      }, 'elsewhere.example');
      const honest: typeof elsewhere = await falseWitness(async (body) => {
        const signature = await cosign(textOf(noteOf(body)), honest.name, Math.floor(Date.now() / 1000), honest.signer);
        return formatNote({ text: '', signatures: [signature] }).slice(1);
      }, 'honest.example');
      const all = [silent, garbage, endless, elsewhere, honest];
      const {
        address,
        someone,
        origin: log,
        registry,
      } = await setting({
        ASSENT_WITNESSES: all.map(({ key, address: place }) => `${key} ${place}`).join(','),
        ASSENT_WITNESS_SECONDS: '60',
      });
      await expect.poll(() => asked).toBeGreaterThan(0);
      const known = [elsewhere, honest].map(({ key }) => key);
      const shown = async (): Promise<string> => (await fetch(`${address}/checkpoint`)).text();
      await expect.poll(async () => (await shown()).includes('honest.example')).toBe(true);
      expect(await signersOf(await shown(), known)).toEqual(['honest.example']);
      // The round stands still as long as one witness is silent; publishing does not.
      const sent = await post(address, '/statements', await attestOf(someone, log, signerFromSeed(randomSeed()).did));
      expect(sent.status).toBe(200);
      expect(asked).toBe(1);
      expect((await shown()).split('\n')[1]).toBe('1');
      await registry.stop();
      const { stdout } = await registry.ended;
      const warned = stdout.split('\n').flatMap((line) => (line.includes('no cosignature') ? [JSON.parse(line)] : []));
      expect(new Set(warned.map(({ witness }) => witness as string))).toEqual(
        new Set(['garbage.example', 'endless.example', 'elsewhere.example']),
      );
    },
  );

  it('goes on with witnesses that know more or less of it than it thinks', { timeout: 120_000 }, async () => {
    const folder = await temporaryFolder();
    const { url } = await databaseForTest();
    const data = join(folder, 'data');
    const first = await registryFor({ data, databaseUrl: url });
    const { logs } = (await assentJson<Trust>(['trust'], { registry: first.address })).answer;
    await first.stop();
    const witness = await witnessFor(folder, 'one.example', [logs[0]!.key]);
    const environment = { ASSENT_WITNESSES: `${witness.key} ${witness.address}` };
    const someone = signerFromSeed(randomSeed());
    // Each start forgets what the witness has seen: it answers 409 and is asked again.
    for (const size of [1, 2, 3]) {
      const { address, stop } = await registryFor({ data, databaseUrl: url, environment });
      await post(address, '/statements', await attestOf(someone, logs[0]!.origin, signerFromSeed(randomSeed()).did));
      const shown = async (): Promise<string> => (await fetch(`${address}/checkpoint`)).text();
      await expect
        .poll(async () => signersOf(await shown(), [logs[0]!.key, witness.key]), { timeout: 20_000 })
        .toEqual(['one.example']);
      expect((await shown()).split('\n')[1]).toBe(String(size));
      await stop();
    }
  });
});

/** The names of the witnesses whose cosignatures verify beside the log's own. */
const signersOf = async (text: string, keys: readonly string[]): Promise<string[]> => {
  const note = parseNote(toUtf8(text));
  const known = keys.map((key) => {
    const parsed = parseVerifierKey(key);
    if (!parsed.ok) throw new Error(parsed.refusal.code);
    return parsed.value;
  });
  const signers = note.ok ? await verifyNote(note.value, known, node) : note;
  if (!signers.ok) throw new Error(signers.refusal.code);
  return signers.value.flatMap(({ name, time }) => (time === undefined ? [] : [name])).toSorted();
};
