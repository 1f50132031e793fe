import { Count, Depicts, Identity, isAscending, limits, Mime, Origin, PlainText, Sha256, Time } from '@assent/schema';
import { z } from 'zod';
import { Choice } from '../publish/presets.ts';

/** A work that somebody is asked about. The picture goes along only where the inviter chose to send it. */
const InvitedWork = z.strictObject({
  sha256: Sha256,
  bytes: Count,
  mime: Mime,
  width: Count.optional(),
  height: Count.optional(),
  name: PlainText(200).optional(),
  /** A small picture, WebP, in base64. */
  preview: z
    .string()
    .max(16_000)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .optional(),
});
export type InvitedWork = z.infer<typeof InvitedWork>;

/** As whom somebody is asked to sign. */
const Invited = z.enum(['guardian', 'owner', 'subject']);

/** What one person asks of another. It travels between the two of them, and no registry sees it. */
export const Invitation = z
  .strictObject({
    v: z.literal(1),
    aud: Origin,
    id: z.string().regex(/^[0-9a-f]{32}$/),
    inviter: Identity,
    capacity: Invited,
    /** What the inviter calls themself: their word alone. */
    from: PlainText(100).optional(),
    made: Time,
    until: Time,
    /** Terms as the inviter proposes them; the one who signs may choose others. */
    choice: Choice,
    works: z
      .array(InvitedWork)
      .min(1)
      .max(limits.listLines)
      .refine((works) => isAscending(works.map(({ sha256 }) => sha256)), 'not strictly ascending'),
    /** Who is in the works: an owner's line says that too. */
    depicts: Depicts.optional(),
    attribution: PlainText(300).optional(),
  })
  .refine(
    ({ capacity, depicts }) => (capacity === 'owner') === (depicts !== undefined),
    'an owner is told who is in it',
  );
export type Invitation = z.infer<typeof Invitation>;

/** What came back: signed, refused, or "this is not me". It names statements, which are then read in the log. */
export const Reply = z.discriminatedUnion('said', [
  z.strictObject({
    said: z.literal('signed'),
    invitation: z.string().regex(/^[0-9a-f]{32}$/),
    /** Who signed. */
    by: Identity,
    /** Who is in the works: the signer, or the child they sign for; absent for an owner. */
    subject: Identity.optional(),
    index: Count,
  }),
  z.strictObject({ said: z.enum(['refused', 'notMe']), invitation: z.string().regex(/^[0-9a-f]{32}$/) }),
]);
export type Reply = z.infer<typeof Reply>;
