import { z } from 'zod';
import { Identity, Origin, Sha256, Time } from './primitives.ts';

/**
 * What somebody signs to show a registry that they hold an identity's key. It has a payload type of its own and is no
 * statement: no log takes it, and it allows nothing but to be let in, once, until it ends.
 */
export const SignIn = z.strictObject({
  v: z.literal(1),
  kind: z.literal('sign-in'),
  /** The log that asked. */
  aud: Origin,
  /** Who says that they are it. */
  iss: Identity,
  /** The registry's challenge. */
  challenge: Sha256,
  /** When the challenge ends. */
  until: Time,
});
export type SignIn = z.infer<typeof SignIn>;
