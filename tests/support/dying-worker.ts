import { parentPort } from 'node:worker_threads';

// Makes nothing: ends at the second list that it is asked for.
let asked = 0;
parentPort!.on('message', () => {
  if (++asked === 2) process.exit(7);
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort!.postMessage([]);
});
