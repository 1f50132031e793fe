import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHash, TreeHasher } from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { randomSeed, signerFromSeed, signStatement } from '@assent/signing';
import { bytesToHex } from '@noble/hashes/utils.js';
import { openRegistry } from '../../../apps/registry/src/open-registry.ts';
import { costRow, measure, type Row } from '../measure.ts';
import { grantOf, origin } from '../statements.ts';

const count = 1_000_000;
/** Chunks on the way at once. */
const atOnce = 3;

/** A list of a million works under one signature: uploaded in chunks, checked, stored, appended, with a receipt. */
export const worksList1m = async (): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const clock = (): number => Math.floor(Date.now() / 1000);
  const signer = signerFromSeed(randomSeed());
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
    const tree = new TreeHasher();
    for (let i = 0; i < count; i++) tree.add(leafHash(toUtf8(lineOf(i, signer.did))));
    const root = bytesToHex(tree.root());
    const envelope = await signStatement(grantOf(signer.did, root, count, clock()), signer);
    const own = await measure(async () => {
      const begun = await registry.uploads.begin(envelope, root);
      if (!begun.ok) throw new Error(begun.refusal.code);
      const { id, chunks, chunkLines } = begun.value;
      let next = 0;
      let isDone = false;
      const sender = async (): Promise<void> => {
        while (next < chunks) {
          const chunk = next++;
          const sent = await registry.uploads.put(id, chunk, chunkOf(chunk * chunkLines, chunkLines, signer.did));
          if (!sent.ok) throw new Error(`${sent.refusal.code} ${sent.refusal.detail}`);
          isDone ||= sent.value.receipt !== undefined;
        }
      };
      await Promise.all(Array.from({ length: atOnce }, sender));
      if (!isDone) throw new Error('no receipt');
    });
    return [
      costRow('works-list-1m', 'seconds', own.seconds, undefined, {
        cpuSeconds: own.cpuSeconds,
        peakMB: own.peakMB,
        note: `${count} works under one signature; CPU and memory are the registry's, its threads included, without PostgreSQL`,
      }),
    ];
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** Canonical: members in order. Works ascend with their number. */
const lineOf = (i: number, did: string): string =>
  `{"author":"${did}","bytes":1000,"depicts":[],"mime":"image/jpeg","owners":["${did}"],"salt":"${'0'.repeat(32)}","sha256":"${i.toString(16).padStart(64, '0')}"}`;

const chunkOf = (begin: number, length: number, did: string): Uint8Array => {
  let text = '';
  for (let i = begin; i < Math.min(count, begin + length); i++) text += `${lineOf(i, did)}\n`;
  return toUtf8(text);
};
