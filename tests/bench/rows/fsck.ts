import { createPrivateKey, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHash, rootOf } from '@assent/log';
import { canonicalize, toUtf8 } from '@assent/schema';
import { randomSeed, type Signer, signerFromSeed, signStatement } from '@assent/signing';
import { checkStored } from '../../../apps/registry/src/fsck/check-stored.ts';
import { OpenWorkers } from '../../../apps/registry/src/fsck/open-workers.ts';
import { openRegistry } from '../../../apps/registry/src/open-registry.ts';
import { measure, machine, type Row } from '../measure.ts';
import { grantOf, origin } from '../statements.ts';

/** How many entries to check: a million take long to make. */
const count = Number(process.env['ASSENT_BENCH_ENTRIES'] ?? 10_000);
const publishers = 64;

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
    const own = await measure(() => checkStored(db, options));
    if ('repair' in own.result) throw new Error(JSON.stringify(own.result));
    return [
      {
        name: 'fsck',
        value: Math.round(own.result.entries / own.seconds),
        unit: 'entries a second',
        cpuSeconds: own.cpuSeconds,
        peakMB: own.peakMB,
        machine,
        note: `${own.result.entries} entries, each a grant over one work, and one state; CPU without PostgreSQL; memory with what made the log`,
      },
    ];
  } finally {
    await workers.close();
    await close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** RFC 8410 §7 up to the seed. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

const fastSigner = (): Signer => {
  const seed = randomSeed();
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  return { ...signerFromSeed(seed), sign: (message) => sign(null, message, key) };
};

const signers = Array.from({ length: 100 }, fastSigner);

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
