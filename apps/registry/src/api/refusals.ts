import { type Code, codes, type Refusal } from '@assent/schema';
import { TRPCError } from '@trpc/server';

type HttpCode = 'BAD_REQUEST' | 'CONFLICT' | 'FORBIDDEN' | 'INTERNAL_SERVER_ERROR' | 'NOT_FOUND' | 'PAYLOAD_TOO_LARGE';

/** The one table from refusals to HTTP: by the stage of a code, but for those named here. */
const byCode: Partial<Record<Code, HttpCode>> = {
  internal: 'INTERNAL_SERVER_ERROR',
  key_not_authorised: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  registry_only: 'FORBIDDEN',
  signer_not_entitled: 'FORBIDDEN',
  statement_unknown: 'NOT_FOUND',
  too_large: 'PAYLOAD_TOO_LARGE',
};

const httpCodeOf = (code: Code): HttpCode =>
  byCode[code] ?? (codes[code].stage === 'accept' ? 'CONFLICT' : 'BAD_REQUEST');

/** A refusal on its way out: code and detail travel with it, so that a client answers with the same code. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${codes[refusal.code].sentence}${refusal.detail === '' ? '' : ` (${refusal.detail})`}`);
    this.refusal = refusal;
  }
}

export const asTrpcError = (refusal: Refusal): TRPCError => {
  const cause = new Refused(refusal);
  return new TRPCError({ code: httpCodeOf(refusal.code), message: cause.message, cause });
};
