import { noticeOf, noticeVersions } from '@assent/consent';
import { canonicalize, Grant, Guardianship, HolderLine, type Terms } from '@assent/schema';
import type { Signer } from '@assent/signing/sign';
import { readLog, type Recorded, sendAll, signAndKeep } from '../keys/outbox.ts';
import { keep, type OwnKey } from '../keys/store.ts';
import { outcomeOf } from '../proof/verify-entry.ts';
import { currentLanguage } from '../words/language.ts';
import type { Invitation, Reply } from './invitation-shape.ts';
import { listOf, newSalt, plainList } from './plain-list.ts';

/** The child that a guardian signs for: an identity that was made for these works, and until when. */
interface Child {
  readonly signer: Signer;
  /** Seconds. */
  readonly lapsesOn: number;
}

interface Answer {
  readonly invitation: Invitation;
  readonly terms: Terms;
  readonly key: OwnKey;
  /** Present where a guardian signs. */
  readonly child: Child | undefined;
}

/** An owner says what the author's line says, and names themself; whoever is in a work names it and no more. */
const linesOf = ({ invitation: { capacity, works, inviter, depicts, attribution }, key }: Answer) =>
  capacity === 'owner'
    ? listOf(
        works.map(({ sha256, bytes, mime, width, height }) =>
          canonicalize(
            HolderLine.parse({
              sha256,
              bytes,
              mime,
              salt: newSalt(),
              author: inviter,
              owners: [key.identity],
              depicts,
              ...(attribution !== undefined && { attribution }),
              ...(width !== undefined && { width }),
              ...(height !== undefined && { height }),
            }),
          ),
        ),
      )
    : plainList(works.map(({ sha256 }) => sha256));

/**
 * Sign what was asked, send it, check the receipt, and remember the answer.
 *
 * A guardian signs twice: first, together with the child's own key, that they sign for the child; then the permission. Both
 * are kept before either is sent, so that a registry which is down in between loses nothing.
 */
export const signInvitation = async (answer: Answer): Promise<{ recorded: Recorded; reply: Reply }> => {
  const { invitation, terms, key, child } = answer;
  const header = {
    v: 1,
    aud: (await readLog()).origin,
    iss: key.identity,
    iat: Math.floor(Date.now() / 1000),
  } as const;
  if (child !== undefined) {
    const guardianship = Guardianship.parse({
      ...header,
      kind: 'guardianship',
      minor: child.signer.did,
      lapsesOn: child.lapsesOn,
    });
    await signAndKeep(guardianship, [], key, [child.signer]);
  }
  const { lines, works } = linesOf(answer);
  const language = currentLanguage();
  const grant = Grant.parse({
    ...header,
    kind: 'grant',
    ...terms,
    works,
    replaces: [],
    notice: noticeOf(language, noticeVersions[language], terms),
  });
  const { id } = await signAndKeep(grant, lines, key);
  const recorded = (await sendAll()).find(({ unsent }) => unsent.id === id)!;
  const subject = child?.signer.did ?? (invitation.capacity === 'subject' ? key.identity : undefined);
  const reply: Reply = {
    said: 'signed',
    invitation: invitation.id,
    by: key.identity,
    ...(subject !== undefined && { subject }),
    index: recorded.receipt.index,
  };
  if (outcomeOf(recorded.proof) === 'holds') await keep('answered', { id: invitation.id, at: Date.now(), reply });
  return { recorded, reply };
};
