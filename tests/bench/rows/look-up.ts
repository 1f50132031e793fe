import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leafHash, rootOf } from '@assent/log';
import { canonicalize, toUtf8 } from '@assent/schema';
import { randomSeed, signerFromSeed, signStatement, toBase64 } from '@assent/signing';
import { costRow, rateRow, type Row } from '../measure.ts';
import { grantOf, origin } from '../statements.ts';

const lists = 10;
const listLength = 100_000;
const bulk = 10_000;
const bulkRequests = 10;
const singles = 2_000;

const work = (i: number): string => createHash('sha256').update(`work ${i}`).digest('hex');

/** A registry in a process of its own, that lets this one ask as much as it likes. */
const startRegistry = async (data: string): Promise<{ child: ChildProcess; address: string }> => {
  const main = fileURLToPath(new URL('../../../apps/registry/src/main.ts', import.meta.url));
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, ['--max-old-space-size=8192', main], {
    env: {
      ...environment,
      ASSENT_DATA: data,
      ASSENT_ORIGIN: origin,
      ASSENT_PORT: '0',
      ASSENT_LOG_LEVEL: 'silent',
      ASSENT_ADDRESS_BURST: '10000000',
      ASSENT_ADDRESS_RATE: '1000000',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = (await once(child, 'message')) as [{ ready: boolean; address: string }];
  if (!message.ready) throw new Error('the registry did not start');
  return { child, address: message.address };
};

const post = async (address: string, path: string, body: string): Promise<string> => {
  const headers = { 'content-type': 'application/json', 'accept-encoding': 'identity' };
  const answer = await fetch(`${address}/api/v1${path}`, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`);
  return text;
};

const publishList = async (address: string, list: number): Promise<void> => {
  const signer = signerFromSeed(randomSeed());
  const works = Array.from({ length: listLength }, (_, i) => work(list * listLength + i)).toSorted();
  const lines = works.map((sha256) =>
    canonicalize({
      sha256,
      bytes: 1000,
      mime: 'image/jpeg',
      salt: '0'.repeat(32),
      author: signer.did,
      owners: [signer.did],
      depicts: [],
    }),
  );
  const root = Buffer.from(rootOf(lines.map((line) => leafHash(toUtf8(line))))).toString('hex');
  const grant = grantOf(signer.did, root, lines.length, Math.floor(Date.now() / 1000));
  const body = JSON.stringify({ envelope: toBase64(await signStatement(grant, signer)), lines });
  // A busy machine loses connections to the database; the same statement sent again keeps its place.
  for (let attempt = 1; ; attempt++) {
    const lost = await post(address, '/statements', body).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    if (lost === undefined) return;
    if (attempt === 5) throw lost;
  }
};

/** CPU seconds that the registry's process has used, where the system says so: what to compare on a busy machine. */
const cpuOf = async ({ pid }: ChildProcess): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
};

/** Half of what is asked for is known. */
const anyWork = (i: number): string => work((i * 7_919) % (2 * lists * listLength));

const seconds = async (action: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
};

/** Milliseconds until the whole answer is here. */
const timed = async (url: string): Promise<number> => {
  const took = await seconds(async () => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status}`);
    await answer.arrayBuffer();
  });
  return took * 1000;
};

/** At 1,000,000 works, over plain HTTP: hashes looked up a second, 10,000 a request; and one work with all that was said of it. */
export const lookUp = async (): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const { child, address } = await startRegistry(folder);
  try {
    for (let list = 0; list < lists; list++) await publishList(address, list);
    const questions = Array.from({ length: bulkRequests }, (_, k) =>
      JSON.stringify({ works: Array.from({ length: bulk }, (_unused, i) => anyWork(k * bulk + i)) }),
    );
    // The first question folds what was published.
    const [first] = questions;
    const { works } = JSON.parse(await post(address, '/works', first!)) as { works: { known: boolean }[] };
    const known = works.filter((one) => one.known).length;
    if (known < bulk * 0.45 || known > bulk * 0.55) throw new Error(`${known} of ${bulk} are known`);
    const before = await cpuOf(child);
    const bulkSeconds = await seconds(async () => {
      for (const question of questions) await post(address, '/works', question);
    });
    const cpuSeconds = (await cpuOf(child)) - before;
    // A route that does nothing is asked in turns with it: what the machine adds, both wait for.
    const [singly, idle]: [number[], number[]] = [[], []];
    for (let i = 0; i < singles; i++) {
      singly.push(await timed(`${address}/api/v1/works/${anyWork(i)}`));
      idle.push(await timed(`${address}/healthz`));
    }
    const at = (times: readonly number[], share: number): number =>
      times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!;
    const oneByOne = 1000 / (singly.reduce((sum, one) => sum + one, 0) / singles);
    return [
      rateRow('lookup-bulk', 'hashes a second', (bulkRequests * bulk) / bulkSeconds, oneByOne, {
        cpuSeconds,
        note: `${bulk} a request, one request after the other, at ${lists * listLength} works; baseline: one a request`,
      }),
      costRow('lookup-p99', 'ms for one work', at(singly, 0.99), undefined, {
        note:
          `median ${at(singly, 0.5).toFixed(2)} ms, of ${singles} one after the other; in the same run /healthz, which does ` +
          `nothing: median ${at(idle, 0.5).toFixed(2)} ms, 99 of 100 within ${at(idle, 0.99).toFixed(1)} ms`,
      }),
    ];
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
