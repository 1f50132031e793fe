import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type AllowedHosts, isPrivate } from '../../apps/cli/src/external/addresses.ts';
import { type External, readExternal } from '../../apps/cli/src/external/description.ts';
import { generateExternally } from '../../apps/cli/src/operations/synth-external.ts';
import { hasPython } from '../independent/python.ts';
import { temporaryFolder } from '../support/programs.ts';

const examples = fileURLToPath(new URL('../../docs/examples/external/', import.meta.url));
const silent = { say: () => {}, progress: () => {} };
const nobody: AllowedHosts = { hosts: [], isPrivateAllowed: false };
const limits = { seconds: 20, megabytes: 400, bytes: 10_000 };

const described = (runs: External['runs'], more: Partial<External> = {}): External => ({
  format: 'external-generator/1',
  id: 'strange',
  version: '1.0.0',
  class: 'trained-external',
  mime: 'text/plain',
  ext: 'txt',
  lineage: [],
  runs,
  limits,
  ...more,
});

/** A description in a folder, and what becomes of three items: the code of what is refused, and what is left behind. */
const outcomeOf = async (external: External, allowed = nobody, program?: string) => {
  const folder = await temporaryFolder();
  const description = join(folder, 'in', 'description.json');
  await mkdir(dirname(description));
  if (program !== undefined) await writeFile(join(folder, 'in', 'program.mjs'), program);
  await writeFile(description, JSON.stringify(external));
  const given = { parameters: {}, seed: 'x', count: 3, out: join(folder, 'out') };
  const made = readExternal(description).then((open) => generateExternally(open, given, allowed, silent));
  const code = await made.then(
    (report) => report.items,
    ({ refusal, message }: { refusal?: { code: string; detail: string }; message: string }) => refusal?.code ?? message,
  );
  const left = await readdir(folder);
  return { code, left: left.filter((name) => name !== 'in') };
};

/** A program that answers each question as this text does; `ask`, `say` and `hash` are at hand. */
const programOf = (answer: string): string => `
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
const hash = (data) => createHash('sha256').update(data).digest('hex');
const say = (ask, data, more = {}) => {
  const said = { class: 'trained-external', file: ask.slot + '.txt', format: 'synth-answer/1', labels: {}, mime: 'text/plain',
    request: hash(ask.text), sha256: hash(data), ...more };
  process.stdout.write(JSON.stringify(said) + '\\n');
};
for await (const text of createInterface({ input: process.stdin })) {
  const ask = { ...JSON.parse(text), text };
  const data = 'item ' + ask.seed;
  const write = (name = ask.slot + '.txt') => writeFileSync(name, data);
  ${answer}
}
`;

const byCommand = async (
  answer: string,
  more: Partial<External['limits']> = {},
  change: (program: string) => string = (p) => p,
) => {
  const program = programOf(answer);
  const sha256 = createHash('sha256').update(program).digest('hex');
  const runs = { command: [process.execPath, 'program.mjs'], files: { 'program.mjs': sha256 } };
  return outcomeOf(described(runs, { limits: { ...limits, ...more } }), nobody, change(program));
};

describe('a command', () => {
  it('that does as it is asked makes items', async () => {
    expect(await byCommand('write(); say(ask, data);')).toEqual({ code: 3, left: ['out'] });
  });

  it.each<readonly [what: string, code: string, answer: string]>([
    [
      'writes without end to its output',
      'generator_limit',
      'for (;;) if (!process.stdout.write("x".repeat(9999))) await new Promise((go) => process.stdout.once("drain", go));',
    ],
    [
      'writes without end to a file',
      'generator_limit',
      'for (;;) { writeFileSync("big", data.repeat(99), { flag: "a" }); await new Promise((go) => setTimeout(go, 1)); }',
    ],
    [
      'writes many files',
      'generator_limit',
      'for (let i = 0; ; i++) { writeFileSync("f" + i, ""); if (i % 50 === 0) await new Promise((go) => setTimeout(go, 5)); }',
    ],
    ['names a file outside of its folder', 'generator_mismatch', 'say(ask, data, { file: "../in/program.mjs" });'],
    ['names a file by its whole path', 'generator_mismatch', 'say(ask, data, { file: "/etc/hostname" });'],
    ['names no file', 'generator_mismatch', 'write(); say(ask, data, { file: undefined });'],
    ['makes a link', 'link_leaves_folder', 'symlinkSync("/etc/hostname", ask.slot + ".txt"); say(ask, data);'],
    ['makes a folder', 'generator_mismatch', 'mkdirSync(ask.slot + ".txt"); say(ask, data);'],
    ['makes a file more', 'generator_mismatch', 'write(); write("more"); say(ask, data);'],
    ['makes no file', 'generator_mismatch', 'say(ask, data);'],
    ['says another hash', 'generator_mismatch', 'write(); say(ask, data, { sha256: hash("other") });'],
    ['says that it is mathematics', 'generator_mismatch', 'write(); say(ask, data, { class: "formula" });'],
    ['says another kind', 'generator_mismatch', 'write(); say(ask, data, { mime: "image/png" });'],
    ['answers another question', 'generator_mismatch', 'write(); say(ask, data, { request: hash("other") });'],
    ['says more than is asked', 'generator_failed', 'write(); say(ask, data, { more: 1 });'],
    ['answers what is no JSON', 'generator_failed', 'process.stdout.write("item\\n");'],
    ['is slow', 'generator_limit', 'await new Promise((go) => setTimeout(go, 60_000));'],
    [
      'takes much memory',
      'generator_limit',
      'const kept = []; for (;;) { kept.push(Buffer.alloc(1 << 24, 1)); await new Promise((go) => setTimeout(go, 5)); }',
    ],
    [
      'takes much memory in a process that it starts',
      'generator_limit',
      'spawn(process.execPath, ["-e", "const k=[];setInterval(()=>k.push(Buffer.alloc(1<<24,1)),5)"]); await new Promise(() => {});',
    ],
    ['dies half-way', 'generator_failed', 'if (ask.slot === 1) process.exit(3); write(); say(ask, data);'],
    ['makes one item for all', 'quota_impossible', 'writeFileSync(ask.slot + ".txt", "one"); say(ask, "one");'],
    [
      'makes a file that is too large',
      'generator_limit',
      'const big = "x".repeat(10_001); writeFileSync(ask.slot + ".txt", big); say(ask, big);',
    ],
  ])('that %s is refused as %s, and leaves nothing', async (what, code, answer) => {
    expect(await byCommand(answer, what === 'is slow' ? { seconds: 1 } : {})).toEqual({ code, left: [] });
  });

  it('whose program is another than described is not run', async () => {
    expect(await byCommand('write(); say(ask, data);', {}, (program) => `${program}\n// changed`)).toEqual({
      code: 'generator_mismatch',
      left: [],
    });
  });

  it('that is not there is refused', async () => {
    expect(await outcomeOf(described({ command: ['/nowhere/at/all'], files: {} }))).toEqual({
      code: 'generator_failed',
      left: [],
    });
  });

  it('that calls itself anything but trained is no description', async () => {
    const lying = { ...described({ command: ['true'], files: {} }), class: 'formula' } as unknown as External;
    expect((await outcomeOf(lying)).code).toBe('malformed');
  });

  it.skipIf(!hasPython)('of the documents makes pictures of stripes', async () => {
    const open = await readExternal(join(examples, 'stripes.json'));
    const out = join(await temporaryFolder(), 'out');
    const report = await generateExternally(open, { parameters: {}, seed: 'x', count: 5, out }, nobody, silent);
    expect(report).toMatchObject({ items: 5, class: 'trained-external', checked: 'V1' });
    const [first] = await readdir(join(out, 'data'));
    expect((await readFile(join(out, 'data', first!))).subarray(1, 4).toString()).toBe('PNG');
  });
});

const ending: (() => void)[] = [];
afterAll(() => ending.forEach((end) => end()));

const serve = async (listener: RequestListener): Promise<number> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ending.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return (server.address() as AddressInfo).port;
};

/** The example of the documents, running: where it is, and by which key it signs. */
const example = async (): Promise<{ port: number; key: string }> => {
  const child = spawn(process.execPath, [join(examples, 'sentences.mjs'), '0', '07'.repeat(32)]);
  ending.push(() => child.kill());
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [port, key] = line.toString().trim().split(' ');
  return { port: Number(port), key: key! };
};

describe('a service', async () => {
  const { port, key } = await example();
  const host = `127.0.0.1:${port}`;
  const at = (url: string, more: Partial<External> = {}, by = key) => described({ url, key: by }, more);
  const here = (hosts: readonly string[]) => ({ hosts, isPrivateAllowed: true });
  /** Passes questions on, and does something to the answers. */
  const between = async (change: (answer: string, question: string) => string | Promise<string>) => {
    const asking: RequestListener = async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const question = Buffer.concat(pieces).toString();
      const answer = await fetch(`http://${host}/`, { method: 'POST', body: question });
      response.end(await change(await answer.text(), question));
    };
    return serve(asking);
  };

  it('of the documents makes sentences, signed', async () => {
    expect(await outcomeOf(at(`http://${host}/`), here([host]))).toEqual({ code: 3, left: ['out'] });
  });

  const other = 'did:key:z6MkhFD9vvKsofQXP6SWGhkxZ4kUEG9AKz2zfYtJYeqbmJ7L';
  it.each<readonly [what: string, code: string, external: External, allowed: ReturnType<typeof here>]>([
    ['on no list', 'host_not_allowed', at(`http://${host}/`), here([])],
    ['on the list with another port', 'host_not_allowed', at(`http://${host}/`), here(['127.0.0.1'])],
    ['at a private address', 'host_not_allowed', at(`http://${host}/`), { hosts: [host], isPrivateAllowed: false }],
    [
      'at a name that stands for a private address',
      'host_not_allowed',
      at(`http://localhost:${port}/`),
      { hosts: [`localhost:${port}`], isPrivateAllowed: false },
    ],
    ['that signs with another key', 'signature_missing', at(`http://${host}/`, {}, other), here([host])],
    ['that makes another kind', 'generator_mismatch', at(`http://${host}/`, { mime: 'image/png' }), here([host])],
    ['of another protocol', 'malformed', at('file:///etc/hostname'), here([''])],
  ])('%s is refused as %s', async (_, code, external, allowed) => {
    expect(await outcomeOf(external, allowed)).toEqual({ code, left: [] });
  });

  it.each<
    readonly [what: string, code: string, change: (answer: string, question: string) => string | Promise<string>]
  >([
    ['that passes on what was signed is right', 3 as never, (answer) => answer],
    [
      'whose file was exchanged',
      'generator_mismatch',
      (answer) => answer.replace(/"file":"[^"]*"/, '"file":"aXRlbQ=="'),
    ],
    [
      'whose answer was changed',
      'signature_invalid',
      (answer) => {
        const { envelope, file } = JSON.parse(answer) as { envelope: { payload: string }; file: string };
        const payload = Buffer.from(envelope.payload, 'base64').toString().replace('trained-external', 'formula');
        return JSON.stringify({ envelope: { ...envelope, payload: Buffer.from(payload).toString('base64') }, file });
      },
    ],
    ['that is cut off', 'generator_failed', (answer) => answer.slice(0, -20)],
    ['that answers without end', 'generator_limit', () => 'x'.repeat(2_000_000)],
    ['that is slow', 'generator_limit', () => new Promise<string>(() => {})],
  ])('%s: %s', async (_, code, change) => {
    const there = `127.0.0.1:${await between(change)}`;
    const slow = { limits: { ...limits, seconds: 2 } };
    const { code: found, left } = await outcomeOf(
      at(`http://${there}/`, code === 'generator_limit' ? slow : {}),
      here([there]),
    );
    expect([found, left]).toEqual([code, (code as unknown) === 3 ? ['out'] : []]);
  });

  it('that answers again what it answered before is found', async () => {
    let first: string | undefined;
    const there = `127.0.0.1:${await between((answer) => (first ??= answer))}`;
    expect(await outcomeOf(at(`http://${there}/`), here([there]))).toEqual({ code: 'generator_mismatch', left: [] });
  });

  it('that sends elsewhere is not followed', async () => {
    const redirecting = await serve((_, response) => response.writeHead(307, { location: `http://${host}/` }).end());
    const there = `127.0.0.1:${redirecting}`;
    expect(await outcomeOf(at(`http://${there}/`), here([there, host]))).toEqual({
      code: 'host_not_allowed',
      left: [],
    });
  });

  it.each([
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['100.64.0.1', true],
    ['169.254.169.254', true],
    ['172.31.255.255', true],
    ['192.168.1.1', true],
    ['255.255.255.255', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['::ffff:8.8.8.8', true],
    ['fe80::1', true],
    ['fd00::1', true],
    ['64:ff9b::7f00:1', true],
    ['2001:db8::1', true],
    ['8.8.8.8', false],
    ['172.32.0.1', false],
    ['2606:4700::1111', false],
  ])('at %s is private: %s', (address, expected) => {
    expect(isPrivate(address)).toBe(expected);
  });
});
