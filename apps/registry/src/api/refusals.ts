import { type Code, codes } from '@assent/schema';
import { TRPCError } from '@trpc/server';
import type { OwnRefusal } from './question.ts';

/** The one table from refusals to HTTP: by the stage of a code, but for those named here. */
const byCode = {
  challenge_ended: 403,
  database_unreachable: 503,
  draft_superseded: 409,
  erased: 410,
  internal: 500,
  key_not_authorised: 403,
  media_type_wrong: 415,
  monitor_unknown: 403,
  not_found: 404,
  not_signed_in: 401,
  owner_needed: 409,
  rate_limited: 429,
  registry_only: 403,
  rollback_detected: 503,
  role_insufficient: 403,
  signer_not_entitled: 403,
  statement_unknown: 404,
  team_full: 409,
  too_large: 413,
  upload_unknown: 404,
  uploads_exhausted: 429,
} as const satisfies Partial<Record<Code, number>>;

export type RefusalStatus = (typeof byCode)[keyof typeof byCode] | 400 | 409;

export const statusOf = (code: Code): RefusalStatus =>
  (byCode as Partial<Record<Code, RefusalStatus>>)[code] ?? (codes[code].stage === 'accept' ? 409 : 400);

const trpcCodes = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  // tRPC has no name for 410: the status is set where it answers.
  410: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<RefusalStatus, TRPCError['code']>;

/** A refusal on its way out: code and detail travel with it, so that a client answers with the same code. */
export class Refused extends Error {
  readonly refusal: OwnRefusal;
  constructor(refusal: OwnRefusal) {
    super(`${codes[refusal.code].sentence}${refusal.detail === '' ? '' : ` (${refusal.detail})`}`);
    this.refusal = refusal;
  }
}

export const asTrpcError = (refusal: OwnRefusal): TRPCError => {
  const cause = new Refused(refusal);
  return new TRPCError({ code: trpcCodes[statusOf(refusal.code)], message: cause.message, cause });
};
