import { request as askPlainly } from 'node:http';
import { request as askSafely } from 'node:https';
import { openJson } from '@assent/schema';
import { decodeEnvelope, fromBase64, preAuthenticationEncoding, publicKeyOf } from '@assent/signing';
import { node } from '@assent/signing/node';
import { z } from 'zod';
import { fail, Failure, unwrap } from '../failure.ts';
import { type AllowedHosts, pin } from './addresses.ts';
import type { External } from './description.ts';
import { answerMost, type Asked, type ExternalItem, itemOf, openAnswer } from './exchange.ts';

type Service = Extract<External['runs'], { url: unknown }>;

/** What the answer's envelope says that it holds. */
const answerType = 'application/vnd.assent.synth-answer.v1+json';

/** A signed answer, and the file in base64. */
const Response = z.strictObject({ envelope: z.record(z.string(), z.json()), file: z.string() });

/**
 * Ask a service for one item after another: each answer is signed by the key in the description and names its question.
 * Redirects are not followed, and each connection goes to an address that was checked.
 */
export async function* askService(
  external: External & { readonly runs: Service },
  questions: readonly Asked[],
  allowed: AllowedHosts,
): AsyncGenerator<ExternalItem> {
  const { url, key } = external.runs;
  const until = AbortSignal.timeout(external.limits.seconds * 1000);
  for (const asked of questions) {
    const body = await post(new URL(url), asked, external, allowed, until);
    const most = mostOf(external);
    const response = openJson(Response, body, most);
    if (!response.ok) fail('generator_failed', `slot ${asked.slot}: ${response.refusal.code}`);
    const { envelope, file } = unwrap(response);
    const payload = await openSigned(Buffer.from(JSON.stringify(envelope)), key);
    yield itemOf(openAnswer(payload, asked, external), unwrap(fromBase64(file)), asked);
  }
}

/** The payload of an envelope that this key signed, and nobody else. */
const openSigned = async (bytes: Uint8Array, did: string): Promise<Uint8Array> => {
  const { payload, payloadType, signatures } = unwrap(decodeEnvelope(bytes));
  if (payloadType !== answerType) fail('payload_type_mismatch', payloadType);
  const key = unwrap(publicKeyOf(did));
  const [own, more] = signatures;
  if (more !== undefined) fail('signature_surplus');
  if (own === undefined || Buffer.compare(own.key, key) !== 0) fail('signature_missing', `no signature by ${did}`);
  const message = preAuthenticationEncoding(payloadType, payload);
  if (!(await node.verify(key, own!.signature, message))) fail('signature_invalid', did);
  return payload;
};

/** Bytes of a response: the file in base64, the answer, and room. */
const mostOf = ({ limits }: External): number => Math.ceil(limits.bytes / 3) * 4 + 4 * answerMost;

const post = async (
  url: URL,
  { bytes, slot }: Asked,
  external: External,
  allowed: AllowedHosts,
  until: AbortSignal,
): Promise<Uint8Array> => {
  const lookup = await pin(url, allowed);
  const most = mostOf(external);
  const send = url.protocol === 'https:' ? askSafely : askPlainly;
  const headers = { 'content-type': 'application/json', 'content-length': bytes.length };
  try {
    return await new Promise<Uint8Array>((done, broken) => {
      const asking = send(url, { method: 'POST', headers, lookup, agent: false, signal: until }, (response) => {
        const { statusCode = 0 } = response;
        const refuse = (code: 'generator_failed' | 'generator_limit' | 'host_not_allowed', detail: string): void => {
          broken(new Failure({ code, detail: `slot ${slot}: ${detail}` }));
          response.destroy();
        };
        if (statusCode >= 300 && statusCode < 400)
          return refuse('host_not_allowed', 'a redirect, which is not followed');
        if (statusCode !== 200) return refuse('generator_failed', `status ${statusCode}`);
        const pieces: Buffer[] = [];
        let length = 0;
        response.on('data', (piece: Buffer) => {
          length += piece.length;
          if (length > most) refuse('generator_limit', `more than ${most} bytes`);
          else pieces.push(piece);
        });
        response.on('end', () => done(Buffer.concat(pieces)));
        response.on('error', broken);
        response.on('aborted', () => broken(new Error('it was cut off')));
      });
      asking.on('error', broken);
      asking.end(bytes);
    });
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    if (until.aborted) return fail('generator_limit', `more than ${external.limits.seconds} s`);
    return fail('generator_failed', `slot ${slot}: ${(cause as Error).message}`);
  }
};
