import type { AsOf, Trust } from '@assent/schema';
import {
  type NoteVerifier,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  type VerifiedSigner,
  verifyNote,
} from '@assent/log';
import { didKeyOf, type Ed25519 } from '@assent/signing/verify';
import type { Findings } from './report.ts';

/** Whom a verifier trusts, and how it checks signatures. */
export interface Trusting {
  readonly trust: Trust;
  readonly ed25519: Ed25519;
}

/** A checkpoint that a trusted log signed, and when witnesses saw it. */
export interface TrustedCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** The did:key of the log's key. */
  readonly registry: string;
  /** Times of witnesses' cosignatures, seconds. */
  readonly witnessed: readonly number[];
}

/** Open a checkpoint as signed note bytes, for a named log; what is wrong goes into the findings. */
export const openCheckpoint = async (
  bytes: Uint8Array,
  origin: string,
  { trust, ed25519 }: Trusting,
  findings: Findings,
): Promise<TrustedCheckpoint | undefined> => {
  const note = parseNote(bytes);
  if (!note.ok) return void findings.error(note.refusal.code, { detail: note.refusal.detail });
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return void findings.error(checkpoint.refusal.code, { detail: checkpoint.refusal.detail });
  const { log, witnesses } = trustedKeys(trust, origin);
  if (log.length === 0) {
    return void findings.error('checkpoint_untrusted', { detail: `${origin} is not in the trust file` });
  }
  const signers = await verifyNote(note.value, [...log, ...witnesses], ed25519);
  if (!signers.ok) return void findings.error(signers.refusal.code, { detail: signers.refusal.detail });
  const isBy = (key: NoteVerifier, { name, keyId }: VerifiedSigner): boolean =>
    key.name === name && key.keyId === keyId;
  const own = log.find((key) => signers.value.some((signer) => isBy(key, signer)));
  if (own === undefined || checkpoint.value.origin !== origin) {
    return void findings.error('checkpoint_untrusted', { detail: checkpoint.value.origin });
  }
  const { size, root } = checkpoint.value;
  // Only a witness says when: a log that cosigned its own checkpoint would be counted for its own quorum.
  const seen = signers.value.filter((signer) => witnesses.some((key) => isBy(key, signer)));
  const witnessed = seen.flatMap(({ time }) => time ?? []);
  return { size, root, registry: didKeyOf(own.publicKey), witnessed };
};

/** Trusted keys, parsed: a trust file is the verifier's own, so a key in it that does not parse is a fault of theirs. */
const trustedKeys = (trust: Trust, origin: string): { log: NoteVerifier[]; witnesses: NoteVerifier[] } => {
  const parse = (text: string): NoteVerifier[] => {
    const key = parseVerifierKey(text);
    return key.ok ? [key.value] : [];
  };
  const named = trust.logs.filter((log) => log.origin === origin).flatMap(({ key }) => parse(key));
  return { log: named.filter(({ name }) => name === origin), witnesses: trust.witnesses.keys.flatMap(parse) };
};

/** The longest time between a witness quorum and the state it has to confirm, in seconds. */
const witnessWindow = 3600;

/** Time is the registry's word until a quorum of witnesses confirms it. */
export const checkWitnesses = (
  { state }: AsOf,
  { witnessed }: TrustedCheckpoint,
  { witnesses }: Trust,
  findings: Findings,
): void => {
  if (witnessed.length < witnesses.quorum) {
    findings.error('witness_quorum_missing', { detail: `${witnessed.length} of ${witnesses.quorum}` });
  } else if (witnesses.quorum === 0) findings.warn('time_unwitnessed');
  else if (Math.abs(median(witnessed) - state.at) > witnessWindow) {
    const detail = 'the witnesses’ time is more than an hour from the state’s';
    findings.error('witness_quorum_missing', { detail });
  }
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
