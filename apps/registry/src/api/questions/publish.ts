import { limits, PublicationReceipt } from '@assent/schema';
import { decodeEnvelope, didKeyOf, fromBase64, statementId, toBase64 } from '@assent/signing';
import { codes } from '@assent/schema';
import { z } from 'zod';
import { isFirstWord } from '../first-word.ts';
import { type Answered, type Asking, type OwnRefusal, question, tooMany } from '../question.ts';

const Base64 = z.string().max(limits.envelope * 2);

/** What is sent to have a statement recorded. */
const Submission = z.strictObject({
  /** Base64 of the envelope. */
  envelope: Base64,
  /** The list that the statement signs. */
  lines: z.array(z.string().max(limits.sliceLine)).max(limits.listLines).optional(),
  /** Base64 of the manifest's envelope, with a release. */
  manifest: Base64.optional(),
});

export const publishStatement = question({
  says: 'Record a statement: its envelope, the list that it signs, the manifest that it releases. The same statement again answers the same index. A refusal is signed by the log’s key, so that it can be shown.',
  input: Submission,
  answer: PublicationReceipt,
  ask: async (asking, { envelope, lines, manifest }) => {
    const bytes = fromBase64(envelope);
    if (!bytes.ok) return bytes;
    const released = manifest === undefined ? undefined : fromBase64(manifest);
    if (released?.ok === false) return released;
    const signed = decodeEnvelope(bytes.value);
    // Nothing is known of what cannot be read, so there is nothing to sign for.
    if (!signed.ok) return signed;
    const signers = signed.value.signatures.map(({ key }) => didKeyOf(key));
    const id = statementId(signed.value.payloadType, signed.value.payload);
    const wait = Math.max(0, ...signers.map((signer) => asking.fairUse.signers.wait(signer, 1)));
    if (wait > 0 && !(await isFirstWord(asking.registry, bytes.value, lines)))
      return signedRefusal(asking, id, tooMany(wait).refusal);
    const answer = await asking.registry.publish(bytes.value, lines, released?.value);
    // A signer pays for what they signed, never for what others say they did: signatures are checked before any rule.
    if (answer.ok || codes[answer.refusal.code].stage === 'accept')
      for (const signer of signers) asking.fairUse.signers.spend(signer, 1);
    return answer.ok ? answer : signedRefusal(asking, id, answer.refusal);
  },
});

const signedRefusal = async ({ registry }: Asking, id: string, refusal: OwnRefusal): Promise<Answered<never>> => ({
  ok: false,
  refusal: { ...refusal, signed: toBase64(await registry.signedRefusal(id, refusal.code)) },
});
