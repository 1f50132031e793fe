import { canonicalBytes, openCanonical } from '@assent/schema';
import { fromBase64, preAuthenticationEncoding, publicKeyOf, toBase64 } from '@assent/signing/verify';
import { isTRPCClientError } from '@trpc/client';
import { readIdentityHistory } from '../keys/identity-history.ts';
import { signerOf } from '../keys/own-keys.ts';
import type { OwnKey } from '../keys/store.ts';
import { ed25519 } from '../proof/ed25519.ts';
import { Invitation, Reply } from './invitation-shape.ts';

const payloadType = 'application/vnd.assent.invitation.v1+json';
/** An invitation as a file. */
export const mostText = 8_000_000;
/** What programs for messages carry whole as an address. */
export const mostLink = 12_000;
/** How long one may be answered, in seconds: terms that were proposed long ago are asked for anew. */
export const invitationTerm = 30 * 86_400;

const toUrl = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const fromUrl = (text: string) =>
  fromBase64(
    text
      .replaceAll('-', '+')
      .replaceAll('_', '/')
      .padEnd(Math.ceil(text.length / 4) * 4, '='),
  );

/** Signed by the inviter, so that whoever opens it knows that nobody changed it on its way: `key.signature.payload`. */
export const writeInvitation = async (invitation: Invitation, key: OwnKey): Promise<string> => {
  const payload = canonicalBytes(Invitation.parse(invitation));
  const signature = await signerOf(key).sign(preAuthenticationEncoding(payloadType, payload));
  return [key.did, toUrl(toBase64(signature)), toUrl(toBase64(payload))].join('.');
};

/**
 * Why an invitation is not shown: it is cut off or none, was changed or was signed by a key that is not the inviter's, is
 * too old, or belongs to another registry.
 */
type InvitationFault = 'broken' | 'changed' | 'elsewhere' | 'old';

export type OpenedInvitation =
  | { readonly ok: true; readonly invitation: Invitation }
  | { readonly ok: false; readonly why: InvitationFault };

const fault = (why: InvitationFault): OpenedInvitation => ({ ok: false, why });

/** A key signs for itself, or for an identity whose statements, followed from the first, name it now. */
const signsFor = async (key: string, identity: string): Promise<boolean> => {
  if (key === identity || !identity.startsWith('act:')) return key === identity;
  try {
    return (await readIdentityHistory(identity)).at(-1)!.statement.keys.includes(key);
  } catch (error) {
    // A registry that does not answer is asked again; an identity that it does not know has no keys.
    if (isTRPCClientError(error)) throw error;
    return false;
  }
};

/**
 * Text from a link or a file to an invitation that this page may show. Everything in it is a stranger's: size first, then
 * the signature over its bytes, then its shape.
 *
 * @param now seconds. Rejects only where the registry does not answer.
 */
export const openInvitation = async (text: string, origin: string, now: number): Promise<OpenedInvitation> => {
  if (text.length > mostText) return fault('broken');
  const [did, signature, payload, ...rest] = text.trim().split('.');
  if (did === undefined || signature === undefined || payload === undefined || rest.length > 0) return fault('broken');
  const [key, signed, bytes] = [publicKeyOf(did), fromUrl(signature), fromUrl(payload)];
  if (!key.ok || !signed.ok || !bytes.ok || signed.value.length !== 64) return fault('broken');
  // What programs for messages cut off ends in the middle of an object.
  if (bytes.value.at(-1) !== 0x7d) return fault('broken');
  const message = preAuthenticationEncoding(payloadType, bytes.value);
  if (!(await (await ed25519()).verify(key.value, signed.value, message))) return fault('changed');
  const opened = openCanonical(Invitation, bytes.value, mostText);
  if (!opened.ok) return fault('broken');
  const { aud, inviter, until } = opened.value;
  if (aud !== origin) return fault('elsewhere');
  if (!(await signsFor(did, inviter))) return fault('changed');
  return until <= now ? fault('old') : { ok: true, invitation: opened.value };
};

export const writeReply = (reply: Reply): string => toUrl(toBase64(canonicalBytes(reply)));

/** A reply from its text, or from the link that carries it. */
export const readReply = (text: string): Reply | undefined => {
  const bytes = fromUrl(text.trim().split('#reply=').at(-1)!.slice(0, 2_000));
  const reply = bytes.ok ? openCanonical(Reply, bytes.value, 2_000) : bytes;
  return reply.ok ? reply.value : undefined;
};

/** Where an invitation is opened, and where its reply is: what follows the `#` is sent to no server. */
export const linkTo = (place: '/publish#reply=' | '/sign#', text: string): string =>
  `${globalThis.location.origin}${place}${text}`;
