import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptStatement, openList } from '@assent/consent';
import { encodeEntry, leafHash, rootOf } from '@assent/log';
import { canonicalize, toUtf8 } from '@assent/schema';
import { openStatement, randomSeed, signStatement } from '@assent/signing';
import { nodeSignerFromSeed } from '@assent/signing/node-signer';
import { node } from '@assent/signing/node';
import type { Database } from '../../../apps/registry/src/database/tables.ts';
import { openRegistry } from '../../../apps/registry/src/open-registry.ts';
import { cpuOfPostgres, measure, rateRow, type Row } from '../measure.ts';
import { grantOf, origin } from '../statements.ts';

const count = 20_000;
const naiveCount = 500;
const warmUp = 1_000;
/** Publishers at once, each of whom waits for its receipt. */
const publishers = 64;

/** Single grants, signed beforehand, verified and durably committed per second of wall time, on the embedded PostgreSQL. */
export const publish64 = async (): Promise<Row[]> => {
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
    const signed: Awaited<ReturnType<typeof submission>>[] = [];
    for (let i = 0; i < count + warmUp + naiveCount; i++) signed.push(await submission(i, clock()));
    const waits: number[] = [];
    let next = 0;
    const publish = async (to: number): Promise<void> => {
      const worker = async (): Promise<void> => {
        while (next < to) {
          const { envelope, lines } = signed[next++]!;
          const begin = performance.now();
          const receipt = await registry.publish(envelope, lines);
          waits.push(performance.now() - begin);
          if (!receipt.ok) throw new Error(`${receipt.refusal.code} ${receipt.refusal.detail}`);
        }
      };
      await Promise.all(Array.from({ length: publishers }, worker));
    };
    await publish(warmUp);
    waits.length = 0;
    const before = cpuOfPostgres(folder);
    const own = await measure(() => publish(warmUp + count));
    const postgresCpu = cpuOfPostgres(folder) - before;
    const p99 = waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)]!;
    const naive = await measure(async () => {
      for (const { envelope, lines } of signed.slice(warmUp + count))
        await publishNaively(registry.db, envelope, lines);
    });
    return [
      rateRow('publish-64', 'statements a second', count / own.seconds, naiveCount / naive.seconds, {
        cpuSeconds: own.cpuSeconds + postgresCpu,
        peakMB: own.peakMB,
        note:
          `${publishers} publishers at once, each with its receipt; 99 of 100 waited less than ${Math.round(p99)} ms; CPU: ` +
          `${own.cpuSeconds.toFixed(1)} s registry, ${postgresCpu.toFixed(1)} s PostgreSQL. Baseline: one row per commit ` +
          'through kysely, verified alike, without tree or receipt',
      }),
    ];
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** What one writes first: verify, ask the rule, one row, one commit. */
const publishNaively = async (db: Database, envelope: Uint8Array, lines: readonly string[]): Promise<void> => {
  const opened = await openStatement(envelope, node);
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { statement, id } = opened.value;
  const list = openList(statement, lines);
  if (!list.ok) throw new Error(list.refusal.code);
  const nothing = { size: 0, byId: () => undefined, signedBy: () => [] };
  const verdict = acceptStatement(nothing as never, opened.value, list.value, { origin, identity: '', now: 0 });
  if (!verdict.ok) throw new Error(verdict.refusal.code);
  const entry = Buffer.from(encodeEntry(opened.value));
  await db.transaction().execute(async (transaction) => {
    const index = (await transaction.selectFrom('log_head').select('size').forUpdate().executeTakeFirstOrThrow()).size;
    const leaf_hash = Buffer.from(leafHash(entry));
    const row = { index, id, kind: statement.kind, iss: statement.iss, entry, leaf_hash, logged_at: 0 };
    await transaction.insertInto('log_entry').values(row).execute();
    await transaction.insertInto('list').values({ id: index, statement: index }).execute();
    for (const [leaf, line] of lines.entries()) {
      const sha256 = Buffer.from(list.value.lines[leaf]!.sha256, 'hex');
      await transaction.insertInto('stored_line').values({ list: index, leaf, sha256, line }).execute();
    }
    await transaction
      .updateTable('log_head')
      .set({ size: index + 1 })
      .execute();
  });
};

const signers = Array.from({ length: 100 }, () => nodeSignerFromSeed(randomSeed()));

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
