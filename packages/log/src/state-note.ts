import { accepted, refused, type Result, type State } from '@assent/schema';
import { type Ed25519, publicKeyOf } from '@assent/signing/verify';
import {
  cosign,
  formatNote,
  formatVerifierKey,
  type NoteSignature,
  parseNote,
  parseVerifierKey,
  verifyNote,
} from './note.ts';

/** A `state` of a log, by the place of its entry. */
export interface PlacedState {
  readonly index: number;
  readonly statement: State;
}

/** Somebody who recomputed a state and found it right, and when they say they did, in seconds. */
export interface StateMonitor {
  /** did:key. */
  readonly identity: string;
  readonly time: number;
}

type NoteSigner = Parameters<typeof cosign>[3];

/**
 * The text that monitors cosign, seven lines: `assent-state/v1`, the log's origin, the index of the state's entry, and the
 * state's size, time, count and root. Its first line keeps it apart from any checkpoint: no size could stand on the second.
 */
export const formatStateText = ({ index, statement: { aud, size, at, count, root } }: PlacedState): string =>
  `assent-state/v1\n${aud}\n${index}\n${size}\n${at}\n${count}\n${root}\n`;

/** A monitor's cosignature of a state (as C2SP tlog-cosignature, over `formatStateText`). The monitor's name is its did:key. */
export const cosignState = (
  state: PlacedState,
  identity: string,
  time: number,
  signer: NoteSigner,
): Promise<NoteSignature> => cosign(formatStateText(state), identity, time, signer);

/** A cosignature as a line of a state's note, from the did:key of its monitor and what follows the key id: 72 bytes. */
export const cosignatureOf = (identity: string, signature: Uint8Array): NoteSignature => {
  const key = publicKeyOf(identity);
  const verifier = key.ok ? parseVerifierKey(formatVerifierKey(identity, key.value, 4)) : key;
  if (!verifier.ok) throw new RangeError(`${identity} is no did:key`);
  return { name: identity, keyId: verifier.value.keyId, signature };
};

/** The note of a state with its monitors' cosignatures, in its one order. At least one. */
export const formatStateNote = (state: PlacedState, cosignatures: readonly NoteSignature[]): string =>
  formatNote({
    text: formatStateText(state),
    signatures: cosignatures.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  });

/**
 * Read the note of a state: every cosignature in it must verify, whether its monitor is trusted or not, since a monitor's
 * name is its key; so no byte of a note can be changed unnoticed.
 *
 * Refuses with `checkpoint_malformed` what is no note in its one form, with `state_mismatch` one of another state, with
 * `key_malformed` a name that is no did:key, with `signature_duplicate` a monitor that signs twice, with
 * `signature_invalid` a cosignature that does not verify.
 */
export const openStateNote = async (
  bytes: Uint8Array,
  state: PlacedState,
  ed25519: Ed25519,
): Promise<Result<StateMonitor[]>> => {
  const note = parseNote(bytes);
  if (!note.ok) return note;
  if (note.value.text !== formatStateText(state)) return refused('state_mismatch', 'cosignatures of another state');
  const monitors: StateMonitor[] = [];
  let last = '';
  for (const signature of note.value.signatures) {
    const { name } = signature;
    const key = publicKeyOf(name);
    if (!key.ok) return key;
    if (name === last) return refused('signature_duplicate', name);
    if (name < last) return refused('checkpoint_malformed', 'monitors not ascending');
    last = name;
    const verifier = parseVerifierKey(formatVerifierKey(name, key.value, 4));
    if (!verifier.ok) return verifier;
    const signers = await verifyNote({ text: note.value.text, signatures: [signature] }, [verifier.value], ed25519);
    const time = signers.ok ? signers.value[0]?.time : undefined;
    if (time === undefined) return refused('signature_invalid', name);
    monitors.push({ identity: name, time });
  }
  return accepted(monitors);
};
