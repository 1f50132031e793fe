import type { SealAnswers, SealAsk } from './seal.worker.ts';

/** Ask a worker of its own: a passphrase takes a second of work on purpose, and no page waits for it. */
export const askSealer = <K extends SealAsk['kind']>(
  ask: Extract<SealAsk, { readonly kind: K }>,
): Promise<SealAnswers[K]> => {
  const worker = new Worker(new URL('./seal.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<SealAnswers[K]>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SealAnswers[K]>) => resolve(data));
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    // A worker has one origin, its page's; it takes no second argument that names one.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(ask);
  }).finally(() => worker.terminate());
};
