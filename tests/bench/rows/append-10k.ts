import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHash, rootOf } from '@assent/log';
import { canonicalize, toUtf8 } from '@assent/schema';
import { randomSeed, signerFromSeed, signStatement } from '@assent/signing';
import { openRegistry } from '../../../apps/registry/src/open-registry.ts';
import { measure, rateRow, type Row } from '../measure.ts';
import { grantOf, origin } from '../statements.ts';

const count = 10_000;
/** Publishers at once. */
const publishers = 64;

/** Single grants, signed beforehand, verified and durably committed per second of wall time, on the embedded PostgreSQL. */
export const append10k = async (): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const clock = (): number => Math.floor(Date.now() / 1000);
  const opened = await openRegistry(
    {
      dataDirectory: folder,
      host: '127.0.0.1',
      port: 0,
      origin,
      dashboardDirectory: undefined,
      databaseUrl: undefined,
    },
    clock,
  );
  if (!opened.ok) throw new Error(opened.refusal.detail);
  const { registry, close } = opened.value;
  try {
    const submissions = await Promise.all(Array.from({ length: count }, (_, i) => submission(i, clock())));
    const publish = async (from: number, to: number): Promise<void> => {
      let next = from;
      const worker = async (): Promise<void> => {
        while (next < to) {
          const { envelope, lines } = submissions[next++]!;
          const receipt = await registry.publish(envelope, lines);
          if (!receipt.ok) throw new Error(`${receipt.refusal.code} ${receipt.refusal.detail}`);
        }
      };
      await Promise.all(Array.from({ length: publishers }, worker));
    };
    const own = await measure(() => publish(1000, count));
    const one = await measure(async () => {
      for (let i = 0; i < 1000; i++) {
        const receipt = await registry.publish(submissions[i]!.envelope, submissions[i]!.lines);
        if (!receipt.ok) throw new Error(receipt.refusal.code);
      }
    });
    return [
      rateRow('append-10k', 'statements a second', (count - 1000) / own.seconds, 1000 / one.seconds, {
        cpuSeconds: own.cpuSeconds,
        peakMB: own.peakMB,
        note: `${publishers} publishers at once, each with its receipt; baseline: one publisher after the other`,
      }),
    ];
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

const signers = Array.from({ length: 100 }, () => signerFromSeed(randomSeed()));

const submission = async (i: number, now: number) => {
  const signer = signers[i % signers.length]!;
  const sha256 = i.toString(16).padStart(64, '0');
  const line = canonicalize({
    sha256,
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
