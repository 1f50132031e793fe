import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeEntry, leafHash, rootOf } from '@assent/log';
import { canonicalize, toUtf8 } from '@assent/schema';
import { noble, randomSeed, signStatement } from '@assent/signing';
import { nodeSignerFromSeed } from '@assent/signing/node-signer';
import { openSigned } from '@assent/signing/verify';
import type { Database } from '../../../apps/registry/src/database/tables.ts';
import { checkStored } from '../../../apps/registry/src/fsck/check-stored.ts';
import { OpenWorkers } from '../../../apps/registry/src/log/open-workers.ts';
import { openRegistry } from '../../../apps/registry/src/open-registry.ts';
import { cpuOfPostgres, measure, rateRow, type Row } from '../measure.ts';
import { grantOf, origin } from '../statements.ts';

/** How many entries to check: a million take long to make. */
const count = Number(process.env['ASSENT_BENCH_ENTRIES'] ?? 10_000);
const publishers = 64;
const naiveCount = 300;

/** Everything that `assent fsck` does, on a log of single grants and one state. */
export const fsckRow = async (): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const clock = (): number => Math.floor(Date.now() / 1000);
  const config = { dataDirectory: folder, host: '127.0.0.1', port: 0, origin, dashboardDirectory: undefined };
  const opened = await openRegistry({ ...config, databaseUrl: undefined }, clock);
  if (!opened.ok) throw new Error(opened.refusal.detail);
  const { registry, close } = opened.value;
  const workers = new OpenWorkers(availableParallelism());
  try {
    let next = 0;
    const publisher = async (): Promise<void> => {
      while (next < count) {
        const { envelope, lines } = await submission(next++, clock());
        const receipt = await registry.publish(envelope, lines);
        if (!receipt.ok) throw new Error(receipt.refusal.code);
      }
    };
    await Promise.all(Array.from({ length: publishers }, publisher));
    await registry.state();
    const { identity, checkpoints, db } = registry;
    const options = {
      origin,
      identity,
      checkpoint: checkpoints.last,
      now: clock(),
      workers,
      onProgress: () => undefined,
    };
    const before = cpuOfPostgres(folder);
    const own = await measure(() => checkStored(db, options));
    const postgresCpu = cpuOfPostgres(folder) - before;
    if ('repair' in own.result) throw new Error(JSON.stringify(own.result));
    const naive = await measure(() => openOneByOne(db, naiveCount));
    const { entries } = own.result;
    return [
      rateRow('fsck', 'entries a second', entries / own.seconds, naiveCount / naive.seconds, {
        cpuSeconds: own.cpuSeconds + postgresCpu,
        peakMB: own.peakMB,
        note:
          `${entries} entries, each a grant over one work, and one state; CPU: ${own.cpuSeconds.toFixed(1)} s here, ` +
          `${postgresCpu.toFixed(1)} s PostgreSQL; memory with what made the log. Signatures bound it. Baseline: entries read ` +
          'and opened one by one through noble, and nothing else',
      }),
    ];
  } finally {
    await workers.close();
    await close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

const openOneByOne = async (db: Database, entries: number): Promise<void> => {
  for (let index = 0; index < entries; index++) {
    const { entry } = await db
      .selectFrom('log_entry')
      .select('entry')
      .where('index', '=', index)
      .executeTakeFirstOrThrow();
    const signed = decodeEntry(entry);
    const opened = signed.ok ? await openSigned(signed.value, noble) : signed;
    if (!opened.ok) throw new Error(opened.refusal.code);
  }
};

const signers = Array.from({ length: 100 }, () => nodeSignerFromSeed(randomSeed()));

const submission = async (i: number, now: number) => {
  const signer = signers[i % signers.length]!;
  const line = canonicalize({
    sha256: i.toString(16).padStart(64, '0'),
    bytes: 1000,
    mime: 'image/jpeg',
    salt: '0'.repeat(32),
    author: signer.did,
    owners: [signer.did],
    depicts: [],
  });
  const root = Buffer.from(rootOf([leafHash(toUtf8(line))])).toString('hex');
  return { envelope: await signStatement(grantOf(signer.did, root, 1, now), signer), lines: [line] };
};
