import { type Code, codes, type Refusal } from '@assent/schema';
import { isTRPCClientError } from '@trpc/client';

/** A failure in words: what is wrong, and what to do. */
export interface FailureWords {
  readonly kind: 'not-found' | 'refused' | 'unreachable';
  readonly title: string;
  readonly sentence: string;
}

const isCode = (code: unknown): code is Code => typeof code === 'string' && code in codes;

const refusalOf = (error: unknown): Refusal | undefined => {
  if (!isTRPCClientError(error)) return undefined;
  const refusal = (error.data as { refusal?: Refusal } | null | undefined)?.refusal;
  return refusal !== undefined && isCode(refusal.code) ? refusal : undefined;
};

/** Any failure in words; the only place where one becomes text. */
export const describeFailure = (error: unknown): FailureWords => {
  const refusal = refusalOf(error);
  if (refusal === undefined) {
    return {
      kind: 'unreachable',
      title: 'The registry does not answer',
      sentence: 'Nothing was lost. Check your connection; this page asks again by itself.',
    };
  }
  return refusal.code === 'not_found'
    ? { kind: 'not-found', title: 'Nothing is recorded here', sentence: codes.not_found.sentence }
    : { kind: 'refused', title: 'The registry could not answer', sentence: codes[refusal.code].sentence };
};

/** A refusal in words, with the place that it names. */
export const describeRefusal = ({ code, detail }: Refusal): string =>
  `${codes[code].sentence}${detail === '' ? '' : ` (${detail})`}`;

/** Whether asking once more can help: a refusal stays one. */
export const isWorthAsking = (error: unknown): boolean => {
  const refusal = refusalOf(error);
  return refusal === undefined || refusal.code === 'internal';
};
