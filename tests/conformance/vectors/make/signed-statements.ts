import { canonicalBytes, toUtf8 } from '@assent/schema';
import { didKeyOf, preAuthenticationEncoding, statementId, toBase64 } from '@assent/signing';
import { concatBytes } from '@noble/hashes/utils.js';
import { attest, grant, withdraw } from './kinds.ts';
import { ann, ben, crowd, registry, seal, sealBytes, typeOf } from './seal.ts';
import { Cases, refusedWith, type Vector, written } from './vector.ts';

const open = (envelope: Uint8Array | object) => ({
  op: 'statement.open',
  envelope: written(envelope instanceof Uint8Array ? envelope : canonicalBytes(envelope)),
});

interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

const parsed = (envelope: Uint8Array): Envelope => JSON.parse(Buffer.from(envelope).toString('utf8')) as Envelope;

/** What is signed, by whom, and how often. */
export const makeSignedStatements = async (): Promise<Vector[]> => {
  const cases = new Cases('Signature');
  // A letter of two bytes, so that lengths in letters are other lengths.
  const said = { ...attest, claim: 'Zoë' };
  const [payload, type] = [canonicalBytes(said), typeOf('attest')];
  const id = statementId(type, payload);
  const envelope = await sealBytes('attest', payload, [registry]);
  const good = parsed(envelope);
  const valid = cases.valid('signed/valid', open(envelope), { ok: true, id });

  const signedAs = async (name: string, attack: string, message: Uint8Array | string): Promise<void> => {
    const bytes = typeof message === 'string' ? toUtf8(message) : message;
    const sealed = await sealBytes('attest', payload, [registry], { message: bytes });
    cases.attack(`signed/${name}`, attack, valid, open(sealed), refusedWith('signature_invalid'));
  };
  const text = Buffer.from(payload).toString('utf8');
  const [t, n] = [type.length, payload.length];
  await signedAs('payload-alone', 'the payload signed without its type', payload);
  await signedAs('payload-base64', 'the payload signed as base64', toBase64(payload));
  await signedAs('no-lengths', 'lengths left out of what is signed', `DSSEv1 ${type} ${text}`);
  await signedAs('type-length-shifted', 'a type length shifted in the PAE', `DSSEv1 ${t + 1} ${type} ${n} ${text}`);
  await signedAs(
    'payload-length-shifted',
    'a payload length shifted in the PAE',
    `DSSEv1 ${t} ${type} ${n + 1} ${text}`,
  );
  await signedAs(
    'boundary-shifted',
    'the boundary of type and payload shifted',
    `DSSEv1 ${t - 5} ${type.slice(0, -5)} ${n + 5} ${type.slice(-5)}${text}`,
  );
  await signedAs('length-in-letters', 'lengths counted in letters', `DSSEv1 ${t} ${type} ${text.length} ${text}`);
  await signedAs('length-leading-zero', 'a length with a leading zero', `DSSEv1 0${t} ${type} ${n} ${text}`);
  await signedAs('line-feeds', 'line feeds between what is signed', `DSSEv1\n${t}\n${type}\n${n}\n${text}`);
  await signedAs('another-version', 'another version of DSSE', `DSSEv2 ${t} ${type} ${n} ${text}`);
  await signedAs('another-type', 'signed for another type', preAuthenticationEncoding(typeOf('grant'), payload));
  await signedAs(
    'trailing-bytes',
    'trailing bytes after the payload',
    concatBytes(preAuthenticationEncoding(type, payload), Uint8Array.of(0x20)),
  );

  const swapped = await sealBytes('withdraw', canonicalBytes(grant), [ann]);
  const granted = cases.valid('signed/valid-grant', open(await seal('grant', grant, ann)), {
    ok: true,
    id: statementId(typeOf('grant'), canonicalBytes(grant)),
  });
  cases.attack(
    'signed/type-swapped',
    'type swapped: a grant signed as a withdrawal',
    granted,
    open(swapped),
    refusedWith('payload_type_mismatch'),
  );
  cases.attack(
    'signed/type-respelled',
    'a type in another spelling',
    valid,
    open({ ...good, payloadType: type.toUpperCase() }),
    refusedWith('malformed'),
  );
  cases.attack(
    'signed/type-unknown',
    'a kind that nobody knows',
    valid,
    open(await sealBytes('oath', payload, [registry])),
    refusedWith('malformed'),
  );
  cases.attack(
    'signed/type-of-manifest',
    'a manifest’s type on a statement',
    valid,
    open(await sealBytes('manifest', payload, [registry])),
    refusedWith('malformed'),
  );

  const [signature] = good.signatures as [Envelope['signatures'][number]];
  const signedBy = (...signatures: readonly object[]) => open({ ...good, signatures });
  cases.attack(
    'signed/one-key-twice',
    'one key counted twice',
    valid,
    signedBy(signature, signature),
    refusedWith('signature_duplicate'),
  );
  cases.attack(
    'signed/keyid-of-another',
    'key id naming another key',
    valid,
    signedBy({ ...signature, keyid: ben.did }),
    refusedWith('signature_invalid'),
  );
  cases.attack('signed/nobody', 'no signature', valid, signedBy(), refusedWith('malformed'));
  const two = cases.valid('signed/valid-two', open(await sealBytes('attest', payload, [registry, ben])), {
    ok: true,
    id,
  });
  const both = parsed(await sealBytes('attest', payload, [registry, ben]));
  const exchanged = both.signatures.map(({ keyid }, i) => ({ keyid, sig: both.signatures[1 - i]!.sig }));
  cases.attack(
    'signed/signatures-exchanged',
    'two signatures, each under the other’s key',
    two,
    signedBy(...exchanged),
    refusedWith('signature_invalid'),
  );
  cases.attack(
    'signed/bad-beside-good',
    'a signature that fails beside a good one',
    two,
    signedBy(signature, { keyid: ben.did, sig: signature.sig }),
    refusedWith('signature_invalid'),
  );
  const eight = crowd.slice(0, 8);
  const full = cases.valid('signed/valid-eight', open(await seal('withdraw', withdraw, ...eight)), {
    ok: true,
    id: statementId(typeOf('withdraw'), canonicalBytes(withdraw)),
  });
  cases.attack(
    'signed/nine',
    'nine signatures',
    full,
    open(await seal('withdraw', withdraw, ...crowd.slice(0, 9))),
    refusedWith('malformed'),
  );

  const bytes = Buffer.from(signature.sig, 'base64');
  const cut = (length: number) =>
    signedBy({ ...signature, sig: toBase64(Uint8Array.from({ length }, (_, i) => bytes[i % 64]!)) });
  cases.attack('signed/63-bytes', 'a signature of 63 bytes', valid, cut(63), refusedWith('malformed'));
  cases.attack(
    'signed/65-bytes',
    'a signature of 65 bytes, as long in base64 as one of 64',
    valid,
    cut(65),
    refusedWith('signature_invalid'),
  );
  cases.attack('signed/128-bytes', 'a signature of 128 bytes', valid, cut(128), refusedWith('malformed'));
  return [...cases.vectors, ...namedKeys(signedBy, signature, valid)];
};

/** Names of keys that are none. */
const namedKeys = (
  signedBy: (...signatures: readonly object[]) => ReturnType<typeof open>,
  signature: { readonly keyid: string; readonly sig: string },
  valid: string,
): Vector[] => {
  const cases = new Cases('Signature');
  const named = (name: string, attack: string, keyid: string, code: string): void =>
    cases.attack(`signed/${name}`, attack, valid, signedBy({ ...signature, keyid }), refusedWith(code));
  const { publicKey } = registry;
  const multikey = (prefix: readonly number[], key: Uint8Array): string =>
    `did:key:z${base58(Uint8Array.of(...prefix, ...key))}`;
  named('keyid-x25519', 'a key of another kind, X25519', multikey([0xec, 0x01], publicKey), 'malformed');
  named(
    'keyid-33-bytes',
    'a key of 33 bytes',
    multikey([0xed, 0x01], concatBytes(publicKey, Uint8Array.of(1))),
    'malformed',
  );
  named('keyid-fragment', 'a key id with a fragment', `${signature.keyid}#${signature.keyid.slice(8)}`, 'malformed');
  named('keyid-wrong-digit', 'a digit that base58 does not have', signature.keyid.replace(/.$/, '0'), 'malformed');
  const beyond = `did:key:z6Mk${'z'.repeat(44)}`;
  named('keyid-beyond', 'digits of base58 that say another prefix', beyond, 'key_malformed');
  named(
    'keyid-small-order',
    'a key of small order: the identity',
    didKeyOf(new Uint8Array(32).with(0, 1)),
    'signature_invalid',
  );
  return cases.vectors;
};

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Of bytes that do not begin with zero. */
const base58 = (bytes: Uint8Array): string => {
  let text = '';
  for (let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`); rest > 0n; rest /= 58n) {
    text = alphabet[Number(rest % 58n)]! + text;
  }
  return text;
};
