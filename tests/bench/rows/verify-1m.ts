import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { randomSeed, signerFromSeed } from '@assent/signing';
import { verify as nobleVerify } from '@noble/ed25519';
import type { Extent } from '../large/made-log.ts';
import type { Written } from '../large/make-bundle.ts';
import type { Verified } from '../large/verify-bundle.ts';
import { costRow, measure, type Row } from '../measure.ts';

const run = async <T>(program: string, ...args: string[]): Promise<T> => {
  const file = fileURLToPath(new URL(`../large/${program}.ts`, import.meta.url));
  const flags = program === 'make-bundle' ? ['--max-old-space-size=4096', '--expose-gc'] : [];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file, ...args]);
  return JSON.parse(stdout) as T;
};

/** A bundle is made by one process, on disk, and verified by another that does nothing else. */
const inFolder = async <T>(use: (bundle: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const bundle = join(folder, 'bundle');
  try {
    await mkdir(bundle);
    return await use(bundle);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** CPU seconds of one noble verification an item, as who knows no better would do: sampled and scaled. */
const naiveSeconds = async (items: number): Promise<number> => {
  const signer = signerFromSeed(randomSeed());
  const message = new Uint8Array(600);
  const signature = await signer.sign(message);
  const sample = 300;
  const { cpuSeconds } = await measure(() => {
    for (let i = 0; i < sample; i++)
      if (!nobleVerify(signature, message, signer.publicKey)) throw new Error('a good signature was refused');
  });
  return (cpuSeconds / sample) * items;
};

const works = 2_000_000;

const verifyRow = async (name: string, extent: Extent, target: string): Promise<Row[]> =>
  inFolder(async (bundle) => {
    const written = await run<Written>('make-bundle', bundle, JSON.stringify(extent));
    const own = await run<Verified>('verify-bundle', bundle);
    if (own.items !== written.items) throw new Error('not all items were verified');
    const signatures = extent.lists * (extent.mixed ? 2 : 1);
    return [
      costRow(name, 'CPU seconds', own.cpuSeconds, await naiveSeconds(own.items), {
        cpuSeconds: own.cpuSeconds,
        peakMB: own.peakMB,
        note: `target ${target}; ${own.items} items of a state of ${works} works, ${signatures} signed lists, ${Math.round(written.bytes / 1e6)} MB of evidence, in a process of its own; baseline: one @noble/ed25519 verification an item, sampled and scaled`,
      }),
    ];
  });

/** 1,000,000 works of one holder each, in 10,000 lists. */
export const verify1m10k = (): Promise<Row[]> =>
  verifyRow('verify-1m-10k', { works, lists: 10_000, mixed: false }, '≤ 8 and ≤ 300 MB');

/** The same in 1,000 lists. */
export const verify1m1k = (): Promise<Row[]> =>
  verifyRow('verify-1m-1k', { works, lists: 1000, mixed: false }, '≤ 5 and ≤ 300 MB');

/** Every tenth work shows a person, who agrees to it in a list of their own. */
export const verify1mMixed = (): Promise<Row[]> =>
  verifyRow('verify-1m-mixed', { works, lists: 10_000, mixed: true }, '≤ 12 and ≤ 300 MB');

/** CPU seconds to write items and evidence of 1,000,000 works out of a log that is there. */
export const writeBundle1m = (): Promise<Row[]> =>
  inFolder(async (bundle) => {
    const extent: Extent = { works, lists: 10_000, mixed: false };
    const { cpuSeconds, peakMB, beforeMB, bytes } = await run<Written>('make-bundle', bundle, JSON.stringify(extent));
    return [
      costRow('write-bundle-1m', 'CPU seconds', cpuSeconds, undefined, {
        cpuSeconds,
        peakMB,
        note: `target ≤ 20; ${Math.round(bytes / 1e6)} MB of evidence, ${beforeMB} MB before: hashes of all works, nodes of the state`,
      }),
    ];
  });
