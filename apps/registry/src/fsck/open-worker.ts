import { parentPort } from 'node:worker_threads';
import { openEntry } from './open-entry.ts';

/** Opens what it is sent: decoding, shape and signatures, which is most of the work of a check. */
parentPort?.on('message', async ({ job, entries }: { job: number; entries: Uint8Array[] }) => {
  parentPort?.postMessage({ job, opened: await Promise.all(entries.map(openEntry)) }, []);
});
