import { parentPort } from 'node:worker_threads';

/** A thread's half of a `ThreadPool`. */
export const answerQuestions = <In, Out>(answer: (question: In) => Out | Promise<Out>): void => {
  parentPort?.on('message', async ({ job, question }: { job: number; question: In }) => {
    parentPort?.postMessage({ job, answer: await answer(question) }, []);
  });
};
