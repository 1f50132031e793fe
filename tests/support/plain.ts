import { readEvidence } from '@assent/consent';

/** Ask plain HTTP, and read JSON whatever the status. */
export const ask = async (
  address: string,
  path: string,
  init?: RequestInit,
): Promise<{ status: number; headers: Headers; body: unknown }> => {
  const answer = await fetch(`${address}/api/v1${path}`, init);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
};

export const post = (address: string, path: string, body: unknown): ReturnType<typeof ask> =>
  ask(address, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The stream of evidence, read to its end. */
export const askEvidence = async (address: string, question: object) => {
  const answer = await fetch(`${address}/api/v1/evidence`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  const read = await readEvidence(answer.body!);
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
};
