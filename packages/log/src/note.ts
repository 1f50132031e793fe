import { accepted, fromUtf8, refused, toUtf8, type Result } from '@assent/schema';
import { type Ed25519, fromBase64, toBase64 } from '@assent/signing/verify';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';

/** C2SP signed-note: text, an empty line, and lines `— <name> <base64 of 4-byte key id and signature>`. */
const maxNote = 16_384;
const maxSignatures = 16;

/** Signature types of C2SP signed-note: a plain Ed25519 signature, and a timestamped cosignature. */
const plain = 0x01;
const cosignature = 0x04;

/** A key that a verifier knows by name (C2SP signed-note, "verifier key"). */
export interface NoteVerifier {
  readonly name: string;
  /** 4 bytes, hex. */
  readonly keyId: string;
  readonly type: typeof plain | typeof cosignature;
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  /** What follows the key id. */
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends with a line feed; these bytes are what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A signature that verified; `time` for a cosignature, in seconds. */
export interface VerifiedSigner {
  readonly name: string;
  readonly keyId: string;
  readonly time?: number;
}

/** U+0085 is white space to Unicode, and so to other readers of notes, but not to `\s`. */
const isName = (name: string): boolean => name !== '' && name.length <= 200 && !/[\s\u0085+]/u.test(name);

const keyIdOf = (name: string, type: number, publicKey: Uint8Array): string =>
  bytesToHex(sha256(concatBytes(toUtf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4));

/** The verifier key, as text, of a raw Ed25519 key under a name. */
export const formatVerifierKey = (name: string, publicKey: Uint8Array, type: 1 | 4 = plain): string =>
  `${name}+${keyIdOf(name, type, publicKey)}+${toBase64(Uint8Array.of(type, ...publicKey))}`;

/** Read `<name>+<key id>+<base64>`. Refuses with `key_malformed`. */
export const parseVerifierKey = (text: string): Result<NoteVerifier> => {
  const [name, keyId, encoded, ...rest] = text.split('+');
  if (name === undefined || keyId === undefined || encoded === undefined) return refused('key_malformed', text);
  // Standard base64 has `+` itself.
  const bytes = fromBase64([encoded, ...rest].join('+'));
  if (!bytes.ok || bytes.value.length !== 33 || !isName(name)) return refused('key_malformed', text);
  const type = bytes.value[0];
  if (type !== plain && type !== cosignature) return refused('key_malformed', text);
  const publicKey = bytes.value.subarray(1);
  if (keyIdOf(name, type, publicKey) !== keyId) return refused('key_malformed', text);
  return accepted({ name, keyId, type, publicKey });
};

/** Bytes to a note; one encoding only, so that `formatNote(parseNote(x)) == x`. Refuses with `checkpoint_malformed`. */
export const parseNote = (bytes: Uint8Array): Result<Note> => {
  if (bytes.length > maxNote) return refused('too_large', 'note');
  const decoded = fromUtf8(bytes);
  if (!decoded.ok) return refused('checkpoint_malformed', 'not UTF-8');
  const note = decoded.value;
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(note)) return refused('checkpoint_malformed', 'a control character');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return refused('checkpoint_malformed', 'no signatures');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > maxSignatures) return refused('checkpoint_malformed', `more than ${maxSignatures} signatures`);
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const match = /^— ([^ ]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line);
    const signed = match === null ? undefined : fromBase64(match[2]!);
    if (match === null || !signed?.ok || !isName(match[1]!) || signed.value.length < 5) {
      return refused('checkpoint_malformed', 'a signature line');
    }
    signatures.push({
      name: match[1]!,
      keyId: bytesToHex(signed.value.subarray(0, 4)),
      signature: signed.value.subarray(4),
    });
  }
  return accepted({ text, signatures });
};

export const formatNote = (note: Note): string =>
  `${note.text}\n${note.signatures
    .map(({ name, keyId, signature }) => {
      const id = Uint8Array.from(keyId.match(/../g)!, (byte) => Number.parseInt(byte, 16));
      return `— ${name} ${toBase64(concatBytes(id, signature))}\n`;
    })
    .join('')}`;

/** What a signature of that type covers: the text, or the text under a time (C2SP tlog-cosignature). */
const signedBytes = (verifier: NoteVerifier, text: string, signature: Uint8Array) => {
  if (verifier.type === plain) return { message: toUtf8(text), signature, time: undefined };
  if (signature.length !== 72) return undefined;
  const time = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(time)) return undefined;
  return { message: toUtf8(`cosignature/v1\ntime ${time}\n${text}`), signature: signature.subarray(8), time };
};

/**
 * Check every signature by a known key; those by unknown keys are passed over.
 *
 * Refuses with `signature_invalid` if any known key's signature fails, even beside good ones (C2SP signed-note), with
 * `signature_duplicate` if a known key signs twice, and with `checkpoint_untrusted` if no known key signed.
 */
export const verifyNote = async (
  note: Note,
  known: readonly NoteVerifier[],
  ed25519: Ed25519,
): Promise<Result<VerifiedSigner[]>> => {
  const signers: VerifiedSigner[] = [];
  for (const { name, keyId, signature } of note.signatures) {
    const verifier = known.find((key) => key.name === name && key.keyId === keyId);
    if (verifier === undefined) continue;
    if (signers.some((signer) => signer.name === name && signer.keyId === keyId))
      return refused('signature_duplicate', name);
    const signed = signedBytes(verifier, note.text, signature);
    if (signed === undefined || !(await ed25519.verify(verifier.publicKey, signed.signature, signed.message))) {
      return refused('signature_invalid', name);
    }
    signers.push({ name, keyId, ...(signed.time === undefined ? {} : { time: signed.time }) });
  }
  return signers.length === 0 ? refused('checkpoint_untrusted', 'no signature by a known key') : accepted(signers);
};

/** Sign a note's text with a plain Ed25519 key. */
export const signNote = async (
  text: string,
  name: string,
  signer: { readonly publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array | Promise<Uint8Array> },
): Promise<Note> => ({
  text,
  signatures: [{ name, keyId: keyIdOf(name, plain, signer.publicKey), signature: await signer.sign(toUtf8(text)) }],
});

/** A witness's cosignature of a note's text at a time, in seconds (C2SP tlog-cosignature). */
export const cosign = async (
  text: string,
  name: string,
  time: number,
  signer: { readonly publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array | Promise<Uint8Array> },
): Promise<NoteSignature> => {
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  const signature = await signer.sign(toUtf8(`cosignature/v1\ntime ${time}\n${text}`));
  return { name, keyId: keyIdOf(name, cosignature, signer.publicKey), signature: concatBytes(stamp, signature) };
};
