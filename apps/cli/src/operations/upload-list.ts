import { setTimeout as wait } from 'node:timers/promises';
import { limits, openJson, type PublicationReceipt, UploadProgress } from '@assent/schema';
import { fail } from '../failure.ts';
import { checkReceipt, isCode, type Log, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';

/** How long the registry may take for a chunk, in milliseconds: with the last one it appends the grant. */
const patience = 300_000;
/** How often in a row it may say that there is no room now. */
const mostPauses = 60;
const largestAnswer = limits.envelope;

/** A grant over a list too long for one request, as it was signed. */
export interface LongList {
  readonly envelope: Uint8Array;
  readonly root: string;
  /** Canonical, in order. */
  readonly lines: readonly string[];
}

/**
 * Publish a grant whose list goes in chunks, and check the receipt. The registry is asked which it has, and gets the
 * others: so the same call again, after whatever came between, goes on where it was.
 */
export const uploadList = async (
  client: RegistryClient,
  log: Log,
  { envelope, root, lines }: LongList,
  reporter: Reporter,
): Promise<PublicationReceipt> => {
  const path = `/api/v1/works-lists/${root}`;
  let progress = await put(client, path, envelope, 'application/json');
  const { id, chunkLines, chunks } = progress;
  const missing = Array.from({ length: chunks }, (_, chunk) => chunk).filter((one) => !progress.have.includes(one));
  for (const [i, chunk] of missing.entries()) {
    reporter.progress('uploading chunks', chunks - missing.length + i, chunks);
    const texts = lines.slice(chunk * chunkLines, (chunk + 1) * chunkLines);
    const bytes = Buffer.from(texts.map((line) => `${line}\n`).join(''));
    progress = await put(client, `${path}/${id}/${chunk}`, bytes, 'application/jsonl');
  }
  reporter.progress('uploading chunks', chunks, chunks);
  const { receipt } = progress;
  if (receipt === undefined) return fail('receipt_invalid', `${id}: every chunk is there, and there is no receipt`);
  await checkReceipt(receipt, log, envelope);
  return receipt;
};

/** One PUT; where there is no room now, again when the registry says. */
const put = async (
  { address }: RegistryClient,
  path: string,
  body: Uint8Array,
  type: string,
): Promise<UploadProgress> => {
  for (let pauses = 0; ; pauses++) {
    let answer: Response;
    let bytes: Uint8Array;
    try {
      answer = await fetch(new URL(path, address), {
        method: 'PUT',
        headers: { 'content-type': type },
        body: body as BodyInit,
        signal: AbortSignal.timeout(patience),
      });
      bytes = new Uint8Array(await answer.arrayBuffer());
    } catch (cause) {
      return fail(
        'registry_unreachable',
        `${address}: ${(cause as Error).message}. The same command goes on from here.`,
      );
    }
    const after = Number(answer.headers.get('retry-after'));
    if (answer.status === 429 && after > 0 && after <= 60 && pauses < mostPauses) {
      await wait(after * 1_000);
      continue;
    }
    if (answer.status === 200) {
      const progress = openJson(UploadProgress, bytes, largestAnswer);
      return progress.ok ? progress.value : fail('receipt_invalid', progress.refusal.detail);
    }
    const { code, detail } = refusalIn(bytes);
    return isCode(code) ? fail(code, String(detail)) : fail('registry_unreachable', `${address}: ${answer.status}`);
  }
};

const refusalIn = (bytes: Uint8Array): { code?: unknown; detail?: unknown } => {
  try {
    return (JSON.parse(Buffer.from(bytes).toString()) ?? {}) as { code?: unknown; detail?: unknown };
  } catch {
    return {};
  }
};
