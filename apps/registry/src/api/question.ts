import type { Refusal } from '@assent/schema';
import type { z } from 'zod';
import type { Registry } from '../registry.ts';
import { costs, type FairUse } from './fair-use.ts';
import type { SessionCookie } from './session-cookie.ts';

/** A refusal on its way out: with when to try again, or signed, where it is that of a statement. */
export interface OwnRefusal extends Refusal {
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  /** The envelope of a `SignedRefusal`, base64. */
  readonly signed?: string | undefined;
}

export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: OwnRefusal };

/** What is answered is not written to again, so readers may answer what they may not change. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** What a question is asked in: the registry, and who asks. */
export interface Asking {
  readonly registry: Registry;
  readonly fairUse: FairUse;
  /** Who asks: an address. */
  readonly caller: string;
  readonly cookie: SessionCookie;
}

/**
 * Something that can be asked of the registry: what goes in, what comes out, and what it costs. tRPC and plain HTTP are two
 * ways to ask the same.
 */
export interface Question<Input extends z.ZodObject, Answer extends z.ZodType> {
  /** A sentence, for the description of the API. */
  readonly says: string;
  readonly input: Input;
  readonly answer: Answer;
  /** Points of the asker's address, where it is more than for anything. */
  readonly cost?: (input: z.infer<Input>) => number;
  readonly ask: (asking: Asking, input: z.infer<Input>) => Promise<Answered<Frozen<z.infer<Answer>>>>;
}

export const question = <Input extends z.ZodObject, Answer extends z.ZodType>(
  asked: Question<Input, Answer>,
): Question<Input, Answer> => asked;

/** Ask within what is fair: what a question costs beyond its request is taken before it is worked on. */
export const askFairly = async <Input extends z.ZodObject, Answer extends z.ZodType>(
  asked: Question<Input, Answer>,
  asking: Asking,
  input: z.infer<Input>,
): Promise<Answered<z.infer<Answer>>> => {
  const more = (asked.cost?.(input) ?? costs.any) - costs.any;
  const wait = more > 0 ? asking.fairUse.addresses.take(asking.caller, more) : 0;
  return wait > 0 ? tooMany(wait) : (asked.ask(asking, input) as Promise<Answered<z.infer<Answer>>>);
};

export const tooMany = (retryAfter: number) =>
  ({ ok: false, refusal: { code: 'rate_limited', detail: `again in ${retryAfter} seconds`, retryAfter } }) as const;
