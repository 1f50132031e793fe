import { z } from 'zod';
import { limits } from './canonical.ts';
import { DidKey } from './primitives.ts';

/** A DSSE envelope (secure-systems-lab/dsse): the signatures cover the payload's bytes and type, not a parsed object. */
export const Envelope = z.strictObject({
  // No narrower than the envelope itself: that a payload is too large is the payload gate's to say.
  payload: z.string().max(limits.envelope),
  payloadType: z.string().regex(/^application\/vnd\.assent\.[a-z-]{1,40}\.v1\+json$/),
  signatures: z
    .array(z.strictObject({ keyid: DidKey, sig: z.string().length(88) }))
    .min(1)
    .max(8),
});
export type Envelope = z.infer<typeof Envelope>;
