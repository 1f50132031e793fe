import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SliceSource } from '@assent/synth';
import { Failure } from '../failure.ts';
import type { MadeSlot } from './synth-worker.ts';

/** Slots that a worker makes before it is heard of again. */
const atATime = 16;

/**
 * Make slots on all cores. What is made does not depend on how many there are; the order in which it comes does.
 *
 * Each worker waits until what it made has been taken, so that no more than a few slots are held. If one ends before its
 * time all are ended, and this fails (`internal`).
 */
export const makeSlots = async (
  source: SliceSource,
  slots: readonly number[],
  take: (made: MadeSlot) => Promise<void> | void,
  {
    workers = availableParallelism(),
    program = new URL('synth-worker.ts', import.meta.url),
    model,
  }: { readonly workers?: number; readonly program?: URL; readonly model?: Uint8Array | undefined } = {},
): Promise<void> => {
  let next = 0;
  const count = Math.max(1, Math.min(workers, Math.ceil(slots.length / atATime)));
  const running = Array.from({ length: count }, () => new Worker(program, { workerData: { source, model } }));
  const work = async (worker: Worker, gone: Promise<never>): Promise<void> => {
    try {
      while (next < slots.length) {
        const list = slots.slice(next, next + atATime);
        next += list.length;
        // A thread has no origin.
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        worker.postMessage(list);
        const [made] = (await Promise.race([once(worker, 'message'), gone])) as [MadeSlot[]];
        for (const one of made) await take(one);
      }
    } catch (cause) {
      // Nobody begins anything more.
      next = slots.length;
      throw cause;
    }
  };
  // All have come to rest before this fails: nothing is taken afterwards.
  const ended = await Promise.allSettled(running.map((worker) => work(worker, end(worker))));
  await Promise.all(running.map((worker) => worker.terminate()));
  const broken = ended.find((one) => one.status === 'rejected');
  if (broken === undefined) return;
  const cause: unknown = broken.reason;
  throw cause;
};

/** Rejects when a worker ends, whenever that is. */
const end = (worker: Worker): Promise<never> => {
  const gone = new Promise<never>((_, reject) => {
    const because = (what: string) => reject(new Failure({ code: 'internal', detail: `a worker ended: ${what}` }));
    worker.once('error', (cause: unknown) => because(cause instanceof Error ? cause.message : String(cause)));
    worker.once('exit', (code) => because(`exit code ${code}`));
  });
  // It ends in any case, when the work is done: then nobody listens any more.
  gone.catch(() => {});
  return gone;
};
