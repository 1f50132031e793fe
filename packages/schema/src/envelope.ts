import { z } from 'zod';
import { DidKey } from './primitives.ts';

/** A DSSE envelope (secure-systems-lab/dsse): the signatures cover the payload's bytes and type, not a parsed object. */
export const Envelope = z.strictObject({
  payload: z.string().max(48 * 1024),
  payloadType: z.string().regex(/^application\/vnd\.assent\.[a-z-]{1,40}\.v1\+json$/),
  signatures: z
    .array(z.strictObject({ keyid: DidKey, sig: z.string().length(88) }))
    .min(1)
    .max(8),
});
export type Envelope = z.infer<typeof Envelope>;
