import { readEvidence } from '@assent/consent';
import type { Refusal } from '@assent/schema';
import { Refused } from '../failure.ts';

/** Evidence of works as of a state: a stream, so it has an address of its own. */
export const askEvidence = async (question: {
  readonly state: number;
  readonly works: readonly string[];
  readonly signers?: readonly string[];
  readonly slices: readonly [];
  /** Entries of the log that it is proved under, as an earlier answer said. */
  readonly under?: number;
}) => {
  const answer = await fetch('/api/v1/evidence', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  if (!answer.ok || answer.body === null) throw new Refused((await answer.json()) as Refusal);
  const read = await readEvidence(bytesOf(answer.body));
  if (!read.ok) throw new Refused(read.refusal);
  return read.value;
};

/** Not every browser lets a stream be walked. */
async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}
