import { z } from 'zod';
import { DidKey, Identity, Origin, SetOf } from './primitives.ts';

/** A verifier key of a signed note (C2SP signed-note): `<name>+<8 hex digits>+<base64 of type and key>`. */
export const VerifierKey = z
  .string()
  .max(300)
  .regex(/^[^\s+]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/);

/**
 * Whom a verifier trusts, for what. No member has a default: a verifier that leaves out a quorum has to say `0`.
 */
export const Trust = z.strictObject({
  v: z.literal(1),
  /** Logs and the keys they sign checkpoints with. */
  logs: z.array(z.strictObject({ origin: Origin, key: VerifierKey })).max(16),
  /** Who may issue manifests; `"any"` leaves it to the reader to look at the name in the report. */
  issuers: z.union([z.literal('any'), SetOf(Identity, 64)]),
  /** Who may check identities, and up to which assurance each is believed. */
  attesters: z.array(z.strictObject({ identity: Identity, upTo: z.int().min(1).max(2) })).max(64),
  /** Who may settle disputes. */
  arbiters: SetOf(Identity, 64),
  monitors: z.strictObject({ quorum: z.int().min(0).max(64), keys: SetOf(DidKey, 64) }),
  witnesses: z.strictObject({ quorum: z.int().min(0).max(64), keys: z.array(VerifierKey).max(64) }),
  /**
   * What to do with items out of somebody else's model of which nobody says what it was trained on: not to believe the
   * dataset, or to say so in every report on it.
   */
  unknownLineage: z.enum(['refuse', 'taint']),
});
export type Trust = z.infer<typeof Trust>;
