import type { Router } from '@assent/registry/router';
import { type Code, codes, type PublicationReceipt, type Refusal, type Trust } from '@assent/schema';
import { decodeEnvelope, toBase64 } from '@assent/signing';
import { node } from '@assent/signing/node';
import {
  encodeEntry,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  verifyInclusion,
  verifyNote,
} from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { fail, Failure, unwrap } from './failure.ts';

/** How long a registry may take to answer, in milliseconds; assembling a large dataset takes the longest. */
const patience = 120_000;

export interface RegistryClient {
  readonly address: string;
  readonly api: ReturnType<typeof createTRPCClient<Router>>;
}

/** A client of the registry at an address. Nothing is asked yet. */
export const connectTo = (address: string): RegistryClient => {
  const url = URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return fail('registry_unreachable', `${address} is no address`);
  const api = createTRPCClient<Router>({
    links: [
      httpLink({
        url: new URL('/trpc', url).href,
        fetch: (input, init) => fetch(input, { ...(init as RequestInit), signal: AbortSignal.timeout(patience) }),
      }),
    ],
  });
  return { address, api };
};

export const isCode = (code: unknown): code is Code => typeof code === 'string' && code in codes;

/** Ask the registry; what it refuses, and that it does not answer, become `Failure`s with a code. */
export const ask = async <T>(
  client: RegistryClient,
  question: (api: RegistryClient['api']) => Promise<T>,
): Promise<T> => {
  try {
    return await question(client.api);
  } catch (cause) {
    if (!(cause instanceof TRPCClientError)) throw cause;
    const refusal = (cause.data as { refusal?: Refusal } | undefined)?.refusal;
    if (refusal !== undefined && isCode(refusal.code)) {
      throw new Failure({
        code: refusal.code,
        detail: refusal.detail === '' ? cause.message.slice(0, 300) : refusal.detail,
      });
    }
    return fail('registry_unreachable', `${client.address}: ${cause.message.slice(0, 200)}`);
  }
};

/** How long a stream may give nothing, in milliseconds. */
const silence = 60_000;

/**
 * Ask for something that comes as a stream of bytes.
 *
 * What is refused, and a registry that does not answer or falls silent, become `Failure`s with a code.
 */
export const openStream = async (
  { address }: RegistryClient,
  path: string,
  question: object,
): Promise<AsyncIterable<Uint8Array>> => {
  const gone = (cause: Error): never => fail('registry_unreachable', `${address}: ${cause.message.slice(0, 200)}`);
  const ending = new AbortController();
  let timer = setTimeout(() => ending.abort(), patience);
  const answer = await fetch(new URL(path, address), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
    signal: ending.signal,
  }).catch(gone);
  if (!answer.ok || answer.body === null) {
    clearTimeout(timer);
    const { code, detail } = (await answer.json().catch(() => ({}))) as Partial<Refusal>;
    return isCode(code) ? fail(code, String(detail)) : fail('registry_unreachable', `${address}: ${answer.status}`);
  }
  const reader = answer.body.getReader();
  return (async function* () {
    try {
      for (;;) {
        clearTimeout(timer);
        timer = setTimeout(() => ending.abort(), silence);
        const { done, value } = await reader.read().catch(gone);
        if (done) return;
        yield value;
      }
    } finally {
      clearTimeout(timer);
      ending.abort();
    }
  })();
};

export type Log = Trust['logs'][number];

/** The log that a registry says it keeps. */
export const logOf = async (client: RegistryClient): Promise<Log> => {
  const trust = await ask(client, (api) => api.log.trust.query());
  return trust.logs[0]!;
};

export interface Submission {
  readonly envelope: Uint8Array;
  readonly lines?: readonly string[];
  readonly manifest?: Uint8Array;
}

/**
 * Publish a statement and check the receipt: the entry that the log proves is the one that was signed.
 * The same call again is safe: the same statement keeps its index.
 */
export const publishStatement = async (
  client: RegistryClient,
  log: Trust['logs'][number],
  { envelope, lines, manifest }: Submission,
): Promise<PublicationReceipt> => {
  const receipt = await ask(client, (api) =>
    api.statements.publish.mutate({
      envelope: toBase64(envelope),
      ...(lines !== undefined && { lines: [...lines] }),
      ...(manifest !== undefined && { manifest: toBase64(manifest) }),
    }),
  );
  await checkReceipt(receipt, log, envelope);
  return receipt;
};

const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/** A registry's word is its proof: the entry's own hash, its inclusion, the log's signature. */
export const checkReceipt = async (
  receipt: PublicationReceipt,
  log: Trust['logs'][number],
  envelope: Uint8Array,
): Promise<void> => {
  const leaf = leafHash(encodeEntry(unwrap(decodeEnvelope(envelope))));
  const note = unwrap(parseNote(toUtf8(receipt.checkpoint)));
  const checkpoint = unwrap(parseCheckpoint(note.text));
  const signers = await verifyNote(note, [unwrap(parseVerifierKey(log.key))], node);
  const proven =
    signers.ok &&
    checkpoint.origin === log.origin &&
    verifyInclusion(leaf, receipt.index, checkpoint.size, receipt.proof.map(fromHex), checkpoint.root);
  if (!proven) fail('receipt_invalid', receipt.id);
};
