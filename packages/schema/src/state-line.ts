import { z } from 'zod';
import { Count, Identity, Sha256 } from './primitives.ts';
import { Claim } from './works-line.ts';

/** What is live for an identity: log indices of keys, delegations, guardianships and attestations. */
export const IdentityStateLine = z.strictObject({
  identity: Identity,
  live: z
    .array(Count)
    .refine((live) => live.every((index, i) => i === 0 || live[i - 1]! < index), 'not strictly ascending'),
});
export type IdentityStateLine = z.infer<typeof IdentityStateLine>;

/**
 * What is live for a work. `holders`: each distinct claim that any accepted line ever made, withdrawn and erased
 * ones included, so that a later line cannot drop a person. `live`: `[log index, line number in its list]` of every
 * statement that still bears on the work.
 */
export const WorkStateLine = z.strictObject({
  holders: z.array(Claim),
  live: z
    .array(z.tuple([Count, Count]))
    .refine((live) => live.every(([index], i) => i === 0 || live[i - 1]![0] < index), 'not strictly ascending'),
  work: Sha256,
});
export type WorkStateLine = z.infer<typeof WorkStateLine>;

/** A line of the state: all identities ascending, then all works ascending. */
export type StateLine = IdentityStateLine | WorkStateLine;
